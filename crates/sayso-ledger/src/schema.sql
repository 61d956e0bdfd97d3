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

-- Full text: unicode61 without diacritics.
CREATE VIRTUAL TABLE passage_words USING fts5 (text, content = 'passages', content_rowid = 'passage', tokenize = 'unicode61 remove_diacritics 2');
-- What is said, and who says it: names, role and affiliation of the entity that the source resolves to; else the source as printed. Rowids are those
-- of `statements`, and of `entities`; these two hold no texts.
CREATE VIRTUAL TABLE statement_words USING fts5 (content, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE entity_words USING fts5 (names, role, affiliation, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- What is reckoned from it ---------------------------------------------------------------------------------------------------------------

-- What the second part was reckoned from; it is behind where `documents` differs from the number of documents. `statements` and `outlets`
-- are counts of that time, for a glance: counting millions of rows takes long.
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
