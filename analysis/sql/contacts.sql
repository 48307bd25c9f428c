-- Whose contact does the whole workspace hold, in how many interviews, and how many contacts are there? Of very many those in most
-- interviews; $named asks for one, however its letters are written.
WITH held AS (
  SELECT
    coalesce(contact_name || ', ' || contact_email, contact_name, contact_email) AS contact, contact_name, contact_email,
    count(*) AS interviews
  FROM interviews
  WHERE contact_name IS NOT NULL OR contact_email IS NOT NULL
  GROUP BY contact_name, contact_email
),
most AS (
  SELECT *, count(*) OVER () AS found
  FROM held
  WHERE $named IS NULL OR lower(trim($named)) IN (lower(contact), lower(contact_name), lower(contact_email))
  ORDER BY interviews DESC, contact
  LIMIT $at_most
)
SELECT contact, contact_name, contact_email, interviews, found
FROM most
ORDER BY contact, interviews DESC
