-- Which second places have no feedback one can learn from yet: said nothing, or words without a reason?
-- `counted_from` names the day since which they are silent.
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.decided_on,
  process.contact_name, process.contact_role, process.contact_email,
  coalesce(worded.state, 'never_heard') AS state,
  CASE
    WHEN process.decided_on IS NOT NULL THEN 'decided'
    WHEN process.interviewed_on IS NOT NULL THEN 'interviewed'
    WHEN process.applied_on IS NOT NULL THEN 'applied'
  END AS counted_from
FROM process
LEFT JOIN worded USING (interview_id)
WHERE process.side = 'second_place' AND coalesce(worded.state, 'never_heard') IN ('no_reason', 'never_heard')
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id
