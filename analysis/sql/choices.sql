-- Which values can the filters take, the most frequent first? Asked of the whole workspace, whatever the slice.
-- Counted as they are written first: there are few ways of writing, and many interviews.
WITH written AS (
  SELECT 'role' AS field, role AS value, count(*) AS interviews FROM interviews GROUP BY role
  UNION ALL
  SELECT 'industry', industry, count(*) FROM interviews GROUP BY industry
  UNION ALL
  SELECT 'candidate', candidate, count(*) FROM interviews GROUP BY candidate
),
named AS (
  SELECT field, trim(value) AS value, interviews
  FROM written
)
SELECT field, min(value) AS value, CAST(sum(interviews) AS BIGINT) AS interviews
FROM named
WHERE value <> ''
GROUP BY field, lower(value)
ORDER BY field, interviews DESC, value
