-- Which are the second places, the latest first, and how much was said about each: texts, what is counted, what waits to be confirmed?
SELECT
  process.interview_id, process.company, process.role, process.happened_on,
  count(DISTINCT said.feedback_id) AS texts,
  count(mentioned.factor) FILTER (mentioned.counted) AS counted,
  count(mentioned.factor) FILTER (mentioned.suggested) AS to_confirm
FROM process
LEFT JOIN said USING (interview_id)
LEFT JOIN mentioned USING (feedback_id)
WHERE process.side = 'second_place'
GROUP BY ALL
ORDER BY process.happened_on DESC NULLS LAST, process.company, process.interview_id
