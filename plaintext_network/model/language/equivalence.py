"""Owns when two ways of saying who one is say the same: case, signs, abbreviations, synonyms do not count. Knows no notes."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from plaintext_network.model.language.name_words import TITLES
from plaintext_network.model.language.normalize import fold, name_key

# Each line says the same; the first stands for all of them.
_SAME_WORDS = """
    sr = snr = senior
    jr = junior
    eng = engineer = engineering
    mgr = manager
    vp = vice president
    dr = doctor
    prof = professor
    dir = director
    asst = assistant
    assoc = associate
    dev = developer
    admin = administrator
    rep = representative
    tech = technician
    ceo = chief executive officer
    cto = chief technology officer
    cfo = chief financial officer
    coo = chief operating officer
    hr = human resources
    pr = public relations
    st = saint = street
    mt = mount
    univ = university
    inst = institute
    dept = department
    lab = laboratory
    labs = laboratories
    intl = international
    natl = national
    assn = association
    bros = brothers
    co = company
    corp = corporation
    inc = incorporated
    ltd = limited
    and = n
    uk = united kingdom
    us = usa = united states = united states of america
    nyc = new york city
"""
# What an organization's name may end in without being another's.
_FORM_WORDS = (
    "ltd inc gmbh llc llp lp plc corp co ag sa sas sarl srl spa bv nv ab as asa oy oyj aps kg ug ev pty kk"
)
_FORMS = frozenset(_FORM_WORDS.split())
_PARTS = re.compile(r"[^\s.,;:!?/\\|·•()\[\]{}<>\"“”„«»*_&+#'’‘`´-]+|[&+#]")
_APOSTROPHES = re.compile(r"['’‘`´]")
_DOTTED = re.compile(r"(?<!\w)(?:\w\.){2,}(?!\w)|(?<!\w)(?:\w\.)+\w(?!\w)")
Tokens = tuple[str, ...]


class Synonyms(NamedTuple):
    """Runs of words, each with the one that stands for it, the longest first."""

    table: tuple[tuple[Tokens, Tokens], ...]

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> "Synonyms":
        """Return the usual ones and these, of which each group says the same."""
        return _synonyms(tuple(map(tuple, groups)))

    def key(self, text: str) -> str:
        """Return the form in which two texts say the same."""
        return "".join(self.tokens(text)) or name_key(text)

    def organization(self, text: str) -> str:
        """Return `key` of an organization's name: `The`, and what says its legal form, does not count."""
        tokens = list(self.tokens(text))
        while len(tokens) > 1 and tokens[-1] in _FORMS:
            tokens.pop()
        if len(tokens) > 1 and tokens[0] == "the":
            del tokens[0]
        return "".join(tokens) or name_key(text)

    def person(self, text: str) -> str:
        """Return `key` of a person's name: what stands before it, as `Dr`, does not count."""
        tokens = list(self.tokens(text))
        while len(tokens) > 1 and tokens[0] in TITLES:
            del tokens[0]
        return "".join(tokens) or name_key(text)

    def place(self, text: str) -> tuple[str, ...]:
        """Return a place as the keys of its parts, the nearest first."""
        parts = re.split(r"[,;()/]|\s[-–—·|]\s", text)
        return tuple(self.key(part) for part in parts if part.strip())

    def tokens(self, text: str) -> Tokens:
        """Return a text's words in the form in which they are compared."""
        tokens = _tokens(text)
        found: list[str] = []
        at = 0
        while at < len(tokens):
            for run, meant in self.table:
                if tokens[at : at + len(run)] == run:
                    found += meant
                    at += len(run)
                    break
            else:
                found.append(tokens[at])
                at += 1
        return tuple(found)


def same_place(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one place is the other, said at more length or less: `Bristol` and `Bristol, UK`."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def address_key(url: str) -> str:
    """Return the form in which two addresses on the web are one: scheme, `www.`, the host's case, a last `/` do not count."""
    rest = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:", "", url.strip().strip("<>"), flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return (host + slash + path).rstrip("/")


@lru_cache(maxsize=4096)
def _tokens(text: str) -> Tokens:
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(text))
    # Mary's is Marys, and & is and; + and # tell C++ from C#.
    parts = _PARTS.findall(_APOSTROPHES.sub("", text))
    return tuple("and" if word == "&" else word for word in parts if _tells(word))


def _tells(word: str) -> bool:
    return word in "&+#" or any(letter.isalnum() for letter in word)


@lru_cache(maxsize=16)
def _synonyms(groups: tuple[tuple[str, ...], ...]) -> Synonyms:
    lines = [tuple(line.split(" = ")) for line in _SAME_WORDS.strip().splitlines()]
    meant: dict[Tokens, Tokens] = {}
    for group in (*lines, *groups):
        runs = [run for text in group if (run := _tokens(text.strip()))]
        for run in runs:
            # Where a word has a synonym already, all of these are that.
            first = meant.get(runs[0], runs[0])
            if run != first:
                meant[run] = first
    return Synonyms(tuple(sorted(meant.items(), key=lambda pair: (-len(pair[0]), pair[0]))))
