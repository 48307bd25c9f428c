-- Of how many finals without an offer was feedback asked for, how many answered, and how many doors have opened again?
SELECT
  (SELECT count(*) FROM missed_final) AS finals,
  count(*) AS asked,
  count(*) FILTER (request_state = 'answered') AS answered,
  count(*) FILTER (request_state = 'declined') AS declined,
  count(*) FILTER (request_state = 'no_reply') AS no_reply,
  (SELECT count(*) FROM missed_final WHERE interview_id IN (SELECT interview_id FROM follow_ups WHERE kind = 'reopened')) AS reopened
FROM request
SEMI JOIN missed_final USING (interview_id)
