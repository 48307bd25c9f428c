-- What every question stands on: the processes of the slice and what was heard in each from the chosen source.
-- `side` is the group a process is compared in; a final that was rejected but not judged yet belongs to none.
process AS (
  SELECT
    *,
    coalesce(interviewed_on, decided_on, applied_on) AS happened_on,
    CASE
      WHEN outcome = 'second_place' THEN 'second_place'
      WHEN outcome IN ('offer_accepted', 'offer_declined') THEN 'offer'
      WHEN outcome = 'rejected' AND stage_reached IN ('applied', 'screen', 'assessment', 'first_interview', 'later_interview') THEN 'rejected'
    END AS side
  FROM interviews
  WHERE ($since IS NULL OR coalesce(interviewed_on, decided_on, applied_on) >= $since)
    AND ($until IS NULL OR coalesce(interviewed_on, decided_on, applied_on) <= $until)
    AND ($role IS NULL OR lower(trim(role)) = lower(trim($role)))
    AND ($industry IS NULL OR lower(trim(industry)) = lower(trim($industry)))
    AND ($candidate IS NULL OR lower(trim(candidate)) = lower(trim($candidate)))
),
said AS (
  SELECT feedback.*, process.side, process.happened_on
  FROM feedback
  JOIN process USING (interview_id)
  WHERE NOT feedback.says_nothing
    AND ($source = 'all' OR ($source = 'self') = (feedback.source = 'self'))
),
mentioned AS (
  SELECT
    mentions.*, said.source, said.side, said.happened_on,
    list_contains($diagnostic, mentions.factor) AS diagnostic,
    mentions.polarity = 'gap' AND NOT mentions.protected AND list_contains($yours, mentions.factor) AS actionable
  FROM mentions
  JOIN said USING (feedback_id)
  WHERE mentions.counted OR mentions.suggested
),
standing AS (
  SELECT
    process.interview_id, process.side, process.happened_on,
    count(DISTINCT said.feedback_id) > 0 AS with_feedback,
    coalesce(bool_or(mentioned.counted AND mentioned.diagnostic), false) AS diagnostic,
    coalesce(bool_or(mentioned.counted AND mentioned.actionable), false) AS actionable,
    coalesce(bool_or(mentioned.suggested AND mentioned.diagnostic), false) AS waiting
  FROM process
  LEFT JOIN said USING (interview_id)
  LEFT JOIN mentioned USING (feedback_id)
  GROUP BY ALL
)
