-- Of how many finals without an offer was feedback asked for, how many answered, and how many doors have opened again?
SELECT
  (SELECT count(*) FROM missed_final) AS finals,
  count(request.interview_id) AS asked,
  count(*) FILTER (request.request_state = 'answered') AS answered,
  count(*) FILTER (request.request_state = 'declined') AS declined,
  count(*) FILTER (request.request_state = 'no_reply') AS no_reply,
  (SELECT count(DISTINCT interview_id) FROM missed_final JOIN follow_ups USING (interview_id) WHERE kind = 'reopened') AS reopened
FROM missed_final
JOIN request USING (interview_id)
