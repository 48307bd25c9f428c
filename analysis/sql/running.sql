-- Which processes are still open, the latest first, at most so many, and what is known of them?
SELECT interview_id, company, role, industry, format, stage_reached
FROM process
WHERE outcome = 'pending'
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT $at_most
