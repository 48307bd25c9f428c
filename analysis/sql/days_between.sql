-- In which processes was $step taken or waited for, the shortest first, the longest waited for last: the first $at_most, and how
-- many are there?
SELECT
  interview_id, company, role, happened_on, stage_reached, outcome, step, began_on, ended_on, days, state, waited,
  count(*) OVER () AS found
FROM step
WHERE step = $step
ORDER BY days NULLS LAST, began_on, company, interview_id LIMIT $at_most
