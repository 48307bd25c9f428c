-- Which of the columns of the person's own named $names can be a filter, and by which values, the most frequent first? Asked
-- of the whole workspace. A column of two to twenty values that come more than once on average divides the interviews; others
-- do not. All $paths are looked up in one reading of `attributes`, and counted as they are written first.
WITH written AS (
  SELECT json_extract_string(attributes, $paths) AS cells, count(*) AS interviews
  FROM interviews
  GROUP BY cells
),
named AS (
  SELECT unnest($names) AS name, trim(unnest(cells)) AS value, interviews
  FROM written
),
counted AS (
  SELECT name, min(value) AS value, CAST(sum(interviews) AS BIGINT) AS interviews
  FROM named
  WHERE value <> ''
  GROUP BY name, lower(value)
)
SELECT name, value, interviews
FROM counted
QUALIFY count(*) OVER (PARTITION BY name) BETWEEN 2 AND 20 AND sum(interviews) OVER (PARTITION BY name) >= 2 * count(*) OVER (PARTITION BY name)
ORDER BY name, interviews DESC, value
