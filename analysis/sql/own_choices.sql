-- Which columns of the person's own can be a filter, and by which values, the most frequent first? Asked of the whole
-- workspace. A column of two to twenty values that come more than once on average divides the interviews; others do not.
WITH own AS (
  SELECT unnest(json_keys(attributes)) AS name, attributes
  FROM interviews
),
said AS (
  SELECT name, trim(json_extract_string(attributes, '/' || replace(replace(name, '~', '~0'), '/', '~1'))) AS value
  FROM own
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
