-- Which names does the whole workspace know, whatever is counted: companies in the order in which they came, people, addresses?
WITH named AS (
  SELECT 'company' AS kind, company AS text, coalesce(interviewed_on, decided_on, applied_on) AS day FROM interviews
  UNION ALL SELECT 'person', contact_name, NULL FROM interviews
  UNION ALL SELECT 'person', candidate, NULL FROM interviews
  UNION ALL SELECT 'address', contact_email, NULL FROM interviews
)
SELECT kind, text
FROM named
WHERE text IS NOT NULL
GROUP BY ALL
ORDER BY kind, min(day) NULLS LAST, text
