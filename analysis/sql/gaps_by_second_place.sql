-- Which gaps were heard in each second place with a reason? A second place without a gap stands once, with none.
SELECT DISTINCT worded.interview_id, worded.happened_on, mentioned.factor
FROM worded
LEFT JOIN mentioned ON mentioned.interview_id = worded.interview_id AND mentioned.counted AND mentioned.polarity = 'gap' AND NOT mentioned.protected
WHERE worded.side = 'second_place' AND worded.diagnostic
ORDER BY worded.happened_on, worded.interview_id, mentioned.factor
