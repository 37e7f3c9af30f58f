package table

import "strings"

// naughty are texts that have broken tables, spreadsheets or their readers before.
var naughty = []string{
	"=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://example.org\",\"click\")", "+1+1", "+381 11 000000", "-1+1", "-12,5", "-", "@SUM(A1:A9)", "@",
	"=", "==", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1+1", "''=1+1", "'", "''", "'text", "'+1", "'\t", "' =1", " =1+1",
	"=1+1;=2+2", "a,=1+1", "a;=1+1", "a\t=1+1", "a\n=1+1", "\"=1+1\"", "\"", "\"\"", "\"a", "a\"", "a\"b", "a\"\"b", "\"a\"b\"", ",", ";", "|", "\t",
	",,,", ";;;", "a,b", "a;b", "a|b", "a\tb", "a\nb", "a\r\nb", "a\rb", "\n", "\r", "\r\n", "\n\n", " ", "  ", " a", "a ", "\u00a0", "\u00a0a\u00a0",
	"sep=;", "sep=,", "SEP=|", "\"sep=;\"", "NULL", "null", "nil", "None", "undefined", "NaN", "Inf", "-Inf", "true", "TRUE", "false", "0", "00", "00420", "420",
	"1e5", "1E400", "0x1F", "1_000", "1,000", "1.000", "1.000,5", "12,5", "12.5", "9007199254740993", "123456789012345678901234567890", "0.1", "-0", ".5", "5.",
	"2026-01-02", "1/2/2026", "1-2", "MARCH1", "SEPT2", "1:30", "2e3", "#N/A", "#REF!", "#NAME?", "#DIV/0!", "=TRUE()", "(1)", "$1", "€ 1.200", "50%",
	"Gračanica", "Грачаница", "Ћуприја", "Đakovica", "Shëngjin", "Gjadër", "Peja / Peć", "Ñandú", "Straße", "İstanbul ıI", "العربية", "عين الحلوة ٤٣٫٢", "עברית",
	"日本語", "𝒳𝒴", "👩‍👩‍👧‍👦", "🇽🇰", "e\u0301", "a\u0300\u0301\u0302\u0303", "\u202eevil\u202c", "\u200e\u200f", "\u2066a\u2069", "a\u200bb", "\ufeff", "\ufeffa", "\u2028", "\u2029",
	"\u0085", "\v", "\f", "\x01", "\x1b[31m", "\x7f", "\x1c\x1d\x1e\x1f", "\ufffd", "\ufffe", "\uffff", "_x0041_", "_x005F_", "_x", "_x00", "_x000D_\r", "__x0041__",
	"<b>bold</b>", "<script>alert(1)</script>", "</t></is></c>", "]]>", "<![CDATA[x]]>", "&amp;", "&lt;", "&#0;", "&nbsp;", "<!-- -->", "<?xml?>", "<!DOCTYPE x>",
	"../../etc/passwd", "C:\\CON", "%s%n", "%00", "{{7*7}}", "${x}", "`id`", "'; DROP TABLE sites;--", "\\", "\\n", "\\\"", "\\,", "/", "//", "#", "##", "# comment",
	"SRB", "RS-19", "42.66, 21.16", "POINT (1 2)", "POINT EMPTY", "http://example.org/?a=1&b=2,3", "mailto:a@example.org", strings.Repeat("long ", 3000), strings.Repeat("é", 16000),
}
