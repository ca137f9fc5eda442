"""Defines the tables of the cache's database, and those of its full-text index. Opens nothing."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, kind TEXT, names BLOB, seen BLOB, digest BLOB, copy INTEGER
);
CREATE INDEX file_kind ON file (kind, path) WHERE copy = 0 AND kind <> 'interaction';
CREATE TABLE facts (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE resolved (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE interactions (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE reading (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE linked (id INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE problem (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE name (key BLOB PRIMARY KEY, hits BLOB, shared INTEGER) WITHOUT ROWID;
CREATE INDEX shared_name ON name (key) WHERE shared;
CREATE TABLE asked (key BLOB PRIMARY KEY, askers BLOB) WITHOUT ROWID;
CREATE TABLE value (key BLOB PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE day (day INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE contact (id INTEGER PRIMARY KEY, open INTEGER, state BLOB, known BLOB);
CREATE TABLE summary (name TEXT, id INTEGER, value BLOB, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE skipped (path BLOB PRIMARY KEY, seen BLOB, problem BLOB) WITHOUT ROWID;
CREATE TABLE even_write (write TEXT);
CREATE TABLE odd_write (write TEXT);
INSERT INTO even_write VALUES (NULL);
INSERT INTO odd_write VALUES (NULL);
"""
# Write number n changes the table at n % 2, and no page of the other: that page still contains what the last write stored.
WRITES = ("even_write", "odd_write")

# The full-text index, built by the first search; not every SQLite has FTS5. `note_text` is contentless, so that it is smaller
# than the notes: `indexed` contains what SQLite needs to delete a row of it, and the names of a note that has other names
# than its file's. A row's number is twice that of its note, and one more for a contact. `not_indexed` are the notes that
# have changed since.
# In a trigger, OR IGNORE would give way to the conflict clause of the statement that fires it, such as that of an upsert.
_CHANGED = "BEGIN INSERT INTO not_indexed SELECT {0}.id WHERE NOT EXISTS (SELECT 1 FROM not_indexed WHERE id = {0}.id); END"
_NEW, _OLD = _CHANGED.format("new"), _CHANGED.format("old")
TEXT_INDEX = (
    "CREATE VIRTUAL TABLE note_text USING fts5(names, properties, body, content='', tokenize='ascii')",
    "CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL)",
    "CREATE TABLE indexed (number INTEGER PRIMARY KEY, terms BLOB NOT NULL, names BLOB)",
    "CREATE TABLE not_indexed (id INTEGER PRIMARY KEY)",
    "INSERT INTO not_indexed SELECT id FROM file WHERE NOT copy",
    f"CREATE TRIGGER text_added AFTER INSERT ON facts {_NEW}",
    f"CREATE TRIGGER text_changed AFTER UPDATE ON facts {_NEW}",
    f"CREATE TRIGGER text_removed AFTER DELETE ON facts {_OLD}",
    "CREATE TRIGGER text_of_copy AFTER UPDATE OF digest, copy ON file "
    "WHEN old.digest IS NOT new.digest OR old.copy IS NOT new.copy "
    f"{_NEW}",
)
TEXT_TRIGGERS = ("text_added", "text_changed", "text_removed", "text_of_copy")
TEXT_TABLES = ("note_text", "term", "indexed", "not_indexed")
