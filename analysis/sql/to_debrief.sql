-- Which interviews are to be talked over with oneself: was it a final, who got it, what did they say; and which were already?
-- `asks` is what is open about them: `final`, one that may have been the final and was not judged, or `words`, a second place
-- in which nobody else has said a word. What was done counts as long as stage and outcome are what they were then. At most so
-- many of them, and `waiting` is how many of all are open.
WITH asked AS (
  SELECT
    process.interview_id, candidate, company, role, happened_on, decided_on, stage_reached, outcome,
    CASE
      WHEN side = 'second_place' AND NOT EXISTS (
        FROM feedback
        WHERE feedback.interview_id = process.interview_id AND NOT feedback.says_nothing AND feedback.source <> 'self'
      ) THEN 'words'
      WHEN stage_reached IN ('later_interview', 'final_round') AND NOT final_judged
        AND coalesce(outcome, 'pending') IN ('rejected', 'no_decision', 'no_response', 'pending') THEN 'final'
    END AS asks,
    mark.value AS mark,
    'done ' || coalesce(stage_reached, '') || ' ' || coalesce(outcome, '') AS done_as_it_is
  FROM process
  LEFT JOIN remembered AS mark ON mark.kind = 'debrief' AND mark.key = process.interview_id
),
found AS MATERIALIZED (
  SELECT
    interview_id, candidate, company, role, happened_on, decided_on, stage_reached, outcome, asks,
    CASE
      WHEN mark = done_as_it_is OR asks IS NULL THEN 'done'
      WHEN mark = 'skipped' THEN 'skipped'
      ELSE 'open'
    END AS state
  FROM asked
  WHERE asks IS NOT NULL OR starts_with(mark, 'done ')
)
SELECT *, (SELECT count(*) FROM found WHERE state = 'open') AS waiting
FROM found
ORDER BY state = 'done', state = 'skipped', asks IS NOT DISTINCT FROM 'words', happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
