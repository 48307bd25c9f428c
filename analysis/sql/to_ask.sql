-- Which finals without an offer have nothing from anybody else that one could act on, how long ago were they, and what was asked? Who declined comes last.
-- Words that wait to be confirmed may hold the reason: those are no reason to ask again. `not_yours` tells a reason that is not yours from mere praise. `planned_on` is a reminder to ask.
WITH planned AS (
  SELECT interview_id, min(due_on) AS planned_on
  FROM follow_ups
  WHERE kind = 'ask_feedback' AND done_on IS NULL
  GROUP BY interview_id
)
SELECT
  missed_final.interview_id, missed_final.company, missed_final.role, missed_final.happened_on, missed_final.left_on,
  date_diff('day', missed_final.left_on, $today) AS days_ago,
  missed_final.stage_reached, missed_final.outcome, missed_final.side,
  missed_final.contact_name, missed_final.contact_role, missed_final.contact_email,
  coalesce(worded.state, 'never_heard') AS state, coalesce(worded.not_yours, false) AS not_yours, coalesce(request.request_state, 'not_asked') AS request_state,
  request.follow_up_id, request.asked_on, request.asked_of, request.channel, request.reminded_on, request.replied_on, planned.planned_on,
  missed_final.candidate
FROM missed_final
LEFT JOIN worded USING (interview_id)
LEFT JOIN request USING (interview_id)
LEFT JOIN planned USING (interview_id)
WHERE coalesce(worded.state, 'never_heard') IN ('no_reason', 'never_heard') OR (worded.state = 'diagnostic' AND NOT worded.actionable)
ORDER BY list_position(['not_asked', 'no_reply', 'reminded', 'asked', 'answered'], coalesce(request.request_state, 'not_asked')), missed_final.outcome = 'second_place' DESC, worded.state IS NOT DISTINCT FROM 'diagnostic', missed_final.left_on DESC NULLS LAST, missed_final.company, missed_final.interview_id
