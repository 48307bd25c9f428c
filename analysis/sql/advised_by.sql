-- How often, and in how many processes, was each side of this gap heard where you came second, most often first? None of them last.
SELECT aspect, count(*) AS mentions, count(DISTINCT interview_id) AS heard_in
FROM mentioned
WHERE factor = $factor AND polarity = 'gap' AND NOT protected AND counted AND side = 'second_place'
GROUP BY aspect
ORDER BY aspect IS NULL, mentions DESC, aspect
