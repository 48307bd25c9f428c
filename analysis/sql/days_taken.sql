-- How many days does each step take where both its days are known, how many wait for it, and in how many are the days turned?
SELECT
  step,
  count(*) FILTER (state = 'counted') AS counted,
  min(days, 4) FILTER (state = 'counted') AS shortest,
  median(days) FILTER (state = 'counted') AS middle,
  max(days) FILTER (state = 'counted') AS longest,
  count(*) FILTER (state = 'open') AS open,
  max(waited) AS longest_waited,
  count(*) FILTER (state = 'turned') AS turned
FROM step
GROUP BY step
ORDER BY step DESC
