-- Children: identity (person), the panti's register (resident), dated facts about them, and the derived row lists read.
-- Facts are never edited: on_date (when it is true), recorded_at/by (when it was known), void_at/by/why (when it was taken back).

CREATE TABLE person ( -- a child's identity; columns are those of src/rules/person.def, canonical text, '' = not known
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER,                 -- NULL only for a child of a referral no panti has accepted yet
	name TEXT NOT NULL,
	nickname TEXT NOT NULL DEFAULT '',
	sex TEXT NOT NULL,
	nik TEXT NOT NULL DEFAULT '',
	kk TEXT NOT NULL DEFAULT '',
	nisn TEXT NOT NULL DEFAULT '',
	birth_place TEXT NOT NULL DEFAULT '',
	birth_date TEXT NOT NULL DEFAULT '',
	birth_precision TEXT NOT NULL DEFAULT '',
	religion TEXT NOT NULL DEFAULT '',
	child_no TEXT NOT NULL DEFAULT '',
	siblings TEXT NOT NULL DEFAULT '',
	mother TEXT NOT NULL DEFAULT '',
	mother_state TEXT NOT NULL DEFAULT '',
	mother_died TEXT NOT NULL DEFAULT '',
	mother_job TEXT NOT NULL DEFAULT '',
	mother_income TEXT NOT NULL DEFAULT '',
	father TEXT NOT NULL DEFAULT '',
	father_state TEXT NOT NULL DEFAULT '',
	father_died TEXT NOT NULL DEFAULT '',
	father_job TEXT NOT NULL DEFAULT '',
	father_income TEXT NOT NULL DEFAULT '',
	guardian TEXT NOT NULL DEFAULT '',
	guardian_relation TEXT NOT NULL DEFAULT '',
	guardian_phone TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT '',
	rt TEXT NOT NULL DEFAULT '',
	rw TEXT NOT NULL DEFAULT '',
	village TEXT NOT NULL DEFAULT '',
	district TEXT NOT NULL DEFAULT '',
	background TEXT NOT NULL DEFAULT '',
	disability TEXT NOT NULL DEFAULT '',
	blood_group TEXT NOT NULL DEFAULT '',
	allergies TEXT NOT NULL DEFAULT '',
	shirt_size TEXT NOT NULL DEFAULT '',
	shoe_size TEXT NOT NULL DEFAULT '',
	akta TEXT NOT NULL DEFAULT '',
	akta_no TEXT NOT NULL DEFAULT '',
	kia TEXT NOT NULL DEFAULT '',
	kis TEXT NOT NULL DEFAULT '',
	kis_active TEXT NOT NULL DEFAULT '',
	kip TEXT NOT NULL DEFAULT '',
	kip_account TEXT NOT NULL DEFAULT '',
	dtsen TEXT NOT NULL DEFAULT '',
	dtsen_date TEXT NOT NULL DEFAULT '',
	photo TEXT NOT NULL DEFAULT '',
	consent_by TEXT NOT NULL DEFAULT '',
	consent_on TEXT NOT NULL DEFAULT '',
	search_key TEXT NOT NULL,         -- text_search_key(name)
	version INTEGER NOT NULL DEFAULT 1,
	CHECK (sex IN ('L', 'P'))
) STRICT;
CREATE UNIQUE INDEX person_nik ON person(panti_id, nik) WHERE nik <> '';
CREATE INDEX person_key ON person(panti_id, search_key);
CREATE TABLE person_measure ( -- weight and height by date
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, person_id INTEGER NOT NULL REFERENCES person(id),
	on_date TEXT NOT NULL, weight_g INTEGER, height_mm INTEGER,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX person_measure_person ON person_measure(person_id, on_date);
CREATE TABLE document ( -- the papers checklist, one row per kind
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, person_id INTEGER NOT NULL REFERENCES person(id),
	kind TEXT NOT NULL, state TEXT NOT NULL, number TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', on_date TEXT,
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (person_id, kind)
) STRICT;

CREATE TABLE resident ( -- an entry of the Buku Induk; kept over re-admissions
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL REFERENCES panti(id),
	person_id INTEGER NOT NULL REFERENCES person(id),
	register_no TEXT NOT NULL,
	sealed INTEGER NOT NULL DEFAULT 0, sealed_why TEXT NOT NULL DEFAULT '',
	worker_id INTEGER REFERENCES account_user(id),  -- social worker
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (panti_id, register_no), UNIQUE (panti_id, person_id)
) STRICT;
CREATE INDEX resident_person ON resident(person_id);

CREATE TABLE stay ( -- admission; its end is a fact of its own
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL REFERENCES panti(id),
	resident_id INTEGER NOT NULL REFERENCES resident(id),
	on_date TEXT NOT NULL,                          -- admission
	kind TEXT NOT NULL DEFAULT 'biasa',             -- biasa, darurat
	moved_in INTEGER NOT NULL DEFAULT 0,            -- came from another panti (pindah masuk)
	referral_id INTEGER, district TEXT NOT NULL DEFAULT '', -- district that sent
	letter_no TEXT NOT NULL DEFAULT '',             -- a letter without a referral record
	approved_at INTEGER, approved_by INTEGER,       -- head's approval; NULL = menunggu persetujuan
	returned_at INTEGER, returned_by INTEGER, returned_why TEXT NOT NULL DEFAULT '', -- sent back to the proposer
	note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX stay_resident ON stay(resident_id, on_date);
CREATE INDEX stay_panti ON stay(panti_id, on_date);
CREATE INDEX stay_waiting ON stay(panti_id, on_date) WHERE approved_at IS NULL AND void_at IS NULL;
CREATE INDEX stay_referral ON stay(referral_id) WHERE referral_id IS NOT NULL;
CREATE TABLE stay_end (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL,
	stay_id INTEGER NOT NULL REFERENCES stay(id),
	on_date TEXT NOT NULL,                          -- first day no longer in care
	reason TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', termination_id INTEGER,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE UNIQUE INDEX stay_end_one ON stay_end(stay_id) WHERE void_at IS NULL;
CREATE INDEX stay_end_panti ON stay_end(panti_id, on_date);

CREATE TABLE cluster_fact ( -- the whole set from a day on, main one first, '|'-separated
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	on_date TEXT NOT NULL, clusters TEXT NOT NULL,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX cluster_fact_resident ON cluster_fact(resident_id, on_date);
CREATE TABLE room_fact (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	on_date TEXT NOT NULL, room_id INTEGER REFERENCES room(id),
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX room_fact_resident ON room_fact(resident_id, on_date);
CREATE INDEX room_fact_room ON room_fact(room_id, on_date);
CREATE TABLE presence ( -- an absence (or illness) from a day; back_on is the first day present again
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	kind TEXT NOT NULL, on_date TEXT NOT NULL, expected_on TEXT, note TEXT NOT NULL DEFAULT '',
	fetched_by TEXT NOT NULL DEFAULT '', fetched_id TEXT NOT NULL DEFAULT '', -- who fetched the child, their KTP
	batch_id INTEGER,                               -- bulk leave and return
	back_on TEXT, back_at INTEGER, back_by INTEGER,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX presence_resident ON presence(resident_id, on_date);
CREATE INDEX presence_open ON presence(panti_id, on_date) WHERE back_on IS NULL AND void_at IS NULL;
CREATE TABLE presence_day ( -- "semua hadir kecuali" was confirmed for this day
	panti_id INTEGER NOT NULL, on_date TEXT NOT NULL, at INTEGER NOT NULL, user_id INTEGER NOT NULL,
	PRIMARY KEY (panti_id, on_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE resident_now ( -- derived: what lists show, remade by db/child/derive.c in the same transaction as any fact
	resident_id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
	register_no TEXT NOT NULL, name TEXT NOT NULL, sort_key TEXT NOT NULL, search_key TEXT NOT NULL,
	sex TEXT NOT NULL, birth_date TEXT NOT NULL, birth_precision TEXT NOT NULL, nik TEXT NOT NULL,
	district TEXT NOT NULL, origin TEXT NOT NULL,   -- sending regency or city: the officer's scope; region of the address
	status TEXT NOT NULL,                           -- aktif, akan (admission ahead), keluar, batal (voided stay)
	stay_id INTEGER, admit_on TEXT, end_on TEXT, end_reason TEXT NOT NULL, approved INTEGER NOT NULL,
	level TEXT NOT NULL, grade INTEGER NOT NULL, school TEXT NOT NULL, waiting_school INTEGER NOT NULL, -- lulus, menunggu sekolah
	room_id INTEGER, room TEXT NOT NULL, clusters TEXT NOT NULL, main_cluster TEXT NOT NULL,
	presence TEXT NOT NULL,                         -- '' = di panti
	missing INTEGER NOT NULL,                       -- wanted fields not there
	savings INTEGER NOT NULL, sealed INTEGER NOT NULL,
	next_on TEXT                                    -- the next day a dated fact changes this row; NULL = none ahead
) STRICT;
CREATE INDEX resident_now_name ON resident_now(panti_id, status, sort_key, resident_id, search_key, register_no, nik, sealed);
CREATE INDEX resident_now_register ON resident_now(panti_id, status, register_no, resident_id);
CREATE INDEX resident_now_birth ON resident_now(panti_id, status, birth_date, resident_id);
CREATE INDEX resident_now_district ON resident_now(district, status, sort_key, resident_id) WHERE district <> '';
CREATE INDEX resident_now_next ON resident_now(panti_id, next_on) WHERE next_on IS NOT NULL;
CREATE INDEX resident_now_person ON resident_now(person_id);
CREATE INDEX resident_now_room ON resident_now(room_id) WHERE room_id IS NOT NULL;
CREATE TABLE search_word ( -- derived: every word of the search key, the register number and the NIK
	panti_id INTEGER NOT NULL, word TEXT NOT NULL, sort_key TEXT NOT NULL, resident_id INTEGER NOT NULL,
	PRIMARY KEY (panti_id, word, sort_key, resident_id)
) STRICT, WITHOUT ROWID;
