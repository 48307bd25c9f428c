-- How often, and in how many processes, was each side of each gap heard where you came second, most often first? None of them last.
SELECT factor, aspect, count(*) AS mentions, count(DISTINCT interview_id) AS heard_in
FROM mentioned
WHERE polarity = 'gap' AND NOT protected AND counted AND side = 'second_place'
GROUP BY factor, aspect
ORDER BY factor, aspect IS NULL, mentions DESC, aspect
