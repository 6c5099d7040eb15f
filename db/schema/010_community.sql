-- Reports from the community and the street: one child (or one group of unknown children seen) each, followed until there is a referral.
CREATE TABLE community_report (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER REFERENCES panti(id),          -- the home that took it in; empty when the district's officer did
	number TEXT NOT NULL,                           -- L-2026-014
	district TEXT NOT NULL,                         -- regency or city of the place: the officer's scope
	received_on TEXT NOT NULL, channel TEXT NOT NULL, -- code list channel
	reporter TEXT NOT NULL DEFAULT '', reporter_phone TEXT NOT NULL DEFAULT '', anonymous INTEGER NOT NULL DEFAULT 0,
	place TEXT NOT NULL DEFAULT '', village TEXT NOT NULL DEFAULT '',
	seen_on TEXT, seen_hour TEXT NOT NULL DEFAULT '', -- "14.30"
	work TEXT NOT NULL DEFAULT '', sector TEXT NOT NULL DEFAULT '', -- work seen, in words; code list labour_sector
	adults TEXT NOT NULL DEFAULT '',                -- adults nearby
	origin TEXT NOT NULL DEFAULT '',                -- where the child comes from, in words or a region code
	children INTEGER NOT NULL DEFAULT 1,            -- seen together
	name TEXT NOT NULL DEFAULT '', sex TEXT NOT NULL DEFAULT '', birth_date TEXT, age_seen INTEGER, -- of the child, as far as known
	mother TEXT NOT NULL DEFAULT '', father TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
	company_id INTEGER,                             -- a finding at a workplace (company)
	urgent INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
	search_key TEXT NOT NULL DEFAULT '',            -- of name, village and place
	referral_id INTEGER REFERENCES referral(id),    -- what it became
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX community_report_number ON community_report(number);
CREATE INDEX community_report_referral ON community_report(referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX community_report_company ON community_report(company_id) WHERE company_id IS NOT NULL;
CREATE TABLE community_event (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER, report_id INTEGER NOT NULL REFERENCES community_report(id),
	move TEXT NOT NULL, state TEXT NOT NULL, on_date TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX community_event_report ON community_event(report_id, id);
CREATE TABLE community_now ( -- derived
	report_id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER, district TEXT NOT NULL,
	state TEXT NOT NULL, open INTEGER NOT NULL, state_on TEXT NOT NULL, received_on TEXT NOT NULL,
	rank INTEGER NOT NULL, sort INTEGER NOT NULL
) STRICT;
CREATE INDEX community_now_panti ON community_now(panti_id, rank, sort, report_id);
CREATE INDEX community_now_panti_state ON community_now(panti_id, state, rank, sort, report_id);
CREATE INDEX community_now_district ON community_now(district, rank, sort, report_id);
CREATE INDEX community_now_district_state ON community_now(district, state, rank, sort, report_id);
