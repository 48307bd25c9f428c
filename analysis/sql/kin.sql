-- Which second places have a reason, the latest first, and what is each like?
-- They are asked for by their outcome, which the file finds without reading every process: `side` has to be worked out for each.
SELECT interview_id, role, industry, format
FROM process
WHERE outcome = 'second_place' AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
ORDER BY happened_on DESC NULLS LAST, company, interview_id
