-- Which words stand behind a factor: every mention of it, with the text, who said it and where it led?
-- Protected ground is evidence of its own, as it has a row of its own in the ranking.
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  said.feedback_id, said.source, said.basis, said.received_on, said.text,
  mentioned.factor, mentioned.aspect, mentioned.polarity, mentioned.start_at, mentioned.end_at, mentioned.quote,
  mentioned.tier, mentioned.status, mentioned.counted, mentioned.suggested, mentioned.protected, mentioned.why, mentioned.p
FROM mentioned
JOIN said USING (feedback_id)
JOIN process ON process.interview_id = said.interview_id
WHERE mentioned.factor = $factor
  AND ($polarity IS NULL OR mentioned.polarity = $polarity)
  AND mentioned.protected = $protected
  AND ($side IS NULL OR process.side = $side)
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id, said.feedback_id, mentioned.start_at, mentioned.polarity
