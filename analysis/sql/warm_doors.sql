-- Which doors are still warm: where one came second or nobody was hired, since when, who was there, and when to write next?
-- A touch is due 30, 90 and 180 days after the decision; one that was missed by more than two weeks is passed over. A date the
-- person chose goes before. A position that is open again has led to an interview of its own.
WITH touch AS (
  SELECT
    interview_id,
    max(done_on) FILTER (kind <> 'reopened') AS touched_on,
    arg_max(kind, (done_on, follow_up_id)) FILTER (kind <> 'reopened' AND done_on IS NOT NULL) AS touched_by,
    min(due_on) FILTER (kind = 'keep_in_touch' AND done_on IS NULL) AS planned_on,
    max(done_on) FILTER (kind = 'reopened') AS reopened_on,
    arg_max(led_to, (done_on, follow_up_id)) FILTER (kind = 'reopened') AS led_to
  FROM follow_ups
  GROUP BY interview_id
)
SELECT
  missed_final.interview_id, missed_final.company, missed_final.role, missed_final.happened_on, missed_final.left_on,
  date_diff('day', missed_final.left_on, $today) AS days_ago, missed_final.stage_reached, missed_final.outcome,
  missed_final.contact_name, missed_final.contact_role, missed_final.contact_email,
  touch.touched_on, touch.touched_by, touch.planned_on, touch.reopened_on, touch.led_to, request.request_state,
  CASE WHEN touch.led_to IS NULL THEN coalesce(
    touch.planned_on,
    CAST(list_filter(
      [missed_final.left_on + INTERVAL 30 DAY, missed_final.left_on + INTERVAL 90 DAY, missed_final.left_on + INTERVAL 180 DAY],
      lambda due: due >= $today - INTERVAL 14 DAY AND due > coalesce(touch.touched_on, missed_final.left_on)
    )[1] AS DATE)
  ) END AS next_on,
  missed_final.candidate
FROM missed_final
LEFT JOIN touch USING (interview_id)
LEFT JOIN request USING (interview_id)
WHERE missed_final.outcome IN ('second_place', 'no_decision')
ORDER BY touch.led_to IS NOT NULL, missed_final.outcome = 'no_decision' DESC, missed_final.left_on DESC NULLS LAST, missed_final.company, missed_final.interview_id
