"""Parses a person's name for comparison: its words without titles and degrees, and what tells namesakes apart. Compares nothing."""

import re
from functools import lru_cache

from plaintext_network.model.language.normalize import fold, without_signs
from plaintext_network.model.language.sounds import in_latin, spelling_key
from plaintext_network.named_tuples import NamedTuple

_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]|(?:(?<=\s)|^)['‘]([^'‘’]+)['’](?=\s|$)")
_PRONOUNS = re.compile(r"^(?:she|he|they|xe|ze|her|him|them|any)(?:\s*/\s*\w+)+$", re.IGNORECASE)
# Apostrophes and joiners are silent. Everything else separates words.
_SILENT = str.maketrans(dict.fromkeys("'’‘ʼ`´\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
# Between the names of two people.
_TOGETHER = re.compile(r"[&+/]|\b(?:and|und|et|og|och)\b")
_PARTICLES_WORDS = """
    van von zu zur vom de der den del della dei di da das do dos du la le les lo el al bin ibn bint ben ter ten te af av mac mc
    ni nic o ua ui san st saint und y e
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Which of several people of one name.
_GENERATIONS = {
    "jr": "jr", "junior": "jr", "jun": "jr", "jnr": "jr", "sr": "sr", "senior": "sr", "sen": "sr", "snr": "sr", "ii": "2", "iii": "3",
    "iv": "4", "fils": "jr", "pere": "sr", "filho": "jr", "neto": "3", "hijo": "jr", "pai": "sr", "2nd": "2", "3rd": "3", "younger": "jr",
    "elder": "sr", "altere": "sr", "jungere": "jr", "aeltere": "sr", "juengere": "jr", "mladsi": "jr", "starsi": "sr",
}  # fmt: skip
_MEN_WORDS = "mr mister herr hr monsieur senor sir lord signor sig father uncle dad grandpa brother"
_WOMEN_WORDS = """
    mrs ms miss frau fr madame mme mlle mademoiselle senora senorita sra srta dame lady signora mother aunt auntie aunty mum mom
    grandma granny sister
"""
_MEN, _WOMEN = frozenset(_MEN_WORDS.split()), frozenset(_WOMEN_WORDS.split())
_TITLES_WORDS = """
    dr prof professor doctor ing dipl mag dott dra dres med rer nat phil jur habil mx rabbi imam pastor rev reverend cousin
"""
_BEFORE = _MEN | _WOMEN | frozenset(_TITLES_WORDS.split())
_DEGREES_WORDS = """
    phd dphil md mba msc bsc ma ba esq cpa cfa pmp rn jd llm llb dds obe mbe cbe frcs ing dipl beng meng med ret
"""
_AFTER = frozenset(_DEGREES_WORDS.split())
# Words of which a name is no single person's.
_GROUP_WORDS = """
    ab ag agency agentur asbl asociacion associates association ateliers bakery bank bar bv bvba cabinet cafe center
    centre church cic city clinic clinique club co college comercial committee company congregation consulting corp
    corporation council couple customer department dept desk eg eltern ev famiglia familia familie families famille
    family firma foundation freunde friends front gbr gemeinde ges gesellschaft gmbh group gruppe haus helpdesk
    holding hospital hotel hotline household inc incorporated info institut institute kanzlei kft kg kindergarten kk
    klinik kundenservice lab labor laboratory library limited llc llp ltd ltda marketing mbh ministry museum nv
    office offices ohg ooo organisation organization oy oyj parents partners partnership plc praxis press pte pty
    reception restaurant rezeption sales salon sarl sas school schule sekretariat service services shop sl slu
    society solutions spa spol srl sro stiftung store studio studios support systems team technologies theater
    theatre trust uab ug universidad universitat university verein verlag werkstatt yard zao
"""
_GROUPS = frozenset(_GROUP_WORDS.split())
# What people add in brackets to one of several entries of one person.
_NO_BRACKETS_WORDS = """
    work home mobile cell private privat office buro handy new neu old alt travail maison trabajo casa lavoro linkedin google
"""
_NO_BRACKETS = frozenset(_NO_BRACKETS_WORDS.split())


class ParsedName(NamedTuple):
    """A name as it is compared: its words in Latin letters, without titles and degrees, the family name last.

    `generation` and `bracket` tell people of one name apart, `sex` is m or f after a title. With `is_group`, it is several
    people's or an organization's. An address for a name has no words, or those of its part before the @.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    generation: str = ""
    sex: str = ""
    bracket: str = ""
    is_group: bool = False


@lru_cache(maxsize=50_000)
def parse_name(name: str) -> ParsedName:
    """Return a name as it is compared."""
    text = fold(without_signs(name))
    if "@" in text[1:] and " " not in text.strip():
        words = tuple(_WORD.findall(text.partition("@")[0]))
        return _parsed(
            words if len(words) > 1 and all(len(word) > 1 and word.isalpha() for word in words) else ()
        )
    brackets = [
        found
        for found in _BRACKETED.findall(text)
        if not (_PRONOUNS.match(found.strip()) or _NO_BRACKETS.issuperset(_words(found)))
    ]
    text = _QUOTED.sub(" ", _BRACKETED.sub(" ", text))
    is_group = _TOGETHER.search(text) is not None
    pieces = [_words(piece) for piece in text.split(",")]
    pieces = [
        piece
        for number, piece in enumerate(pieces)
        if piece and not (number and _AFTER.union(_GENERATIONS).issuperset(piece))
    ] + [piece for piece in pieces[1:] if piece and set(piece) <= _GENERATIONS.keys()]
    if len(pieces) > 1 and not _GENERATIONS.keys() >= set(pieces[1]):
        # The family name comes first.
        pieces = [*pieces[1:2], pieces[0], *pieces[2:]]
    words = tuple(word for piece in pieces for word in piece)
    return _parsed(
        words, bracket=" ".join(word for each in brackets for word in _words(each)), is_group=is_group
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(in_latin(text.translate(_SILENT).replace(".", " "))))


def _parsed(words: tuple[str, ...], *, bracket: str = "", is_group: bool = False) -> ParsedName:
    sex = generation = ""
    while len(words) > 1 and words[0] in _BEFORE:
        sex = sex or ("m" if words[0] in _MEN else "f" if words[0] in _WOMEN else "")
        words = words[1:]
    while len(words) > 2 and (words[-1] in _AFTER or words[-1] in _GENERATIONS):
        generation = generation or _GENERATIONS.get(words[-1], "")
        words = words[:-1]
    if len(words) == 2 and words[-1] in _GENERATIONS:
        generation, words = _GENERATIONS[words[-1]], words[:-1]
    is_group = is_group or not _GROUPS.isdisjoint(words)
    if not any(word.isalpha() for word in words):
        words = () if not bracket else words
    return ParsedName(words, tuple(map(spelling_key, words)), generation, sex, bracket, is_group)
