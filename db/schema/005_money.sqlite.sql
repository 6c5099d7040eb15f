-- Posted money is immutable, balanced, never below zero in a child's savings and never in a closed month, whoever writes.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings are immutable'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'postings are immutable'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'accounts stay'); END;
CREATE TRIGGER account_same BEFORE UPDATE ON account
WHEN NEW.id <> OLD.id OR NEW.panti_id <> OLD.panti_id OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.fund <> OLD.fund
	OR NEW.resident_id IS NOT OLD.resident_id
BEGIN SELECT RAISE(ABORT, 'accounts stay'); END;

CREATE TRIGGER entry_open_month BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM period WHERE panti_id = NEW.panti_id AND month = substr(NEW.on_date, 1, 7) AND closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER period_stays_closed BEFORE UPDATE ON period WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER period_no_delete BEFORE DELETE ON period WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;

CREATE TRIGGER entry_balanced BEFORE INSERT ON entry
WHEN (SELECT count(*) FROM posting WHERE entry_id = NEW.id) < 2 OR (SELECT sum(amount) FROM posting WHERE entry_id = NEW.id) <> 0
	OR EXISTS (SELECT 1 FROM posting WHERE entry_id = NEW.id AND panti_id <> NEW.panti_id)
BEGIN SELECT RAISE(ABORT, 'the entry does not balance'); END;
CREATE TRIGGER entry_reversal BEFORE INSERT ON entry
WHEN NEW.reverses_id IS NOT NULL AND EXISTS (
	SELECT 1 FROM posting o WHERE o.entry_id = NEW.reverses_id AND NOT EXISTS (
		SELECT 1 FROM posting m WHERE m.entry_id = NEW.id AND m.line = o.line AND m.account_id = o.account_id AND m.amount = -o.amount))
BEGIN SELECT RAISE(ABORT, 'a reversal is the exact mirror'); END;
CREATE TRIGGER entry_paid_once BEFORE INSERT ON entry
WHEN NEW.item_id IS NOT NULL AND NEW.kind = 'payment' AND EXISTS (
	SELECT 1 FROM entry p WHERE p.item_id = NEW.item_id AND p.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = p.id))
BEGIN SELECT RAISE(ABORT, 'paid already'); END;

CREATE TRIGGER posting_before_entry BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'entries are immutable'); END;
CREATE TRIGGER posting_own_account BEFORE INSERT ON posting
WHEN NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND panti_id = NEW.panti_id)
BEGIN SELECT RAISE(ABORT, 'no such account'); END;
-- asked of the postings themselves, not of the derived balance
CREATE TRIGGER posting_savings BEFORE INSERT ON posting
WHEN NEW.amount > 0 AND EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND resident_id IS NOT NULL)
	AND NEW.amount + (SELECT coalesce(sum(amount), 0) FROM posting WHERE account_id = NEW.account_id) > 0
BEGIN SELECT RAISE(ABORT, 'savings below zero'); END;
CREATE TRIGGER posting_balance AFTER INSERT ON posting
BEGIN UPDATE balance SET amount = amount + NEW.amount WHERE account_id = NEW.account_id; END;
CREATE TRIGGER balance_savings_update BEFORE UPDATE ON balance
WHEN NEW.amount > 0 AND EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND resident_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'savings below zero'); END;
CREATE TRIGGER balance_with_account AFTER INSERT ON account
BEGIN INSERT INTO balance (account_id, panti_id, amount) VALUES (NEW.id, NEW.panti_id, 0); END;
CREATE TRIGGER balance_at_zero BEFORE INSERT ON balance WHEN NEW.amount <> 0
BEGIN SELECT RAISE(ABORT, 'a balance begins at zero'); END;
CREATE TRIGGER balance_no_delete BEFORE DELETE ON balance BEGIN SELECT RAISE(ABORT, 'balances stay'); END;

CREATE TRIGGER item_no_delete BEFORE DELETE ON allowance_item BEGIN SELECT RAISE(ABORT, 'entitlements stay'); END;
CREATE TRIGGER item_same_child BEFORE UPDATE ON allowance_item
WHEN NEW.panti_id <> OLD.panti_id OR NEW.resident_id <> OLD.resident_id OR NEW.month <> OLD.month
BEGIN SELECT RAISE(ABORT, 'entitlements stay'); END;
