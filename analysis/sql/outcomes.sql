-- How did the interviews end, and how many each way? Those of which nothing is known are left out.
SELECT outcome, count(*) AS interviews
FROM process
WHERE outcome IS NOT NULL
GROUP BY outcome
ORDER BY interviews DESC, outcome
