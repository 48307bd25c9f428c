-- Which gaps did they name and you not, you and they not, or both, where both of you gave a reason?
-- Only what one can work on: nobody overlooks in himself that somebody inside got the job.
WITH compared AS (
  SELECT interview_id
  FROM mentioned
  WHERE counted AND diagnostic
  GROUP BY interview_id
  HAVING bool_or(source <> 'self') AND bool_or(source = 'self')
),
heard AS (
  SELECT
    interview_id, happened_on, factor,
    bool_or(source <> 'self' AND actionable) AS theirs,
    bool_or(source = 'self' AND actionable) AS yours,
    bool_or(source <> 'self' AND polarity = 'strength') AS they_praise,
    bool_or(source = 'self' AND polarity = 'strength') AS you_praise
  FROM mentioned
  JOIN compared USING (interview_id)
  WHERE counted AND NOT protected
  GROUP BY interview_id, happened_on, factor
)
SELECT
  interview_id, happened_on, factor,
  CASE WHEN theirs AND yours THEN 'both' WHEN theirs THEN 'they_only' ELSE 'you_only' END AS kind,
  CASE WHEN theirs AND yours THEN false WHEN theirs THEN you_praise ELSE they_praise END AS turned
FROM heard
WHERE theirs OR yours
ORDER BY factor, kind, happened_on DESC NULLS LAST, interview_id
