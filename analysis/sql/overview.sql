-- How many interviews are there, how did they end, and how many second places have feedback one can act on?
-- What is known from words alone is counted among the processes that have some: most have none.
WITH ended AS (
  SELECT
    count(*) AS interviews,
    min(happened_on) AS first_date,
    max(happened_on) AS last_date,
    count(*) FILTER (side = 'second_place') AS second_places,
    count(*) FILTER (side = 'offer') AS offers,
    count(*) FILTER (side = 'rejected') AS rejected_early,
    count(*) FILTER (stage_reached IN ('final_round', 'offer') OR side IN ('second_place', 'offer')) AS finals,
    count(*) FILTER (stage_reached = 'final_round' AND outcome = 'rejected' AND NOT final_judged) AS finals_to_confirm,
    count(*) FILTER (outcome = 'no_decision') AS no_decision,
    count(*) FILTER (outcome = 'pending') AS open,
    count(*) FILTER (happened_on IS NULL) AS undated
  FROM process
),
reasons AS (
  SELECT
    count(*) FILTER (side = 'second_place') AS with_feedback,
    count(*) FILTER (side = 'second_place' AND diagnostic) AS diagnostic,
    count(*) FILTER (side = 'second_place' AND actionable) AS actionable,
    count(*) FILTER (side = 'second_place' AND not_yours) AS not_yours,
    count(*) FILTER (side = 'second_place' AND state IN ('to_confirm', 'not_recognised')) AS not_understood,
    count(*) FILTER (side = 'second_place' AND state = 'not_recognised') AS not_recognised,
    count(*) FILTER (side = 'second_place' AND state = 'no_reason') AS no_reason,
    count(*) FILTER (side = 'offer' AND diagnostic) AS offers_diagnostic,
    count(*) FILTER (side = 'rejected' AND diagnostic) AS rejected_diagnostic
  FROM worded
),
heard AS (
  SELECT count(*) FILTER (counted) AS counted_mentions, count(*) FILTER (suggested) AS to_confirm
  FROM mentioned
)
SELECT
  *,
  second_places - with_feedback AS never_heard,
  (SELECT count(*) FROM narrowed WHERE happened_on IS NULL) - undated AS undated_left_out
FROM ended, reasons, heard
