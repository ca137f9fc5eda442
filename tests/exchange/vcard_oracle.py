"""Reads a file of cards independently of pnet, to compare what went in with what comes out. Simple before fast; judges no syntax.

It compares content. These are transport, or another spelling of the same content, and count as equal:

- folding, line ends, byte order marks, charsets, CHARSET and ENCODING: how a value travels (RFC 6350 §3.1, §3.2);
- REV, PRODID and VERSION: the writer's own, written anew;
- the case of names, groups and types, and the order of parameters and types (RFC 6350 §3.3);
- `TYPE=a,b`, `TYPE="a,b"`, `TYPE=a;TYPE=b` and the bare `;a;b` of vCard 2.1 (RFC 2426 §4, RFC 6350 §5.6);
- `TYPE=pref` of 2.1 and 3.0, and `PREF=1` of 4.0 (RFC 6350 §5.3);
- `^n`, `^^` and `^'` in a parameter, and what they stand for (RFC 6868);
- `\\n` and `\\N`; an escaped and a bare comma, semicolon or colon where the value is one text (RFC 6350 §3.4);
- empty components at the end of a structured value (RFC 6350 §6.2.2);
- an inline picture in base64, and as a `data:` URI (RFC 6350 §6.2.4); its TYPE, MEDIATYPE and the URI's media type;
- VALUE where it repeats the default of the property, and `VALUE=uri` with `tel:` before a number (RFC 6350 §6.4.1);
- `19900509` and `1990-05-09`; `--0509`, `--05-09`, and the years 1604 and 0000, which Apple and others write for none; a time of midnight (RFC 6350 §4.3.1);
- `urn:uuid:` before a UID (RFC 6350 §6.7.6), and `geo:` before coordinates (RFC 6350 §6.5.2);
- a card in the value of AGENT, nested (2.1) or as text (RFC 2426 §3.5.4);
- `X-PNET-LINE:…` around a line that is none in vCard's grammar, and that line as it was;
- a line with an empty value and none: neither says anything;
- the name of a group, as long as the same lines share one: it has no meaning of its own (RFC 6350 §3.3).

In vCard 2.1 a backslash escapes only a semicolon, but many programs escape as 3.0 does; and a line is folded where it has a
blank, which many drop. There each reading is accepted.
"""

import base64
import binascii
import contextlib
import hashlib
import quopri
import re
from typing import NamedTuple

TRANSPORT = {"REV", "PRODID", "VERSION", "BEGIN", "END"}
STRUCTURED = {"N", "ADR", "ORG", "GENDER"}
LISTS = {"CATEGORIES", "NICKNAME"}
DEFAULT_VALUES = {
    *(
        (name, "uri")
        for name in ("URL", "PHOTO", "LOGO", "SOUND", "KEY", "IMPP", "RELATED", "MEMBER", "UID", "GEO")
    ),
    *((name, "text") for name in ("FN", "NOTE", "TEL", "EMAIL", "TITLE", "ORG", "N", "ADR", "UID")),
    *((name, "url") for name in ("URL", "PHOTO", "LOGO", "SOUND", "KEY")),
    *((name, "date") for name in ("BDAY", "ANNIVERSARY", "X-MS-ANNIVERSARY", "X-ABDATE")),
    *((name, "date-and-or-time") for name in ("BDAY", "ANNIVERSARY")),
    *((name, "binary") for name in ("PHOTO", "LOGO", "SOUND", "KEY")),
}


class Item(NamedTuple):
    """One line's content. `group` are the other lines of its group; `readings` are all values the line may mean."""

    name: str
    params: tuple[str, ...]
    readings: tuple[str, ...]
    group: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        among = f" with {[readings[0] for readings in self.group]}" if self.group else ""
        return f"{';'.join((self.name, *self.params))}:{self.readings[0][:200]!r}{among}"


class OracleCard(NamedTuple):
    """One card: its content, whatever its form."""

    items: tuple[Item, ...]

    def values(self, name: str) -> list[str]:
        """Return the values of the lines with a name."""
        return [item.readings[0] for item in self.items if item.name == name]


def read_file(content: bytes) -> list[OracleCard]:
    """Read all cards of a file. A nested card is one value of the outer one."""
    cards, depth, lines = list[OracleCard](), 0, list[bytes]()
    for line in _logical_lines(content):
        word = line.strip().upper()
        begins, ends = word == b"BEGIN:VCARD", word == b"END:VCARD"
        depth += begins
        if depth and not (begins and depth == 1) and not (ends and depth == 1):
            lines.append(line)
        if ends and depth:
            depth -= 1
            if not depth:
                cards.append(_card(lines))
                lines = []
    return cards


def lost(before: OracleCard, after: OracleCard) -> list[Item]:
    """Return what the first card has and the second hasn't."""
    left, missing = list(after.items), list[Item]()
    for item in before.items:
        found = next((number for number, other in enumerate(left) if _agree(item, other)), None)
        if found is None:
            missing.append(item)
        else:
            del left[found]
    return missing


def _agree(one: Item, other: Item) -> bool:
    same = (one.name, one.params) == (other.name, other.params) and not {*one.readings}.isdisjoint(
        other.readings
    )
    return (
        same and len(one.group) == len(other.group) and (one.group == other.group or _same_group(one, other))
    )


def _same_group(one: Item, other: Item) -> bool:
    """Return whether each line beside the one has a reading that one beside the other has."""
    return all(any(not {*mine}.isdisjoint(its) for its in other.group) for mine in one.group)


def _logical_lines(content: bytes) -> list[bytes]:
    """Decode UTF-16, unify line ends, join what is folded, coded in soft breaks, or in base64."""
    for mark, charset in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            content = content.decode(charset, "replace").encode()
    content = content.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = list[bytes]()
    for line in content.split(b"\n"):
        last = lines[-1] if lines else b""
        head = last.partition(b":")[0].upper()
        if b"QUOTED-PRINTABLE" in head and last.endswith(b"="):
            lines[-1] = last[:-1] + line
        elif line[:1] in (b" ", b"\t") and lines:
            lines[-1] += line[1:]
        elif last.endswith(b"\\") and b":" not in line and b"VERSION:2.1" in content:
            # Some phones of vCard 2.1 write a line end inside a value as a backslash before it.
            lines[-1] = last + b"n" + line
        elif b"BASE64" in head and line and b":" not in line:
            lines[-1] += line
        else:
            lines.append(line)
    return [line for line in lines if line.strip()]


def _card(lines: list[bytes]) -> OracleCard:
    version = next(
        (line.partition(b":")[2].strip() for line in lines if line.upper().startswith(b"VERSION:")), b"3.0"
    )
    read, nested, depth = list[tuple[str, Item]](), list[bytes](), 0
    for line in lines:
        begins, ends = line.strip().upper() == b"BEGIN:VCARD", line.strip().upper() == b"END:VCARD"
        depth += begins
        if depth:
            nested.append(line)
        else:
            group, item = _item(line, version == b"2.1")
            if item.name == "X-PNET-LINE":
                group, item = _item(item.readings[0].encode(), False)
            if item.name not in TRANSPORT and (item.readings[0] or item.name == "AGENT"):
                read.append((group, item))
        if ends:
            depth -= 1
            if not depth:
                text = _nested(nested)
                # The line before it is an empty AGENT, whose value this is.
                if read and read[-1][1].name == "AGENT":
                    read[-1] = ("", read[-1][1]._replace(readings=(text,)))
                nested = []
    whole = []
    for group, item in read:
        others = [
            tuple(f"{other.name}:{reading}" for reading in other.readings)
            for its, other in read
            if its == group and other is not item
        ]
        whole.append(item._replace(group=tuple(sorted(others))) if group else item)
    return OracleCard(tuple(whole))


def _nested(lines: list[bytes]) -> str:
    """Return the content of a nested card as one text."""
    return "\n".join(map(str, sorted(_card(lines[1:-1]).items)))


def _item(line: bytes, is_21: bool) -> tuple[str, Item]:
    """Read one logical line; return its group and content."""
    before, value = _cut_at_colon(line)
    pieces = [piece.decode("utf-8", "replace") for piece in _split_quoted(before, b";")]
    group, _, name = pieces[0].strip().upper().rpartition(".")
    params = list[tuple[str, str]]()
    for piece in pieces[1:]:
        key, equals, rest = piece.partition("=")
        key, rest = (key.strip().upper(), rest.strip()) if equals else ("TYPE", piece.strip())
        values = [
            part for quoted in _split_quoted(rest.encode(), b",") for part in _unquoted(key, quoted.decode())
        ]
        params += [(key, _rfc6868(part)) for part in values]
    return group, _content(name, params, value, is_21)


def _content(name: str, params: list[tuple[str, str]], value: bytes, is_21: bool) -> Item:
    codings = {part.upper() for key, part in params if key in ("ENCODING", "TYPE")}
    charset = next((part for key, part in params if key == "CHARSET"), "")
    kept, media = set[str](), ""
    for key, part in params:
        low = part.lower()
        if key in ("CHARSET", "ENCODING") or (
            key == "TYPE" and low in ("quoted-printable", "base64", "8bit", "7bit")
        ):
            continue
        if name in ("PHOTO", "LOGO", "SOUND", "KEY") and key in ("TYPE", "MEDIATYPE"):
            media = media or low.removeprefix("image/").removeprefix("audio/")
        elif key == "VALUE" and (name, low) in DEFAULT_VALUES:
            continue
        elif (key, low) == ("TYPE", "pref") or (key, low) == ("PREF", "1"):
            kept.add("PREF")
        elif key == "X-APPLE-OMIT-YEAR":
            continue
        elif part:
            kept.add(f"{key}={low if key in ('TYPE', 'VALUE') else part}")
    if "QUOTED-PRINTABLE" in codings:
        value = quopri.decodestring(value)
    if codings & {"BASE64", "B"}:
        return Item(name, tuple(sorted(kept)), (_digest(value),))
    text = _decoded(value, charset)
    if name in ("PHOTO", "LOGO", "SOUND", "KEY") and (inline := _data_uri(text)):
        kept.discard("VALUE=uri")
        return Item(name, tuple(sorted(kept)), (_digest(inline),))
    if media:
        kept.add(f"MEDIATYPE={media}")
    if name == "TEL" and text.lower().startswith("tel:"):
        kept.discard("VALUE=uri")
    readings = _readings(name, text, is_21)
    if name == "AGENT" and readings[0].upper().startswith("BEGIN:VCARD"):
        return Item(name, tuple(sorted(kept)), (_nested(_logical_lines(readings[0].encode())),))
    return Item(name, tuple(sorted(kept)), readings)


def _readings(name: str, text: str, is_21: bool) -> tuple[str, ...]:
    found = [_canonical(name, text)]
    if is_21:
        # Only `\;` is an escape here, and a comma separates nothing.
        found.append(
            _canonical(name, re.sub(r"\\(?!;)", r"\\\\", text).replace(",", r"\,").replace("\n", r"\n"))
        )
        found.append(_canonical(name, text.replace(",", r"\,")))
        # Folding inserts a line end before blanks, which some keep and some drop.
        found.append(re.sub(r"[ \t]+", " ", found[0]))
    return tuple(dict.fromkeys(found))


def _canonical(name: str, text: str) -> str:
    if name in STRUCTURED:
        parts = [[_unescaped(each) for each in _split(part, ",")] for part in _split(text, ";")]
        # A comma that separates and one that is escaped differ only where a component is a list (RFC 6350 §6.2.2).
        joined = [(" | " if name != "ORG" else ",").join(part) for part in parts]
        return "\x1f".join(joined).rstrip("\x1f")
    if name in LISTS:
        return "\x1f".join(sorted(_unescaped(part) for part in _split(text, ",") if part))
    value = _unescaped(text)
    if name in ("BDAY", "ANNIVERSARY", "X-ABDATE", "DEATHDATE"):
        value = re.sub(r"[T ]00:?00(:?00)?(\.0+)?Z?$", "", value)
        value = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", value)
        value = re.sub(r"^(1604|0000)-", "--", value)
        return re.sub(r"^--(\d\d)-?(\d\d)$", r"--\1-\2", value)
    if name == "TEL":
        return re.sub(r"^tel:", "", value, flags=re.IGNORECASE)
    if name == "UID":
        return re.sub(r"^urn:uuid:", "", value, flags=re.IGNORECASE)
    if name == "GEO":
        return value.removeprefix("geo:").replace(";", ",")
    return value


def _cut_at_colon(line: bytes) -> tuple[bytes, bytes]:
    """Cut a line at the first colon outside quotes; without one, at the first colon; a line without any is all value."""
    quoted = False
    for index, sign in enumerate(line):
        if sign == ord('"'):
            quoted = not quoted
        elif sign == ord(":") and not quoted:
            return line[:index], line[index + 1 :]
    before, colon, value = line.partition(b":")
    return (before, value) if colon else (b"", line)


def _split_quoted(text: bytes, sign: bytes) -> list[bytes]:
    parts, quoted = [b""], False
    for number in text:
        char = bytes([number])
        quoted ^= char == b'"'
        if char == sign and not quoted:
            parts.append(b"")
        else:
            parts[-1] += char
    return parts


def _unquoted(key: str, part: str) -> list[str]:
    inner = part.strip().strip('"')
    # Quoted or not, several types are several types.
    return inner.split(",") if key == "TYPE" else [inner]


def _rfc6868(text: str) -> str:
    return re.sub(r"\^([n^'])", lambda found: {"n": "\n", "^": "^", "'": '"'}[found[1]], text)


def _split(text: str, sign: str) -> list[str]:
    parts, index = [""], 0
    while index < len(text):
        if text[index] == "\\":
            parts[-1] += text[index : index + 2]
            index += 2
        elif text[index] == sign:
            parts.append("")
            index += 1
        else:
            parts[-1] += text[index]
            index += 1
    return parts


def _unescaped(text: str) -> str:
    changed = re.sub(
        r"\\([\\,;:nN])", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL
    )
    return changed.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(value: bytes, charset: str) -> str:
    """Decode by the charset, else UTF-8, in which a byte that is none of a character is one of Windows' own."""
    with contextlib.suppress(LookupError, UnicodeDecodeError):
        return value.decode(charset or "utf-8")
    kept = value.decode("utf-8", "surrogateescape")
    return "".join(
        bytes([ord(sign) - 0xDC00]).decode("cp1252", "replace") if 0xDC80 <= ord(sign) <= 0xDCFF else sign
        for sign in kept
    )


def _data_uri(text: str) -> bytes:
    found = re.match(r"data:[^,]*?;\s*base64,(.*)", _unescaped(text), flags=re.DOTALL | re.IGNORECASE)
    return found[1].encode() if found else b""


def _digest(coded: bytes) -> str:
    """Return a digest of what base64 codes; of the text itself if it codes nothing."""
    pressed = re.sub(rb"\s+", b"", coded)
    try:
        content = base64.b64decode(pressed + b"=" * (-len(pressed) % 4), validate=True)
    except binascii.Error:
        content = pressed
    return "bytes:" + hashlib.sha256(content).hexdigest()[:16]
