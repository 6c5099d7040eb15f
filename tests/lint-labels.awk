# Labels and heads that would be cut, in English and in Indonesian: awk -f tests/lint-labels.awk po/id.po screens/*.c ... One line per finding.
# F-bar: 6 columns (10 slots of 8: digit, label, blank). A letter of the menu: 10, the column of F1's list. A list's head: its column's width.
function quoted(s) { sub(/^[^"]*"/, "", s); sub(/".*$/, "", s); return s }
function check(what, text, most) {
	if (length(text) > most) print FILENAME ":" FNR ": " what " of " most " columns: " text
	if (text in indonesian && length(indonesian[text]) > most) print FILENAME ":" FNR ": " what " of " most " columns: " indonesian[text] " (" text ")"
}
FILENAME ~ /\.po$/ {
	if (/^msgid "/) id = quoted($0)
	else if (/^msgstr "/ && id != "" && quoted($0) != "") indonesian[id] = quoted($0)
	next
}
{
	s = $0
	if (match(s, /\.label = N_\("[^"]*"/)) {
		label = quoted(substr(s, RSTART, RLENGTH))
		if (s ~ /\.fkey = [1-9]/) check("F-bar label", label, 6)
		else if (s ~ /\.letter = '/) check("menu label", label, 10)
	}
	if (s ~ /struct list_column [a-z_]*\[\]/) inside = 1
	while (inside && match(s, /\{ (N_\()?"[^"]+"\)?, [0-9]+,/)) {
		head = quoted(substr(s, RSTART, RLENGTH))
		width = substr(s, RSTART, RLENGTH)
		sub(/,$/, "", width)
		sub(/.*[^0-9]/, "", width)
		check("column head", head, width + 0)
		s = substr(s, RSTART + RLENGTH)
	}
	if (inside && /\};[ \t]*$/) inside = 0
}
