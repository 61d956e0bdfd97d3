-- The ledger's schema, number 1: a public interface. Any SQLite tool may read it; docs/ledger.md says what it promises.
--
-- Numbers: a document's is drawn, from 1 in the order of adding. A row's is reckoned: document * 1000000 + its place among the document's
-- rows of that table, from 1. Positions are [start, end) in Unicode code points of the reading's text. Lists and spans are JSON. Names of
-- kinds, classes and forms are those of the reading (schema sayso.reading/1).
--
-- The first part is what was read: rows are added and never changed. The second is reckoned from it, anew whenever the pile has grown.

-- What was read --------------------------------------------------------------------------------------------------------------------------

CREATE TABLE documents (
  document INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,          -- digest of the bytes and of what their carrier says: the same page is added once
  id TEXT NOT NULL,                  -- digest of the body's text
  path TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  record TEXT,                       -- WARC-Record-ID
  title TEXT,
  authors TEXT NOT NULL,             -- JSON list
  language TEXT,                     -- BCP 47
  published TEXT,                    -- ISO 8601, as the page says it
  published_evidence TEXT,
  modified TEXT,
  day TEXT,                          -- the first ten characters of `published`
  credits TEXT NOT NULL,             -- JSON list: agencies and outlets
  based_on TEXT NOT NULL,            -- JSON list
  words INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX documents_day ON documents (day);
CREATE INDEX documents_id ON documents (id);
CREATE INDEX documents_outlet ON documents (outlet, day) WHERE outlet IS NOT NULL;

-- Whole readings: JSON (sayso.reading/1), packed with gzip.
CREATE TABLE readings (
  document INTEGER PRIMARY KEY REFERENCES documents,
  reader TEXT NOT NULL,              -- the version of sayso that read it
  json BLOB NOT NULL
) STRICT;

-- The pages' bytes as they arrived, packed with gzip: block positions count in them.
CREATE TABLE originals (
  document INTEGER PRIMARY KEY REFERENCES documents,
  kind TEXT NOT NULL,                -- html, text
  length INTEGER NOT NULL,           -- bytes, unpacked
  bytes BLOB NOT NULL
) STRICT;

-- Body blocks.
CREATE TABLE passages (
  passage INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE entities (
  entity INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  label TEXT NOT NULL,               -- its id in the reading: e1
  kind TEXT NOT NULL,
  name TEXT,
  names TEXT NOT NULL,               -- JSON list: every name printed
  role TEXT,
  affiliation TEXT,
  country TEXT,                      -- ISO 3166-1 alpha-3
  mentions INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX entities_name ON entities (name) WHERE name IS NOT NULL;

CREATE TABLE statements (
  statement INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  passage INTEGER REFERENCES passages,
  label TEXT NOT NULL,               -- its id in the reading: s1
  kind TEXT NOT NULL,                -- direct, mixed, indirect
  source TEXT,
  source_form TEXT,
  source_spans TEXT NOT NULL,        -- JSON: [[start, end], ...]
  cue TEXT,
  cue_spans TEXT NOT NULL,
  lemma TEXT,
  class TEXT,
  negated INTEGER NOT NULL,
  modality TEXT,
  content TEXT NOT NULL,
  content_spans TEXT NOT NULL,
  parent INTEGER REFERENCES statements,
  addressee TEXT,
  channel TEXT,
  said_when TEXT,
  said_where TEXT,
  entity INTEGER REFERENCES entities,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX statements_entity ON statements (entity) WHERE entity IS NOT NULL;
CREATE INDEX statements_class ON statements (class) WHERE class IS NOT NULL;
CREATE INDEX statements_lemma ON statements (lemma) WHERE lemma IS NOT NULL;

CREATE TABLE times (
  time INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  passage INTEGER REFERENCES passages,
  statement INTEGER REFERENCES statements,  -- the innermost whose content it stands in
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,                -- TIMEX3
  value TEXT NOT NULL,
  mod TEXT,
  "from" TEXT,
  "to" TEXT,
  anchor TEXT NOT NULL
) STRICT;

CREATE TABLE places (
  place INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  passage INTEGER REFERENCES passages,
  statement INTEGER REFERENCES statements,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  form TEXT NOT NULL,
  name TEXT,
  geonameid INTEGER,
  lat REAL,
  lon REAL,
  country TEXT,
  admin1 TEXT,
  "precision" TEXT,
  entity INTEGER REFERENCES entities
) STRICT;
CREATE INDEX places_text ON places (text COLLATE NOCASE);
CREATE INDEX places_name ON places (name COLLATE NOCASE) WHERE name IS NOT NULL;
CREATE INDEX places_country ON places (country) WHERE country IS NOT NULL;

CREATE TABLE quantities (
  quantity INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  passage INTEGER REFERENCES passages,
  statement INTEGER REFERENCES statements,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  mod TEXT NOT NULL,
  unit TEXT,
  change TEXT,
  "of" TEXT,
  of_start INTEGER,
  of_end INTEGER,
  fate TEXT
) STRICT;

-- What could not be read, and why; gone when a later run reads it.
CREATE TABLE failures (
  input TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT;

-- What the user decided about who is one (`sayso merge`, `split`, `undo`). Rows are added; of a decision taken back only `undone` changes.
CREATE TABLE decisions (
  decision INTEGER PRIMARY KEY,      -- from 1 in the order of deciding
  verb TEXT NOT NULL,                -- merge, split
  words TEXT NOT NULL,               -- for people: who was decided about
  documents INTEGER NOT NULL,        -- the last document at the time: what is of later ones was not decided about
  undone INTEGER NOT NULL            -- 1 where it was taken back
) STRICT;

-- What a decision says of pairs of entities. An entity is told by its document's key, its label there and its name.
CREATE TABLE decided (
  decision INTEGER NOT NULL REFERENCES decisions,
  line INTEGER NOT NULL,
  verb TEXT NOT NULL,                -- same; apart: the first is not the person that the second is
  key BLOB NOT NULL,
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  other_key BLOB NOT NULL,
  other_label TEXT NOT NULL,
  other_name TEXT NOT NULL,
  PRIMARY KEY (decision, line)
) STRICT, WITHOUT ROWID;

-- Full text: unicode61 without diacritics.
CREATE VIRTUAL TABLE passage_words USING fts5 (text, content = 'passages', content_rowid = 'passage', tokenize = 'unicode61 remove_diacritics 2');
-- What is said, and who says it: names, role and affiliation of the entity that the source resolves to; else the source as printed. Rowids are those
-- of `statements`, and of `entities`; these two hold no texts.
CREATE VIRTUAL TABLE statement_words USING fts5 (content, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE entity_words USING fts5 (names, role, affiliation, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- What is reckoned from it ---------------------------------------------------------------------------------------------------------------

-- What the second part was reckoned from; it is behind where `documents` differs from the number of documents, or `decisions` from the number
-- of decisions and takings-back. `crowded`: named entities that stayed alone because too many bear their name. `lost`: lines of decisions whose
-- entities are not there. `cut`: statements that were too long to be compared as a whole with others. `statements` and `outlets`: counts of that
-- time, for a glance; counting millions of rows takes long.
CREATE TABLE settled (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

-- Outlets by their names as printed.
CREATE TABLE outlets (
  outlet TEXT PRIMARY KEY,
  documents INTEGER NOT NULL
) STRICT;

-- Copies: a family is one report. Every document is in one family; its number is that of its first document.
CREATE TABLE families (
  family INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL REFERENCES documents,
  evidence TEXT NOT NULL,            -- JSON list
  documents INTEGER NOT NULL,
  outlets INTEGER NOT NULL           -- different names of outlets; a document without counts as one of its own
) STRICT;
CREATE INDEX families_documents ON families (documents DESC, family) WHERE documents > 1;

CREATE TABLE members (
  document INTEGER PRIMARY KEY REFERENCES documents,
  family INTEGER NOT NULL REFERENCES families,
  relation TEXT NOT NULL,            -- origin, exact, near, excerpt, rewritten, version
  "of" INTEGER REFERENCES documents, -- the member that it was compared with
  similarity REAL NOT NULL,
  shared TEXT NOT NULL,              -- JSON: [{"here": [start, end], "there": [start, end]}, ...]
  cites TEXT NOT NULL                -- JSON list: outlets outside the family whose reports it tells of
) STRICT;
CREATE INDEX members_family ON members (family);

-- Who is one across documents: persons, organizations and groups that are named. A person's number is that of its first entity.
CREATE TABLE persons (
  person INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                -- person, organization, group
  name TEXT NOT NULL,                -- the fullest printed
  aliases TEXT NOT NULL,             -- JSON list: other names printed, the commonest first
  roles TEXT NOT NULL,               -- JSON list, the commonest first
  affiliations TEXT NOT NULL,        -- JSON list, the commonest first; of a body, whose it is
  country TEXT,                      -- ISO 3166-1 alpha-3; none where documents say several
  documents INTEGER NOT NULL,        -- that name it
  reports INTEGER NOT NULL,          -- the same, copies counted once
  statements INTEGER NOT NULL        -- of which it is the source
) STRICT;
CREATE INDEX persons_name ON persons (name COLLATE NOCASE);
CREATE INDEX persons_statements ON persons (statements DESC, documents DESC, person);

CREATE TABLE identities (
  entity INTEGER PRIMARY KEY REFERENCES entities,
  person INTEGER NOT NULL REFERENCES persons
) STRICT;
CREATE INDEX identities_person ON identities (person);

-- The same claim across documents. A claim's number is that of its first statement. Only those of several documents, and those that are denied.
CREATE TABLE claims (
  claim INTEGER PRIMARY KEY,
  speaker INTEGER REFERENCES persons, -- the person who claims it; none where that is not known
  best INTEGER NOT NULL REFERENCES statements, -- the statement that words it best
  first_seen TEXT,                   -- ISO 8601: when the first document that carries it was published
  last_seen TEXT,
  sources INTEGER NOT NULL,          -- independent of each other (docs/claims.md)
  outlets INTEGER NOT NULL,
  documents INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_sources ON claims (sources DESC, outlets DESC, documents DESC);
CREATE INDEX claims_speaker ON claims (speaker) WHERE speaker IS NOT NULL;

-- The statements that make a claim, each in one claim only, and statements of others that deny it.
CREATE TABLE claim_statements (
  claim INTEGER NOT NULL REFERENCES claims,
  statement INTEGER NOT NULL REFERENCES statements,
  relation TEXT NOT NULL,            -- claims, denies
  variant INTEGER,                   -- of a claim: statements of one variant say it in the same words; from 0
  source INTEGER,                    -- of a claim: the independent source that its document counts as; from 0
  PRIMARY KEY (claim, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_statements_statement ON claim_statements (statement);

-- Figures of one thing: what is counted, what befell it, whose it is. A series' number is that of its first quantity.
CREATE TABLE series (
  series INTEGER PRIMARY KEY REFERENCES quantities,
  what TEXT NOT NULL,                -- in the singular: soldier; of money what it is the amount of: cost
  sort TEXT NOT NULL,                -- people, soldiers, civilians, things, money
  currency TEXT,
  fate TEXT,                         -- killed, captured, received ... (docs/figures.md)
  side TEXT,                         -- whose: a country or people in small letters
  places TEXT NOT NULL,              -- JSON list: words of places, in small letters
  around TEXT NOT NULL,              -- JSON list: names around most of its figures, in small letters
  part INTEGER NOT NULL,             -- only some of a whole: "41 of the dead in Odo Landing"
  claimants INTEGER NOT NULL,
  figures INTEGER NOT NULL
) STRICT;
CREATE INDEX series_fate ON series (fate, what);
CREATE INDEX series_what ON series (what);
CREATE INDEX series_claimants ON series (claimants DESC, figures DESC);

-- One line of a series: a figure by a claimant, copies as one. Its number is that of the first of the copies.
CREATE TABLE figures (
  figure INTEGER PRIMARY KEY REFERENCES quantities,
  series INTEGER NOT NULL REFERENCES series,
  document INTEGER NOT NULL REFERENCES documents,
  passage INTEGER REFERENCES passages,
  statement INTEGER REFERENCES statements,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,                -- the figure as printed
  words TEXT NOT NULL,               -- the part of the sentence that it stands in
  low REAL,
  high REAL,
  mod TEXT NOT NULL,
  claimant TEXT,                     -- a name, else the source as printed; none where that is a pronoun left open, or (told = document) the document says it itself
  source TEXT,                       -- as printed
  entity INTEGER REFERENCES entities,
  who TEXT NOT NULL,                 -- one word for all spellings of a claimant in the series
  told TEXT NOT NULL,                -- how the claimant is known: statement, clause, sentence, document
  claimed TEXT,                      -- the day it was told
  thing_from INTEGER REFERENCES quantities, -- the figure from which it is inferred what this one counts
  further INTEGER NOT NULL,          -- on top of another figure
  superseded_by INTEGER REFERENCES figures,
  conflicts TEXT NOT NULL,           -- JSON list of figures of others that leave no number both could mean
  copies TEXT NOT NULL,              -- JSON list of quantities
  documents INTEGER NOT NULL         -- how many documents print it
) STRICT;
CREATE INDEX figures_series ON figures (series);
