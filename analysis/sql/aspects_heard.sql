-- In how many interviews was each side of a gap heard, of how many with a reason, however they ended, and when last?
SELECT factor, aspect, count(DISTINCT interview_id) AS heard_in, (SELECT count(*) FROM worded WHERE diagnostic) AS out_of, max(happened_on) AS latest
FROM mentioned
WHERE counted AND polarity = 'gap' AND NOT protected AND aspect IS NOT NULL
GROUP BY factor, aspect
ORDER BY heard_in DESC, latest DESC NULLS LAST, factor, aspect
