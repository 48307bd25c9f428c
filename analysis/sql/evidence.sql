-- Which words stand behind each of $factors: every mention of it in the latest $at_most texts that name it (in all of them where
-- that is nothing), with the text, who said it and where it led; and in how many texts is it?
-- Protected ground is evidence of its own, as it has a row of its own in the ranking.
WITH behind AS (
  FROM mentioned
  WHERE list_contains($factors, factor)
    AND ($polarity IS NULL OR polarity = $polarity)
    AND protected = $protected
    AND ($side IS NULL OR side = $side)
    AND (counted OR NOT $counted)
    AND ($among IS NULL OR interview_id IN (SELECT unnest($among)))
),
latest AS (
  SELECT
    factor, feedback_id, count(*) OVER (PARTITION BY factor) AS found,
    row_number() OVER (PARTITION BY factor ORDER BY happened_on DESC NULLS LAST, interview_id, feedback_id) AS place
  FROM (SELECT DISTINCT factor, happened_on, interview_id, feedback_id FROM behind)
  QUALIFY coalesce(place <= $at_most, true)
),
told AS (
  FROM behind
  JOIN latest USING (factor, feedback_id)
)
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  feedback.feedback_id, feedback.source, feedback.basis, feedback.received_on, feedback.text,
  told.factor, told.aspect, told.polarity, told.start_at, told.end_at,
  substring(feedback.text, told.start_at + 1, told.end_at - told.start_at) AS quote,
  told.tier, told.status, told.counted, told.suggested, told.protected, told.p, told.found
FROM process
JOIN (feedback JOIN told USING (feedback_id)) ON feedback.interview_id = process.interview_id
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id, feedback.feedback_id, told.start_at, told.polarity, told.factor
