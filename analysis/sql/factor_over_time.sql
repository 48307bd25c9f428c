-- In which processes with a reason was this factor heard, in order of time?
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.outcome,
  bool_or(mentioned.counted AND mentioned.factor = $factor AND mentioned.polarity = $polarity) AS heard
FROM process
JOIN standing USING (interview_id)
JOIN mentioned USING (interview_id)
WHERE standing.diagnostic AND process.happened_on IS NOT NULL
GROUP BY process.interview_id, process.company, process.role, process.happened_on, process.outcome
ORDER BY process.happened_on, process.interview_id
