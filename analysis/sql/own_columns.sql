-- Which columns of the person's own may be a filter, and by which path do they stand in `attributes`? Asked of the whole
-- workspace. One of more than twenty values among the first interviews has more than twenty among all of them.
WITH looked_at AS (
  SELECT attributes FROM interviews LIMIT 2000
),
own AS (
  SELECT unnest(json_keys(attributes)) AS name, attributes
  FROM looked_at
),
many AS (
  SELECT name
  FROM own
  GROUP BY name
  HAVING count(DISTINCT lower(trim(json_extract_string(attributes, '/' || replace(replace(name, '~', '~0'), '/', '~1'))))) > 21
),
named AS (
  SELECT DISTINCT unnest(json_keys(attributes)) AS name
  FROM interviews
)
SELECT name, '/' || replace(replace(name, '~', '~0'), '/', '~1') AS path
FROM named
WHERE name NOT IN (SELECT name FROM many)
ORDER BY name
