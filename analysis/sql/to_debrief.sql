-- Which interviews are to be talked over with oneself: was it a final, who got it, what did they say; and which were already?
-- `asks` is what is open about them: `final`, one that may have been the final and was not judged, or `words`, a second place
-- in which nobody else has said a word. What was done counts as long as stage and outcome are what they were then. At most so
-- many of them, and `waiting` is how many of all are open.
WITH mark AS (
  SELECT key AS interview_id, value AS mark
  FROM remembered
  WHERE kind = 'debrief'
),
asked AS (
  SELECT file_row, 'words' AS asks
  FROM process
  ANTI JOIN (SELECT interview_id FROM feedback WHERE NOT says_nothing AND source <> 'self') AS told USING (interview_id)
  WHERE outcome = 'second_place'
  UNION ALL
  SELECT file_row, 'final'
  FROM process
  WHERE stage_reached IN ('later_interview', 'final_round') AND NOT final_judged
    AND coalesce(outcome, 'pending') IN ('rejected', 'no_decision', 'no_response', 'pending')
  UNION ALL
  SELECT file_row, NULL
  FROM process
  SEMI JOIN (SELECT interview_id FROM mark WHERE starts_with(mark, 'done ')) USING (interview_id)
),
found AS MATERIALIZED (
  SELECT
    interview_id, candidate, company, role, happened_on, decided_on, stage_reached, outcome, asks,
    CASE
      WHEN mark = 'done ' || coalesce(stage_reached, '') || ' ' || coalesce(outcome, '') OR asks IS NULL THEN 'done'
      WHEN mark = 'skipped' THEN 'skipped'
      ELSE 'open'
    END AS state
  FROM process
  JOIN (SELECT file_row, max(asks) AS asks FROM asked GROUP BY file_row) USING (file_row)
  LEFT JOIN mark USING (interview_id)
)
SELECT *, (SELECT count(*) FROM found WHERE state = 'open') AS waiting
FROM found
ORDER BY state = 'done', state = 'skipped', asks IS NOT DISTINCT FROM 'words', happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
