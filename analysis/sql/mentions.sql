-- What does each text mention, with what a person decided on top? The rows of the view of this name without the words: nearly all
-- texts are as the coder read them, and only the others are set beside the decisions. Nearly every question stands on it.
WITH judged AS (
  SELECT
    coder.feedback_id, coder.factor, coder.aspect, coder.polarity, coder.p, coder.tier, coder.start_at, coder.end_at, coder.coded_by, coder.protected,
    arg_max(correction.decision, (correction.decided_at, correction.start_at)) AS decision,
    arg_max(correction.aspect, (correction.decided_at, correction.start_at)) AS decided_aspect
  FROM coder_mentions AS coder
  SEMI JOIN corrections ON corrections.feedback_id = coder.feedback_id
  LEFT JOIN corrections AS correction
    ON correction.feedback_id = coder.feedback_id AND correction.factor = coder.factor AND correction.polarity = coder.polarity
    AND correction.start_at < coder.end_at AND coder.start_at < correction.end_at
  GROUP BY ALL
),
merged AS (
  SELECT coder.feedback_id, factor, aspect, polarity, p, tier, start_at, end_at, coded_by, protected, 'open' AS status
  FROM coder_mentions AS coder
  ANTI JOIN corrections ON corrections.feedback_id = coder.feedback_id
  UNION ALL
  SELECT
    feedback_id, factor, coalesce(decided_aspect, aspect), polarity, p, tier, start_at, end_at, coded_by, protected,
    CASE WHEN decision IS NULL THEN 'open' WHEN decision = 'rejected' THEN 'rejected' ELSE 'accepted' END
  FROM judged
  UNION ALL
  SELECT feedback_id, factor, aspect, polarity, 1.0, 'counted', start_at, end_at, 'person', protected, 'accepted'
  FROM corrections AS correction
  WHERE decision IN ('accepted', 'added')
    AND NOT EXISTS (
      FROM coder_mentions AS coder
      WHERE correction.feedback_id = coder.feedback_id AND correction.factor = coder.factor AND correction.polarity = coder.polarity
        AND correction.start_at < coder.end_at AND coder.start_at < correction.end_at
    )
)
SELECT
  *,
  status = 'accepted' OR (status = 'open' AND tier = 'counted') AS counted,
  status = 'open' AND tier = 'suggested' AS suggested
FROM merged
