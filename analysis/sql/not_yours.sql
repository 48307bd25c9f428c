-- In how many second places was each factor named at all, missed, praised or in passing, and in how many offers?
-- Counted as in `recurring_factors`; whoever cannot change a factor does not ask which way it was meant.
WITH named AS (
  SELECT factor, protected, interview_id, side, bool_or(counted) AS counted
  FROM mentioned
  WHERE side IN ('second_place', 'offer')
  GROUP BY factor, protected, interview_id, side
  HAVING interview_id IN (SELECT interview_id FROM worded WHERE diagnostic) OR (side = 'second_place' AND NOT bool_or(counted))
)
SELECT
  factor, protected,
  count(*) FILTER (side = 'second_place' AND counted) AS heard_in,
  count(*) FILTER (side = 'second_place' AND NOT counted) AS to_confirm,
  count(*) FILTER (side = 'offer' AND counted) AS offers_heard_in
FROM named
GROUP BY factor, protected
ORDER BY factor, protected
