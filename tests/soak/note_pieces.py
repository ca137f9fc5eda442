"""Takes notes apart into properties and lines that remember where they come from. Uses nothing of what it is to judge."""

import re
from dataclasses import dataclass, field, replace

_KEY = re.compile(r"""^("[^"]*"|'[^']*'|[^\s#\-\[\]{},&*!|>%@`"':][^:]*?)[ \t]*:(?:[ \t]|$)""")
_ITEM = re.compile(r"^[ \t]*- ?(.*)$")
_DATED = re.compile(r"^[-*+] +(?:\*\*|\[\[|\[|\()?(\d{4}-\d\d-\d\d)")
_TASK = re.compile(r"^[ \t]*[-*+] \[(.)\] (.*)$")
_TICKED = re.compile(r" ✅ \d{4}-\d\d-\d\d| \[completion:: [^\]]*\]")
# Which properties a single value and a list of one say the same in.
_LISTS = (
    "aliases emails email phones phone links url former occasions tags circles groups knows needs offers interests "
    "addresses with attendees topics subjects gave got asked thanked goal follow_up between"
)
LISTS = frozenset(_LISTS.split())


@dataclass(frozen=True)
class Line:
    """A line without its end. `origin` is its number in the base note; None means that a side added it."""

    text: str
    origin: int | None = None

    def saying(self, text: str) -> "Line":
        """Return the same line with another text."""
        return replace(self, text=text)


@dataclass(frozen=True)
class Property:
    """A property's lines as written. A line of a comment between properties has no name."""

    name: str | None
    lines: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """The name as names are compared."""
        return re.sub(r"[-_ ]", "", self.name.strip("\"'")).casefold() if self.name else None

    @property
    def items(self) -> tuple[str, ...]:
        """The values: the items of a list, or the one value."""
        return read_values(self.lines)

    @property
    def many(self) -> bool:
        """Whether it is a list, or of a name whose single value is a list of one."""
        first = self.lines[0].partition(":")[2].strip()
        written = first.startswith("[") or (len(self.lines) > 1 and not first)
        return written or (self.name or "").lower().replace(" ", "_") in LISTS

    @property
    def is_flow(self) -> bool:
        """Whether it is a list in brackets, on one line."""
        return len(self.lines) == 1 and bool(re.search(r":[ \t]+\[(?!\[)", self.lines[0]))


@dataclass(frozen=True)
class Form:
    """How a note's lines are written."""

    end: str = "\n"
    last_end: bool = True
    mark: bool = False


@dataclass
class Pieces:
    """A note in pieces: `header` is None if there is no front matter."""

    header: list[Property] | None
    body: list[Line]
    form: Form = field(default_factory=Form)

    def copy(self) -> "Pieces":
        """Return a copy to edit."""
        return Pieces(None if self.header is None else list(self.header), list(self.body), self.form)

    def written(self) -> bytes:
        """Return the note's bytes."""
        lines = [] if self.header is None else ["---", *(t for p in self.header for t in p.lines), "---"]
        lines += [line.text for line in self.body]
        text = self.form.end.join(lines) + (self.form.end if self.form.last_end and lines else "")
        return (b"\xef\xbb\xbf" if self.form.mark else b"") + text.encode("utf-8", "surrogateescape")

    def find(self, *names: str) -> int | None:
        """Return the number of the first property with one of these names."""
        for number, each in enumerate(self.header or []):
            if each.name and each.name.lower() in names:
                return number
        return None


def take_apart(content: bytes) -> Pieces:
    """Take a note apart; its lines get their numbers."""
    mark = content.startswith(b"\xef\xbb\xbf")
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    last_end = not lines[-1] and len(lines) > 1
    if not lines[-1]:
        del lines[-1]
    header, rest = _header(lines)
    return Pieces(header, [Line(text, n) for n, text in enumerate(rest)], Form(end, last_end, mark))


def _header(lines: list[str]) -> tuple[list[Property] | None, list[str]]:
    if not lines or lines[0].rstrip() != "---":
        return None, lines
    close = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if close is None:
        return None, lines
    return read_properties(lines[1:close]), lines[close + 1 :]


def read_properties(lines: list[str]) -> list[Property]:
    """Group the lines of front matter by property."""
    found: list[Property] = []
    for line in lines:
        match = _KEY.match(line)
        if match:
            found.append(Property(match[1], (line,)))
        elif not found or line.startswith("#") or not line.strip() or _is_alone(found[-1], line):
            found.append(Property(None, (line,)))
        else:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
    return found


def _is_alone(above: Property, line: str) -> bool:
    return above.name is None and not line[:1].isspace() and not line.startswith("-")


def read_values(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Read a property's values as plain texts, without quotes and comments."""
    first = _bare(lines[0].partition(":")[2])
    if first in ("|", ">", "|-", ">-", "|+", ">+"):
        return ("\n".join(line.strip() for line in lines[1:]),)
    whole = " ".join([first, *(line.strip() for line in lines[1:])]).strip()
    if whole.startswith("[") and not whole.startswith("[["):
        return tuple(_split(whole.removeprefix("[").removesuffix("]")))
    if len(lines) > 1 and not first:
        matches = (_ITEM.match(line) for line in lines[1:])
        return tuple(_plain(_bare(match[1])) for match in matches if match and _bare(match[1]))
    return (_plain(whole),) if whole else ()


def _bare(text: str) -> str:
    """Return a value without the comment behind it."""
    quote = ""
    for number, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not text[:number].strip():
            quote = letter
        elif letter == "#" and (number == 0 or text[number - 1].isspace()):
            return text[:number].strip()
    return text.strip()


def _plain(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _split(text: str) -> list[str]:
    items, item, quote, depth = [], "", "", 0
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not item.strip():
            quote = letter
        depth += (letter == "[") - (letter == "]") if not quote else 0
        if letter == "," and not quote and not depth:
            items.append(item)
            item = ""
        else:
            item += letter
    return [_plain(each) for each in [*items, item] if each.strip()]


def date_of_entry(line: str) -> str | None:
    """Return the day of an entry's line."""
    match = _DATED.match(line)
    return match[1] if match else None


def is_task(line: str) -> bool:
    """Tell whether a line is a task."""
    return bool(_TASK.match(line))


def is_ticked(line: str) -> bool:
    """Tell whether a line is a task that is closed."""
    match = _TASK.match(line)
    return bool(match and match[1] in "xX-")


def words_of_task(line: str) -> str:
    """Return a task's text without its box and the day it was ticked."""
    match = _TASK.match(line)
    return _TICKED.sub("", match[2]).strip() if match else line
