-- In which industry was $company the last time one was written down?
SELECT industry
FROM process
WHERE lower(trim(company)) = lower(trim($company)) AND industry IS NOT NULL
ORDER BY happened_on DESC NULLS LAST, company, interview_id LIMIT 1
