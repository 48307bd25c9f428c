-- Logs of interviews as they are kept: $first to $last (without it) of $interviews rows, the same for the same $seed.
-- The rates are those of real job logs: one in five reaches an interview, a third of those a final, three in
-- ten finals win; a first reply takes seven days at the median with a heavy tail; three texts of feedback to ten rows,
-- half of them longer than 270 characters and one in a hundred longer than 1,800; a text names one factor (67 %), two
-- (18 %), none (11 %) or three. Every draw is a hash of the row, so that rows can be made in any order and in parts.
CREATE OR REPLACE TEMP MACRO u(row, what) AS (hash(row, what, getvariable('seed')) >> 11)::DOUBLE / 9007199254740992;
CREATE OR REPLACE TEMP MACRO z(row, what) AS sqrt(-2 * ln(1 - u(row, what))) * cos(2 * pi() * u(row, what || '~'));
CREATE OR REPLACE TEMP MACRO one(row, what, words) AS words[1 + floor(u(row, what) * len(words))::INTEGER];
-- The first of a list is the most frequent, as with roles and trades.
CREATE OR REPLACE TEMP MACRO often_the_first(row, what, words) AS words[1 + floor(u(row, what) ** 2.5 * len(words))::INTEGER];
CREATE OR REPLACE TEMP MACRO name_of(kind, row) AS substr(md5(kind || getvariable('seed') || row), 1, 16);

CREATE OR REPLACE TEMP TABLE rows AS
WITH drawn AS (
  SELECT
    row,
    u(row, 'stage') AS came,
    u(row, 'outcome') AS ended,
    DATE '2026-06-01' - floor(u(row, 'day') * least(3650, greatest(365, getvariable('interviews') / 20)))::INTEGER AS applied_on,
    ceil(exp(1.95 + 1.3 * z(row, 'reply')))::INTEGER AS reply,
    ceil(exp(2.2 + 0.9 * z(row, 'decision')))::INTEGER AS decision
  FROM range(getvariable('first')::BIGINT, getvariable('last')::BIGINT) AS numbers(row)
),
staged AS (
  SELECT *, CASE
    WHEN came < 0.62 THEN 'applied' WHEN came < 0.76 THEN 'screen' WHEN came < 0.80 THEN 'assessment' WHEN came < 0.88 THEN 'first_interview'
    WHEN came < 0.933 THEN 'later_interview' WHEN came < 0.98 THEN 'final_round' ELSE 'offer' END AS stage
  FROM drawn
)
SELECT
  row, name_of('i', row) AS interview_id, applied_on, stage,
  CASE WHEN stage <> 'applied' THEN applied_on + reply END AS interviewed_on,
  CASE
    WHEN stage = 'offer' THEN if(ended < 0.75, 'offer_accepted', 'offer_declined')
    WHEN stage = 'final_round' THEN CASE
      WHEN ended < 0.75 THEN 'second_place' WHEN ended < 0.85 THEN 'rejected' WHEN ended < 0.92 THEN 'no_decision' WHEN ended < 0.95 THEN 'pending' ELSE 'withdrew' END
    ELSE CASE
      WHEN ended < 0.45 THEN 'rejected' WHEN ended < 0.80 THEN 'no_response' WHEN ended < 0.85 THEN 'withdrew' WHEN ended < 0.90 THEN 'pending'
      WHEN ended < 0.95 THEN 'no_decision' END
  END AS outcome,
  CASE WHEN stage <> 'applied' OR ended < 0.45 THEN applied_on + reply + decision END AS decided_on
FROM staged;

INSERT INTO interviews
SELECT
  interview_id, NULL, 1, 'Client ' || (row // 90 + 1),
  one(row, 'company', getvariable('companies')) || ' ' || (row * 7919 % 1000003),
  often_the_first(row, 'level', ['', '', 'Senior ', 'Junior ', 'Lead ']) || often_the_first(row, 'role', getvariable('roles')),
  often_the_first(row, 'seniority', ['mid', 'senior', 'junior', 'lead']),
  often_the_first(row, 'industry', getvariable('industries')),
  'Town ' || floor(u(row, 'town') ** 2.5 * 300)::INTEGER,
  often_the_first(row, 'mode', ['hybrid', 'on site', 'remote']),
  often_the_first(row, 'channel', ['job board', 'company site', 'recruiter', 'referral', 'network']),
  applied_on, interviewed_on, decided_on, stage, outcome,
  CASE WHEN interviewed_on IS NOT NULL THEN 1 + floor(u(row, 'rounds') * 4)::INTEGER END,
  CASE WHEN interviewed_on IS NOT NULL THEN often_the_first(row, 'format', ['video', 'on site', 'phone', 'panel']) END,
  CASE WHEN u(row, 'contact') < 0.3 THEN one(row, 'person', getvariable('people')) END,
  CASE WHEN u(row, 'contact') < 0.3 THEN 'Recruiter' END,
  CASE WHEN u(row, 'contact') < 0.2 THEN 'contact' || row || '@example.test' END,
  CASE WHEN u(row, 'note') < 0.4 THEN left(clause.text, ceil(exp(3.4 + 0.6 * z(row, 'note long')))::INTEGER) END,
  '{"Priority": "' || one(row, 'priority', ['high', 'middle', 'low']) || '", "Link": "https://jobs.example.test/view/' || hash(row, 'link') % 1000000000 || '"}',
  coalesce(outcome IN ('second_place', 'offer_accepted', 'offer_declined'), false), NULL, 'generated', NULL
FROM rows
JOIN clause ON clause.kind = 'filler' AND clause.n = floor(u(row, 'note words') * getvariable('fillers'))::INTEGER;

-- A text is its clauses in a row; where each begins is known, and so what is named where.
CREATE OR REPLACE TEMP TABLE texts AS
WITH heard AS (
  SELECT row, interview_id, coalesce(decided_on, interviewed_on, applied_on) AS received_on, unnest(if(u(row, 'own') < 0.25, [0, 1], [0])) AS own
  FROM rows
  WHERE u(row, 'heard') < if(stage IN ('first_interview', 'later_interview', 'final_round', 'offer'), 0.64, 0.14)
)
SELECT
  2 * row + own AS text, name_of('f', 2 * row + own) AS feedback_id, interview_id, received_on, own = 1 AS own,
  CASE WHEN u(text, 'named') < 0.11 THEN 0 WHEN u(text, 'named') < 0.78 THEN 1 WHEN u(text, 'named') < 0.96 THEN 2 ELSE 3 END AS named,
  least(24, greatest(1, round(exp(1.28 + 0.82 * z(text, 'long')))::INTEGER)) AS clauses,
  u(text, 'nothing') < 0.03 AS says_nothing,
  u(text, 'reviewed') < 0.1 AS reviewed
FROM heard;

CREATE OR REPLACE TEMP TABLE said AS
WITH laid AS (
  SELECT text, feedback_id, reviewed, named, unnest(range(greatest(named, clauses))) AS place
  FROM texts
  WHERE NOT says_nothing
)
SELECT
  laid.text, feedback_id, reviewed, place, clause.text AS words, factor, polarity, start_at, end_at,
  -- What is named stands anywhere in the text.
  coalesce(sum(length(clause.text) + 1) OVER (PARTITION BY laid.text ORDER BY hash(laid.text, place) ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER AS begins
FROM laid
JOIN clause ON clause.kind = if(place < laid.named, 'named', 'filler')
  AND clause.n = floor(u(laid.text * 32 + place, 'clause') * if(place < laid.named, getvariable('named'), getvariable('fillers')))::INTEGER;

INSERT INTO feedback
SELECT
  texts.feedback_id, interview_id, received_on,
  CASE WHEN own THEN 'self' ELSE often_the_first(texts.text, 'source', ['recruiter', 'letter', 'hiring_manager', 'interviewer', 'hr_manager', 'unknown']) END,
  CASE WHEN own THEN 'paraphrase' ELSE 'verbatim' END,
  CASE WHEN says_nothing THEN 'N/A' ELSE whole.words END,
  says_nothing, CASE WHEN NOT says_nothing AND getvariable('coded') THEN 'en' END, NULL,
  CASE WHEN reviewed AND getvariable('coded') THEN TIMESTAMP '2026-06-01 12:00:00' END, 'generated', NULL
FROM texts
LEFT JOIN (SELECT text, string_agg(words, ' ' ORDER BY begins) AS words FROM said GROUP BY text) AS whole USING (text);

INSERT INTO coder_mentions
SELECT
  feedback_id, factor, NULL, polarity,
  round(if(u(text * 32 + place, 'sure') < 0.65, 0.5 + u(text, 'p') / 2, 0.3 + u(text, 'p') / 5), 3), if(u(text * 32 + place, 'sure') < 0.65, 'counted', 'suggested'),
  begins + start_at, begins + end_at, substring(words, start_at + 1, end_at - start_at), 'reads like others who said this', 'model', false
FROM said
WHERE factor IS NOT NULL AND getvariable('coded');

INSERT INTO corrections
SELECT feedback_id, factor, polarity, begins + start_at, begins + end_at, NULL, 'accepted', TIMESTAMP '2026-06-01 12:00:00', false
FROM said
WHERE factor IS NOT NULL AND reviewed AND getvariable('coded');
