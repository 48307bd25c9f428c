-- In which processes with a reason was this factor heard, in order of time, those without a date last: the latest $at_most (all of
-- them where that is nothing)? And in how many of them all, of how many, how many of them with a date?
-- A factor that explains nothing has no answer: its mentions make no process one with a reason.
WITH told AS MATERIALIZED (
  SELECT
    worded.interview_id, worded.happened_on,
    coalesce(bool_or(mentioned.factor = $factor AND mentioned.polarity = $polarity AND mentioned.protected = $protected), false) AS heard
  FROM worded
  JOIN mentioned USING (interview_id)
  WHERE worded.diagnostic AND mentioned.counted AND list_contains($diagnostic, $factor)
  GROUP BY worded.interview_id, worded.happened_on
),
latest AS (
  FROM told
  ORDER BY happened_on DESC NULLS LAST, interview_id DESC
  LIMIT $at_most
),
counted AS (
  SELECT count(*) FILTER (heard) AS heard_in, count(*) AS out_of, count(happened_on) AS dated
  FROM told
)
SELECT
  latest.interview_id, process.company, process.role, latest.happened_on, process.outcome, latest.heard,
  counted.heard_in, counted.out_of, counted.dated
FROM latest
CROSS JOIN counted
JOIN process USING (interview_id)
ORDER BY latest.happened_on NULLS LAST, latest.interview_id
