"""Lists the words that people use for contact, interaction, cadence and the other kinds and properties. Reads no folder."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.kinds.templates import TEMPLATE_FOLDERS

# Folders, tags and types that people use, in the form of `comparable_word`.
KIND_WORDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "contact": """contact contacts person persons people human humans crm kontakt kontakte personen leute
            menschen contacto contactos persona personas personne personnes persone contatto contatti pessoa
            pessoas contatos personer mennesker kontakter mensen ludzie osoby addressbook address-book
            adressbuch rolodex""",
        "interaction": """interaction interactions meeting meetings meeting-note meeting-notes call calls
            activity activities call-notes 1-1 1-1s 1on1 1on1s 1-on-1 1-on-1s 1-2-1 1-2-1s one-on-one
            one-on-ones conversation conversations catch-up catch-ups besprechung besprechungen treffen
            gesprach gesprache termine reunion reunions reuniones riunioni reunioes moten mote vergaderingen
            spotkania""",
        "organization": """organization organizations organisation organisations company companies org orgs
            firm firms firma firmen unternehmen employer employers empresa empresas entreprise
            entreprises""",
        "event": """event events conference conferences meetup meetups konferenz konferenzen veranstaltung
            veranstaltungen""",
    }.items()
    for word in words.split()
}
# Folders with these names need notes that look like the kind: others use the words for something else, too.
VAGUE_WORDS = frozenset(
    [
        "activity",
        "activities",
        "call",
        "calls",
        "conversation",
        "conversations",
        "persona",
        "personas",
        "termine",
    ]
)
# Folders that may be of people; pnet asks.
PERHAPS_PEOPLE = frozenset(
    [
        "friend",
        "friends",
        "friendships",
        "family",
        "families",
        "team",
        "teams",
        "network",
        "colleagues",
        "coworkers",
        "clients",
        "client",
        "customers",
        "customer",
        "relationships",
        "acquaintances",
        "mentors",
        "freunde",
        "familie",
        "kollegen",
        "kunden",
        "amigos",
        "familia",
        "amis",
        "famille",
        "stakeholders",
        "candidates",
        "students",
        "members",
    ]
)
# A folder with this name is a container if it contains a folder of people.
CONTAINERS = ("crm",)
# Headings of dated lines consist of these words, of which one is a noun.
_LOG_NOUNS = frozenset(
    [
        "log",
        "logs",
        "history",
        "interaction",
        "interactions",
        "communication",
        "communications",
        "timeline",
        "touchpoint",
        "touchpoints",
        "conversation",
        "conversations",
        "meeting",
        "meetings",
        "call",
        "calls",
        "activity",
        "journal",
        "notes",
        "catchup",
        "catchups",
        "checkin",
        "checkins",
        "1on1",
        "1on1s",
        "encounters",
        "correspondence",
        "chats",
        "verlauf",
        "historie",
        "chronik",
        "gesprache",
        "notizen",
        "protokoll",
        "historial",
        "historique",
        "storico",
        "reunions",
        "reuniones",
    ]
)
_LOG_WORDS = _LOG_NOUNS | frozenset(
    [
        "contact",
        "contacts",
        "touch",
        "touches",
        "point",
        "points",
        "relationship",
        "catch",
        "up",
        "ups",
        "check",
        "in",
        "ins",
        "1",
        "recent",
        "past",
        "previous",
        "our",
        "and",
        "with",
        "und",
        "y",
        "et",
        "des",
        "de",
        "record",
        "records",
        "email",
        "emails",
        "message",
        "messages",
        "letters",
    ]
)


def is_log_heading(text: str) -> bool:
    """Return whether a heading means that the dated lines under it are interactions: Log, Conversation History."""
    words = words_in(text)
    return bool(_LOG_NOUNS & set(words)) and set(words) <= _LOG_WORDS


# Names of notes that list others.
INDEX_WORDS = frozenset(
    [
        "index",
        "moc",
        "mocs",
        "map",
        "maps",
        "dashboard",
        "dashboards",
        "overview",
        "overviews",
        "list",
        "lists",
        "listing",
        "directory",
        "base",
        "bases",
        "home",
        "hub",
        "toc",
        "contents",
        "readme",
        "about",
        "all",
        "table",
        "tables",
        "view",
        "views",
        "query",
        "queries",
        "database",
        "db",
        "archive",
        "inbox",
        "catalog",
        "catalogue",
        "collection",
        "collections",
        "ubersicht",
        "verzeichnis",
        "liste",
        "listen",
        "indice",
    ]
)
GROUP_WORDS = frozenset(
    [
        "team",
        "teams",
        "group",
        "groups",
        "family",
        "families",
        "friends",
        "colleagues",
        "coworkers",
        "clients",
        "customers",
        "board",
        "crew",
        "squad",
        "committee",
        "org-chart",
        "orgchart",
        "everyone",
        "everybody",
        "relationships",
        "network",
        "membership",
        "members",
        "familie",
        "freunde",
        "kollegen",
    ]
)


def comparable_word(text: str) -> str:
    """Return a folder name, tag or heading in comparable form: without case, accents, signs and leading number."""
    word = re.sub(r"[\W_]+", "-", fold(text)).strip("-")
    return word if word in KIND_WORDS else re.sub(r"^[\d-]+", "", word)


def words_in(text: str) -> list[str]:
    """Return the words of a name, in comparable form."""
    return re.sub(r"[\W_]+", " ", fold(text)).split()


_TEMPLATE_WORDS = frozenset((*TEMPLATE_FOLDERS, "modele", "tmpl", "templ", "tpl"))


def without_template_words(stem: str) -> list[str]:
    """Return the words of a template's name that say what it is for."""
    return [word for word in words_in(stem) if word not in _TEMPLATE_WORDS]


def kind_of_word(text: str, *, lists: bool = False) -> str | None:
    """Return the kind that a word, or the last word of a path or phrase, means: `Person`, `object/person`, `customer meeting`.

    With `lists`, the text is the name of a note that lists a kind, such as `People MOC`.
    """
    last = re.split(r"[/|]|::", text.strip().strip("#/ "))[-1].strip()
    if last in _PERSON_SIGNS:
        return "contact"
    if kind := KIND_WORDS.get(comparable_word(last)):
        return kind
    words = words_in(last)
    if len(words) > 1 and words[-1] in ("entity", "note", "page"):
        words = words[:-1]
    if lists:
        words = [word for word in words if word not in INDEX_WORDS]
    # Of several words, the last one is the noun: a customer meeting is a meeting, a meeting room is not.
    return KIND_WORDS.get(words[-1]) if words and (lists or len(words) == 1 or words[-1] in _NOUNS) else None


# The words that mean a kind also at the end of a phrase, where others have other meanings: `schema-org`.
_NOUNS = frozenset(
    [
        "person",
        "contact",
        "meeting",
        "meetings",
        "company",
        "organization",
        "organisation",
        "kontakt",
        "besprechung",
    ]
)


_PERSON_SIGNS = ("👤", "🧑", "👥", "👩", "👨", "🙋")


def writable(name: str) -> bool:
    """Return whether TOML can contain a name, which is so if it is valid Unicode."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def last_word(path: str) -> str:
    return comparable_word(path.rpartition("/")[2])


def parent_folders(path: str) -> Iterator[str]:
    """Yield the folders around a path, deepest first."""
    while path := path.rpartition("/")[0]:
        yield path
