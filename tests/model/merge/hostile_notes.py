"""Lists odd notes that may break a merge, each with two edits of it."""

Versions = tuple[bytes, bytes, bytes]


def changed(note: str, ours: tuple[str, str], theirs: tuple[str, str]) -> Versions:
    """Return a note and two edits of it, each a text and what replaces its first place."""
    for old, _ in (ours, theirs):
        assert old in note
    return note.encode(), note.replace(*ours, 1).encode(), note.replace(*theirs, 1).encode()


FENCES = "intro\n\n```\nmake test\n```\n\nfirst\n\nsecond\n\n```\nmake test\n```\n\nlast\n"
NOTE = "---\nrole: Pilot\ntags: [a]\n---\nwords\n\n## Log\n- 2026-01-01 call\n- 2026-02-01 mail\n"
# Each a note and two edits of it that do not touch the same lines: what both sides did must be in the result.
APART = {
    "a code block that is there twice, added a third and a fourth time": changed(
        FENCES, ("first\n", "first\n\n```\nmake test\n```\n"), ("second\n", "second\n\n```\nmake test\n```\n")
    ),
    "the second of two equal code blocks changed, the first deleted": changed(
        FENCES + "z\n", ("intro\n\n```\nmake test\n```\n", "intro\n"), ("last\nz\n", "last\n\n```\nmake test\n```\nz\n")
    ),
    "equal code blocks at both ends of the note": changed(
        FENCES, ("intro\n", "```\nmake test\n```\n\nintro\n"), ("last\n", "last\n\n```\nmake test\n```\n")
    ),
    "rulers that look like front matter": changed(
        "words\n\n---\nrole: Pilot\n---\n\nmore\n\n---\nrole: Judge\n---\nlast\n",
        ("Pilot", "Editor"), ("Judge", "Carpenter"),
    ),
    "front matter, and the same lines as text": changed(
        "---\nrole: Pilot\n---\na\n\n---\nrole: Pilot\n---\nb\n\nc\n", ("a\n\n---\nrole: Pilot", "a\n\n---\nrole: Judge"), ("c\n", "c\nd\n"),
    ),
    "properties within code": changed(
        "---\ncadence: monthly\n---\na\n\n```yaml\nrole: Pilot\ntags: [x]\n```\n\nb\n", ("role: Pilot", "role: Judge"), ("b\n", "b\n\n```yaml\nrole: Pilot\ntags: [x]\n```\n"),
    ),
    "a Log's heading within code": changed(
        "a\n\n```\n## Log\n- 2026-01-01 x\n```\n\nmiddle\n\n## Log\n- 2026-01-01 x\n", ("```\n\nmiddle", "- 2026-01-03 z\n```\n\nmiddle"), ("- 2026-01-01 x\n", "- 2026-01-00 y\n- 2026-01-01 x\n"),
    ),
    "entries that are equal": changed(
        "## Log\n- 2026-01-01 x\n- 2026-01-01 x\n- 2026-01-01 x\n\nend\n\nlast\n", ("end\n", "- 2026-01-01 x\n\nend\n"), ("last", "final"),
    ),
    "an anchor and its alias": changed(
        "---\nboss: &x Ada\nrole: Pilot\nknows: *x\ntea: green\n---\nw\n", ("Ada", "Bo"), ("green", "black")
    ),
    "a merge key": changed(
        "---\ndefaults: &d {a: b}\n<<: *d\nrole: Pilot\n---\nw\n\nv\n", ("role: Pilot", "role: Judge"), ("v\n", "u\n")
    ),
    "a key that is there twice": changed(
        "---\nrole: a\ntags: [x]\nrole: b\ncadence: monthly\ntea: x\n---\nw\n\nv\n", ("role: a", "role: c"), ("v\n", "u\n")
    ),
    "tabs in front matter": changed("---\nrole:\tPilot\ntags:\n\t- a\n---\nw\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "a colon without a space": changed("---\nrole:Pilot\ntags: a\n---\nw\n\nv\n", ("role:Pilot", "role:Judge"), ("v\n", "u\n")),
    "a document's end": changed("---\nrole: Pilot\n...\nw\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "two documents": changed("---\nrole: Pilot\n--- \n---\nrole: x\n---\nw\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "a heading underlined as markers are": changed("Title\n=======\n\nw\n\nOther\n=======\n\nv\n", ("w\n", "w2\n"), ("v\n", "v2\n")),
    "letters that look alike": changed("---\nrole: Pilot\nrоle: Judge\n---\nw\n\nv\n", ("Pilot", "Editor"), ("v\n", "u\n")),
    "NUL bytes": changed("---\nrole: Pilot\n---\nw\0w\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "lone carriage returns": changed("---\nrole: Pilot\n---\na\rb\rc\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "next-line and line-separator signs": changed("---\nrole: a\x85b\n---\na\u2028- [ ] b\x0bc\x0cd\n\nv\n", ("a\x85", "A\x85"), ("v\n", "u\n")),
    "a very long line": changed(f"---\nrole: {'x' * 60_000}\n---\n{'word ' * 100_000}\n\nv\n", ("role: x", "role: y"), ("v\n", "u\n")),
    "deep nesting in front matter": changed(f"---\nrole: {'[' * 200}{']' * 200}\ntea: x\n---\nw\n\nv\n", ("tea: x", "tea: y"), ("v\n", "u\n")),
    "deep nesting in the body": changed("## Log\n" + "".join("  " * n + "- 2026-01-01 x\n" for n in range(300)) + "\nv\n", ("- 2026-01-01 x", "- 2026-01-02 y"), ("v\n", "u\n")),
    "front matter that does not end": changed("---\nrole: Pilot\ntags: [a]\n\nw\n\nv\n", ("Pilot", "Judge"), ("v\n", "u\n")),
    "front matter alone": changed("---\nrole: Pilot\na: b\nc: d\ntags: [a]\n---", ("Pilot", "Judge"), ("tags: [a]", "tags: [a]\ncadence: monthly")),
    "two spaces at the end of a line": changed("a  \nb\n\nc  \n\n## Log\n- 2026-01-01 x  \n\nd\n", ("a  \n", "a  \na2  \n"), ("- 2026-01-01 x  \n", "- 2026-01-01 x  \n- 2026-01-02 y  \n")),
    "an emoji of several signs": changed("---\nrole: 👩‍👩‍👧\n---\n👩🏽‍🚀 a\n\n- [ ] b 📅️ 2026-01-01\n\nv\n", ("👩‍👩‍👧", "👩‍👧"), ("- [ ] b 📅️ 2026-01-01", "- [x] b 📅️ 2026-01-01 ✅ 2026-01-02")),
    "a comment around a Log": changed("a\n\n<!--\n## Log\n- 2026-01-01 x\n-->\n\n%%\n- [ ] hidden\n%%\n\nv\n\n## Log\n- 2026-01-01 y\n", ("- 2026-01-01 x\n", "- 2026-01-01 x\n- 2026-01-02 z\n"), ("- 2026-01-01 y\n", "- 2026-01-01 y\n- 2026-01-02 z\n")),
    "tasks that are equal": changed("- [ ] write\n- [ ] write\n\nmiddle\n\n- [ ] write\n\nv\n", ("- [ ] write\n\nmiddle", "- [x] write ✅ 2026-01-01\n\nmiddle"), ("v\n", "- [ ] write\n\nv\n")),
    "two Logs": changed("## Log\n- 2026-01-01 x\n\n## Other\nw\n\n## Log\n- 2026-01-01 x\n", ("## Log\n- 2026-01-01 x\n", "## Log\n- 2026-01-01 x\n- 2026-01-02 y\n"), ("w\n\n## Log\n- 2026-01-01 x\n", "w\n\n## Log\n- 2026-01-01 x\n- 2026-01-02 y\n")),
    "tables in a Log": changed("## Log\n- 2026-01-01 x\n  | a | b |\n  | - | - |\n- 2026-01-02 y\n  ```\n  - 2026-01-09 no\n  ```\n\nv\n", ("  | - | - |\n", "  | - | - |\n  | 1 | 2 |\n"), ("  - 2026-01-09 no\n", "  - 2026-01-09 no\n  - 2026-01-08 no\n")),
    "a property of a mapping": changed("---\nby:\n  ada: 1\n  bo: 2\ntea: x\n---\nw\n\nv\n", ("bo: 2", "bo: 3"), ("v\n", "u\n")),
    "a text of several lines with keys in it": changed("---\nabout: |\n  role: a\n  tags: b\nrole: c\ntea: x\nz: y\n---\nw\n", ("  role: a", "  role: z"), ("z: y", "z: yy")),
    "no final newline, and one": changed("---\nrole: Pilot\n---\nw\n\nx\n\ny", ("Pilot", "Judge"), ("w\n", "w2\n")),
}  # fmt: skip


ENDS = "a\n\nb\n\n## Log\n- 2026-01-01 x\n\nc\n"
WHOLE = {
    "an empty note on both sides": (b"", b"", b""),
    "notes that both sides made": (b"", NOTE.encode(), NOTE.replace("Pilot", "Judge").encode()),
    "a note that one side emptied": (NOTE.encode(), b"", NOTE.replace("words", "more").encode()),
    "markers within a side": (NOTE.encode(), NOTE.replace("role: Pilot\n", "<<<<<<< a\nrole: Pilot\n=======\nrole: Judge\n>>>>>>> b\n").encode(), NOTE.replace("mail", "email").encode()),
    "markers within the base": (f"<<<<<<< a\n{NOTE}=======\n>>>>>>> b\n".encode(), NOTE.encode(), f"<<<<<<< a\n{NOTE}=======\n>>>>>>> b\nmore\n".encode()),
    "line endings converted on one side": (ENDS.encode(), ENDS.replace("\n", "\r\n").encode(), ENDS.replace("c\n", "d\n").encode()),
    "line endings of both sorts": (b"a\r\nb\n\nc\r\nd\n", b"a\r\nb2\n\nc\r\nd\n", b"a\r\nb\n\nc\r\nd2\n"),
    "carriage returns alone": (ENDS.replace("\n", "\r").encode(), ENDS.replace("\n", "\r").replace("a", "A").encode(), ENDS.replace("\n", "\r").replace("c", "C").encode()),
    "UTF-16": (NOTE.encode("utf-16"), NOTE.replace("Pilot", "Judge").encode("utf-16"), NOTE.replace("words", "more").encode("utf-16")),
    "UTF-16 on one side": (NOTE.encode(), NOTE.encode("utf-16"), NOTE.replace("words", "more").encode()),
    "Latin-1": ("---\nrole: Bäcker\n---\nä\n\nö\n".encode("latin-1"), "---\nrole: Bäcker\n---\nä2\n\nö\n".encode("latin-1"), "---\nrole: Bäcker\n---\nä\n\nö2\n".encode("latin-1")),
    "Latin-1 on one side": ("---\nrole: Bäcker\n---\nä\n\nö\n".encode(), "---\nrole: Bäcker\n---\nä\n\nö\n".encode("latin-1"), "---\nrole: Bäcker\n---\nä\n\nö2\n".encode()),
    "a byte order mark that came": (NOTE.encode(), b"\xef\xbb\xbf" + NOTE.encode(), NOTE.replace("Pilot", "Judge").encode()),
    "half an emoji": (b"a \xf0\x9f\x91\xa9\n\nb\n\nc\n", b"a \xf0\x9f\n\nb\n\nc\n", b"a \xf0\x9f\x91\xa9\n\nb\n\nc2\n"),
    "front matter that one side took away": (NOTE.encode(), NOTE.partition("---\nwords")[2].encode(), NOTE.replace("Pilot", "Judge").encode()),
    "front matter that both sides added": (b"words\n\nmore\n", b"---\nrole: Pilot\n---\nwords\n\nmore\n", b"---\ntags: [a]\n---\nwords\n\nmore\n"),
    "front matter that one side broke": (NOTE.encode(), NOTE.replace("tags: [a]", "tags: [a").encode(), NOTE.replace("Pilot", "Judge").encode()),
    "a key that both sides doubled": (NOTE.encode(), NOTE.replace("tags", "role: x\ntags").encode(), NOTE.replace("tags", "role: y\ntags").encode()),
    "only newlines": (b"\n\n\n", b"\n\n\n\n", b"\n\n"),
    "only rulers": (b"---\n---\n---\n", b"---\n---\n---\n---\n", b"---\na: b\n---\n---\n"),
}  # fmt: skip


LINES = (
    "---", "---", "...", "role: a", "role: b", "Role: a", "tags: [x, y]", "tags:", "- x", "  - y", "aliases: &a [b]", "<<: *a", "## Log",
    "## Log", "# Log", "- 2026-01-01 x", "- 2026-01-01 x", "- 2026-01-02 y", "- 2025-01-01 z", "  nested", "- [ ] t", "- [x] t ✅ 2026-01-01",
    "- [ ] t 📅 2026-01-02", "```", "```", "~~~", "<!--", "-->", "%%", "", "", "", "=======", "text", "text", "> q", "| a |", "\t- [ ] u",
    "key:: value", "\f", "a\rb", "é", "role: |", "  role: x", "# comment", "### 2026-01-01 call", "- **2026-01-03** z",
)  # fmt: skip
