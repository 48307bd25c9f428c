-- In how many of these second places was each gap one can work on heard, and when last?
SELECT factor, count(DISTINCT interview_id) AS heard_in, max(happened_on) AS latest
FROM mentioned
WHERE interview_id IN (SELECT unnest($among)) AND side = 'second_place' AND counted AND actionable
GROUP BY factor
ORDER BY heard_in DESC, latest DESC NULLS LAST, factor
