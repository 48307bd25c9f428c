-- Which processes came to the final round and were decided there as $decision, the latest $at_most, and how many are there?
-- An offer in hand is decided, answered or not. Where you withdrew, or nobody answered, nothing was decided.
SELECT interview_id, company, role, happened_on, stage_reached, outcome, count(*) OVER () AS found
FROM final
WHERE decision = $decision
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
