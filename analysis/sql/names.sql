-- Which names does the whole workspace know, whatever is counted: people, addresses, and with $companies companies in the order in
-- which they came?
WITH named AS (
  SELECT 'company' AS kind, company AS text, min(coalesce(interviewed_on, decided_on, applied_on)) AS day
  FROM interviews
  WHERE $companies
  GROUP BY company
  UNION ALL
  SELECT 'person', contact_name, CAST(NULL AS DATE) FROM interviews
  UNION ALL
  SELECT 'person', candidate, NULL FROM interviews
  UNION ALL
  SELECT 'address', contact_email, NULL FROM interviews
)
SELECT kind, text
FROM named
WHERE text IS NOT NULL
GROUP BY kind, text
ORDER BY kind, min(day) NULLS LAST, text
