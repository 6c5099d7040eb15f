-- Posted money is immutable, and a closed month takes no entry, whoever writes.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings are immutable'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'postings are immutable'); END;
CREATE TRIGGER entry_open_month BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM period WHERE panti_id = NEW.panti_id AND month = substr(NEW.on_date, 1, 7) AND closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER balance_savings_update BEFORE UPDATE ON balance
WHEN NEW.amount > 0 AND EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND resident_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'savings below zero'); END;
CREATE TRIGGER balance_savings_insert BEFORE INSERT ON balance
WHEN NEW.amount > 0 AND EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND resident_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'savings below zero'); END;
