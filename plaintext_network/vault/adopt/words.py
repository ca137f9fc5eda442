"""Lists the words that people use for contact, interaction, cadence and the other kinds and properties. Reads no folder."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.normalize import fold

# Folders, tags and types that people use, in the form of `word_of`.
KIND_WORDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "contact": """contact contacts person persons people human humans crm kontakt kontakte personen leute
            menschen contacto contactos persona personas personne personnes addressbook address-book
            adressbuch rolodex""",
        "interaction": """interaction interactions meeting meetings meeting-note meeting-notes call calls
            activity activities call-notes 1-1 1-1s 1on1 1on1s one-on-one one-on-ones conversation
            conversations catch-up catch-ups besprechung besprechungen treffen gesprach gesprache
            reunion reunions reuniones""",
        "organization": """organization organizations organisation organisations company companies org orgs
            firm firms firma firmen unternehmen employer employers empresa empresas entreprise
            entreprises""",
        "event": """event events conference conferences meetup meetups konferenz konferenzen veranstaltung
            veranstaltungen""",
    }.items()
    for word in words.split()
}
# A folder with this name is a container if it contains a folder of people.
CONTAINERS = ("crm",)
LOGS = """log logs contact-log interaction-log history contact-history interaction-history interactions
    timeline touchpoints conversations meetings calls activity journal verlauf historie chronik gesprache"""

# Other people's names for our properties, in the form of `property_key`.
_OURS = {
    "name": "fullname",
    "aliases": "aka nickname nicknames",
    "emails": "mail mails emailaddress workemail personalemail privateemail",
    "phones": "mobile tel telephone cell cellphone phonenumber telefon mobil handy",
    "links": "website websites web homepage linkedin twitter github",
    "organization": "employer org organizations worksat workplace firma unternehmen arbeitgeber",
    "role": "job jobtitle position beruf",
    "location": "lives livesin basedin loc wohnort ort",
    "birthday": "bday birthdate dateofbirth dob born geburtstag",
    "circles": "group groups",
    "cadence": """cadencedays frequency contactfrequency contactinterval contactevery stayintouch keepintouch
            reachout interval""",
    "met_on": "met datemet firstmet firstcontact",
    "met_at": "wheremet metwhere placemet howwemet",
    "met_through": "introducedby metvia referredby",
    "interests": "hobbies likes",
    "last_contact": """lastcontacted lastcontactdate lastcontactedon lasttouch lastspoke lastspoken
            lasttalked lastmet lastseen letzterkontakt""",
    "follow_up": "nextfollowup followupon followupdate",
    "with": "attendees attendee participants participant people person teilnehmer anwesende asistentes",
    "date": "when day datum meetingdate datecreated",
    "channel": "medium via mode",
    "topics": "subject subjects agenda themen",
    "place": "location loc where venue",
}
# One word may mean different properties, depending on the kind of note.
PROPERTY_WORDS: dict[str, tuple[str, ...]] = {
    word: tuple(ours for ours, others in _OURS.items() if word in others.split())
    for words in _OURS.values()
    for word in words.split()
}


def comparable_word(text: str) -> str:
    """Return a folder name, tag or heading in comparable form: without case, accents, signs and leading number."""
    word = re.sub(r"[\W_]+", "-", fold(text)).strip("-")
    return word if word in KIND_WORDS else re.sub(r"^[\d-]+", "", word)


def writable(name: str) -> bool:
    """Return whether TOML can contain a name, which is so if it is valid Unicode."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def last_word(path: str) -> str:
    return comparable_word(path.rpartition("/")[2])


def parent_folders(path: str) -> Iterator[str]:
    """Yield the folders around a path, deepest first."""
    while path := path.rpartition("/")[0]:
        yield path
