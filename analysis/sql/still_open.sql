-- Which processes are still running?
SELECT interview_id, company, role, happened_on, stage_reached
FROM process
WHERE outcome = 'pending'
ORDER BY happened_on DESC NULLS LAST, company, interview_id
