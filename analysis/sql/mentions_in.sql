-- What was heard in one text: its counted, suggested and rejected mentions, in reading order.
SELECT factor, aspect, polarity, p, tier, start_at, end_at, quote, why, coded_by, protected, status, counted, suggested
FROM mentions
WHERE feedback_id = $feedback_id AND list_contains($known, factor)
ORDER BY start_at, end_at, factor, polarity
