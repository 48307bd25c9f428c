-- Which words stand behind a factor: every mention of it in the latest $at_most texts (in all of them where that is nothing), with
-- the text, who said it and where it led; and in how many texts is it?
-- Protected ground is evidence of its own, as it has a row of its own in the ranking.
WITH behind AS (
  FROM mentioned
  WHERE factor = $factor
    AND ($polarity IS NULL OR polarity = $polarity)
    AND protected = $protected
    AND ($side IS NULL OR side = $side)
    AND (counted OR NOT $counted)
    AND ($among IS NULL OR interview_id IN (SELECT unnest($among)))
),
latest AS (
  SELECT feedback_id
  FROM behind
  GROUP BY happened_on, interview_id, feedback_id
  ORDER BY happened_on DESC NULLS LAST, interview_id, feedback_id
  LIMIT $at_most
)
SELECT
  process.interview_id, process.company, process.role, process.happened_on, process.stage_reached, process.outcome,
  feedback.feedback_id, feedback.source, feedback.basis, feedback.received_on, feedback.text,
  behind.factor, behind.aspect, behind.polarity, behind.start_at, behind.end_at,
  substring(feedback.text, behind.start_at + 1, behind.end_at - behind.start_at) AS quote,
  behind.tier, behind.status, behind.counted, behind.suggested, behind.protected, behind.p,
  (SELECT count(DISTINCT feedback_id) FROM behind) AS found
FROM behind
JOIN latest USING (feedback_id)
JOIN feedback USING (feedback_id)
JOIN process ON process.interview_id = behind.interview_id
ORDER BY process.happened_on DESC NULLS LAST, process.interview_id, feedback.feedback_id, behind.start_at, behind.polarity
