-- Closed months: the document itself is stored, so a reprint is the same bytes; later knowledge makes a numbered revision.
CREATE TABLE month_report (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id), month TEXT NOT NULL, revision INTEGER NOT NULL,
	known_at INTEGER NOT NULL,                      -- facts as known at this moment
	made_at INTEGER NOT NULL, made_by INTEGER NOT NULL,
	audit_hash TEXT NOT NULL, audit_rows INTEGER NOT NULL,
	figures TEXT NOT NULL,                          -- the counted figures, one "name value" per line: what revisions compare
	document BLOB NOT NULL,
	UNIQUE (panti_id, month, revision)
) STRICT;
