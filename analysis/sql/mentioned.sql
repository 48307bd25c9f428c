-- What was heard in the slice from the chosen source, and what does each mention count for? Kept for the other questions, without
-- the words.
-- A factor that is hidden, or was taken out of the person's own codebook, keeps its mentions and is counted nowhere.
SELECT
  mentions.feedback_id, said.interview_id, mentions.factor, mentions.aspect, mentions.polarity, mentions.p, mentions.tier,
  mentions.start_at, mentions.end_at, mentions.protected, mentions.status, mentions.counted, mentions.suggested,
  said.source, said.side, said.happened_on,
  list_contains($diagnostic, mentions.factor) AS diagnostic,
  mentions.polarity = 'gap' AND NOT mentions.protected AND list_contains($yours, mentions.factor) AS actionable,
  mentions.polarity <> 'strength' AND list_contains($diagnostic, mentions.factor)
    AND (mentions.protected OR NOT list_contains($yours, mentions.factor)) AS not_yours
FROM mentions
JOIN said USING (feedback_id)
WHERE (mentions.counted OR mentions.suggested) AND list_contains($known, mentions.factor)
