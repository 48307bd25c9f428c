-- On which days was feedback asked for in each interview, of whom, did they answer, were they thanked, and when is the next touch?
WITH done AS (
  SELECT
    interview_id, max(done_on) FILTER (kind = 'thank_you') AS thanked_on,
    min(due_on) FILTER (kind = 'keep_in_touch' AND done_on IS NULL) AS follow_up_on
  FROM follow_ups
  GROUP BY interview_id
)
SELECT
  process.interview_id, request.asked_on, request.asked_of, request.reminded_on,
  CASE WHEN request.request_state = 'answered' THEN request.replied_on END AS answered_on, done.thanked_on, done.follow_up_on
FROM done
JOIN process USING (interview_id)
LEFT JOIN request USING (interview_id)
WHERE request.asked_on IS NOT NULL OR done.thanked_on IS NOT NULL OR done.follow_up_on IS NOT NULL
ORDER BY process.interview_id
