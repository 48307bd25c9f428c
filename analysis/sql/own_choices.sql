-- Which of the columns of the person's own named $names can be a filter, and by which values, the most frequent first? Asked
-- of the whole workspace. A column of two to twenty values that come more than once on average divides the interviews; others
-- do not. All $paths are looked up in one reading of `attributes`.
WITH said AS (
  SELECT unnest($names) AS name, trim(unnest(json_extract_string(attributes, $paths))) AS value
  FROM interviews
),
counted AS (
  SELECT name, min(value) AS value, count(*) AS interviews
  FROM said
  WHERE value <> ''
  GROUP BY name, lower(value)
)
SELECT name, value, interviews
FROM counted
QUALIFY count(*) OVER (PARTITION BY name) BETWEEN 2 AND 20 AND sum(interviews) OVER (PARTITION BY name) >= 2 * count(*) OVER (PARTITION BY name)
ORDER BY name, interviews DESC, value
