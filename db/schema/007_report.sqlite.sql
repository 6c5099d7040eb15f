-- A stored report is what was signed: never changed, never removed.
CREATE TRIGGER month_report_no_update BEFORE UPDATE ON month_report BEGIN SELECT RAISE(ABORT, 'stored reports are immutable'); END;
CREATE TRIGGER month_report_no_delete BEFORE DELETE ON month_report BEGIN SELECT RAISE(ABORT, 'stored reports are immutable'); END;
