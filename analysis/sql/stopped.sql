-- Which interviews stand behind a count of how far they came: those whose furthest stage is one of $stages (none known where
-- that is nothing), of one $ending or any, the latest $at_most of each part, and how many are in the part?
-- Seen from the stage $here some `went_on`; without it each furthest stage is a part of its own.
WITH stood AS (
  SELECT
    interview_id, company, role, happened_on, stage_reached, outcome,
    CASE WHEN stage_reached IS NULL THEN 'not_known' WHEN stage_reached <> $here THEN 'went_on' WHEN outcome = 'pending' THEN 'open' ELSE 'ended' END AS "then",
    CASE WHEN $here IS NULL THEN stage_reached END AS apart
  FROM process
  WHERE (list_contains($stages, stage_reached) OR ($stages IS NULL AND stage_reached IS NULL))
    AND ($ending IS NULL OR coalesce(CASE WHEN outcome IN ('offer_accepted', 'offer_declined') THEN 'offer' ELSE outcome END, 'not_known') = $ending)
)
SELECT interview_id, company, role, happened_on, stage_reached, outcome, "then", count(*) OVER (PARTITION BY "then", apart) AS found
FROM stood
QUALIFY row_number() OVER (PARTITION BY "then", apart ORDER BY happened_on DESC NULLS LAST, company, interview_id) <= $at_most
ORDER BY happened_on DESC NULLS LAST, company, interview_id
