-- In which second places were both of these gaps named, the latest first? The rows behind a pair of `together`.
SELECT interview_id, happened_on
FROM mentioned
WHERE counted AND polarity = 'gap' AND NOT protected AND side = 'second_place' AND factor IN ($factor, $other)
  AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
GROUP BY interview_id, happened_on
HAVING count(DISTINCT factor) = 2
ORDER BY happened_on DESC NULLS LAST, interview_id
