-- Which second places have no feedback one can learn from yet: said nothing, or words without a reason?
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.decided_on,
  process.contact_name, process.contact_role, process.contact_email,
  CASE WHEN standing.with_feedback THEN 'no_reason' ELSE 'never_heard' END AS state
FROM process
JOIN standing USING (interview_id)
WHERE process.side = 'second_place' AND NOT standing.diagnostic AND NOT standing.waiting
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id
