-- Which interviews hold these words and ended in one of these ways, the latest first, and how many are there? At most $at_most are given.
WITH matching AS NOT MATERIALIZED (
  SELECT *
  FROM process
  WHERE ($words = '' OR contains(lower(concat_ws(' ', company, role, contact_name, notes, industry)), lower($words)))
    AND (len($outcomes) = 0 OR list_contains($outcomes, outcome))
),
latest AS (
  SELECT interview_id, company, role, happened_on, stage_reached, outcome
  FROM matching
  ORDER BY happened_on DESC NULLS LAST, company, interview_id
  LIMIT $at_most
)
SELECT latest.*, count(said.feedback_id) AS feedback, (SELECT count(*) FROM matching) AS found
FROM latest
LEFT JOIN said USING (interview_id)
GROUP BY latest.interview_id, latest.company, latest.role, latest.happened_on, latest.stage_reached, latest.outcome
ORDER BY latest.happened_on DESC NULLS LAST, latest.company, latest.interview_id
