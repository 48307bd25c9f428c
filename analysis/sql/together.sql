-- Which gaps were named in the same second place, and in how many?
WITH gaps AS (
  SELECT DISTINCT interview_id, factor
  FROM mentioned
  WHERE counted AND polarity = 'gap' AND NOT protected AND side = 'second_place'
    AND interview_id IN (SELECT interview_id FROM worded WHERE diagnostic)
)
SELECT one.factor AS factor, other.factor AS other, count(*) AS "both"
FROM gaps AS one
JOIN gaps AS other ON one.interview_id = other.interview_id AND one.factor < other.factor
GROUP BY one.factor, other.factor
ORDER BY "both" DESC, one.factor, other.factor
