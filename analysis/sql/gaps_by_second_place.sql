-- Which gaps were heard in each second place with a reason? A second place without a gap stands once, with none.
SELECT DISTINCT standing.interview_id, standing.happened_on, mentioned.factor
FROM standing
LEFT JOIN mentioned ON mentioned.interview_id = standing.interview_id AND mentioned.counted AND mentioned.polarity = 'gap' AND NOT mentioned.protected
WHERE standing.side = 'second_place' AND standing.diagnostic
ORDER BY standing.happened_on, standing.interview_id, mentioned.factor
