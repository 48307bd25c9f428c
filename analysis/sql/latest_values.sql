-- Which companies, roles, industries and formats were met last, the latest first, at most so many of each?
WITH met AS (
  SELECT 'company' AS field, trim(company) AS value, happened_on FROM process
  UNION ALL
  SELECT 'role', trim(role), happened_on FROM process
  UNION ALL
  SELECT 'industry', trim(industry), happened_on FROM process
  UNION ALL
  SELECT 'format', trim(format), happened_on FROM process
)
SELECT field, value
FROM met
WHERE value <> ''
GROUP BY field, value
QUALIFY row_number() OVER (PARTITION BY field ORDER BY max(happened_on) DESC NULLS LAST, value) <= $at_most
ORDER BY field, max(happened_on) DESC NULLS LAST, value
