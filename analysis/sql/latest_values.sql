-- Which companies, roles, industries and formats were met last, the latest first, at most so many of each?
-- Companies are nearly as many as interviews: where enough of them were met since a day, the earlier interviews are left out.
WITH latest AS (
  SELECT company, happened_on
  FROM process
  ORDER BY happened_on DESC NULLS LAST
  LIMIT 20 * $at_most
),
enough AS (
  SELECT CASE WHEN count(DISTINCT nullif(trim(company), '')) FILTER (happened_on IS NOT NULL) >= $at_most THEN min(happened_on) END AS since
  FROM latest
),
met AS (
  SELECT 'company' AS field, company AS value, happened_on FROM process, enough WHERE enough.since IS NULL OR happened_on >= enough.since
  UNION ALL
  SELECT 'role', role, max(happened_on) FROM process GROUP BY role
  UNION ALL
  SELECT 'industry', industry, max(happened_on) FROM process GROUP BY industry
  UNION ALL
  SELECT 'format', format, max(happened_on) FROM process GROUP BY format
)
SELECT field, trim(value) AS value
FROM met
WHERE trim(value) <> ''
GROUP BY field, trim(value)
QUALIFY row_number() OVER (PARTITION BY field ORDER BY max(happened_on) DESC NULLS LAST, trim(value)) <= $at_most
ORDER BY field, max(happened_on) DESC NULLS LAST, trim(value)
