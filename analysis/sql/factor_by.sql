-- In which kinds of process was this factor heard? $by names the kind; a process counts once in each segment it belongs to.
-- A factor that explains nothing has no answer: its mentions make no process one with a reason.
WITH segmented AS (
  SELECT
    interview_id,
    nullif(trim(CASE $by
      WHEN 'role' THEN process.role
      WHEN 'industry' THEN process.industry
      WHEN 'stage_reached' THEN process.stage_reached
      WHEN 'format' THEN process.format
      WHEN 'source' THEN mentioned.source
    END), '') AS segment,
    mentioned.factor = $factor AND mentioned.polarity = $polarity AND mentioned.protected = $protected AS heard
  FROM mentioned
  JOIN process USING (interview_id)
  JOIN worded USING (interview_id)
  WHERE mentioned.counted AND worded.diagnostic AND ($by <> 'source' OR mentioned.diagnostic) AND list_contains($diagnostic, $factor)
),
counted AS (
  SELECT segment, interview_id, bool_or(heard) AS heard
  FROM segmented
  WHERE segment IS NOT NULL
  GROUP BY segment, interview_id
)
SELECT
  min(segment) AS segment, count(*) FILTER (heard) AS heard_in, count(*) AS out_of,
  list(interview_id ORDER BY interview_id) FILTER (heard) AS interviews
FROM counted
GROUP BY lower(segment)
ORDER BY heard_in DESC, out_of DESC, segment
