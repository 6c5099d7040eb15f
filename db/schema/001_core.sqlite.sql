-- The audit log is append-only; of a value only its text may be erased.
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_value_no_delete BEFORE DELETE ON audit_value BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_value_erase_only BEFORE UPDATE ON audit_value
WHEN NEW.audit_id <> OLD.audit_id OR NEW.n <> OLD.n OR NEW.field <> OLD.field OR NEW.digest <> OLD.digest
	OR NEW.before_value IS NOT NULL OR NEW.after_value IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'audit values may only be erased'); END;
