-- Where does each process with words stand: was a reason named, and of which kind? Kept for the other questions.
SELECT
  said.interview_id, any_value(said.side) AS side, any_value(said.happened_on) AS happened_on,
  coalesce(bool_or(mentioned.counted AND mentioned.diagnostic), false) AS diagnostic,
  coalesce(bool_or(mentioned.counted AND mentioned.actionable), false) AS actionable,
  coalesce(bool_or(mentioned.counted AND mentioned.not_yours), false) AS not_yours,
  bool_and(coalesce(said.language, 'en') NOT IN ('en', 'und')) AS not_read,
  -- Words in which nothing was recognised are no refusal to give a reason: only a person who read them all can say so.
  CASE
    WHEN bool_or(mentioned.counted AND mentioned.diagnostic) THEN 'diagnostic'
    WHEN bool_or(mentioned.diagnostic) THEN 'to_confirm'
    WHEN bool_or(mentioned.counted) OR bool_and(said.reviewed_at IS NOT NULL) THEN 'no_reason'
    WHEN bool_or(mentioned.suggested) THEN 'to_confirm'
    ELSE 'not_recognised'
  END AS state
FROM said
LEFT JOIN mentioned USING (feedback_id)
GROUP BY said.interview_id
