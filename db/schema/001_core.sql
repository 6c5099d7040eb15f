-- The database itself, the panti in it, people at the desk, settings, code lists, audit, drafts.
-- Types are INTEGER, TEXT, BLOB only; "on" columns are ISO dates, "at" columns milliseconds UTC, booleans 0/1, money whole rupiah.
-- STRICT and WITHOUT ROWID are dropped by the PostgreSQL engine.

CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID; -- site_no, demo, created_at
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID; -- ids per table, register and letter numbers per year

CREATE TABLE panti (
	id INTEGER NOT NULL PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,          -- --panti CODE
	name TEXT NOT NULL,
	kop1 TEXT NOT NULL DEFAULT '', kop2 TEXT NOT NULL DEFAULT '', kop3 TEXT NOT NULL DEFAULT '', -- letterhead levels
	address TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
	place TEXT NOT NULL DEFAULT '',     -- city in "Sangatta, 31 Juli 2026"
	district TEXT NOT NULL DEFAULT '',  -- region code
	capacity_l INTEGER NOT NULL DEFAULT 0, capacity_p INTEGER NOT NULL DEFAULT 0,
	paper TEXT NOT NULL DEFAULT 'a4',
	utc_offset INTEGER NOT NULL DEFAULT 8 CHECK (utc_offset BETWEEN 7 AND 9),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE setting ( -- a panti's own settings; names, types, defaults and ranges stand in db/office/setting.c
	panti_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
	PRIMARY KEY (panti_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_user ( -- a person who logs in ("user" is a reserved word)
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER REFERENCES panti(id),      -- NULL for a district officer and for whoever works for all
	name TEXT NOT NULL UNIQUE,                  -- login name, lower case
	shown TEXT NOT NULL,                        -- "Sri W."
	nip TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
	district TEXT NOT NULL DEFAULT '',
	password TEXT NOT NULL DEFAULT '',          -- argon2id; empty = key only or none
	must_change INTEGER NOT NULL DEFAULT 0,
	self_approve INTEGER NOT NULL DEFAULT 0,
	disabled_at INTEGER, disabled_why TEXT,
	last_login_at INTEGER, previous_login_at INTEGER,
	preferences TEXT NOT NULL DEFAULT '',       -- sort, columns, theme: key=value lines
	version INTEGER NOT NULL DEFAULT 1,
	CHECK (panti_id IS NULL OR district = '')
) STRICT;
CREATE TABLE user_role ( -- dated, so a Plt. acts between two dates
	id INTEGER NOT NULL PRIMARY KEY,
	user_id INTEGER NOT NULL REFERENCES account_user(id),
	role TEXT NOT NULL,
	acting TEXT NOT NULL DEFAULT '',            -- '', plt, plh
	from_on TEXT NOT NULL, until_on TEXT,
	void_at INTEGER
) STRICT;
CREATE INDEX user_role_user ON user_role(user_id);
CREATE TABLE login_try ( -- delays after wrong passwords, per name and source
	name TEXT NOT NULL, source TEXT NOT NULL,
	failures INTEGER NOT NULL, last_at INTEGER NOT NULL,
	PRIMARY KEY (name, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE official ( -- who signs paper, with dates of office
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL REFERENCES panti(id),
	post TEXT NOT NULL,                         -- kepala, bendahara, tu, peksos, dinas
	acting TEXT NOT NULL DEFAULT '',            -- '', Plt., Plh., a.n.
	title TEXT NOT NULL, name TEXT NOT NULL, grade TEXT NOT NULL DEFAULT '', nip TEXT NOT NULL DEFAULT '',
	from_on TEXT NOT NULL, until_on TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE room (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL REFERENCES panti(id),
	name TEXT NOT NULL, sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'L', 'P')),
	capacity INTEGER NOT NULL DEFAULT 0, caregiver TEXT NOT NULL DEFAULT '', closed_on TEXT,
	UNIQUE (panti_id, name)
) STRICT;

CREATE TABLE code ( -- code lists are data with effective dates
	list TEXT NOT NULL, code TEXT NOT NULL, label_id TEXT NOT NULL, label_en TEXT NOT NULL,
	sort INTEGER NOT NULL, from_on TEXT, until_on TEXT,
	PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE indicator ( -- termination indicators and the clusters they apply to ('|'-separated)
	code TEXT NOT NULL PRIMARY KEY, label_id TEXT NOT NULL, label_en TEXT NOT NULL, clusters TEXT NOT NULL, sort INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE region ( -- Kemendagri codes, loaded from conf/region (ODbL, kept apart)
	code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, parent TEXT NOT NULL, search_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE holiday (on_date TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL) STRICT, WITHOUT ROWID; -- libur, cuti_bersama

CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL, seq INTEGER NOT NULL,  -- one chain per panti; 0 = the database's own
	at INTEGER NOT NULL, user_id INTEGER NOT NULL, user_name TEXT NOT NULL,
	action TEXT NOT NULL, record_kind TEXT NOT NULL, record_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
	value_count INTEGER NOT NULL,
	hash BLOB NOT NULL                                -- of the row before, this row and the digests of its values
) STRICT;
CREATE UNIQUE INDEX audit_chain ON audit(panti_id, seq);
CREATE INDEX audit_person ON audit(person_id, id) WHERE person_id <> 0;
CREATE INDEX audit_record ON audit(record_kind, record_id, id);
CREATE TABLE audit_value ( -- erasable without breaking the chain: the digest stays
	audit_id INTEGER NOT NULL, n INTEGER NOT NULL,
	field TEXT NOT NULL, before_value TEXT, after_value TEXT, salt BLOB, digest BLOB NOT NULL,
	PRIMARY KEY (audit_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft ( -- what somebody is typing; author only
	id INTEGER NOT NULL PRIMARY KEY,
	user_id INTEGER NOT NULL, panti_id INTEGER NOT NULL,
	form TEXT NOT NULL, record_id INTEGER NOT NULL, -- one draft per user, form and record (0 = new)
	idem TEXT NOT NULL, body TEXT NOT NULL, updated_at INTEGER NOT NULL,
	UNIQUE (user_id, form, record_id)
) STRICT;
CREATE TABLE idempotency (key TEXT NOT NULL PRIMARY KEY, result INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE import_run (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL,
	file TEXT NOT NULL, row_count INTEGER NOT NULL, at INTEGER NOT NULL, user_name TEXT NOT NULL,
	UNIQUE (panti_id, kind, digest)
) STRICT;
CREATE TABLE letter ( -- numbers given to outgoing letters and records
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, kind TEXT NOT NULL, year INTEGER NOT NULL, seq INTEGER NOT NULL,
	number TEXT NOT NULL, on_date TEXT NOT NULL, record_kind TEXT NOT NULL, record_id INTEGER NOT NULL,
	UNIQUE (panti_id, kind, year, seq)
) STRICT;
CREATE INDEX letter_record ON letter(record_kind, record_id);
