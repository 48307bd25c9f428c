-- In which processes with a reason was this factor heard, in order of time, those without a date last?
-- A factor that explains nothing has no answer: its mentions make no process one with a reason.
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.outcome,
  bool_or(mentioned.counted AND mentioned.factor = $factor AND mentioned.polarity = $polarity AND mentioned.protected = $protected) AS heard
FROM process
JOIN worded USING (interview_id)
JOIN mentioned USING (interview_id)
WHERE worded.diagnostic AND list_contains($diagnostic, $factor)
GROUP BY process.interview_id, process.company, process.role, process.happened_on, process.outcome
ORDER BY process.happened_on NULLS LAST, process.interview_id
