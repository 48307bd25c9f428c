-- What every question stands on: the processes of the slice and what was heard in each from the chosen source.
-- `side` is the group a process is compared in; a final that was rejected but not judged yet belongs to none.
-- A factor that is hidden, or was taken out of the person's own codebook, keeps its mentions and is counted nowhere.
-- `narrowed` is the slice before its dates: what a date leaves out for want of one is counted there.
narrowed AS (
  SELECT *, coalesce(interviewed_on, decided_on, applied_on) AS happened_on
  FROM interviews
  WHERE ($role IS NULL OR lower(trim(role)) = lower(trim($role)))
    AND ($industry IS NULL OR lower(trim(industry)) = lower(trim($industry)))
    AND ($candidate IS NULL OR lower(trim(candidate)) = lower(trim($candidate)))
    AND ($own_column IS NULL OR lower(trim($own_value))
      = lower(trim(json_extract_string(attributes, '/' || replace(replace($own_column, '~', '~0'), '/', '~1')))))
),
process AS (
  SELECT
    *,
    CASE
      WHEN outcome = 'second_place' THEN 'second_place'
      WHEN outcome IN ('offer_accepted', 'offer_declined') THEN 'offer'
      WHEN outcome = 'rejected' AND stage_reached IN ('applied', 'screen', 'assessment', 'first_interview', 'later_interview') THEN 'rejected'
    END AS side
  FROM narrowed
  WHERE ($since IS NULL OR happened_on >= $since)
    AND ($until IS NULL OR happened_on <= $until)
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
    list_contains($unexplained, mentions.factor) AS unexplained,
    mentions.polarity = 'gap' AND NOT mentions.protected AND list_contains($yours, mentions.factor) AS actionable,
    mentions.polarity <> 'strength' AND list_contains($diagnostic, mentions.factor)
      AND (mentions.protected OR NOT list_contains($yours, mentions.factor)) AS not_yours
  FROM mentions
  JOIN said USING (feedback_id)
  WHERE (mentions.counted OR mentions.suggested) AND list_contains($known, mentions.factor)
),
standing AS (
  SELECT
    process.interview_id, process.side, process.happened_on,
    coalesce(bool_or(mentioned.counted AND mentioned.diagnostic), false) AS diagnostic,
    coalesce(bool_or(mentioned.counted AND mentioned.actionable), false) AS actionable,
    coalesce(bool_or(mentioned.counted AND mentioned.not_yours), false) AS not_yours,
    -- Words in which nothing was recognised are no refusal to give a reason: only a person who read them all can say so.
    CASE
      WHEN count(said.feedback_id) = 0 THEN 'never_heard'
      WHEN bool_or(mentioned.counted AND mentioned.diagnostic) THEN 'diagnostic'
      WHEN bool_or(mentioned.suggested AND mentioned.diagnostic) THEN 'to_confirm'
      WHEN bool_or(mentioned.counted AND mentioned.unexplained) OR bool_and(said.reviewed_at IS NOT NULL) THEN 'no_reason'
      WHEN bool_or(mentioned.suggested) THEN 'to_confirm'
      ELSE 'not_recognised'
    END AS state
  FROM process
  LEFT JOIN said USING (interview_id)
  LEFT JOIN mentioned USING (feedback_id)
  GROUP BY ALL
)
