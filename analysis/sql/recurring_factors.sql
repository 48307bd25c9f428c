-- In how many second places was each factor heard, and in how many offers and earlier rejections?
-- Every count is of processes with at least one counted diagnostic mention, whatever it is about; only what is to be
-- confirmed is counted in every second place, since confirming it would give the process a reason.
WITH heard AS (
  SELECT
    factor, polarity, protected, interview_id, side, any_value(happened_on) AS happened_on,
    bool_or(counted) AS counted,
    bool_or(counted AND source <> 'self') AS by_others
  FROM mentioned
  WHERE side IS NOT NULL
  GROUP BY factor, polarity, protected, interview_id, side
  HAVING interview_id IN (SELECT interview_id FROM worded WHERE diagnostic) OR (side = 'second_place' AND NOT bool_or(counted))
),
told AS (
  SELECT factor, polarity, protected, string_agg(source, ',' ORDER BY source) AS heard_from
  FROM (
    SELECT DISTINCT factor, polarity, protected, source
    FROM mentioned
    WHERE counted AND side = 'second_place' AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
  )
  GROUP BY factor, polarity, protected
)
SELECT
  factor, polarity, protected,
  count(*) FILTER (side = 'second_place' AND counted) AS heard_in,
  count(*) FILTER (side = 'second_place' AND by_others) AS heard_by_others,
  count(*) FILTER (side = 'second_place' AND NOT counted) AS to_confirm,
  count(*) FILTER (side = 'offer' AND counted) AS offers_heard_in,
  count(*) FILTER (side = 'rejected' AND counted) AS rejected_heard_in,
  max(happened_on) FILTER (side = 'second_place' AND counted) AS latest,
  coalesce(any_value(heard_from), '') AS heard_from
FROM heard
LEFT JOIN told USING (factor, polarity, protected)
GROUP BY factor, polarity, protected
ORDER BY factor, polarity, protected
