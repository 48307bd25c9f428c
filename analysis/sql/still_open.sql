-- Which processes are still running? At most $at_most, the latest.
SELECT interview_id, company, role, happened_on, stage_reached
FROM process
WHERE outcome = 'pending'
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
