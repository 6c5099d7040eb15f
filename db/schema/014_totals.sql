-- Stored totals of the list rows, so that Home and plain counts cost the same at 100 and at 500,000 children; written by db/child/derive_total.c
-- in the transaction of the row. The indexes carry what Home's counts ask for besides: hidden children and voided facts are left out.
CREATE TABLE resident_total (
	panti_id INTEGER NOT NULL, status TEXT NOT NULL, sex TEXT NOT NULL, level TEXT NOT NULL,
	away INTEGER NOT NULL, incomplete INTEGER NOT NULL, approved INTEGER NOT NULL, waiting_school INTEGER NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (panti_id, status, sex, level, away, incomplete, approved, waiting_school)
) STRICT, WITHOUT ROWID;
INSERT INTO resident_total SELECT panti_id, status, sex, level, CASE WHEN presence <> '' THEN 1 ELSE 0 END, CASE WHEN missing > 0 THEN 1 ELSE 0 END, approved, waiting_school, count(*)
	FROM resident_now GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
DROP INDEX resident_now_birth;
CREATE INDEX resident_now_birth ON resident_now(panti_id, status, birth_date, resident_id, sealed);
DROP INDEX stay_panti;
CREATE INDEX stay_panti ON stay(panti_id, on_date, void_at);
DROP INDEX stay_end_panti;
CREATE INDEX stay_end_panti ON stay_end(panti_id, on_date, void_at);
