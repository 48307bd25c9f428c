-- Which words about a warm door may say when to write again: feedback and notes in which somebody is invited to, and a time is
-- named? The latest first; notes count from the day the process ended.
SELECT missed_final.interview_id, feedback.text AS words, feedback.source, coalesce(feedback.received_on, missed_final.left_on) AS told_on
FROM missed_final
JOIN feedback USING (interview_id)
WHERE missed_final.outcome IN ('second_place', 'no_decision')
  AND regexp_matches(feedback.text, $invited, 'i')
  AND regexp_matches(feedback.text, $timed, 'i')
UNION ALL
SELECT interview_id, notes, 'notes', left_on
FROM missed_final
WHERE outcome IN ('second_place', 'no_decision')
  AND regexp_matches(notes, $invited, 'i')
  AND regexp_matches(notes, $timed, 'i')
ORDER BY interview_id, told_on DESC NULLS LAST, source, words
