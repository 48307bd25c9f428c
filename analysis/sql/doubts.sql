-- Which gaps that are yours to change did you yourself name about one interview, in the order you named them?
SELECT mentions.factor
FROM mentions
JOIN feedback USING (feedback_id)
WHERE feedback.interview_id = $interview_id AND feedback.source = 'self' AND mentions.counted
  AND mentions.polarity = 'gap' AND NOT mentions.protected AND list_contains($yours, mentions.factor)
GROUP BY mentions.factor
ORDER BY min((feedback.feedback_id, mentions.start_at)), mentions.factor
