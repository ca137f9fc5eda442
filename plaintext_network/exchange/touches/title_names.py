"""Finds whom the title of a calendar entry without guests says the user met: “Lunch with Ada”. Reads names as `pnet log` does."""

from __future__ import annotations

import re

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.log_sentence import ParsedLog
    from plaintext_network.vault.notebook import Notebook


class TitlePeople(NamedTuple):
    """The paths of contacts whom a title says the user met, and names of it that several contacts have, with their paths."""

    paths: tuple[str, ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()


# A day about somebody, or something that did not happen.
_NO_MEETING = re.compile(
    r"""birthday|\bb-?day\b|🎂|🎁|🎉|geburtstag|anniversa|jubil|hochzeitstag|namenstag|name\ day|cumplea|compleanno|verjaardag
    |fødselsdag|födelsedag|bursdag|syntymä|urodziny|imieniny|narozenin|születésnap|doğum\ günü|день\ рожд|誕生日|生日|생일
    |\bcancel+ed\b|\babgesagt\b|\bentfällt\b|\bannulé|\bcancelad[oa]\b|\bannullat[oa]\b|\bgeannuleerd\b|\bodwołan|\binställ|\baflyst\b
    |\bdeadline\b|\breminder\b|\bremind\b|\berinner|\brappel\b|\bvacation\b|\bholidays?\b|\burlaub\b|\bvacances\b|\bout\ of\ office\b|\bgifts?\b
    |\bgeschenk|\bcadeau\b|\bfuneral\b|\bbeerdigung\b|\bobsèques\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What precedes a name if its owner is there, and what joins names: whoever is joined is there if the first one is.
_TITLE_OF = r"\s*(?:dr\.?|prof\.?|mr\.?|mrs\.?|ms\.?|herrn?|frau|mme|m\.)?\s*\Z"
_WITH = re.compile(
    r"(?:(?<![^\W\d_])(?:with|w/?|mit|avec|con|com|met|med|bei|chez|kanssa|z|ze|s|se|со?|ile|à\ deux|vs\.?)|<>|<->|↔|×)"
    + _TITLE_OF,
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:[&+,/|]|and|und|et|y|e|en|och|og|i|и|ve|plus)" + _TITLE_OF, re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:<>|<->|↔|×)")
_VISIT = re.compile(r"(?:visit|besuch|visite|visita|bezoek)\s+(?:from|von|de|di|van)\s*\Z", re.IGNORECASE)
# What precedes a name if it is only the subject.
_ABOUT = re.compile(
    r"(?<![^\W\d_])(?:about|re:?|for|of|by|to|on|from|über|für|von|wegen|an|sur|pour|de|sobre|para|di|per|over|voor|om|för|für)\s*\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<![^\W\d_])(?:at|bei|chez)\s*\Z", re.IGNORECASE)
_IN_WRITING = ("email", "message", "letter", "social")
_OF = re.compile(r"['’]s?\b")
_MEETING = re.compile(
    r"""\b(?:1\s?[:\-/]\s?1|1on1|one[- ]on[- ]one|catch[- ]?up|sync|chat|meet(?:ing)?|call|interview|stand-?up|drinks?|beers?|wine|pub|dinner|lunch|brunch|breakfast
    |coffee|walk|hike|run|ride|tennis|squash|climbing|cinema|playdate|treffen|termin|gespräch|telefonat|telko|anruf|tel|kaffee|mittag(?:essen)?
    |abendessen|frühstück|essen|spaziergang|wanderung|jour\ fixe|besuch|besprechung|bier|kino|sport|déjeuner|dîner|café|rendez-vous|rdv|réunion
    |appel|visite|apéro|point|comida|cena|almuerzo|desayuno|reunión|llamada|cerveza|pranzo|riunione|chiamata|caffè|aperitivo|almoço|jantar|reunião
    |etentje|eten|koffie|wandelen|afspraak|borrel|overleg|spotkanie|obiad|kolacja|kawa|fika|middag|möte|møte|møde|frokost|tapaaminen|kahvi|lounas
    |schůzka|oběd|káva|ebéd|vacsora|kávé|toplantı|kahve|встреча|обед|ужин|кофе|созвон)\b|ランチ|会議|打ち合わせ|食事|午餐|晚餐|会议|咖啡|점심|저녁|회의""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_JOINING = re.compile(
    r"\b(?:and|und|et|me|ich|moi|you|with|mit|dr|prof|mr|mrs|ms|herr|frau)\b", re.IGNORECASE
)


def people_in_title(notebook: Notebook, title: str) -> TitlePeople:
    """Return the contacts whom a title says the user met: by name beside “with”, beside a word for a meeting, or nothing but names."""
    if not title.strip() or _NO_MEETING.search(title):
        return TitlePeople()
    parsed = notebook.parse_log(title)
    text = parsed.text if len(parsed.text) == len(title) else title
    paths: dict[str, None] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    tells = _tells(text, parsed)
    end, is_there = -1, False
    for found in parsed.people:
        before, after = text[: found.start], text[found.end :]
        if end >= 0 and _JOINED.fullmatch(text, end, found.start):
            pass
        elif possessive := _OF.match(after):
            # At somebody's, and not their lawyer.
            is_there = bool(_AT.search(before)) and not _WORD.search(after[possessive.end() :])
        else:
            is_there = bool(_WITH.search(before) or _VISIT.search(before) or _BETWEEN.match(after))
            is_there = is_there or (tells and not _ABOUT.search(before))
        end = found.end
        if not is_there or (_OF.match(after) and not _AT.search(before)):
            continue
        if len(found.paths) == 1:
            paths[found.paths[0]] = None
        elif found.paths:
            unclear[found.typed] = tuple(found.paths)
    return TitlePeople(tuple(paths), tuple(unclear.items()))


def _tells(text: str, parsed: ParsedLog) -> bool:
    """Return whether a title describes people who meet, or consists of names."""
    if parsed.sentence.channel in _IN_WRITING:
        # What is still to be written.
        return False
    if parsed.tells_contact or _MEETING.search(text):
        return True
    rest = list(text)
    for found in parsed.people:
        rest[found.start : found.end] = " " * (found.end - found.start)
    return not _WORD.search(_JOINING.sub(" ", "".join(rest)))
