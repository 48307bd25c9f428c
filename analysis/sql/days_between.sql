-- How many days lay between applying and the interview, and between the interview and the decision?
-- What has not come yet in a process that is still open is censored; in one that has ended, its day is only not known.
WITH steps AS (
  SELECT interview_id, company, role, happened_on, stage_reached, outcome, 'interviewed' AS step, applied_on AS began_on, interviewed_on AS ended_on
  FROM process
  UNION ALL
  SELECT interview_id, company, role, happened_on, stage_reached, outcome, 'decided', interviewed_on, decided_on
  FROM process
)
SELECT
  *, ended_on - began_on AS days,
  CASE WHEN ended_on IS NULL THEN 'open' WHEN ended_on < began_on THEN 'turned' ELSE 'counted' END AS state
FROM steps
WHERE began_on IS NOT NULL AND (ended_on IS NOT NULL OR (outcome = 'pending' AND began_on <= $today))
ORDER BY step DESC, days NULLS LAST, began_on, company, interview_id
