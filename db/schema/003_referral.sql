-- Referrals in: one child each; siblings share a letter. The state is derived from dated events.
CREATE TABLE referral (
	id INTEGER NOT NULL PRIMARY KEY,
	panti_id INTEGER REFERENCES panti(id),          -- empty while the officer has not chosen one
	number TEXT NOT NULL,                           -- R-2026-028
	person_id INTEGER NOT NULL REFERENCES person(id),
	letter_no TEXT NOT NULL DEFAULT '', letter_date TEXT, received_on TEXT,
	district TEXT NOT NULL DEFAULT '',              -- sender's region code: the officer's scope
	sender TEXT NOT NULL DEFAULT '',                -- words on the letter: "Dinsos Kab. Contoh", "Polsek ..."
	channel TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', clusters TEXT NOT NULL DEFAULT '',
	urgent INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX referral_number ON referral(number);
CREATE INDEX referral_person ON referral(person_id);
CREATE TABLE referral_event (
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER, referral_id INTEGER NOT NULL REFERENCES referral(id),
	move TEXT NOT NULL, state TEXT NOT NULL,        -- move of rules/referral.h ('catat' = first), state it led to
	on_date TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX referral_event_referral ON referral_event(referral_id, id);
CREATE INDEX referral_letter ON referral(district, letter_no, letter_date) WHERE letter_no <> ''; -- siblings on one letter
CREATE TABLE referral_now ( -- derived; panti_id is empty while only the officer may see it (a draft)
	referral_id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER, district TEXT NOT NULL,
	state TEXT NOT NULL, open INTEGER NOT NULL, since_on TEXT NOT NULL, -- since_on: clock starts (received or sent)
	state_on TEXT NOT NULL, reason TEXT NOT NULL, urgent INTEGER NOT NULL, resident_id INTEGER,
	rank INTEGER NOT NULL, sort INTEGER NOT NULL -- place in the inbox: open, waiting list, final; urgent first; longest waiting first (final: newest first)
) STRICT;
CREATE INDEX referral_now_panti ON referral_now(panti_id, rank, sort, referral_id);
CREATE INDEX referral_now_panti_state ON referral_now(panti_id, state, rank, sort, referral_id, since_on);
CREATE INDEX referral_now_panti_district ON referral_now(panti_id, district, rank, sort, referral_id);
CREATE INDEX referral_now_district ON referral_now(district, rank, sort, referral_id);
CREATE INDEX referral_now_district_state ON referral_now(district, state, rank, sort, referral_id, since_on);
