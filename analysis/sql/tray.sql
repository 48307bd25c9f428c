-- Which texts in English are there, those of second places first, then the latest, and where in each is something heard? At most $at_most.
WITH first_ones AS (
  SELECT feedback_id
  FROM said
  WHERE language = 'en'
  ORDER BY side IS NOT DISTINCT FROM 'second_place' DESC, coalesce(received_on, happened_on) DESC NULLS LAST, interview_id, feedback_id
  LIMIT $at_most
),
heard AS (
  SELECT
    feedback_id,
    list(start_at ORDER BY start_at, end_at, factor, polarity) AS starts,
    list(end_at ORDER BY start_at, end_at, factor, polarity) AS ends
  FROM mentioned
  SEMI JOIN first_ones USING (feedback_id)
  GROUP BY feedback_id
)
SELECT
  words.feedback_id, process.interview_id, process.company, process.role, process.outcome, process.side, words.source, words.received_on, words.text,
  coalesce(heard.starts, []) AS starts,
  coalesce(heard.ends, []) AS ends
FROM process
JOIN (feedback SEMI JOIN first_ones USING (feedback_id)) AS words USING (interview_id)
LEFT JOIN heard USING (feedback_id)
ORDER BY process.side IS NOT DISTINCT FROM 'second_place' DESC, coalesce(words.received_on, process.happened_on) DESC NULLS LAST, process.interview_id, words.feedback_id
