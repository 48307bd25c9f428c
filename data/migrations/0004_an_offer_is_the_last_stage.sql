-- A process that ended in an offer came as far as an offer, whichever stage its file or its form named.
UPDATE interviews SET stage_reached = 'offer'
WHERE outcome IN ('offer_accepted', 'offer_declined') AND stage_reached IS DISTINCT FROM 'offer';
