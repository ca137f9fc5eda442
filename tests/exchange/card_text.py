"""Writes the parts of cards: escaped text, folded lines, quoted-printable, names and addresses. Uses no code of pnet's."""

import base64
from collections.abc import Callable

from tests.exchange.invented_people import Address, Person

Lines = list[str]


def escaped(text: str) -> str:
    """Escape a text value (RFC 2426 §4)."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def folded(lines: Lines, newline: str = "\r\n", width: int = 75) -> bytes:
    """Fold by octets (RFC 6350 §3.2), without splitting a character."""
    out = []
    for line in lines:
        rest, limit, parts = line.encode(), width, []
        while len(rest) > limit:
            cut = limit
            while rest[cut] & 0xC0 == 0x80:
                cut -= 1
            parts.append(rest[:cut])
            rest, limit = rest[cut:], width - 1
        out.append((newline.encode() + b" ").join([*parts, rest]))
    return newline.encode().join(out) + newline.encode()


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def address_value(address: Address, quote: Callable[[str], str] = escaped) -> str:
    return ";".join(["", "", *map(quote, (address.street, address.city, "", address.code, address.country))])


def name_value(person: Person, quote: Callable[[str], str] = escaped) -> str:
    return ";".join(map(quote, (person.family, person.given, person.middle, person.prefix, "")))


def grouped(lines: Lines, number: int, line: str, label: str) -> int:
    lines += [f"item{number}.{line}", f"item{number}.X-ABLabel:{escaped(label)}"]
    return number + 1


def birthday(person: Person, year: str = "1604") -> str:
    """Return a day as ISO; one without a year gets this one."""
    return f"{year}-{person.birthday[2:]}" if person.birthday.startswith("--") else person.birthday


def line_of_21(name: str, value: str, charset: str = "UTF-8") -> str:
    """Return a line of vCard 2.1, in quoted-printable if the value isn't plain ASCII."""
    if value.isascii() and "\n" not in value and "=" not in value:
        return f"{name}:{value}"
    return f"{name};CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{quoted_printable(value, charset)}"


def quoted_printable(value: str, charset: str) -> str:
    """Code a value in quoted-printable, with a soft break before the 70th character of each line."""
    out, width = [], 0
    for byte in value.replace("\n", "\r\n").encode(charset, "replace"):
        # A semicolon separates components, and stays; coding letters too is valid, and some phones do.
        piece = chr(byte) if 33 <= byte <= 126 and byte != 61 else f"={byte:02X}"
        if width + len(piece) > 70:
            out.append("=\r\n")
            width = 0
        out.append(piece)
        width += len(piece)
    return "".join(out)


def semicolons_escaped(text: str) -> str:
    return text.replace(";", "\\;")
