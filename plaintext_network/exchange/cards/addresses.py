"""Writes a card's postal address on one line, as its country does. Knows no note."""

import re
from functools import lru_cache

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import split_structured
from plaintext_network.notes.inert_text import plain_text

# Countries in which the postal code follows the city, although it may be a number.
_CODE_LAST = frozenset(
    """australia|au|brazil|brasil|br|canada|ca|china|cn|india|in|indonesia|id|ireland|ie|japan|jp|new zealand|nz|pakistan|pk
    |singapore|sg|south africa|za|south korea|kr|taiwan|tw|thailand|th|united kingdom|great britain|england|scotland|wales
    |northern ireland|uk|gb|united states|united states of america|usa|us|vietnam|vn""".replace(
        "\n    ", ""
    ).split("|")
)
# 10115, D-10115, 1017 AB, 114 55, 00-950
_NUMBER_CODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{2,6}(?:[ -]?(?:\d{2,3}|[A-Z]{2}))?")
_COMMA = re.compile(r",(?=[^\s\d])")
_US_CODE = re.compile(r"\d{5}(?:-\d{4})?")


def one_line_address(line: ContentLine) -> str:
    """Return the address of an ADR line, such as `12 St James's Square, London SW1Y 4JH, United Kingdom`."""
    box, extended, street, city, region, code, country = _parts(line)
    if box.isdigit():
        box = f"PO Box {box}"
    if code and _comes_first(code, region, country):
        place = ", ".join(filter(None, (f"{code} {city}".strip(), region)))
    else:
        place = ", ".join(filter(None, (city, f"{region} {code}" if region and code else region)))
        place = place if region else f"{city} {code}".strip()
    return ", ".join(filter(None, (box, extended, street, place, country)))


def _comes_first(code: str, region: str, country: str) -> bool:
    if country:
        return country.lower() not in _CODE_LAST and _NUMBER_CODE.fullmatch(code) is not None
    return _NUMBER_CODE.fullmatch(code) is not None and not (region and _US_CODE.fullmatch(code))


def address_city(line: ContentLine) -> str:
    """Return the city of an ADR line, "" if it has none."""
    return _parts(line)[3]


def is_only_city(line: ContentLine) -> bool:
    """Return whether an ADR line contains a city and nothing more."""
    parts = _parts(line)
    return bool(parts[3]) and not any((*parts[:3], *parts[4:]))


def _parts(line: ContentLine) -> tuple[str, ...]:
    """Return the seven components of ADR (RFC 6350 §6.3.1); lines of a component are separated by commas."""
    return _parts_of(line.value)


# Several questions are asked of one address after the other.
@lru_cache(maxsize=16)
def _parts_of(value: str) -> tuple[str, ...]:
    parts = [
        ", ".join(filter(None, (plain_text(_COMMA.sub(", ", each)).strip(", ") for each in part.split("\n"))))
        for part in split_structured(value)
    ]
    more = [part for part in parts[7:] if part]
    parts = (parts + [""] * 7)[:7]
    return (*parts[:6], ", ".join(filter(None, (parts[6], *more))))
