-- Ends of stays: proposal, indicators, documents, approval; aftercare.
CREATE TABLE termination (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	resident_id INTEGER NOT NULL REFERENCES resident(id), stay_id INTEGER NOT NULL REFERENCES stay(id),
	batch_id INTEGER,                               -- one pelepasan of several children
	reason TEXT NOT NULL, on_date TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL,                            -- usul, menunggu, disetujui, dikembalikan, berlaku, dibatalkan
	receiver TEXT NOT NULL DEFAULT '', receiver_relation TEXT NOT NULL DEFAULT '', receiver_id TEXT NOT NULL DEFAULT '', -- second party of the BAST, KTP
	receiver_address TEXT NOT NULL DEFAULT '',
	family_assessed INTEGER NOT NULL DEFAULT 0,     -- by the Dinsos of origin, before reunification
	proposed_at INTEGER NOT NULL, proposed_by INTEGER NOT NULL,
	decided_at INTEGER, decided_by INTEGER, decision_note TEXT NOT NULL DEFAULT '',
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX termination_resident ON termination(resident_id);
CREATE INDEX termination_state ON termination(panti_id, state, on_date, id);
CREATE INDEX termination_open ON termination(panti_id, on_date, id) WHERE state IN ('usul', 'menunggu', 'dikembalikan', 'disetujui');
CREATE INDEX termination_coming ON termination(on_date, id) WHERE state = 'disetujui'; -- what the day's roll-over looks at
CREATE INDEX termination_batch ON termination(batch_id) WHERE batch_id IS NOT NULL;
CREATE TABLE termination_score (
	termination_id INTEGER NOT NULL REFERENCES termination(id), indicator TEXT NOT NULL,
	score TEXT NOT NULL, evidence TEXT NOT NULL,
	PRIMARY KEY (termination_id, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE termination_document (
	termination_id INTEGER NOT NULL REFERENCES termination(id), kind TEXT NOT NULL,
	handed INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (termination_id, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE aftercare (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	termination_id INTEGER NOT NULL REFERENCES termination(id),
	due_on TEXT NOT NULL, done_on TEXT, note TEXT NOT NULL DEFAULT '', done_by INTEGER, void_at INTEGER
) STRICT;
CREATE INDEX aftercare_due ON aftercare(panti_id, due_on, id) WHERE done_on IS NULL AND void_at IS NULL;
CREATE INDEX aftercare_resident ON aftercare(resident_id, due_on);
CREATE INDEX resident_now_owed ON resident_now(panti_id) WHERE status = 'keluar' AND savings <> 0; -- ended in an emergency: what is owed stays owed
