-- Which rejected finals has nobody judged yet: did somebody else get it? The latest $at_most, with what the file said beyond
-- its fields; `waiting` is how many there are.
SELECT interview_id, candidate, company, role, happened_on, decided_on, attributes, count(*) OVER () AS waiting
FROM process
WHERE stage_reached = 'final_round' AND outcome = 'rejected' AND NOT final_judged
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
