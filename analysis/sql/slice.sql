-- What every question stands on: the processes of the slice and what was said about each by the chosen source.
-- `side` is the group a process is compared in; a final that was rejected but not judged yet belongs to none.
-- `narrowed` is the slice before its dates: what a date leaves out for want of one is counted there.
narrowed AS NOT MATERIALIZED (
  SELECT *, coalesce(interviewed_on, decided_on, applied_on) AS happened_on
  FROM interviews
  WHERE ($role IS NULL OR lower(trim(role)) = lower(trim($role)))
    AND ($industry IS NULL OR lower(trim(industry)) = lower(trim($industry)))
    AND ($candidate IS NULL OR lower(trim(candidate)) = lower(trim($candidate)))
    AND ($own_column IS NULL OR lower(trim($own_value))
      = lower(trim(json_extract_string(attributes, '/' || replace(replace($own_column, '~', '~0'), '/', '~1')))))
),
process AS NOT MATERIALIZED (
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
said AS NOT MATERIALIZED (
  SELECT feedback.*, process.side, process.happened_on
  FROM feedback
  JOIN process USING (interview_id)
  WHERE NOT feedback.says_nothing
    AND ($source = 'all' OR ($source = 'self') = (feedback.source = 'self'))
)
