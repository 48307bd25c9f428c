-- Which companies, roles, industries and formats were met last, the latest first, at most so many of each?
-- Companies are nearly as many as interviews: where enough of them stand in the latest interviews, later than the earliest day of
-- these, no other interview has a later one.
WITH latest AS MATERIALIZED (
  SELECT company, happened_on
  FROM process
  SEMI JOIN (SELECT file_row FROM process ORDER BY happened_on DESC NULLS LAST LIMIT 20 * $at_most) USING (file_row)
),
enough AS (
  SELECT count(DISTINCT nullif(trim(company), '')) >= $at_most AS is_enough
  FROM latest
  WHERE happened_on > (SELECT min(happened_on) FROM latest)
),
met AS (
  SELECT 'company' AS field, company AS value, happened_on FROM latest
  UNION ALL
  SELECT 'company', company, happened_on FROM process, enough WHERE NOT enough.is_enough
  UNION ALL
  SELECT CASE grouping(role, industry, format) WHEN 3 THEN 'role' WHEN 5 THEN 'industry' ELSE 'format' END, coalesce(role, industry, format), max(happened_on)
  FROM process
  GROUP BY GROUPING SETS ((role), (industry), (format))
)
SELECT field, trim(value) AS value
FROM met
WHERE trim(value) <> ''
GROUP BY field, trim(value)
QUALIFY row_number() OVER (PARTITION BY field ORDER BY max(happened_on) DESC NULLS LAST, trim(value)) <= $at_most
ORDER BY field, max(happened_on) DESC NULLS LAST, trim(value)
