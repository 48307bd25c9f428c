-- Which words about a warm door may say when to write again: feedback and notes in which somebody is invited to, and a time is
-- named? The latest first; notes count from the day the process ended. What was said three years ago asks for nothing any more.
WITH door AS (
  SELECT interview_id, left_on, notes
  FROM missed_final
  WHERE outcome IN ('second_place', 'no_decision')
),
told AS (
  SELECT interview_id, feedback.text AS words, feedback.source, coalesce(feedback.received_on, door.left_on) AS told_on
  FROM door
  JOIN feedback USING (interview_id)
  UNION ALL
  SELECT interview_id, notes, 'notes', left_on
  FROM door
)
FROM told
WHERE coalesce(told_on > $today - INTERVAL 3 YEAR, true) AND regexp_matches(words, $invited, 'i') AND regexp_matches(words, $timed, 'i')
ORDER BY interview_id, told_on DESC NULLS LAST, source, words
