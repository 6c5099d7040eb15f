-- School years as data (dates differ by province), schools, and each child's schooling as dated facts.
CREATE TABLE school_year (
	panti_id INTEGER NOT NULL, code TEXT NOT NULL,  -- 2025/2026
	start_on TEXT NOT NULL, semester2_on TEXT NOT NULL, end_on TEXT NOT NULL,
	PRIMARY KEY (panti_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE school (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	npsn TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '', level TEXT NOT NULL, -- kind: SMP, MTs, Paket B ...
	address TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (panti_id, name)
) STRICT;
CREATE TABLE schooling ( -- from on_date the child is at this level, grade, school
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	on_date TEXT NOT NULL, year TEXT NOT NULL,      -- school_year.code
	level TEXT NOT NULL, grade INTEGER NOT NULL, kind TEXT NOT NULL DEFAULT '', school_id INTEGER REFERENCES school(id),
	event TEXT NOT NULL,                            -- masuk, naik, tinggal, pindah, lulus, putus
	waiting INTEGER NOT NULL DEFAULT 0,             -- lulus, menunggu sekolah
	note TEXT NOT NULL DEFAULT '', batch_id INTEGER,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX schooling_resident ON schooling(resident_id, on_date);
CREATE INDEX schooling_year ON schooling(panti_id, year);
CREATE INDEX schooling_batch ON schooling(batch_id) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX school_npsn ON school(panti_id, npsn) WHERE npsn <> '';
CREATE INDEX resident_now_waiting ON resident_now(panti_id) WHERE status = 'aktif' AND waiting_school = 1;
CREATE INDEX resident_now_unschooled ON resident_now(panti_id, birth_date) WHERE status = 'aktif' AND level IN ('', 'belum');
