-- Which are the latest $at_most second places (all of them where that is nothing), and how much was said about each: texts, what is
-- counted, what waits to be confirmed; and how many are there?
-- They are asked for by their outcome, which the file finds without reading every process: `side` has to be worked out for each.
WITH latest AS (
  SELECT interview_id, company, role, happened_on, count(*) OVER () AS found
  FROM process
  WHERE outcome = 'second_place'
  ORDER BY happened_on DESC NULLS LAST, company, interview_id
  LIMIT $at_most
)
SELECT
  latest.interview_id, latest.company, latest.role, latest.happened_on,
  count(DISTINCT said.feedback_id) AS texts,
  count(mentioned.factor) FILTER (mentioned.counted) AS counted,
  count(mentioned.factor) FILTER (mentioned.suggested) AS to_confirm,
  latest.found
FROM latest
LEFT JOIN said USING (interview_id)
LEFT JOIN mentioned USING (feedback_id)
GROUP BY ALL
ORDER BY latest.happened_on DESC NULLS LAST, latest.company, latest.interview_id
