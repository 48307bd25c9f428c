-- How far did each process get, and how did it end? From stage_reached alone: an outcome never changes how far you came.
SELECT stage_reached, outcome, count(*) AS processes
FROM process
WHERE stage_reached IS NOT NULL
GROUP BY stage_reached, outcome
ORDER BY stage_reached, outcome
