-- Which gaps were named in the same second place, and in how many?
WITH gaps AS (
  SELECT DISTINCT interview_id, factor
  FROM mentioned
  JOIN worded USING (interview_id)
  WHERE mentioned.counted AND mentioned.polarity = 'gap' AND mentioned.side = 'second_place' AND worded.diagnostic AND NOT mentioned.protected
)
SELECT one.factor AS factor, other.factor AS other, count(*) AS "both"
FROM gaps AS one
JOIN gaps AS other ON one.interview_id = other.interview_id AND one.factor < other.factor
GROUP BY one.factor, other.factor
ORDER BY "both" DESC, one.factor, other.factor
