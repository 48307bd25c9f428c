-- How often was each side of this gap heard where you came second, most often first?
SELECT aspect, count(*) AS mentions
FROM mentioned
WHERE factor = $factor AND polarity = 'gap' AND NOT protected AND counted AND side = 'second_place' AND aspect IS NOT NULL
GROUP BY aspect
ORDER BY mentions DESC, aspect
