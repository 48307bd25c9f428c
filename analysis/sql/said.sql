-- Which texts are from the chosen source and say something about a process of the slice? Kept for the other questions, without
-- the words: who shows them looks them up in `feedback`.
SELECT
  feedback.feedback_id, feedback.interview_id, feedback.source, feedback.received_on, feedback.language, feedback.reviewed_at,
  process.side, process.happened_on,
  -- The person's note that stands for an answer is nobody's words. It was looked at when it was written, and few texts are.
  feedback.feedback_id IN (
    SELECT note.feedback_id
    FROM feedback AS note
    WHERE note.reviewed_at IS NOT NULL AND note.basis = 'paraphrase' AND note.text = $note
  ) AS is_note
FROM feedback
JOIN process USING (interview_id)
WHERE NOT feedback.says_nothing
  AND ($source = 'all' OR ($source = 'self') = (feedback.source = 'self'))
