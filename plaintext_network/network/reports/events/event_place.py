"""Owns whether somebody lives where an event is, by the words of the two places. Knows no map."""

import re

from plaintext_network.model.language.normalize import fold


def fits(location: str, place: str) -> bool:
    """Tell whether two places are one: the nearest part of either, as `Lisbon` of `Lisbon, Portugal`, is a part of the other."""
    ours, theirs = _parts(location), _parts(place)
    return bool(ours and theirs) and (ours[0] in theirs or theirs[0] in ours)


def _parts(place: str) -> list[str]:
    return [" ".join(fold(part).split()) for part in re.split(r"[,;()]", place) if part.strip()]
