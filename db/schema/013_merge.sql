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
CREATE INDEX person_merge_panti ON person_merge(panti_id, id);
CREATE TABLE stay_aside ( -- with a merge: stays of the record given up that the kept one holds as well; counted once from then on
	stay_id INTEGER NOT NULL REFERENCES stay(id), merge_id INTEGER NOT NULL REFERENCES person_merge(id), panti_id INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL, void_at INTEGER,
	PRIMARY KEY (stay_id, merge_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stay_aside_panti ON stay_aside(panti_id, stay_id);
CREATE TABLE person_root ( -- derived: whom a record given up belongs to now, over all links of a chain
	person_id INTEGER NOT NULL PRIMARY KEY, root_id INTEGER NOT NULL
) STRICT;
CREATE INDEX person_root_root ON person_root(root_id);
CREATE TABLE person_apart ( -- looked at and found to be two children: not offered again
	first_id INTEGER NOT NULL REFERENCES person(id), second_id INTEGER NOT NULL REFERENCES person(id), -- first < second
	panti_id INTEGER NOT NULL, at INTEGER NOT NULL, user_id INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_apart_panti ON person_apart(panti_id, at);
-- resident_now.status knows 'gabung': the entry was merged into another. merged: what else the child is found by, words of the records given up.
ALTER TABLE resident_now ADD COLUMN merged TEXT NOT NULL DEFAULT '';
