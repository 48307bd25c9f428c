-- What was praised in final rounds and offers, in how many of those with a reason, in which, and by whom?
WITH far AS (
  SELECT process.interview_id, process.company, process.role, process.outcome, process.happened_on
  FROM process
  JOIN worded USING (interview_id)
  WHERE worded.diagnostic AND (process.stage_reached IN ('final_round', 'offer') OR process.side IN ('second_place', 'offer'))
),
praised AS (
  SELECT DISTINCT mentioned.factor, far.*, mentioned.source
  FROM mentioned
  JOIN far USING (interview_id)
  WHERE mentioned.counted AND list_contains($yours, mentioned.factor) AND mentioned.polarity = 'strength' AND NOT mentioned.protected
),
counted AS (
  SELECT factor, count(DISTINCT interview_id) AS heard_in, max(happened_on) AS latest FROM praised GROUP BY factor
)
SELECT
  praised.factor, counted.heard_in, (SELECT count(*) FROM far) AS out_of,
  praised.interview_id, praised.company, praised.role, praised.outcome, praised.happened_on, praised.source
FROM praised
JOIN counted USING (factor)
ORDER BY counted.heard_in DESC, counted.latest DESC NULLS LAST, praised.factor, praised.happened_on DESC NULLS LAST, praised.interview_id, praised.source
