-- How many texts are there from the chosen source, how many has nobody looked at, and how many are in a language not read?
SELECT
  count(*) FILTER (NOT is_note) AS texts,
  count(*) FILTER (reviewed_at IS NULL) AS to_look_at,
  count(*) FILTER (language NOT IN ('en', 'und')) AS not_read
FROM said
ORDER BY texts
