-- Which texts in English are there, those of second places first, then the latest, and where in each is something heard? At most $at_most.
WITH first_ones AS (
  SELECT said.feedback_id
  FROM said
  JOIN process USING (interview_id)
  WHERE said.language = 'en'
  ORDER BY process.side IS NOT DISTINCT FROM 'second_place' DESC, coalesce(said.received_on, process.happened_on) DESC NULLS LAST, process.interview_id, said.feedback_id
  LIMIT $at_most
),
heard AS (
  SELECT
    feedback_id,
    list(start_at ORDER BY start_at, end_at, factor, polarity) AS starts,
    list(end_at ORDER BY start_at, end_at, factor, polarity) AS ends
  FROM mentioned
  JOIN first_ones USING (feedback_id)
  GROUP BY feedback_id
)
SELECT
  said.feedback_id, process.interview_id, process.company, process.role, process.outcome, process.side, said.source, said.received_on, words.text,
  coalesce(heard.starts, []) AS starts,
  coalesce(heard.ends, []) AS ends
FROM said
JOIN first_ones USING (feedback_id)
JOIN feedback AS words USING (feedback_id)
JOIN process ON process.interview_id = said.interview_id
LEFT JOIN heard USING (feedback_id)
ORDER BY process.side IS NOT DISTINCT FROM 'second_place' DESC, coalesce(said.received_on, process.happened_on) DESC NULLS LAST, process.interview_id, said.feedback_id
