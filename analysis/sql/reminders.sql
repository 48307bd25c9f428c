-- What is still to do on a day the person chose?
SELECT
  follow_ups.follow_up_id, follow_ups.kind, follow_ups.due_on, follow_ups.note, follow_ups.revision, follow_ups.changed_at,
  process.interview_id, process.company, process.role, process.happened_on, process.contact_name,
  process.candidate
FROM follow_ups
JOIN process USING (interview_id)
WHERE follow_ups.due_on IS NOT NULL AND follow_ups.done_on IS NULL
ORDER BY follow_ups.due_on, process.company, follow_ups.follow_up_id
