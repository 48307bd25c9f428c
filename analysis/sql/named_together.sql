-- In which second places were both of these gaps named, the latest first? The rows behind a pair of `together`.
SELECT worded.interview_id, worded.happened_on
FROM worded
JOIN mentioned USING (interview_id)
WHERE mentioned.counted AND mentioned.polarity = 'gap' AND NOT mentioned.protected AND worded.side = 'second_place' AND worded.diagnostic
  AND mentioned.factor IN ($factor, $other)
GROUP BY worded.interview_id, worded.happened_on
HAVING count(DISTINCT mentioned.factor) = 2
ORDER BY worded.happened_on DESC NULLS LAST, worded.interview_id
