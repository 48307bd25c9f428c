-- Of which finals without an offer was feedback asked for, how long after the decision, of whom, and what came of it?
SELECT
  request.interview_id, missed_final.company, missed_final.role, missed_final.happened_on, request.asked_on,
  date_diff('day', missed_final.left_on, request.asked_on) AS days_after, request.asked_of, request.channel,
  request.request_state, request.replied_on, missed_final.candidate
FROM missed_final
JOIN request USING (interview_id)
ORDER BY request.asked_on DESC, missed_final.company, request.interview_id
