-- What was said, the latest first, and how much of each text is counted or still to be confirmed?
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome, process.side,
  said.feedback_id, said.source, words.basis, said.received_on, words.text, said.language, said.reviewed_at,
  count(mentioned.factor) FILTER (mentioned.counted) AS counted,
  count(mentioned.factor) FILTER (mentioned.suggested) AS to_confirm
FROM said
JOIN feedback AS words USING (feedback_id)
JOIN process ON process.interview_id = said.interview_id
LEFT JOIN mentioned USING (feedback_id)
GROUP BY ALL
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id, said.received_on, said.feedback_id
