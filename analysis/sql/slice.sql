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
),
-- The latest request for feedback about each process, and where it stands. An answer is what a person said on that day or
-- later; what you thought yourself is none, and a letter is sent to everybody.
latest_request AS (
  SELECT follow_ups.*
  FROM follow_ups
  JOIN process USING (interview_id)
  WHERE kind = 'ask_feedback' AND done_on IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY interview_id ORDER BY done_on DESC, follow_up_id) = 1
),
request AS (
  SELECT
    latest_request.interview_id, follow_up_id, done_on AS asked_on, asked_of, channel, reminded_on,
    coalesce(replied_on, min(feedback.received_on)) AS replied_on,
    CASE
      WHEN reply IS NOT NULL THEN reply
      WHEN count(feedback.feedback_id) > 0 THEN 'answered'
      WHEN greatest(done_on, reminded_on) <= $today - INTERVAL 14 DAY THEN 'no_reply'
      WHEN reminded_on IS NOT NULL THEN 'reminded'
      ELSE 'asked'
    END AS request_state
  FROM latest_request
  LEFT JOIN feedback
    ON feedback.interview_id = latest_request.interview_id AND feedback.source NOT IN ('self', 'letter')
    AND NOT feedback.says_nothing AND feedback.received_on >= done_on
  GROUP BY latest_request.interview_id, follow_up_id, done_on, asked_of, channel, reminded_on, reply, replied_on
),
-- The finals somebody decided against you, or nobody decided: whom one may ask, and whose door may open again.
missed_final AS (
  SELECT *, coalesce(decided_on, interviewed_on, applied_on) AS left_on
  FROM process
  WHERE outcome = 'second_place' OR (stage_reached = 'final_round' AND outcome IN ('rejected', 'no_decision', 'no_response'))
)
