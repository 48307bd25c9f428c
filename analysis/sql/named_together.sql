-- In which second places were both of these gaps named, the latest first? The rows behind a pair of `together`.
SELECT standing.interview_id, standing.happened_on
FROM standing
JOIN mentioned USING (interview_id)
WHERE mentioned.counted AND mentioned.polarity = 'gap' AND NOT mentioned.protected AND standing.side = 'second_place' AND standing.diagnostic
  AND mentioned.factor IN ($factor, $other)
GROUP BY standing.interview_id, standing.happened_on
HAVING count(DISTINCT mentioned.factor) = 2
ORDER BY standing.happened_on DESC NULLS LAST, standing.interview_id
