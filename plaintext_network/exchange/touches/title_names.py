"""Finds the contacts in the title of a meeting without guests: “Lunch with Ada”. Reads names as `pnet log` does."""

from __future__ import annotations

import re

from plaintext_network.exchange.touches.touch_plan import IN_WRITING
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.network.people.log_sentence import ParsedLog
    from plaintext_network.network.people.mentions import NameMatch
    from plaintext_network.vault.notebook import Notebook


class TitlePeople(NamedTuple):
    """The paths of contacts whom a title says the user met, and names of it that several contacts have, with their paths."""

    paths: tuple[str, ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()


# A day about somebody, or something that did not happen.
_NO_MEETING = re.compile(
    r"""\bcancel+ed\b|\bfällt\ aus\b|\bausgefallen\b|\babgesagt\b|\bentfällt\b|\bannulé|\bcancelad[oa]\b|\bannullat[oa]\b|\bgeannuleerd\b|\bodwołan|\binställ|\baflyst\b
    |\bpostponed\b|\bverschoben\b|\breporté|\baplazad[oa]\b|\brinviat[oa]\b|\buitgesteld\b
    |\bdeadline\b|\breminder\b|\bremind\b|\berinner|\brappel\b|\b(?:vacation|holidays?|urlaub|vacances)\b(?!\ (?:with|w/|mit|avec)\b)|\bout\ of\ office\b|\bgifts?\b
    |\bgeschenk|\bcadeau\b|\bfuneral\b|\bbeerdigung\b|\bobsèques\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BIRTHDAY = re.compile(
    r"""birthday|\bb-?day\b|🎂|🎁|🎉|geburtstag|anniversa|jubil|hochzeitstag|namenstag|name\ day|cumplea|compleanno|verjaardag
    |fødselsdag|födelsedag|bursdag|syntymä|urodziny|imieniny|narozenin|születésnap|doğum\ günü|день\ рожд|誕生日|生日|생일""",
    re.IGNORECASE | re.VERBOSE,
)
# Events with a host, whom every guest meets: also on a birthday.
_PARTY = re.compile(
    r"\b(?:part(?:y|ies)|dinner|lunch|brunch|breakfast|drinks|bbq|barbecue|picnic|house-?warming|farewell|feier|fest)\b|geburtstags(?:feier|essen|party|fest)"
    r"|\b(?:fête|fiesta|festa|feest|borrel|grillen|apéro)\b",
    re.IGNORECASE,
)
_PARTY_OF = re.compile(rf"['’]s?\s(?:[\w-]+\s){{0,3}}?(?:{_PARTY.pattern})", re.IGNORECASE)
# Tasks that the user still has to do, and time that is only reserved.
_TO_DO = re.compile(
    r"""\W*(?:to-?do|task|prep(?:are|aration)?|book(?:ing)?|buy|plan|organi[sz]e|arrange|(?:re-?)?schedule|confirm|cancel|move|send|text|thank|notes?|invoice
    |reserve|order|pack|draft|invite|pay|bring|drop|finish|submit|tell|remember|don['’]t\ forget|think|decide|find|fix|check(?!\W?in)|follow\W?up(?!\ (?:meeting|call|chat
    |lunch|dinner|coffee|session))|vorbereitung|préparer|réserver|acheter|annuler|confirmer|écrire|envoyer|organiser|preparar|reservar|comprar|confirmar
    |escribir|enviar|organizar|preparare|prenotare|comprare|confermare|scrivere)\b
    |\W*(?:hold|tentative|tbc|placeholder|block(?:er|ed)?|maybe|evtl\.?|vielleicht|peut-être|quizás|forse)\s?[:(–—-]
    |.*\b(?:vorbereiten|buchen|kaufen|absagen|verschieben|planen|reservieren|bestellen|schreiben|organisieren|besorgen|antworten|klären|abklären|einladen)\b""",
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
# A name at the beginning, beside another or a meeting: “Mark / Ada”, “Mark 1:1”. In a sentence, it could be an ordinary word.
_FIRST = re.compile(
    r"""(?:[\w ]{1,20}:\s*)?(?=[^\W\d_]+\s*(?:[/&+|×↔]|<>|<->|x\s|(?:and|und|et)\s|1\s?[:/-]\s?1\b
    |(?:1on1|weekly|sync|catch\W?up|visiting|lunch|dinner|brunch|breakfast|coffee|drinks)\b))""",
    re.IGNORECASE | re.VERBOSE,
)
# Words of the same length: “zu” would be part of a name, as in Ada zu Stolberg.
_ZU_BESUCH = re.compile(r"\bzu besuch\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:<>|<->|↔|×)")
_VISIT = re.compile(
    r"\b(?:visit(?:ing)?|besuch|visite|visita|bezoek)\s+(?:(?:from|to|von|de|di|van|aan|à|a)\s+)?\Z",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"""\s+(?:(?:is|are|ist|sind|est|kommt|kommen)\s+)?(?:visit(?:s|ing)?|stay(?:s|ing)?(?:\ over)?|com(?:es|e|ing)\ (?:over|by|round|to\ (?:visit|stay))|zu\ besuch
    |en\ visite|de\ visita|in\ visita|op\ bezoek|på\ bes[øö][gk])(?!\s*\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# What precedes a name if it is only the subject.
_ABOUT = re.compile(
    r"(?<![^\W\d_])(?:without|ohne|sans|sin|senza|zonder|sem|about|re:?|for|of|by|to|on|from|über|für|von|wegen|an|sur|pour|de|sobre|para|di|per|over|voor|om|för|für)\s*\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:(?<![^\W\d_])(?:at|bei|chez)|@)\s*\Z", re.IGNORECASE)
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
    r"""\b(?:and|und|et|me|ich|moi|you|with|mit|dr|prof|mr|mrs|ms|herr|frau|zoom|teams|skype|facetime|webex|google\ meet|phone|telefon|video|online|daily|weekly
    |bi-?weekly|fortnightly|monthly|quarterly|wöchentlich|monatlich|hebdo(?:madaire)?|mensuel|semanal|mensual)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def people_in_title(notebook: Notebook, title: str, own_names: Iterable[str] = ()) -> TitlePeople:
    """Return the contacts whom a title says the user met: by name beside “with”, beside a word for a meeting, or nothing but names.

    `own_names` are words of the user's own name, which may be among them: “Ada / Helena”.
    """
    if not title.strip() or _NO_MEETING.search(title) or _TO_DO.match(title):
        return TitlePeople()
    if _BIRTHDAY.search(title) and not _PARTY.search(title):
        return TitlePeople()
    title = _ZU_BESUCH.sub("visiting ", title)
    parsed = notebook.parse_log(title)
    text = parsed.text if len(parsed.text) == len(title) else title
    own = frozenset(own_names)
    people = _people(notebook, text, parsed)
    if len(people) > 1:
        # Beside others, the first name that a contact shares with the user is the user.
        people = [one for one in people if one.typed.casefold() not in own]
    tells = _tells(text, people, parsed, own)
    paths: dict[str, None] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for names in _joined(text, people):
        for found in _present(text, names, tells=tells):
            if len(found.paths) == 1:
                paths[found.paths[0]] = None
            elif found.paths:
                unclear[found.typed] = tuple(found.paths)
    return TitlePeople(tuple(paths), tuple(unclear.items()))


def _people(notebook: Notebook, text: str, parsed: ParsedLog) -> Sequence[NameMatch]:
    """Return the names in a title, also one at its beginning that would be an ordinary word in a sentence."""
    found = _FIRST.match(text)
    if not found or any(one.start <= found.end() for one in parsed.people):
        return parsed.people
    behind = found.end() - len("with ")
    first = [
        one._replace(start=one.start + behind, end=one.end + behind)
        for one in notebook.parse_log(f"with {text[found.end() :]}").people[:1]
        if one.start + behind == found.end()
    ]
    return (*first, *parsed.people)


def _joined(text: str, people: Iterable[NameMatch]) -> list[list[NameMatch]]:
    """Return the names in groups that “and”, a comma or the like joins."""
    groups: list[list[NameMatch]] = []
    for found in people:
        if groups and _JOINED.fullmatch(text, groups[-1][-1].end, found.start):
            groups[-1].append(found)
        else:
            groups.append([found])
    return groups


def _present(text: str, names: list[NameMatch], *, tells: bool) -> list[NameMatch]:
    """Return those of a group of names whose owners are there: all of them, none, or all but the owner of something."""
    before, after = text[: names[0].start], text[names[-1].end :]
    is_with = bool(_WITH.search(before))
    if possessive := _OF.match(after):
        # At somebody's, and not their lawyer.
        if _PARTY_OF.match(after) or (_AT.search(before) and not _WORD.search(after[possessive.end() :])):
            return names
        return names[:-1] if is_with else []
    if is_with or _VISIT.search(before) or _VISITS.match(after) or _BETWEEN.match(text, names[0].end):
        return names
    return names if tells and not _ABOUT.search(before) else []


def _tells(text: str, people: Iterable[NameMatch], parsed: ParsedLog, own_names: frozenset[str]) -> bool:
    """Return whether a title describes people who meet, or consists of names."""
    if parsed.sentence.channel in IN_WRITING:
        # What is still to be written.
        return False
    if parsed.tells_contact or _MEETING.search(text):
        return True
    rest = list(text)
    for found in people:
        rest[found.start : found.end] = " " * (found.end - found.start)
    words = _WORD.findall(_JOINING.sub(" ", "".join(rest)))
    return all(word.casefold() in own_names for word in words)
