-- Workplaces and their quarterly headcounts by age band.
CREATE TABLE company (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER REFERENCES panti(id), district TEXT NOT NULL, -- scope as of a community report
	name TEXT NOT NULL, search_key TEXT NOT NULL, sector TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT '', contact TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
	registered_on TEXT NOT NULL, closed_on TEXT, closed_why TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX company_panti ON company(panti_id, search_key, id);
CREATE INDEX company_district ON company(district, search_key, id);
CREATE TABLE company_report ( -- one quarter of one workplace; headcounts as reported, and as found when checked on the spot. Scope: the workplace's
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER,
	company_id INTEGER NOT NULL REFERENCES company(id),
	quarter TEXT NOT NULL,                          -- "2026-Q3"
	received_on TEXT NOT NULL, letter_no TEXT NOT NULL DEFAULT '',
	checked_on TEXT, checked_by INTEGER, check_note TEXT NOT NULL DEFAULT '',
	harmful INTEGER NOT NULL DEFAULT 0,             -- children of 15-17 found at harmful work when checked
	community_id INTEGER REFERENCES community_report(id), -- what its findings became
	note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX company_report_one ON company_report(company_id, quarter) WHERE void_at IS NULL;
CREATE INDEX company_report_company ON company_report(company_id, quarter, id);
CREATE TABLE company_headcount (
	report_id INTEGER NOT NULL REFERENCES company_report(id), band TEXT NOT NULL, sex TEXT NOT NULL, -- band: code list work_age_band
	reported INTEGER NOT NULL, found INTEGER,       -- found: NULL until checked
	PRIMARY KEY (report_id, band, sex)
) STRICT, WITHOUT ROWID;
CREATE TABLE company_reminder (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER, company_id INTEGER NOT NULL REFERENCES company(id), quarter TEXT NOT NULL,
	on_date TEXT NOT NULL, number TEXT NOT NULL,    -- number "" = left as dots for the office's own agenda
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL
) STRICT;
CREATE INDEX company_reminder_company ON company_reminder(company_id, quarter);
