-- Child labour: one screening of one child on one day; facts and the answer the rule gave, with its reason and source.
CREATE TABLE labour_screening (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER REFERENCES panti(id), district TEXT NOT NULL, -- scope as of a community report
	report_id INTEGER REFERENCES community_report(id), resident_id INTEGER REFERENCES resident(id), -- about a report's child or a resident, or neither
	on_date TEXT NOT NULL,
	name TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT '', -- a resident's name stands with the person
	sex TEXT NOT NULL DEFAULT '', age INTEGER NOT NULL, -- years on that day
	every_day INTEGER NOT NULL, exploited INTEGER NOT NULL, long_hours INTEGER NOT NULL, school_disturbed INTEGER NOT NULL,
	minutes INTEGER,                                -- worked a day; 0 does not work, NULL not known
	at_night INTEGER NOT NULL DEFAULT 0, permit INTEGER NOT NULL DEFAULT 0, with_parents INTEGER NOT NULL DEFAULT 0,
	training INTEGER NOT NULL DEFAULT 0,            -- part of schooling or training
	harms INTEGER NOT NULL DEFAULT 0,               -- work that harms health, safety or morals
	sector TEXT NOT NULL DEFAULT '', pasb TEXT NOT NULL DEFAULT '', risks TEXT NOT NULL DEFAULT '', -- code lists labour_sector, pasb_kind, labour_risk ('|'-separated)
	work TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
	answer TEXT NOT NULL, grounds TEXT NOT NULL,    -- code list labour_answer; codes of the grounds, '|'-separated
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX labour_screening_panti ON labour_screening(panti_id, on_date, id);
CREATE INDEX labour_screening_district ON labour_screening(district, on_date, id);
CREATE INDEX labour_screening_report ON labour_screening(report_id) WHERE report_id IS NOT NULL;
CREATE INDEX labour_screening_resident ON labour_screening(resident_id) WHERE resident_id IS NOT NULL;
