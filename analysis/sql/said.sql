-- Which texts are from the chosen source and say something about a process of the slice? Kept for the other questions, without
-- the words: who shows them looks them up in `feedback`.
SELECT
  feedback.feedback_id, feedback.interview_id, feedback.source, feedback.received_on, feedback.language, feedback.reviewed_at,
  process.side, process.happened_on
FROM feedback
JOIN process USING (interview_id)
WHERE NOT feedback.says_nothing
  AND ($source = 'all' OR ($source = 'self') = (feedback.source = 'self'))
