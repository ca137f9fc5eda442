"""Rewrites a card as Google, iCloud and Nextcloud do when they store it. Uses no code of pnet's.

None of them is a byte store. What each changes was reported by its users:

- Google gives a new card its own UID and place, whatever the client asked for (vdirsyncer#1223). It drops groups, labels, categories and
  names of its own kind, knows few types, sorts lines by name, and doesn't say which value is preferred;
- iCloud refuses a card without N, and vCard 4.0. It puts types that it doesn't know, URLs and addresses into groups with labels, numbers these
  anew, and writes the year 1604 for none;
- Nextcloud upgrades cards to 4.0, as Sabre's converter does, and escapes the comma of a picture's URI (nextcloud/server#23758).

All add a REV of their own.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tests.exchange.card_text import folded

Params = tuple[tuple[str, str], ...]
GOOGLE_NAMES = (
    "N",
    "FN",
    "NICKNAME",
    "ADR",
    "BDAY",
    "EMAIL",
    "IMPP",
    "NOTE",
    "ORG",
    "PHOTO",
    "TEL",
    "TITLE",
    "URL",
)
TYPES = ("home", "work", "cell", "fax", "pager", "main", "internet", "voice", "other")


class CardRefused(Exception):
    """The server stores no such card."""


class CardLine(NamedTuple):
    """One unfolded line: group, name in capitals, parameters with their keys in capitals, and the value as written."""

    group: str
    name: str
    params: Params
    value: str

    def __str__(self) -> str:
        group = f"{self.group}." if self.group else ""
        params = "".join(f";{key}={value}" if key else f";{value}" for key, value in self.params)
        return f"{group}{self.name}{params}:{self.value}"

    @property
    def types(self) -> list[str]:
        """All values of TYPE, in lower case."""
        parts = (value.strip('"').split(",") for key, value in self.params if key in ("TYPE", ""))
        return [part.lower() for group in parts for part in group]

    def typed(self, *types: str, key: str = "TYPE") -> "CardLine":
        """Return the line with these types only."""
        others = tuple((name, value) for name, value in self.params if name not in ("TYPE", ""))
        return self._replace(params=(*((key, value) for value in types), *others))


def parse_card(content: bytes) -> list[CardLine]:
    """Return the lines between BEGIN and END."""
    text = re.sub(r"\r?\n[ \t]", "", content.decode("utf-8", "replace"))
    lines = []
    for raw in text.splitlines():
        found = re.match(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"]*"|[^:";])+)*):(.*)', raw)
        if not found or found[2].upper() in ("BEGIN", "END"):
            continue
        parts = re.findall(r';((?:"[^"]*"|[^;"])+)', found[3])
        params = tuple(
            (key.upper(), value) if "=" in part else ("", part)
            for part in parts
            for key, _, value in [part.partition("=")]
        )
        lines.append(CardLine(found[1] or "", found[2].upper(), params, found[4]))
    return lines


def write_lines(lines: Iterable[CardLine | str]) -> bytes:
    """Return a card of these lines."""
    return folded(["BEGIN:VCARD", *map(str, lines), "END:VCARD"])


def google(content: bytes, uid: str, revision: str) -> bytes:
    """Return what Google stores, under a UID of its own."""
    kept: list[CardLine] = []
    for line in parse_card(content):
        if line.name not in GOOGLE_NAMES:
            continue
        if line.name == "PHOTO":
            kept.append(line._replace(group=""))
            continue
        types = [value.upper() for value in line.types if value in TYPES and value != "internet"]
        known = line._replace(group="").typed(*types, *(["INTERNET"] if line.name == "EMAIL" else []))
        kept.append(
            known._replace(params=tuple(pair for pair in known.params if pair[0] in ("TYPE", "VALUE")))
        )
    kept.sort(key=lambda line: GOOGLE_NAMES.index(line.name))
    return write_lines(["VERSION:3.0", *kept[:2], f"REV:{revision}", f"UID:{uid}", *kept[2:]])


def icloud(content: bytes, uid: str, revision: str) -> bytes:
    """Return what iCloud stores."""
    lines = parse_card(content)
    names = [line.name for line in lines]
    if "N" not in names or any(line.name == "VERSION" and line.value != "3.0" for line in lines):
        raise CardRefused("no N, or not 3.0")
    labels = {line.group: line for line in lines if line.group and line.name == "X-ABLABEL"}
    out: list[CardLine | str] = ["VERSION:3.0", "PRODID:-//Apple Inc.//iCloud Web Address Book 2217B45//EN"]
    numbers, preferred = dict[str, int](), set[str]()
    for line in lines:
        if line.name in ("VERSION", "PRODID", "REV", "X-ABLABEL"):
            continue
        if line.group:
            out.append(_numbered(line, numbers))
            if line.group in labels and line.name != "X-ABADR":
                out.append(_numbered(labels.pop(line.group)._replace(name="X-ABLabel"), numbers))
        elif line.name in ("EMAIL", "TEL", "URL", "ADR"):
            out += _as_apple_writes(line, line.name not in preferred, numbers)
            preferred.add(line.name)
        elif line.name == "BDAY" and line.value.startswith("--"):
            day = line.value.replace("-", "")
            out.append(f"BDAY;X-APPLE-OMIT-YEAR=1604;VALUE=date:1604-{day[:2]}-{day[2:4]}")
        elif line.name == "BDAY" and not line.params:
            out.append(CardLine("", "BDAY", (("VALUE", "date"),), line.value))
        else:
            out.append(line)
    return write_lines([*out, f"REV:{revision}"])


def _as_apple_writes(line: CardLine, first: bool, numbers: dict[str, int]) -> list[CardLine]:
    """Return a line with types that Apple knows, or in a group with a label."""
    pref = ["pref"] if first or "pref" in line.types else []
    known = [value.upper() for value in line.types if value in TYPES and value not in ("internet", "other")]
    unknown = [value for value in line.types if value not in (*TYPES, "pref")]
    internet = ["INTERNET"] if line.name == "EMAIL" else []
    typed = line.typed(*internet, *known, *pref, key="type")
    if line.name == "ADR":
        group = _new_group(numbers)
        return [typed._replace(group=group), CardLine(group, "X-ABADR", (), "us")]
    label = "_$!<HomePage>!$_" if line.name == "URL" and not known else unknown[0] if unknown else ""
    if not label:
        return [typed]
    group = _new_group(numbers)
    return [typed._replace(group=group), CardLine(group, "X-ABLabel", (), label)]


def _new_group(numbers: dict[str, int]) -> str:
    return _numbered(CardLine(f" {len(numbers)}", "", (), ""), numbers).group


def _numbered(line: CardLine, numbers: dict[str, int]) -> CardLine:
    return line._replace(group=f"item{numbers.setdefault(line.group, len(numbers) + 1)}")


def nextcloud(content: bytes, uid: str, revision: str) -> bytes:
    """Return what Nextcloud stores."""
    lines = parse_card(content)
    anniversaries = {line.group for line in lines if line.name == "X-ABLABEL" and "Anniversary" in line.value}
    out: list[CardLine | str] = ["VERSION:4.0", "PRODID:-//Sabre//Sabre VObject 4.5.6//EN"]
    for line in lines:
        if line.name in ("VERSION", "PRODID", "REV") or (
            line.name == "X-ABLABEL" and line.group in anniversaries
        ):
            continue
        params = dict(line.params)
        if line.name == "X-ABDATE" and line.group in anniversaries:
            out.append(f"ANNIVERSARY:{line.value}")
        elif line.name == "PHOTO" and params.get("ENCODING", "").lower() in ("b", "base64"):
            kind = params.get("TYPE", "jpeg").lower()
            out.append(f"PHOTO:data:image/{kind};base64\\,{line.value}")
        elif line.name == "BDAY" and "X-APPLE-OMIT-YEAR" in params:
            out.append(f"BDAY:--{line.value.replace('-', '')[4:8]}")
        elif line.name == "BDAY":
            out.append(
                f"BDAY:{line.value.replace('-', '') if not line.value.startswith('--') else line.value}"
            )
        elif "pref" in line.types:
            types = [value.upper() for value in line.types if value != "pref"]
            typed = line.typed(*types)
            out.append(typed._replace(params=(*typed.params, ("PREF", "1"))))
        else:
            out.append(line)
    return write_lines([*out, f"REV:{revision}"])


Rewrite = Callable[[bytes, str, str], bytes]
SERVERS: Mapping[str, Rewrite | None] = {
    "plain": None,
    "google": google,
    "icloud": icloud,
    "nextcloud": nextcloud,
}
NAMES: Sequence[str] = tuple(SERVERS)
