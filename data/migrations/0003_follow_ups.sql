-- Whom you asked and how, what came of it, and what a position that is open again led to.
ALTER TABLE follow_ups ADD COLUMN asked_of VARCHAR;
ALTER TABLE follow_ups ADD COLUMN channel VARCHAR;
ALTER TABLE follow_ups ADD COLUMN reminded_on DATE;
ALTER TABLE follow_ups ADD COLUMN reply VARCHAR;
ALTER TABLE follow_ups ADD COLUMN replied_on DATE;
ALTER TABLE follow_ups ADD COLUMN led_to VARCHAR;
ALTER TABLE follow_ups ADD COLUMN revision INTEGER DEFAULT 0;
ALTER TABLE follow_ups ADD COLUMN changed_at TIMESTAMP;
