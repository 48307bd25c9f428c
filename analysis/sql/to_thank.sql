-- Who answered in the last 60 days and was not thanked since? What was written to everybody, and what you thought, is no answer;
-- where you were hired you have other ways to thank.
WITH answer AS (
  SELECT interview_id, received_on AS answered_on, source AS answered_by
  FROM feedback
  WHERE source IN ('hiring_manager', 'interviewer', 'hr_manager', 'recruiter') AND NOT says_nothing
  UNION ALL
  SELECT interview_id, replied_on, asked_of
  FROM follow_ups
  WHERE kind = 'ask_feedback' AND reply = 'answered'
),
thanked AS (
  SELECT interview_id, max(done_on) AS thanked_on
  FROM follow_ups
  WHERE kind = 'thank_you'
  GROUP BY interview_id
)
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  process.contact_name, process.contact_role, process.contact_email,
  max(answer.answered_on) AS answered_on, arg_max(answer.answered_by, answer.answered_on) AS answered_by,
  date_diff('day', max(answer.answered_on), $today) AS days_ago,
  process.candidate
FROM answer
JOIN process USING (interview_id)
LEFT JOIN thanked USING (interview_id)
WHERE process.side IS DISTINCT FROM 'offer'
  AND answer.answered_on BETWEEN $today - INTERVAL 60 DAY AND $today
  AND (thanked.thanked_on IS NULL OR answer.answered_on > thanked.thanked_on)
GROUP BY process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  process.contact_name, process.contact_role, process.contact_email, process.candidate
ORDER BY answered_on DESC, process.company, process.interview_id
