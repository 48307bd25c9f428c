-- Which words are kept for one interview, from whom and since when?
SELECT feedback_id, text, source, basis, received_on
FROM feedback
WHERE interview_id = $interview_id
ORDER BY received_on NULLS LAST, feedback_id
