-- What was praised in final rounds and offers, in how many of those with a reason, in which, and by whom?
WITH far AS (
  SELECT interview_id, company, role, outcome, happened_on
  FROM process
  WHERE (stage_reached IN ('final_round', 'offer') OR side IN ('second_place', 'offer'))
    AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
),
praised AS (
  SELECT DISTINCT mentioned.factor, far.*, mentioned.source
  FROM mentioned
  JOIN far USING (interview_id)
  WHERE mentioned.counted AND list_contains($yours, mentioned.factor) AND mentioned.polarity = 'strength' AND NOT mentioned.protected
),
counted AS (
  SELECT *, count(DISTINCT interview_id) OVER of_factor AS heard_in, max(happened_on) OVER of_factor AS latest
  FROM praised
  WINDOW of_factor AS (PARTITION BY factor)
)
SELECT
  factor, heard_in, (SELECT count(*) FROM far) AS out_of,
  interview_id, company, role, outcome, happened_on, source
FROM counted
ORDER BY heard_in DESC, latest DESC NULLS LAST, factor, happened_on DESC NULLS LAST, interview_id, source
