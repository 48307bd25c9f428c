-- What was said, the latest first, and how much of each text is counted or still to be confirmed?
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome, process.side,
  words.feedback_id, words.source, words.basis, words.received_on, words.text, words.language, words.reviewed_at,
  count(mentioned.factor) FILTER (mentioned.counted) AS counted,
  count(mentioned.factor) FILTER (mentioned.suggested) AS to_confirm
FROM process
JOIN (feedback SEMI JOIN said USING (feedback_id)) AS words USING (interview_id)
LEFT JOIN mentioned USING (feedback_id)
GROUP BY ALL
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id, words.received_on, words.feedback_id
