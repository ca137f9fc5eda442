"""Reads lists of addresses in header fields (RFC 5322 §3.4), and what programs write instead. Never raises.

The standard library's reader drops a whole list for one fault, and takes five times as long.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from plaintext_network.exchange.touches.mail_in.encoded_words import clean, decode_text

# More recipients than these are no touch of any one person.
LARGEST_LIST = 2_000
_LONGEST_ADDRESS = 320
_ONE = re.compile(
    r'\s*(?:"([^"\\]*)"|([^"(),:;<>@\\]*?))\s*<([^<>\s"(),:;@\\]+@[^<>\s"(),:;@\\]+)>\s*', re.ASCII
)
_BARE = re.compile(r'\s*([^<>\s"(),:;@\\]+@[^<>\s"(),:;@\\]+)\s*', re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_TEXT = re.compile(r'[^"(<,;:]+')
_ANGLE = re.compile(r"<([^<>]*)>?")
_PAIR = re.compile(r"\\(.)", re.DOTALL)
# Archives of lists write it so: ada at example.org (Ada Lovelace).
_SPELLED = re.compile(r"(\S+) at (\S+\.\S+)")
_ADDRESS = re.compile(
    r"""([^\s@<>(),;:"'\\][^\s@<>(),;:"\\]*|"(?:[^"\\]|\\.)+")@([^\s@<>(),;:"'\\\[\].][^\s@<>(),;:"'\\\[\]]*|\[[^\s@<>\[\]]+\])"""
)
_MAILTO = re.compile(r"[\s'<]*mailto:", re.I)
_AROUND_AT = re.compile(r"\s*@\s*")


def read_addresses(raw: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each person in a field, "" for what is missing, without names of groups."""
    if found := _ONE.fullmatch(raw):
        if found_one := _person(found[1] or found[2] or "", found[3]):
            yield found_one
    elif found := _BARE.fullmatch(raw):
        if found_one := _person("", found[1]):
            yield found_one
    else:
        yield from _read_list(raw)


def _read_list(raw: str) -> Iterator[tuple[str, str]]:
    count = 0
    before = ""
    for words, comment, angle in _members(raw):
        text = " ".join(filter(None, (before, words)))
        before = ""
        address = angle if angle is not None else words if "@" in words else None
        if address is None and comment and (spelled := _SPELLED.fullmatch(words)):
            address = f"{spelled[1]}@{spelled[2]}"
        if address is None:
            # The name may have had a comma without quotes: Lovelace, Ada <ada@example.org>.
            before = f"{words}," if words else ""
            continue
        name = (text if angle is not None else "") or comment
        if found := _person(name, address):
            yield found
            count += 1
            if count >= LARGEST_LIST:
                return


def _members(raw: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the words, the comment and what is in angle brackets, None without, of each member of a list."""
    words: list[str] = []
    comment, angle = "", None
    quotes = True
    at = 0
    while at < len(raw):
        sign = raw[at]
        if sign == '"' and quotes and (found := _QUOTED.match(raw, at)):
            # White space is kept between words, not within an address: "odd local"@example.org.
            words.append(
                _PAIR.sub(r"\1", found[1]) if raw[found.end() : found.end() + 1] != "@" else found[0]
            )
            at = found.end()
        elif sign == '"':
            # No quote that follows has an end either.
            quotes = False
            at += 1
        elif sign == "(":
            text, at = _comment(raw, at)
            comment = comment or text
        elif sign == "<":
            found = _ANGLE.match(raw, at)
            assert found is not None  # noqa: S101  # it matches any “<”
            angle = found[1] if angle is None else angle
            at = found.end()
        elif sign in ",;":
            yield _joined(words), comment, angle
            words, comment, angle = [], "", None
            at += 1
        elif sign == ":":
            text = _joined(words)
            # The name of a group; but mailto: is none.
            words = [] if angle is None and "@" not in text else words
            at += 1
        else:
            found = _TEXT.match(raw, at)
            assert found is not None  # noqa: S101  # it matches any other character
            words.append(found[0])
            at = found.end()
    yield _joined(words), comment, angle


def _joined(words: list[str]) -> str:
    return "".join(words).strip()


def _comment(raw: str, at: int) -> tuple[str, int]:
    """Return the text of a comment, which may contain others, and where it ends."""
    depth, start, end = 0, at + 1, at
    while end < len(raw):
        sign = raw[end]
        if sign == "\\":
            end += 1
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if not depth:
                return raw[start:end], end + 1
        end += 1
    return raw[start:], len(raw)


@lru_cache(maxsize=20_000)
def _person(name: str, address: str) -> tuple[str, str] | None:
    name, address = decode_text(name), plain_address(address)
    # Outlook puts names in single quotes.
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    if "@" in name and (name.lower() == address or " " not in name):
        name = ""
    return (name, address) if name or address else None


def plain_address(address: str) -> str:
    """Return an address in lower case, its domain in Unicode, without `mailto:`, quotes and a route; "" for a text that is none."""
    address = _AROUND_AT.sub("@", clean(address))
    if found := _MAILTO.match(address):
        address = address[found.end() :].partition("?")[0]
    address = address.strip("'<> ")
    if address.startswith("@"):
        # An obsolete route: @a.example,@b.example:ada@example.org (RFC 5322 §4.4).
        address = address.rpartition(":")[2]
    found = _ADDRESS.fullmatch(address)
    if not found or len(address) > _LONGEST_ADDRESS:
        return ""
    return f"{found[1].lower()}@{_unicode_domain(found[2].rstrip('.').lower())}"


def _unicode_domain(domain: str) -> str:
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
