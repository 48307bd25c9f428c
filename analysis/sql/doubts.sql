-- Which gaps that are yours to change did you yourself name about one interview, in the order you named them?
SELECT factor
FROM mentions
WHERE feedback_id IN (SELECT feedback_id FROM feedback WHERE interview_id = $interview_id AND source = 'self')
  AND counted AND polarity = 'gap' AND NOT protected AND list_contains($yours, factor)
GROUP BY factor
ORDER BY min((feedback_id, start_at)), factor
