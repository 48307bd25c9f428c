-- What every question stands on: the processes of the slice. What was said about them stands in `said`, kept beside it.
-- `side` is the group a process is compared in; a final that was rejected but not judged yet belongs to none.
-- `narrowed` is the slice before its dates: what a date leaves out for want of one is counted there.
-- `file_row` is where a process stands in the file: a question that looks for few of them finds these first, and reads of the
-- others nothing but what it looks at. It is good within one question only: a row may move between two.
narrowed AS NOT MATERIALIZED (
  SELECT *, rowid AS file_row, coalesce(interviewed_on, decided_on, applied_on) AS happened_on
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
-- The latest request for feedback about each interview, and where it stands. An answer is what a person said on that day or
-- later; what you thought yourself is none, and a letter is sent to everybody.
latest_request AS (
  FROM follow_ups
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
-- The processes that came to the final round, and what was decided there.
final AS NOT MATERIALIZED (
  SELECT
    *,
    CASE
      WHEN stage_reached = 'offer' OR side = 'offer' THEN 'offer'
      WHEN outcome IN ('second_place', 'rejected') THEN 'no_offer'
      WHEN outcome = 'no_decision' THEN 'no_decision'
      WHEN outcome = 'pending' THEN 'open'
      ELSE 'undecided'
    END AS decision
  FROM process
  WHERE stage_reached IN ('final_round', 'offer') OR side IN ('second_place', 'offer')
),
-- The steps of each process: from applying to the interview, and from the interview to the decision.
-- What has not come yet in a process that is still open is censored; in one that has ended, its day is only not known.
step AS NOT MATERIALIZED (
  SELECT
    *, ended_on - began_on AS days,
    CASE WHEN ended_on IS NULL THEN 'open' WHEN ended_on < began_on THEN 'turned' ELSE 'counted' END AS state,
    CASE WHEN ended_on IS NULL THEN $today - began_on END AS waited
  FROM (
    SELECT interview_id, company, role, happened_on, stage_reached, outcome, 'interviewed' AS step, applied_on AS began_on, interviewed_on AS ended_on
    FROM process
    UNION ALL
    SELECT interview_id, company, role, happened_on, stage_reached, outcome, 'decided', interviewed_on, decided_on
    FROM process
  )
  WHERE began_on IS NOT NULL AND (ended_on IS NOT NULL OR (outcome = 'pending' AND began_on <= $today))
),
-- The factors of the codebook in use: whether one explains a decision, and whether it is such a one and yours to change.
book AS (
  SELECT factor, list_contains($diagnostic, factor) AS diagnostic, list_contains($yours, factor) AS yours
  FROM (SELECT unnest($known) AS factor)
)
