-- Which second places have a reason, the latest first, and what is each like?
SELECT interview_id, role, industry, format
FROM process
WHERE side = 'second_place' AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
ORDER BY happened_on DESC NULLS LAST, company, interview_id
