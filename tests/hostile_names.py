"""Forty names that somebody could give a building: to run something, to hide, to break a line, a cell or a file."""

FORTY = (
    # Pages.
    '<img src=x onerror="top.pwned=1">',
    "</script><script>top.pwned=1</script>",
    '"><svg onload=top.pwned=1>',
    "<!-- name",
    "--> ]]> <![CDATA[",
    "&lt;b&gt; &amp;amp; &#60;",
    "javascript:top.pwned=1",
    "'); top.pwned=1; //",
    "`${top.pwned=1}` ${top.pwned=1}",
    "{{7*7}} {% raw %} {name} {0} %s %(name)s",
    "[lien](javascript:top.pwned=1) ![](http://example.invalid/x.png)",
    "*gras* _penché_ :red[rouge] $x^2$ ~~barré~~ # titre",
    "<style>*{display:none}</style>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]>&y;",
    # Typesetting.
    '#set page("a0") #import "x.typ" @ref <label> `raw`',
    "\\input{x} \\u{41} // /* =====",
    # Spreadsheets.
    '=HYPERLINK("http://example.invalid";"Piscine")',
    "+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "-1+1",
    "_x0041_",
    'a;b,c|d "quoted" ""twice""',
    # Databases, paths, calendars.
    "Robert'); DROP TABLE sites;--",
    "../../etc/hostname",
    "C:\\CON\\nul.txt",
    "END:VEVENT BEGIN:VEVENT SUMMARY:x",
    # Words that programs read as something else.
    "None",
    "NaN",
    "true",
    "1e999",
    "0012",
    # Letters of other scripts, marks, what has no width.
    "Дом культуры",
    "Zoë’s café “n° 1” – œuvre",
    "e\u0301cole ä\u0308 Z\u0335\u0336a\u0337\u0338",
    "مركز الحي",
    "中文图书馆",
    "🏫 École 👩🏽‍🏫",
    "Donau" + "dampfschifffahrtsgesellschaft" * 4,
    "a\u00a0b\u2009c\u2011d",
    "école \u202egnp.exe",
)
"""Names as files may hold them; control characters apart, which readers refuse or write out."""
