-- Which processes came to the final round, and what was decided there? An offer in hand is decided, answered or not.
-- Where you withdrew, or nobody answered, nothing was decided.
SELECT
  interview_id, company, role, happened_on, stage_reached, outcome,
  CASE
    WHEN stage_reached = 'offer' OR side = 'offer' THEN 'offer'
    WHEN outcome IN ('second_place', 'rejected') THEN 'no_offer'
    WHEN outcome = 'no_decision' THEN 'no_decision'
    WHEN outcome = 'pending' THEN 'open'
    ELSE 'undecided'
  END AS decision
FROM process
WHERE stage_reached IN ('final_round', 'offer') OR side IN ('second_place', 'offer')
ORDER BY happened_on DESC NULLS LAST, company, interview_id
