# Turns NNN_name[.engine].sql files into one C table of migrations: struct { number, name, engine ("" = both), sql }.
function base(p) { sub(/.*\//, "", p); return p }
BEGIN { print "#include \"db/migrate.h\"\nconst struct migration migrations[] = {" }
FNR == 1 {
	if (open) print "\t},"
	name = base(FILENAME); sub(/\.sql$/, "", name)
	engine = ""; if (match(name, /\.[a-z]+$/)) { engine = substr(name, RSTART + 1); name = substr(name, 1, RSTART - 1) }
	number = substr(name, 1, 3) + 0
	printf "\t{ %d, \"%s\", \"%s\",\n", number, name, engine; open = 1
}
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "\t\t\"%s\\n\"\n", $0 }
END { if (open) print "\t},"; print "};\nconst int migrations_count = (int)(sizeof migrations / sizeof migrations[0]);" }
