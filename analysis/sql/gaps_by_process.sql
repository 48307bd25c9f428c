-- Which gaps one can work on were named in each process with a reason, however it ended? A process without one stands once, with none.
SELECT DISTINCT worded.interview_id, worded.happened_on, mentioned.factor
FROM worded
LEFT JOIN mentioned ON mentioned.interview_id = worded.interview_id AND mentioned.counted AND mentioned.actionable
WHERE worded.diagnostic
ORDER BY worded.happened_on NULLS LAST, worded.interview_id, mentioned.factor
