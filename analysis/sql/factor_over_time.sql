-- In which processes with a reason was this factor heard, in order of time, those without a date last: the latest $at_most (all of
-- them where that is nothing)? And in how many of them all, of how many, how many of them with a date?
-- A factor that explains nothing has no answer: its mentions make no process one with a reason.
WITH told AS MATERIALIZED (
  SELECT
    interview_id, happened_on,
    bool_or(factor = $factor AND polarity = $polarity AND protected = $protected) AS heard
  FROM mentioned
  WHERE counted AND diagnostic AND list_contains($diagnostic, $factor)
  GROUP BY interview_id, happened_on
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
FROM process
JOIN latest USING (interview_id)
CROSS JOIN counted
ORDER BY latest.happened_on NULLS LAST, latest.interview_id
