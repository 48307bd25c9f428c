-- Which interviews are to be talked over with oneself: was it a final, who got it, what did they say; and which were already?
-- `asks` is what is open about them: `final`, one that may have been the final and was not judged, or `words`, a second place
-- in which nobody else has said a word. What was done counts as long as stage and outcome are what they were then.
WITH heard AS (
  SELECT DISTINCT interview_id
  FROM feedback
  WHERE NOT says_nothing AND source <> 'self'
),
asked AS (
  SELECT
    process.interview_id, process.candidate, process.company, process.role, process.happened_on, process.decided_on,
    process.stage_reached, process.outcome,
    CASE
      WHEN process.side = 'second_place' AND heard.interview_id IS NULL THEN 'words'
      WHEN process.stage_reached IN ('later_interview', 'final_round') AND NOT process.final_judged
        AND coalesce(process.outcome, 'pending') IN ('rejected', 'no_decision', 'no_response', 'pending') THEN 'final'
    END AS asks,
    mark.value AS mark,
    'done ' || coalesce(process.stage_reached, '') || ' ' || coalesce(process.outcome, '') AS done_as_it_is
  FROM process
  LEFT JOIN heard USING (interview_id)
  LEFT JOIN remembered AS mark ON mark.kind = 'debrief' AND mark.key = process.interview_id
)
SELECT
  interview_id, candidate, company, role, happened_on, decided_on, stage_reached, outcome, asks,
  CASE
    WHEN mark = done_as_it_is OR (asks IS NULL AND starts_with(mark, 'done ')) THEN 'done'
    WHEN mark = 'skipped' THEN 'skipped'
    ELSE 'open'
  END AS state
FROM asked
WHERE asks IS NOT NULL OR starts_with(mark, 'done ')
ORDER BY list_position(['open', 'skipped', 'done'], state), asks IS NOT DISTINCT FROM 'words', happened_on DESC NULLS LAST, company, interview_id
