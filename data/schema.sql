-- One person's workspace, schema version 3. Text offsets are 0-based characters; times are UTC without zone.
-- This file is always the newest schema; data/migrations brings an older file to it.
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL); -- program, schema_version, version (+1 a write)

CREATE TABLE imports (
  import_id VARCHAR PRIMARY KEY, file_name VARCHAR NOT NULL, file_hash VARCHAR NOT NULL UNIQUE,
  imported_at TIMESTAMP NOT NULL, rows_read INTEGER NOT NULL,
  new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL, is_sample BOOLEAN NOT NULL
);

-- What else came from which file: every interview and feedback a file held that was there already, and the follow-ups.
-- What was new names its import itself; in files from before it stands here, too.
CREATE TABLE brought (import_id VARCHAR NOT NULL, id VARCHAR NOT NULL);

-- The values a file changed in interviews we had, as text, so that undoing it gives them back.
CREATE TABLE overwritten (import_id VARCHAR NOT NULL, interview_id VARCHAR NOT NULL, field VARCHAR NOT NULL, before VARCHAR, after VARCHAR);

CREATE TABLE interviews (
  interview_id VARCHAR PRIMARY KEY, record_id VARCHAR, occurrence INTEGER NOT NULL, candidate VARCHAR,
  company VARCHAR, role VARCHAR, seniority VARCHAR, industry VARCHAR, location VARCHAR, work_mode VARCHAR, channel VARCHAR,
  applied_on DATE, interviewed_on DATE, decided_on DATE, stage_reached VARCHAR, outcome VARCHAR, rounds INTEGER, format VARCHAR,
  contact_name VARCHAR, contact_role VARCHAR, contact_email VARCHAR, notes VARCHAR,
  attributes VARCHAR NOT NULL, -- a JSON object: the columns we do not know, as the person wrote them
  final_judged BOOLEAN NOT NULL, judged_at TIMESTAMP, import_id VARCHAR, edited_at TIMESTAMP
);

CREATE TABLE feedback (
  feedback_id VARCHAR PRIMARY KEY, interview_id VARCHAR NOT NULL, received_on DATE,
  source VARCHAR NOT NULL, basis VARCHAR NOT NULL,
  text VARCHAR NOT NULL USING COMPRESSION zstd, -- little more than half as large as DuckDB would choose, written in less than half the time
  says_nothing BOOLEAN NOT NULL, -- "N/A", "none", "-": kept as written, never counted
  language VARCHAR, coded_version VARCHAR, reviewed_at TIMESTAMP, import_id VARCHAR, edited_at TIMESTAMP
);

CREATE TABLE coder_mentions (
  feedback_id VARCHAR NOT NULL, factor VARCHAR NOT NULL, aspect VARCHAR, polarity VARCHAR NOT NULL, p DOUBLE NOT NULL, tier VARCHAR NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, quote VARCHAR NOT NULL, why VARCHAR NOT NULL, coded_by VARCHAR NOT NULL,
  protected BOOLEAN NOT NULL
);

CREATE TABLE corrections (
  feedback_id VARCHAR NOT NULL, factor VARCHAR NOT NULL, polarity VARCHAR NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  aspect VARCHAR, decision VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL,
  protected BOOLEAN NOT NULL, -- as the coder had it when the person decided
  PRIMARY KEY (feedback_id, factor, polarity, start_at)
);

CREATE TABLE follow_ups (
  follow_up_id VARCHAR PRIMARY KEY, interview_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, due_on DATE, done_on DATE, note VARCHAR,
  asked_of VARCHAR, channel VARCHAR, reminded_on DATE, reply VARCHAR, replied_on DATE,
  led_to VARCHAR, -- the interview a position that is open again became
  revision INTEGER DEFAULT 0, changed_at TIMESTAMP -- +1 a change: a calendar replaces what it has by the higher one
);
CREATE TABLE practice (practice_id VARCHAR PRIMARY KEY, factor VARCHAR NOT NULL, started_on DATE NOT NULL, what VARCHAR NOT NULL, import_id VARCHAR);
CREATE TABLE remembered (kind VARCHAR NOT NULL, key VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (kind, key));

-- A person's own codebook: the phrases they taught the program, and the text of their own file (at most one row).
CREATE TABLE taught (phrase VARCHAR NOT NULL, factor VARCHAR NOT NULL, polarity VARCHAR NOT NULL, taught_at TIMESTAMP NOT NULL, PRIMARY KEY (phrase, factor));
CREATE TABLE own_codebook (own VARCHAR PRIMARY KEY, edited_at TIMESTAMP NOT NULL);

-- What each text means, with what a person decided on top: the latest decision about an overlapping span of the same
-- factor and polarity wins, and what a person counted stays where the coder hears nothing.
CREATE VIEW mentions AS
WITH decided AS (
  SELECT
    coder.feedback_id, coder.factor, coder.aspect, coder.polarity, coder.p, coder.tier, coder.start_at, coder.end_at,
    coder.quote, coder.why, coder.coded_by, coder.protected,
    arg_max(correction.decision, (correction.decided_at, correction.start_at)) AS decision,
    arg_max(correction.aspect, (correction.decided_at, correction.start_at)) AS decided_aspect
  FROM coder_mentions AS coder
  LEFT JOIN corrections AS correction
    ON correction.feedback_id = coder.feedback_id AND correction.factor = coder.factor AND correction.polarity = coder.polarity
    AND correction.start_at < coder.end_at AND coder.start_at < correction.end_at
  GROUP BY ALL
),
merged AS (
  SELECT
    feedback_id, factor, coalesce(decided_aspect, aspect) AS aspect, polarity, p, tier, start_at, end_at, quote, why, coded_by, protected,
    CASE WHEN decision IS NULL THEN 'open' WHEN decision = 'rejected' THEN 'rejected' ELSE 'accepted' END AS status
  FROM decided
  UNION ALL
  SELECT
    correction.feedback_id, correction.factor, correction.aspect, correction.polarity, 1.0, 'counted', correction.start_at, correction.end_at,
    substring(feedback.text, correction.start_at + 1, correction.end_at - correction.start_at), 'You marked these words.', 'person',
    correction.protected, 'accepted'
  FROM corrections AS correction
  JOIN feedback USING (feedback_id)
  WHERE correction.decision IN ('accepted', 'added')
    AND NOT EXISTS (
      SELECT 1 FROM coder_mentions AS coder
      WHERE correction.feedback_id = coder.feedback_id AND correction.factor = coder.factor AND correction.polarity = coder.polarity
        AND correction.start_at < coder.end_at AND coder.start_at < correction.end_at
    )
)
SELECT
  merged.feedback_id, feedback.interview_id, merged.factor, merged.aspect, merged.polarity, merged.p, merged.tier,
  merged.start_at, merged.end_at, merged.quote, merged.why, merged.coded_by, merged.protected, merged.status,
  merged.status = 'accepted' OR (merged.status = 'open' AND merged.tier = 'counted') AS counted,
  merged.status = 'open' AND merged.tier = 'suggested' AS suggested
FROM merged
JOIN feedback USING (feedback_id);
