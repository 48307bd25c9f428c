-- Which names does the whole workspace know, whatever is counted: companies in the order in which they came, people and addresses,
-- of each kind those in which its pattern is found; and companies and people that are one of $in_one without their gaps?
WITH people AS (
  -- A name stands in many rows, and is looked through once: any_value keeps DuckDB from looking before they are together.
  SELECT any_value(text) AS text
  FROM (SELECT DISTINCT contact_name AS text FROM interviews UNION ALL SELECT DISTINCT candidate FROM interviews)
  GROUP BY text
),
word AS (
  SELECT unnest($in_one) AS word
),
named AS (
  SELECT 'company' AS kind, company AS text, min(coalesce(interviewed_on, decided_on, applied_on)) AS day
  FROM interviews
  WHERE regexp_matches(company, $companies)
    OR ($companies IS NOT NULL AND regexp_replace(lower(company), '[^a-z0-9]+', '', 'g') IN (FROM word))
  GROUP BY company
  UNION ALL
  SELECT 'person', text, CAST(NULL AS DATE)
  FROM people
  WHERE regexp_matches(text, $people)
    OR ($people IS NOT NULL AND regexp_replace(lower(text), '[^a-z0-9]+', '', 'g') IN (FROM word))
  UNION ALL
  SELECT DISTINCT 'address', contact_email, NULL FROM interviews WHERE regexp_matches(contact_email, $addresses)
)
SELECT kind, text
FROM named
ORDER BY kind, day NULLS LAST, text
