-- Which finals did somebody decide against you, or nobody decide: whom may one ask, and whose door may open again? Kept for the
-- other questions.
SELECT
  interview_id, candidate, company, role, happened_on, coalesce(decided_on, interviewed_on, applied_on) AS left_on,
  stage_reached, outcome, side, contact_name, contact_role, contact_email, notes
FROM process
SEMI JOIN (
  SELECT file_row
  FROM process
  WHERE outcome = 'second_place' OR (stage_reached = 'final_round' AND outcome IN ('rejected', 'no_decision', 'no_response'))
) USING (file_row)
