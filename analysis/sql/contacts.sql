-- Whose contact does the whole workspace hold, and in how many interviews?
SELECT
  coalesce(contact_name || ', ' || contact_email, contact_name, contact_email) AS contact, contact_name, contact_email,
  count(*) AS interviews
FROM interviews
WHERE contact_name IS NOT NULL OR contact_email IS NOT NULL
GROUP BY contact_name, contact_email
ORDER BY contact
