-- How many finals were decided each way?
SELECT decision, count(*) AS finals
FROM final
GROUP BY decision
ORDER BY decision
