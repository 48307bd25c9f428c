-- In which interviews is this factor counted, whatever is said of it and however they ended?
SELECT DISTINCT interview_id
FROM mentioned
WHERE counted AND factor = $factor
ORDER BY interview_id
