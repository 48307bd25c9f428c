-- In how many of these second places with a reason was each gap one can work on heard, and when last?
SELECT mentioned.factor, count(DISTINCT mentioned.interview_id) AS heard_in, max(mentioned.happened_on) AS latest
FROM mentioned
JOIN standing USING (interview_id)
WHERE list_contains($among, mentioned.interview_id)
  AND standing.side = 'second_place'
  AND standing.diagnostic
  AND mentioned.counted
  AND mentioned.actionable
GROUP BY mentioned.factor
ORDER BY heard_in DESC, latest DESC NULLS LAST, mentioned.factor
