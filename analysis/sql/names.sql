-- Which names does the whole workspace know, whatever is counted: companies in the order in which they came, people and addresses,
-- of each kind those in which its pattern is found?
WITH people AS (
  -- A name stands in many rows, and is looked through once: any_value keeps DuckDB from looking before they are together.
  SELECT any_value(text) AS text
  FROM (SELECT DISTINCT contact_name AS text FROM interviews UNION ALL SELECT DISTINCT candidate FROM interviews)
  GROUP BY text
),
named AS (
  SELECT 'company' AS kind, company AS text, min(coalesce(interviewed_on, decided_on, applied_on)) AS day
  FROM interviews
  WHERE regexp_matches(company, $companies)
  GROUP BY company
  UNION ALL
  SELECT 'person', text, CAST(NULL AS DATE) FROM people WHERE regexp_matches(text, $people)
  UNION ALL
  SELECT DISTINCT 'address', contact_email, NULL FROM interviews WHERE regexp_matches(contact_email, $addresses)
)
SELECT kind, text
FROM named
ORDER BY kind, day NULLS LAST, text
