-- Of what the program counted or suggested and you decided on, how much was right, and how much did you add that it had not heard?
-- What you added yourself was never its own: its mention under those words, heard after you taught it, is not counted as right.
WITH judged AS (
  SELECT mentions.tier, mentions.status = 'accepted' AS is_right
  FROM mentions
  JOIN said USING (feedback_id)
  WHERE mentions.coded_by <> 'person' AND mentions.status <> 'open' AND list_contains($known, mentions.factor)
    AND NOT EXISTS (
      FROM corrections
      WHERE corrections.decision = 'added' AND corrections.feedback_id = mentions.feedback_id
        AND corrections.factor = mentions.factor AND corrections.polarity = mentions.polarity
        AND corrections.start_at < mentions.end_at AND mentions.start_at < corrections.end_at
    )
  UNION ALL
  SELECT 'missed', false
  FROM corrections
  JOIN said USING (feedback_id)
  WHERE corrections.decision = 'added' AND list_contains($known, corrections.factor)
)
SELECT tier, count(*) AS decided, count(*) FILTER (is_right) AS "right"
FROM judged
GROUP BY tier
ORDER BY tier
