-- Which gaps one can work on were named in each process with a reason, however it ended? A process without one stands once, with none.
SELECT DISTINCT standing.interview_id, standing.happened_on, mentioned.factor
FROM standing
LEFT JOIN mentioned ON mentioned.interview_id = standing.interview_id AND mentioned.counted AND mentioned.actionable
WHERE standing.diagnostic
ORDER BY standing.happened_on NULLS LAST, standing.interview_id, mentioned.factor
