-- Which second places have a reason, the latest first, and what is each like?
SELECT process.interview_id, process.role, process.industry, process.format
FROM process
JOIN worded USING (interview_id)
WHERE process.side = 'second_place' AND worded.diagnostic
ORDER BY process.happened_on DESC NULLS LAST, process.company, process.interview_id
