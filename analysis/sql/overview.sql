-- How many interviews are there, how did they end, and how many second places have feedback one can act on?
SELECT
  count(*) AS interviews,
  min(process.happened_on) AS first_date,
  max(process.happened_on) AS last_date,
  count(*) FILTER (process.side = 'second_place') AS second_places,
  count(*) FILTER (process.side = 'second_place' AND state <> 'never_heard') AS with_feedback,
  count(*) FILTER (process.side = 'second_place' AND diagnostic) AS diagnostic,
  count(*) FILTER (process.side = 'second_place' AND actionable) AS actionable,
  count(*) FILTER (process.side = 'second_place' AND not_yours) AS not_yours,
  count(*) FILTER (process.side = 'second_place' AND state IN ('to_confirm', 'not_recognised')) AS not_understood,
  count(*) FILTER (process.side = 'second_place' AND state = 'not_recognised') AS not_recognised,
  count(*) FILTER (process.side = 'second_place' AND state = 'no_reason') AS no_reason,
  count(*) FILTER (process.side = 'second_place' AND state = 'never_heard') AS never_heard,
  count(*) FILTER (process.side = 'offer') AS offers,
  count(*) FILTER (process.side = 'offer' AND diagnostic) AS offers_diagnostic,
  count(*) FILTER (process.side = 'rejected') AS rejected_early,
  count(*) FILTER (process.side = 'rejected' AND diagnostic) AS rejected_diagnostic,
  count(*) FILTER (process.stage_reached IN ('final_round', 'offer') OR process.side IN ('second_place', 'offer')) AS finals,
  count(*) FILTER (process.stage_reached = 'final_round' AND process.outcome = 'rejected' AND NOT process.final_judged) AS finals_to_confirm,
  count(*) FILTER (process.outcome = 'no_decision') AS no_decision,
  count(*) FILTER (process.outcome = 'pending') AS open,
  (SELECT count(*) FROM mentioned WHERE counted) AS counted_mentions,
  (SELECT count(*) FROM mentioned WHERE suggested) AS to_confirm,
  count(*) FILTER (process.happened_on IS NULL) AS undated,
  (SELECT count(*) FROM narrowed WHERE happened_on IS NULL) - count(*) FILTER (process.happened_on IS NULL) AS undated_left_out
FROM process
JOIN standing USING (interview_id)
