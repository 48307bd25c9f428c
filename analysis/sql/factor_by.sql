-- In which kinds of process was this factor heard? $by names the kind; a process counts once in each segment it belongs to.
-- A factor that explains nothing has no answer: its mentions make no process one with a reason.
WITH reason AS (
  FROM mentioned
  WHERE counted AND diagnostic AND list_contains($diagnostic, $factor)
),
segmented AS (
  SELECT
    interview_id,
    nullif(trim(CASE $by
      WHEN 'role' THEN process.role
      WHEN 'industry' THEN process.industry
      WHEN 'stage_reached' THEN process.stage_reached
      WHEN 'format' THEN process.format
      WHEN 'source' THEN reason.source
    END), '') AS segment,
    reason.factor = $factor AND reason.polarity = $polarity AND reason.protected = $protected AS heard
  FROM process
  JOIN reason USING (interview_id)
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
