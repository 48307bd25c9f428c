-- What was heard in the slice from the chosen source, and what does each mention count for? Kept for the other questions, without
-- the words.
-- A factor that is hidden, or was taken out of the person's own codebook, keeps its mentions and is counted nowhere.
SELECT
  mentions.feedback_id, said.interview_id, mentions.factor, mentions.aspect, mentions.polarity, mentions.p, mentions.tier,
  mentions.start_at, mentions.end_at, mentions.protected, mentions.status, mentions.counted, mentions.suggested,
  said.source, said.side, said.happened_on, book.diagnostic,
  mentions.polarity = 'gap' AND NOT mentions.protected AND book.yours AS actionable,
  mentions.polarity <> 'strength' AND book.diagnostic AND (mentions.protected OR NOT book.yours) AS not_yours
FROM mentions
JOIN said USING (feedback_id)
JOIN book USING (factor)
WHERE mentions.counted OR mentions.suggested
