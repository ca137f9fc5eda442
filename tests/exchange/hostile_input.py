"""Writes input that a stranger made to do harm: names, texts, formulas, and files that grow when they are read."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

NAMES = (
    "../../../etc/passwd",
    "/etc/cron.d/evil",
    "..",
    ".",
    ".obsidian",
    "CON",
    "nul.md",
    "a/b\\c",
    "-rf",
    "--help",
    "[[Ada Lovelace]]",
    "![[Ada Lovelace]]",
    "<% tp.system.clipboard() %>",
    "{{title}}",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "@SUM(1+1)",
    "- [ ] call me 📅 2026-11-20",
    "#touch",
    "x" * 400,
    "é" * 200,
    "a\\nb: c",
    "private: true",
    "\u202etxt.exe",
    "zero\u200bwidth\u200b",
    "tab\tname",
    "null\x00name",
    "bell\x07name",
    "\x1b[31mred\x1b[0m",
    "---",
    "```",
    "%%hidden%%",
    "<!-- hidden -->",
    "<script>alert(1)</script>",
    "trailing dot.",
    " leading",
    "Ada Lovelace",
    "null",
    "true",
    "1e5",
    "2026-11-24",
    "*anchor",
    "&anchor",
    "!tag",
    "? key",
    "a: b",
    "a #b",
    "'",
    '"',
    "|",
    ">",
    "pnet.toml",
    "Log",
)
TEXTS = (
    "- [ ] pay me 📅 2026-11-20",
    "* [ ] pay me [due:: 2026-11-20]",
    "> - [ ] pay me 📅 2026-11-20",
    "1. [ ] pay me due:2026-11-20",
    "Call [[Ada Lovelace]] #touch",
    "- 2026-11-20 coffee with [[Ada Lovelace]]",
    "## Log\n- 2026-11-20 we met",
    "# Heading\n\n## Log\n\n- 2026-11-20 call",
    "[cadence:: weekly] (private:: true)",
    "cadence:: weekly",
    "---\nprivate: true\ncadence: weekly\n---",
    "```\n- [ ] out of the fence 📅 2026-11-20\n```",
    "~~~\nx\n~~~",
    "```vcard\nX-PNET-SOURCE;ID=1;DAY=2026-01-01;DIGEST=0:other\nTEL:1\n```",
    "````\n```\n",
    "%%\n- [ ] in a comment 📅 2026-11-20\n%%",
    "<!--\nopen comment",
    "%%\nopen comment",
    "$$\nopen formula",
    "<% tp.file.delete() %>",
    "<%* app.vault.delete() %>",
    "{{date}} {{title}}",
    "```dataviewjs\napp.vault.delete()\n```",
    "`$= dv.pages()` and `= this.file.name`",
    "^block-id",
    "![[Ada Lovelace]]",
    "[x](javascript:alert(1)) ![y](file:///etc/passwd)",
    '<iframe src="http://evil.example"></iframe>',
    "<div>\n- [ ] in html 📅 2026-11-20",
    "#contact #person #template",
    "@today @due(2026-11-20)",
    "TODO pay me\nSCHEDULED: <2026-11-20 Fri>",
    "a\r\n- [ ] after a return 📅 2026-11-20",
    "a\u2028- [ ] after a line separator 📅 2026-11-20",
    "a\x0c- [ ] after a form feed 📅 2026-11-20",
    "\\- [ ] escaped already 📅 2026-11-20",
    "    - [ ] indented 📅 2026-11-20",
    "- [x] done ✅ 2026-11-20",
    "| a | b |\n|---|---|\n| [[Ada Lovelace]] | #touch |",
    "[^1]: a footnote\n[ref]: http://evil.example",
    "Ada Lovelace",
    "\x00\x01\x02",
    "=cmd|' /C calc'!A0",
    "x" * 100_000,
    "[" * 5_000,
    "> " * 2_000,
    "*" * 5_000,
)


def escaped(text: str) -> str:
    """Escape a text of a card; a return stays as it is nowhere else than in a value."""
    return (
        text.replace("\\", "\\\\")
        .replace("\r\n", "\n")
        .replace("\n", "\\n")
        .replace(",", "\\,")
        .replace(";", "\\;")
    )


def card(name: str, *lines: str, version: str = "3.0") -> bytes:
    """Return one card with a name and lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", f"FN:{name}", *lines, "END:VCARD", ""]).encode(
        "utf-8", "surrogatepass"
    )


def hostile_names() -> bytes:
    """Return one card for each name."""
    return b"".join(card(escaped(name), f"TEL:+1 555 {number:07}") for number, name in enumerate(NAMES))


def hostile_texts() -> bytes:
    """Return one card for each text, with the text in every place where a program takes one."""
    return b"".join(
        card(
            f"Hostile Number {number}",
            f"NOTE:{escaped(text)}",
            f"TITLE:{escaped(text)}",
            f"ORG:{escaped(text)};{escaped(text)}",
            f"NICKNAME:{escaped(text)}",
            f"CATEGORIES:{escaped(text)}",
            f"ADR:;;{escaped(text)};{escaped(text)};;;",
            f"URL:{escaped(text)}",
            f"EMAIL:{escaped(text)}",
            f"TEL:{escaped(text)}",
            f"BDAY:{escaped(text)}",
            f"UID:{escaped(text)}",
            f'item1.X-EVIL;X-P="{text.replace(chr(34), "")[:200].splitlines()[0]}":{escaped(text)}',
            f"item1.X-ABLabel:{escaped(text)}",
        )
        for number, text in enumerate(TEXTS)
    )


def too_much(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write files that are more than a program should read, one after the other; the largest has 210 MB."""
    makers = {
        "a card of 210 MB.vcf": _one_card(210),
        "a card of 210 MB in lines.vcf": _many_lines(210),
        "a file without a card.vcf": (b"x" * (1 << 20) for _ in range(210)),
        "a value of 6 MB.vcf": iter([card("Long Value", f"NOTE:{'y' * 6_000_000}"), card("Next One")]),
        "a folded value of 12 MB.vcf": iter(
            [
                b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Folded\r\nNOTE:a\r\n",
                b" b\r\n" * 3_000_000,
                b"END:VCARD\r\n",
                card("Next One"),
            ]
        ),
        "AGENT in AGENT.vcf": iter(
            [
                b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Outer\r\nAGENT:\r\n" * 5_000,
                b"END:VCARD\r\n" * 5_000,
                card("Next One"),
            ]
        ),
        "AGENT without end.vcf": iter([b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Outer\r\nAGENT:\r\n" * 500_000]),
        "parameters.vcf": iter([card("Many", "TEL" + ";X=1" * 300_000 + ":1"), card("Next One")]),
        "components.vcf": iter([card("Many", "ADR:" + ";" * 3_000_000), card("Next One")]),
        "backslashes.vcf": iter([card("Many", "NOTE:" + "\\" * 3_000_001), card("Next One")]),
        "soft breaks.vcf": iter(
            [
                card("Soft", "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * 1_000_000, version="2.1"),
                card("Next One"),
            ]
        ),
        "quotes.vcf": iter([card("Quotes", 'TEL;X="' + '";X="' * 200_000 + ":1"), card("Next One")]),
        "200,001 cards.vcf": (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:N\r\nEND:VCARD\r\n" * 1_000 for _ in range(201)
        ),
        "columns.csv": iter([b"Name," + b"c," * 100_000 + b"\n", b"Ada Many," + b"1," * 100_000 + b"\n"]),
        "a cell without end.csv": iter([b"Name,Email\n", b'"Ada Many,a@b.example\n' * 5_000_000]),
        "deep.json": iter([b'{"contacts": ' + b"[" * 200_000, b"]" * 200_000 + b"}"]),
        "lines.ldif": iter([b"dn: cn=Ada Many\ncn: Ada Many\ndescription: a\n", b" b\n" * 4_000_000]),
    }
    for name, parts in makers.items():
        path = folder / name
        with path.open("wb") as file:
            file.writelines(parts)
        yield name, path
        path.unlink()


def _one_card(megabytes: int) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Huge\r\nNOTE:"
    for _ in range(megabytes):
        yield b"z" * (1 << 20)
    yield b"\r\nEND:VCARD\r\n" + card("Next One")


def _many_lines(megabytes: int) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Huge\r\n"
    for _ in range(megabytes):
        yield b"X-A:0123456789abcdef0123456789abcdef\r\n" * ((1 << 20) // 38)
    yield b"END:VCARD\r\n" + card("Next One")


def zips() -> Mapping[str, bytes]:
    """Return zip files that grow, escape, or pretend."""
    zeros = b"First Name,Last Name\n" + b"0" * 300_000_000
    header = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = b"Zip,Person,https://www.linkedin.com/in/zip-person,,,,24 Nov 2025\n"
    evil = {
        "bomb.zip": {"Connections.csv": zeros},
        "escape.zip": {
            "../../../tmp/evil.csv": header + row,
            "/etc/evil.csv": header + row,
            "Connections.csv": header + row,
        },
        "twins.zip": {"a/Connections.csv": header + row, "b/Connections.csv": header + row},
        "inner.zip": {"Connections.zip": _zip({"Connections.csv": header + row})},
        "empty.zip": {},
    }
    made = {name: _zip(members) for name, members in evil.items()}
    return {**made, "cut.zip": made["escape.zip"][:150], "not a zip.zip": b"PK\x03\x04" + b"\x00" * 100}


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()
