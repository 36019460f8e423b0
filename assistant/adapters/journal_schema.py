"""The tables of the journal of askings."""

JOURNAL_NAME = "journal.sqlite"
"""In the data folder, beside the ledger; what SQLite adds to the name goes with it."""

VERSION = 1
"""Version of the tables; raised whenever an older program could not read them."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, period INTEGER NOT NULL, key BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS asking (
  id INTEGER PRIMARY KEY, day TEXT NOT NULL, period INTEGER NOT NULL, asker BLOB NOT NULL, reason TEXT NOT NULL,
  generation TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE (asker, digest)
);
CREATE TABLE IF NOT EXISTS notion (
  asking INTEGER NOT NULL REFERENCES asking ON DELETE CASCADE, key BLOB NOT NULL, weight REAL NOT NULL,
  position INTEGER NOT NULL, form BLOB
);
CREATE INDEX IF NOT EXISTS notion_asking ON notion (asking);
CREATE INDEX IF NOT EXISTS notion_form ON notion (form);
CREATE TABLE IF NOT EXISTS word (form BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgement (
  asker BLOB NOT NULL, reply BLOB NOT NULL, day TEXT NOT NULL, period INTEGER NOT NULL, verdict TEXT NOT NULL,
  reasons TEXT NOT NULL, document TEXT, comment TEXT NOT NULL, PRIMARY KEY (asker, reply)
);
CREATE TABLE IF NOT EXISTS question (
  id INTEGER PRIMARY KEY, day TEXT NOT NULL, about TEXT NOT NULL, generation TEXT NOT NULL, text TEXT NOT NULL
);
"""
