-- Partners with their agreements (MoU), and referrals out to them.
CREATE TABLE partner (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	kind TEXT NOT NULL,                             -- code list partner_kind
	name TEXT NOT NULL, search_key TEXT NOT NULL,
	address TEXT NOT NULL DEFAULT '', district TEXT NOT NULL DEFAULT '',
	contact TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
	clusters TEXT NOT NULL DEFAULT '',              -- accepted ones, '|'-separated
	capacity_l INTEGER, capacity_p INTEGER,            -- NULL: not a place to live
	free_l INTEGER, free_p INTEGER, free_on TEXT,   -- as the partner told on that day
	mou_no TEXT NOT NULL DEFAULT '', mou_from TEXT, mou_until TEXT,
	note TEXT NOT NULL DEFAULT '', closed_on TEXT, closed_why TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX partner_list ON partner(panti_id, kind, search_key, id);
CREATE INDEX partner_name ON partner(panti_id, search_key, id);
CREATE INDEX partner_mou ON partner(panti_id, mou_until) WHERE mou_until IS NOT NULL AND closed_on IS NULL;

CREATE TABLE referral_out ( -- the home sends a child to a service; the state follows its dated events
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	number TEXT NOT NULL,                           -- RK-2026-003
	resident_id INTEGER NOT NULL REFERENCES resident(id),
	partner_id INTEGER NOT NULL REFERENCES partner(id),
	service TEXT NOT NULL, purpose TEXT NOT NULL DEFAULT '', -- code list out_service; what is asked for, in words
	urgent INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (panti_id, number)
) STRICT;
CREATE INDEX referral_out_resident ON referral_out(resident_id);
CREATE INDEX referral_out_partner ON referral_out(partner_id);
CREATE TABLE referral_out_event (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, referral_out_id INTEGER NOT NULL REFERENCES referral_out(id),
	move TEXT NOT NULL, state TEXT NOT NULL, on_date TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', by_whom TEXT NOT NULL DEFAULT '', -- who answered at the partner's
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX referral_out_event_referral ON referral_out_event(referral_out_id, id);
CREATE TABLE referral_out_now ( -- derived
	referral_out_id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL,
	state TEXT NOT NULL, open INTEGER NOT NULL, state_on TEXT NOT NULL,
	since_on TEXT NOT NULL,                         -- sent: the clock's first day
	rank INTEGER NOT NULL, sort INTEGER NOT NULL
) STRICT;
CREATE INDEX referral_out_now_list ON referral_out_now(panti_id, rank, sort, referral_out_id);
CREATE INDEX referral_out_now_state ON referral_out_now(panti_id, state, since_on, referral_out_id);
