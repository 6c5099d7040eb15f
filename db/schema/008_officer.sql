-- The two sides of a referral: messages, the note of papers, a place kept, the order of the waiting list; how far the care has come.
CREATE TABLE referral_message ( -- questions and answers between the home and the sending district; never edited
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id), -- the home it is written to or by
	referral_id INTEGER NOT NULL REFERENCES referral(id),
	from_home INTEGER NOT NULL,                     -- 1 = written by the home, 0 = by the district
	body TEXT NOT NULL,
	at INTEGER NOT NULL, user_id INTEGER NOT NULL, user_shown TEXT NOT NULL
) STRICT;
CREATE INDEX referral_message_referral ON referral_message(referral_id, id);
CREATE INDEX referral_message_side ON referral_message(from_home, panti_id, referral_id, id); -- what is still unread
CREATE INDEX referral_recorder ON referral(recorded_by, id); -- what somebody typed last: the ditto mark
CREATE TABLE referral_seen ( -- up to which message somebody has read; no fact about a child, so it is moved in place
	user_id INTEGER NOT NULL, referral_id INTEGER NOT NULL REFERENCES referral(id), message_id INTEGER NOT NULL,
	PRIMARY KEY (user_id, referral_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE referral_paper ( -- which papers the sender says exist; becomes the child's checklist at the admission
	referral_id INTEGER NOT NULL REFERENCES referral(id), kind TEXT NOT NULL,
	state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (referral_id, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE referral_place ( -- a place kept for an accepted child, until a day; released, or used by the admission
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL REFERENCES panti(id),
	referral_id INTEGER NOT NULL REFERENCES referral(id), room_id INTEGER REFERENCES room(id), sex TEXT NOT NULL,
	until_on TEXT NOT NULL,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE UNIQUE INDEX referral_place_one ON referral_place(referral_id) WHERE void_at IS NULL;
CREATE INDEX referral_place_panti ON referral_place(panti_id, until_on) WHERE void_at IS NULL;
CREATE TABLE referral_queue ( -- the waiting list in the head's order, each place with its reason
	referral_id INTEGER NOT NULL PRIMARY KEY REFERENCES referral(id), panti_id INTEGER NOT NULL,
	place INTEGER NOT NULL, why TEXT NOT NULL,
	at INTEGER NOT NULL, user_id INTEGER NOT NULL
) STRICT;
CREATE INDEX referral_queue_panti ON referral_queue(panti_id, place);
CREATE TABLE care_stage ( -- where the care stands (code list care_stage), as the social worker says; dated
	id INTEGER NOT NULL PRIMARY KEY, panti_id INTEGER NOT NULL, resident_id INTEGER NOT NULL REFERENCES resident(id),
	on_date TEXT NOT NULL, stage TEXT NOT NULL,
	recorded_at INTEGER NOT NULL, recorded_by INTEGER NOT NULL, void_at INTEGER, void_by INTEGER, void_why TEXT
) STRICT;
CREATE INDEX care_stage_resident ON care_stage(resident_id, on_date);
-- What stands already: the waiting list gets its order; a step began with its first event, not with the advice given in it.
INSERT INTO referral_queue (referral_id, panti_id, place, why, at, user_id)
	SELECT n.referral_id, n.panti_id, row_number() OVER (PARTITION BY n.panti_id ORDER BY n.rank, n.sort, n.referral_id), n.reason, 0, 0 FROM referral_now n WHERE n.state = 'daftar_tunggu';
UPDATE referral_now SET state_on = (SELECT min(v.on_date) FROM referral_event v WHERE v.referral_id = referral_now.referral_id AND v.state = 'asesmen' AND v.void_at IS NULL) WHERE state = 'asesmen';
