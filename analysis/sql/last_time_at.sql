-- Which is the latest interview at $company that is over, $besides left out?
SELECT interview_id, company, role, happened_on, stage_reached, outcome
FROM process
WHERE lower(trim(company)) = lower(trim($company)) AND interview_id <> $besides AND outcome IS DISTINCT FROM 'pending'
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT 1
