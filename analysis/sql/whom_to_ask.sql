-- Which second places have no feedback one can learn from yet: said nothing, or words without a reason? The latest $at_most, and how
-- many there are; `counted_from` names the day since which they are silent.
-- They are asked for by their outcome, which the file finds without reading every process: `side` has to be worked out for each.
WITH latest AS (
  SELECT process.interview_id, coalesce(worded.state, 'never_heard') AS state, count(*) OVER () AS found
  FROM process
  LEFT JOIN worded USING (interview_id)
  WHERE process.outcome = 'second_place' AND coalesce(worded.state, 'never_heard') IN ('no_reason', 'never_heard')
  ORDER BY process.happened_on DESC NULLS LAST, process.interview_id
  LIMIT $at_most
)
SELECT
  interview_id, candidate, company, role, happened_on, decided_on, contact_name, contact_role, contact_email, state,
  CASE
    WHEN decided_on IS NOT NULL THEN 'decided'
    WHEN interviewed_on IS NOT NULL THEN 'interviewed'
    WHEN applied_on IS NOT NULL THEN 'applied'
  END AS counted_from,
  found
FROM latest
JOIN process USING (interview_id)
ORDER BY happened_on DESC NULLS LAST, interview_id
