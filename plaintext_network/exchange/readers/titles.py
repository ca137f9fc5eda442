"""Compares titles of columns as people mean them. Knows no roles."""

from __future__ import annotations

import re
from functools import lru_cache

# Characters without a width, such as byte order marks and directions, which people can't see in a title.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """Return what two spellings of a title share: “E-Mail-Adresse:” and “e-mail adresse” are one, accents and case don't count."""
    # Late: only files with a header need it.
    from unicodedata import combining, normalize

    text = (
        _UNSEEN.sub("", title)
        .strip()
        .strip("\"'")
        .casefold()
        .replace("’", "'")
        .replace("ß", "ss")
        .replace("ı", "i")
    )
    # Composed again, since the marks of Japanese syllables and Korean letters are not accents.
    plain = "".join(
        letter for letter in normalize("NFD", text) if not combining(letter) or letter in "\u3099\u309a"
    )
    plain = normalize("NFC", plain)
    words = re.sub(r"[\s_:*.,/()\[\]–—-]+", " ", plain).strip()
    return words.replace("e mail", "email")
