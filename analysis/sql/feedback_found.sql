-- Which texts hold these words, the latest first, from the place asked for on, and how many are there? At most $at_most are given.
-- $unread leaves out what was looked at, $not_read what is in English; $feedback_id and $interview_id ask for one text, or for those of one interview.
WITH matching AS NOT MATERIALIZED (
  SELECT said.*, words.basis, words.text, process.company, process.role, process.stage_reached, process.outcome
  FROM process
  JOIN (feedback AS words JOIN said USING (feedback_id)) ON process.interview_id = words.interview_id
  WHERE ($words = '' OR contains(lower(concat_ws(' ', words.text, process.company, process.role)), lower($words)))
    AND (NOT $unread OR said.reviewed_at IS NULL)
    AND (NOT $not_read OR said.language NOT IN ('en', 'und'))
    AND ($feedback_id IS NULL OR said.feedback_id = $feedback_id)
    AND ($interview_id IS NULL OR said.interview_id = $interview_id)
),
latest AS (
  SELECT feedback_id
  FROM matching
  ORDER BY happened_on DESC NULLS LAST, interview_id, received_on, feedback_id
  LIMIT $at_most
  OFFSET $begin
)
SELECT
  matching.interview_id, matching.company, matching.role, matching.happened_on, matching.stage_reached, matching.outcome, matching.side,
  matching.feedback_id, matching.source, matching.basis, matching.received_on, matching.text, matching.language, matching.reviewed_at,
  (SELECT count(*) FROM matching) AS found
FROM matching
JOIN latest USING (feedback_id)
ORDER BY matching.happened_on DESC NULLS LAST, matching.interview_id, matching.received_on, matching.feedback_id
