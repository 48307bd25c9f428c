-- Which processes have words, from them, from you or from both, and in which did both name a reason?
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  bool_or(said.source <> 'self') AS theirs,
  bool_or(said.source = 'self') AS yours,
  bool_or(said.source <> 'self' AND mentioned.counted AND mentioned.diagnostic)
    AND bool_or(said.source = 'self' AND mentioned.counted AND mentioned.diagnostic) AS compared
FROM process
JOIN said USING (interview_id)
LEFT JOIN mentioned USING (feedback_id)
GROUP BY ALL
ORDER BY process.happened_on DESC NULLS LAST, process.company, process.interview_id
