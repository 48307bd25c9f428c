-- How many interviews are there, how did they end, and how many second places have feedback one can act on?
-- What is known from words alone is counted among the processes that have some: most have none.
-- The processes are counted by what they have in common, so that each of them is looked at once.
WITH alike AS (
  SELECT
    stage_reached, outcome, final_judged, any_value(side) AS side,
    count(*) AS n, count(happened_on) AS dated, min(happened_on) AS first_date, max(happened_on) AS last_date
  FROM process
  GROUP BY stage_reached, outcome, final_judged
),
ended AS (
  SELECT
    coalesce(sum(n), 0) AS interviews,
    min(first_date) AS first_date,
    max(last_date) AS last_date,
    coalesce(sum(n) FILTER (side = 'second_place'), 0) AS second_places,
    coalesce(sum(n) FILTER (side = 'offer'), 0) AS offers,
    coalesce(sum(n) FILTER (side = 'rejected'), 0) AS rejected_early,
    coalesce(sum(n) FILTER (stage_reached IN ('final_round', 'offer') OR side IN ('second_place', 'offer')), 0) AS finals,
    coalesce(sum(n) FILTER (stage_reached = 'final_round' AND outcome = 'rejected' AND NOT final_judged), 0) AS finals_to_confirm,
    coalesce(sum(n) FILTER (outcome = 'no_decision'), 0) AS no_decision,
    coalesce(sum(n) FILTER (outcome = 'pending'), 0) AS open,
    coalesce(sum(n - dated), 0) AS undated
  FROM alike
),
reasons AS (
  SELECT
    count(*) FILTER (side = 'second_place') AS with_feedback,
    count(*) FILTER (side = 'second_place' AND diagnostic) AS diagnostic,
    count(*) FILTER (side = 'second_place' AND actionable) AS actionable,
    count(*) FILTER (side = 'second_place' AND not_yours) AS not_yours,
    count(*) FILTER (side = 'second_place' AND state IN ('to_confirm', 'not_recognised')) AS not_understood,
    count(*) FILTER (side = 'second_place' AND state = 'not_recognised') AS not_recognised,
    count(*) FILTER (side = 'second_place' AND state = 'not_recognised' AND not_read) AS not_read,
    count(*) FILTER (side = 'second_place' AND state = 'no_reason') AS no_reason,
    count(*) FILTER (side = 'offer' AND diagnostic) AS offers_diagnostic,
    count(*) FILTER (side = 'rejected' AND diagnostic) AS rejected_diagnostic
  FROM worded
),
words AS (
  SELECT count(*) FILTER (NOT is_note) AS texts, count(*) FILTER (language NOT IN ('en', 'und')) AS texts_not_read
  FROM said
),
heard AS (
  SELECT count(*) FILTER (counted) AS counted_mentions, count(*) FILTER (suggested) AS to_confirm
  FROM mentioned
)
SELECT
  *,
  second_places - with_feedback AS never_heard,
  -- Where no date is asked for, none is left out for want of one.
  (SELECT count(*) FROM narrowed WHERE happened_on IS NULL AND ($since IS NOT NULL OR $until IS NOT NULL)) AS undated_left_out
FROM ended, reasons, words, heard
