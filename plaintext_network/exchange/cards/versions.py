"""Gives a line the form that a version of vCard needs: pictures, dates without a year, preferences, positions. Knows no note."""

import re

from plaintext_network.exchange.cards.dates import NO_YEAR, OMIT_YEAR, date_line, note_date
from plaintext_network.exchange.cards.preference import without_preference
from plaintext_network.exchange.vcard.content_line import ContentLine


def in_version(line: ContentLine, version: str) -> ContentLine:
    """Return a line in the form that a version needs, and as it is where the version permits it."""
    key = line.key
    if key in ("PHOTO", "LOGO", "SOUND", "KEY"):
        return _binary_in_version(line, version)
    if key in ("BDAY", "ANNIVERSARY", "DEATHDATE", "X-ABDATE"):
        return _date_in_version(line, version)
    is_preferred = any(value.lower() == "pref" for value in line.param("TYPE"))
    if version == "4.0" and is_preferred and not line.param("PREF"):
        bare = without_preference(line)
        return bare._replace(params=(*bare.params, ("PREF", ("1",))))
    if version != "4.0" and not is_preferred and "1" in line.param("PREF"):
        return line._replace(params=(*line.params, ("TYPE", ("pref",))))
    if key == "GEO":
        return line._replace(value=_position(line.value, version))
    if version != "4.0" and key == "TEL" and line.value[:4].lower() == "tel:":
        params = tuple((name, values) for name, values in line.params if name.upper() != "VALUE")
        return line._replace(value=line.value[4:], params=params)
    return line


def _position(value: str, version: str) -> str:
    """Return a position as a version writes it: `geo:37.386,-122.08` in 4.0, `37.386;-122.08` before (RFC 2426 §3.4.2)."""
    numbers = re.fullmatch(r"(?:geo:)?(-?[\d.]+)\\?[,;](-?[\d.]+)", value.strip(), re.IGNORECASE)
    if numbers is None:
        return value
    return f"geo:{numbers[1]},{numbers[2]}" if version == "4.0" else f"{numbers[1]};{numbers[2]}"


def _date_in_version(line: ContentLine, version: str) -> ContentLine:
    written = note_date(line)
    if len(written) != 5:
        return line
    is_1604 = line.value.startswith(str(NO_YEAR)) or bool(line.param(OMIT_YEAR))
    if is_1604 == (version != "4.0"):
        return line
    new = date_line(line.name, written, version)
    params = tuple((key, values) for key, values in line.params if key.upper() != OMIT_YEAR)
    return line._replace(value=new.value, params=(*params, *new.params)) if new else line


_URI = re.compile(r"data:([^,;]*)[^,]*?;base64\\?,(.*)", re.IGNORECASE | re.DOTALL)


def _binary_in_version(line: ContentLine, version: str) -> ContentLine:
    is_base64 = any(value.upper() in ("B", "BASE64") for value in line.param("ENCODING"))
    main = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}.get(line.key, "application")
    if version == "4.0" and is_base64:
        kind = next(
            (value for value in line.param("TYPE") if value.lower() not in ("home", "work", "pref")), ""
        )
        media = kind.lower() if "/" in kind else f"{main}/{kind.lower() or 'octet-stream'}"
        params = []
        for name, values in line.params:
            if name.upper() == "TYPE":
                values = tuple(value for value in values if value != kind)
            if values and name.upper() not in ("ENCODING", "VALUE"):
                params.append((name, values))
        return line._replace(value=f"data:{media};base64,{line.value}", params=tuple(params))
    uri = _URI.fullmatch(line.value) if version != "4.0" else None
    if uri:
        kind = uri[1].rpartition("/")[2].upper()
        kept = tuple(
            (name, values) for name, values in line.params if name.upper() not in ("VALUE", "MEDIATYPE")
        )
        added = (("ENCODING", ("b",)), *((("TYPE", (kind,)),) if kind else ()))
        return line._replace(value=uri[2], params=(*kept, *added))
    return line
