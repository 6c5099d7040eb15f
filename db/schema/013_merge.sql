-- Two records of one child: a dated link that can be undone. Nothing of either record is rewritten.
CREATE TABLE person_merge (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	kept_id INTEGER NOT NULL REFERENCES person(id), gone_id INTEGER NOT NULL REFERENCES person(id),
	why TEXT NOT NULL,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT,
	CHECK (kept_id <> gone_id)
) STRICT;
CREATE UNIQUE INDEX person_merge_gone ON person_merge(gone_id) WHERE void_at IS NULL;
CREATE INDEX person_merge_kept ON person_merge(kept_id) WHERE void_at IS NULL;
CREATE TABLE person_apart ( -- looked at and found to be two children: not offered again
	first_id INTEGER NOT NULL REFERENCES person(id), second_id INTEGER NOT NULL REFERENCES person(id), -- first < second
	panti_id INTEGER NOT NULL, at INTEGER NOT NULL, user_id INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
