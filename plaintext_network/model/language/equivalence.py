"""Compares names, roles, organizations, places and web addresses, ignoring case, punctuation and synonyms. Knows no notes."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from plaintext_network.model.language.name_words import TITLES
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# The words on a line are synonyms; the first represents them all.
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
# Legal forms, which do not distinguish organizations.
_LEGAL_FORM_WORDS = (
    "ltd inc gmbh llc llp lp plc corp co ag sa sas sarl srl spa bv nv ab as asa oy oyj aps kg ug ev pty kk"
)
_LEGAL_FORMS = frozenset(_LEGAL_FORM_WORDS.split())
_PARTS = late_pattern(r"[^\s.,;:!?/\\|·•()\[\]{}<>\"“”„«»*_&+#'’‘`´-]+|[&+#]")
_APOSTROPHES = late_pattern(r"['’‘`´]")
_DOTTED = late_pattern(r"(?<!\w)(?:\w\.){2,}(?!\w)|(?<!\w)(?:\w\.)+\w(?!\w)")
Tokens = tuple[str, ...]


class Synonyms(NamedTuple):
    """A table of word sequences and the sequence that represents each, the longest first."""

    table: tuple[tuple[Tokens, Tokens], ...]

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> "Synonyms":
        """Return the built-in synonyms and these groups of synonyms."""
        return _synonyms(tuple(map(tuple, groups)))

    def key(self, text: str) -> str:
        """Return a key that is equal for texts with the same meaning."""
        return "".join(self.tokens(text)) or name_key(text)

    def organization(self, text: str) -> str:
        """Return a key for an organization's name, without `The` and the legal form."""
        tokens = list(self.tokens(text))
        while len(tokens) > 1 and tokens[-1] in _LEGAL_FORMS:
            tokens.pop()
        if len(tokens) > 1 and tokens[0] == "the":
            del tokens[0]
        return "".join(tokens) or name_key(text)

    def person(self, text: str) -> str:
        """Return a key for a person's name, without titles such as `Dr`."""
        tokens = list(self.tokens(text))
        while len(tokens) > 1 and tokens[0] in TITLES:
            del tokens[0]
        return "".join(tokens) or name_key(text)

    def place(self, text: str) -> tuple[str, ...]:
        """Return the keys of a place's parts, the most local first."""
        parts = re.split(r"[,;()/]|\s[-–—·|]\s", text)
        return tuple(self.key(part) for part in parts if part.strip())

    def tokens(self, text: str) -> Tokens:
        """Return a text's words with synonyms replaced, for comparison."""
        tokens = _tokens(text)
        replaced: list[str] = []
        at = 0
        while at < len(tokens):
            for run, representative in self.table:
                if tokens[at : at + len(run)] == run:
                    replaced += representative
                    at += len(run)
                    break
            else:
                replaced.append(tokens[at])
                at += 1
        return tuple(replaced)


def same_place(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two places are the same, in more or less detail: `Bristol` and `Bristol, UK`."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def address_key(url: str) -> str:
    """Return a key for a web address, without scheme, `www.`, the host's case and a final `/`."""
    rest = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:", "", url.strip().strip("<>"), flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return (host + slash + path).rstrip("/")


@lru_cache(maxsize=4096)
def _tokens(text: str) -> Tokens:
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(text))
    # `Mary's` equals `Marys`, and `&` equals `and`; + and # distinguish C++ from C#.
    parts = _PARTS.findall(_APOSTROPHES.sub("", text))
    return tuple("and" if word == "&" else word for word in parts if _is_significant(word))


def _is_significant(word: str) -> bool:
    return word in "&+#" or any(letter.isalnum() for letter in word)


@lru_cache(maxsize=16)
def _synonyms(groups: tuple[tuple[str, ...], ...]) -> Synonyms:
    lines = [tuple(line.split(" = ")) for line in _SAME_WORDS.strip().splitlines()]
    representatives: dict[Tokens, Tokens] = {}
    for group in (*lines, *groups):
        runs = [run for text in group if (run := _tokens(text.strip()))]
        for run in runs:
            # If the first word already has a representative, the whole group gets it.
            first = representatives.get(runs[0], runs[0])
            if run != first:
                representatives[run] = first
    return Synonyms(tuple(sorted(representatives.items(), key=lambda pair: (-len(pair[0]), pair[0]))))
