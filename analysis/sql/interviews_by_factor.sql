-- In how many of the interviews with words is each factor counted, whatever is said of it and however they ended?
SELECT factor, count(DISTINCT mentioned.interview_id) AS heard_in, (SELECT count(DISTINCT interview_id) FROM said) AS out_of
FROM mentioned
WHERE counted
GROUP BY factor
ORDER BY factor
