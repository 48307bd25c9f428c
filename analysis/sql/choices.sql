-- Which values can the filters take, the most frequent first? Asked of the whole workspace, whatever the slice.
WITH named AS (
  SELECT 'role' AS field, trim(role) AS value FROM interviews
  UNION ALL
  SELECT 'industry', trim(industry) FROM interviews
  UNION ALL
  SELECT 'candidate', trim(candidate) FROM interviews
)
SELECT field, min(value) AS value, count(*) AS interviews
FROM named
WHERE value <> ''
GROUP BY field, lower(value)
ORDER BY field, interviews DESC, value
