-- Which interviews are there, the latest first, and how much feedback has each from the chosen source?
SELECT
  process.interview_id, process.record_id, process.candidate, process.company, process.role, process.seniority, process.industry,
  process.location, process.work_mode, process.channel, process.applied_on, process.interviewed_on, process.decided_on, process.happened_on,
  process.stage_reached, process.outcome, process.rounds, process.format, process.contact_name, process.contact_role, process.contact_email,
  process.notes, process.attributes, process.final_judged,
  count(said.feedback_id) AS feedback
FROM process
LEFT JOIN said USING (interview_id)
GROUP BY ALL
ORDER BY process.happened_on DESC NULLS LAST, process.company, process.interview_id
