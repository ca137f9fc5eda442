"""Compares telephone numbers by their digits. Knows no country's numbering plan."""

import re

_SIGNS = frozenset("+()[]/.-‐‑–—\u00a0\u202f\u2009 ")
_LEAST = 7  # digits of a number that can be told from an extension or a year
_MOST = 15  # digits (E.164)


# A number without an extension or a zero in brackets, which have a meaning.
_PLAIN = re.compile(r"\+?[0-9][0-9 ./-]*")
_NO_DIGITS = re.compile(r"[ +./-]+")


def is_phone(text: str) -> bool:
    """Return whether a text is a telephone number: only digits and the signs between them, and neither a date nor years."""
    bare = _without_scheme(text)
    digits = sum(letter.isdecimal() for letter in bare)
    if not _LEAST <= digits <= _MOST or not all(letter.isdecimal() or letter in _SIGNS for letter in bare):
        return False
    return bare != text.strip() or bare[0] in "+0(" or digits > 8


def phone_key(text: str) -> str:
    """Return a key of a number: its digits, with `+` before a country's code: `+442079460018` for `0044 (0)20 7946 0018`.

    An extension after the number does not count.
    """
    text = _without_scheme(text)
    if _PLAIN.fullmatch(text):
        # As below, for most numbers: an address book has thousands.
        digits = _NO_DIGITS.sub("", text)
        return f"+{digits}" if text[:1] == "+" else f"+{digits[2:]}" if digits[:2] == "00" else digits
    for mark in (";", ",", "#", "x", "ext"):
        head = text.lower().partition(mark)[0]
        if head != text.lower() and sum(map(str.isdecimal, head)) >= _LEAST:
            text = text[: len(head)]
    is_international = text.lstrip(" (").startswith("+")
    if "(0)" in text and (is_international or text.lstrip().startswith("00")):
        text = text.replace("(0)", "", 1)
    digits = "".join(str(int(letter)) for letter in text if letter.isdecimal())
    if is_international:
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def is_same_phone(one: str, other: str) -> bool:
    """Return whether two numbers have the same digits, or one of them lacks only the country's code of the other.

    `020 7946 0018` is `+44 20 7946 0018`. It is also a number of another country that ends in the same way: nothing in it
    tells its country.
    """
    one, other = phone_key(one), phone_key(other)
    if one.lstrip("+") == other.lstrip("+"):
        return bool(one)
    if one.startswith("+") == other.startswith("+"):
        return False
    whole, national = (one, other) if one.startswith("+") else (other, one)
    national = national.removeprefix("0")
    return len(national) >= _LEAST + 1 and whole.endswith(national) and len(whole) - 1 - len(national) <= 3


def is_same_ending(one: str, other: str) -> bool:
    """Return whether one of two numbers ends in all digits of the other, without its leading zeros, and these are at least eight.

    Unlike `is_same_phone`, it takes a number without its area's code for the whole one.
    """
    short, long = sorted((phone_key(text).lstrip("+") for text in (one, other)), key=len)
    bare = short.lstrip("0")
    return len(bare) > _LEAST and long.endswith(bare)


def has_digits(number: str, part: str) -> bool:
    """Return whether a number contains the digits of a typed part of one, at least three."""
    if not all(letter.isdecimal() or letter in _SIGNS for letter in _without_scheme(part)):
        return False
    digits, wanted = (phone_key(text).removeprefix("+") for text in (number, part))
    as_typed = "".join(letter for letter in part if letter.isdecimal())
    ways = [way for way in (as_typed, wanted, wanted.removeprefix("0")) if len(way) >= 3]
    return any(way in digits for way in ways)


def _without_scheme(text: str) -> str:
    text = text.strip()
    return text[4:] if text[:4].lower() in ("tel:", "sms:") else text
