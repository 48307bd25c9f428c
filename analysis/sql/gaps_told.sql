-- Which gaps were heard together in a second place with a reason, in how many of them, and when last? One without a gap counts
-- among those with none.
WITH told AS (
  SELECT worded.interview_id, any_value(worded.happened_on) AS happened_on, list(DISTINCT mentioned.factor ORDER BY mentioned.factor) AS gaps
  FROM worded
  LEFT JOIN mentioned ON mentioned.interview_id = worded.interview_id AND mentioned.counted AND mentioned.polarity = 'gap' AND NOT mentioned.protected
  WHERE worded.side = 'second_place' AND worded.diagnostic
  GROUP BY worded.interview_id
)
SELECT list_filter(gaps, lambda factor: factor IS NOT NULL) AS gaps, count(*) AS second_places, max(happened_on) AS latest
FROM told
GROUP BY ALL
ORDER BY gaps
