-- Which texts are from the chosen source and say something about a process of the slice? Kept for the other questions, without
-- the words: who shows them looks them up in `feedback`.
WITH told AS NOT MATERIALIZED (
  FROM feedback
  WHERE NOT says_nothing AND ($source = 'all' OR ($source = 'self') = (source = 'self'))
)
SELECT
  told.feedback_id, told.interview_id, told.source, told.received_on, told.language, told.reviewed_at,
  process.side, process.happened_on,
  -- The person's note that stands for an answer is nobody's words. It was looked at when it was written, and few texts are.
  told.feedback_id IN (
    SELECT feedback_id
    FROM told
    WHERE reviewed_at IS NOT NULL AND basis = 'paraphrase' AND text = $note
  ) AS is_note
FROM told
JOIN process USING (interview_id)
