-- Money: a double-entry ledger (immutable, balanced, hash-chained), allowance rates, a month's entitlements, savings per child.
CREATE TABLE account (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	code TEXT NOT NULL,                             -- kas:<fund>, kas_tabungan, tabungan:<resident id>, uang_saku_terutang, beban_uang_saku, dana:<fund>
	name TEXT NOT NULL, kind TEXT NOT NULL,         -- account_kinds of src/rules/ledger.h: cash savings_cash savings owed expense fund
	resident_id INTEGER REFERENCES resident(id), fund TEXT NOT NULL DEFAULT '',
	UNIQUE (panti_id, code)
) STRICT;
CREATE TABLE period (
	panti_id INTEGER NOT NULL, month TEXT NOT NULL, closed_at INTEGER, closed_by INTEGER,
	CHECK (length(month) = 7),
	PRIMARY KEY (panti_id, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id), seq INTEGER NOT NULL,
	on_date TEXT NOT NULL, kind TEXT NOT NULL, memo TEXT NOT NULL DEFAULT '', resident_id INTEGER, item_id INTEGER,
	reverses_id INTEGER REFERENCES entry(id),
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	hash BLOB NOT NULL,                             -- of the entry before, this one and its postings
	CHECK (length(on_date) = 10),
	UNIQUE (panti_id, seq)
) STRICT;
CREATE UNIQUE INDEX entry_reversed_once ON entry(reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_date ON entry(panti_id, on_date, seq);
CREATE INDEX entry_item ON entry(item_id) WHERE item_id IS NOT NULL;
-- An entry's postings are written before the entry: the entry then can be refused unless they balance, nothing can be added to one
-- that stands, and the deferred reference refuses postings whose entry never came.
CREATE TABLE posting (
	entry_id INTEGER NOT NULL REFERENCES entry(id) DEFERRABLE INITIALLY DEFERRED, line INTEGER NOT NULL,
	panti_id INTEGER NOT NULL, account_id INTEGER NOT NULL REFERENCES account(id),
	amount INTEGER NOT NULL CHECK (amount <> 0),    -- debit positive, credit negative; sums to zero over an entry
	PRIMARY KEY (entry_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_account ON posting(account_id, entry_id);
CREATE TABLE balance ( -- derived; made at 0 with its account, then only updated; savings owed are negative, a positive one is refused
	account_id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, amount INTEGER NOT NULL
) STRICT;

CREATE TABLE rate (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	on_date TEXT NOT NULL, level TEXT NOT NULL, grade INTEGER NOT NULL DEFAULT 0, amount INTEGER NOT NULL CHECK (amount >= 0),
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX rate_level ON rate(panti_id, level, grade, on_date);
CREATE TABLE allowance_run (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id), month TEXT NOT NULL,
	settings TEXT NOT NULL,                         -- unit, basis, rounding in force at the run
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	UNIQUE (panti_id, month)
) STRICT;
CREATE TABLE allowance_item ( -- one child's entitlement of one month; never twice
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES allowance_run(id),
	resident_id INTEGER NOT NULL REFERENCES resident(id), month TEXT NOT NULL,
	level TEXT NOT NULL, grade INTEGER NOT NULL, rate INTEGER NOT NULL, days INTEGER NOT NULL, period_days INTEGER NOT NULL,
	carried INTEGER NOT NULL DEFAULT 0,             -- part of due: corrections of earlier months
	correction INTEGER NOT NULL DEFAULT 0,          -- paid, but should have been this much more (less)
	due INTEGER NOT NULL CHECK (due >= 0), deposit INTEGER NOT NULL DEFAULT 0 CHECK (deposit >= 0 AND deposit <= due),
	state TEXT NOT NULL,                            -- codes of list allowance_state
	note TEXT NOT NULL DEFAULT '', paid_on TEXT, paid_at INTEGER, paid_by INTEGER,
	due_entry_id INTEGER REFERENCES entry(id), paid_entry_id INTEGER REFERENCES entry(id), deposit_entry_id INTEGER REFERENCES entry(id),
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (panti_id, resident_id, month)
) STRICT;
CREATE INDEX allowance_item_month ON allowance_item(panti_id, month, state);
CREATE INDEX allowance_item_resident ON allowance_item(resident_id, month);
