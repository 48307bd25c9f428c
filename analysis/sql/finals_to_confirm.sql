-- Which rejected finals has nobody judged yet: did somebody else get it?
SELECT interview_id, company, role, happened_on, decided_on
FROM process
WHERE stage_reached = 'final_round' AND outcome = 'rejected' AND NOT final_judged
ORDER BY happened_on DESC NULLS LAST, company, interview_id
