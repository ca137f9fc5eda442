"""Lists the names that people use for pnet's properties. Reads no note."""

import re

from plaintext_network.model.language.normalize import fold

# Other people's names for our properties, in the form of `property_key`, without accents.
_OURS = {
    "name": "fullname",
    "aliases": "aka nickname nicknames spitzname apodo surnom",
    "emails": "mail mails emailaddress workemail personalemail privateemail correo correoelectronico courriel",
    "phones": "mobile tel telephone cell cellphone phonenumber telefon mobil handy telefono telefone movil portable celular telefoon",
    "links": "website websites web homepage linkedin twitter github",
    "organization": "employer org organizations worksat workplace firma unternehmen arbeitgeber empresa entreprise societe azienda bedrijf",
    "role": "job jobtitle position beruf puesto poste cargo",
    "location": "lives livesin basedin loc wohnort ort",
    "birthday": "bday birthdate dateofbirth dob born geburtstag geburtsdatum cumpleanos fechadenacimiento anniversaire datedenaissance aniversario compleanno verjaardag",
    "circles": "group groups",
    "cadence": """cadencedays frequency contactfrequency contactinterval contactevery stayintouch keepintouch
            reachout interval""",
    "met_on": "met datemet firstmet firstcontact",
    "met_at": "wheremet metwhere placemet howwemet",
    "met_through": "introducedby metvia referredby",
    "interests": "hobbies likes",
    "last_contact": """lastcontacted lastcontactdate lastcontactedon lasttouch lastspoke lastspoken
            lasttalked lastmet lastseen lastinteraction lastconversation lastcheckin lastcatchup lastcontactdate
            datelastcontacted datelastcontact datelastspoken dateoflastcontact letzterkontakt ultimocontacto
            derniercontact ultimocontatto""",
    "follow_up": "nextfollowup followupon followupdate",
    "with": """attendees attendee participants participant people person persons contacts contact attended present who
            teilnehmer teilnehmende anwesende anwesend asistentes participantes presents partecipanti deltagere
            deltagare deelnemers uczestnicy""",
    "date": "when day datum meetingdate calldate dateofmeeting dateheld heldon fecha data",
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


def is_file_time(name: str) -> bool:
    """Return whether a property has the time when a file was created or changed, in any spelling."""
    word = re.sub(r"[\W_]+", "", fold(name))
    return any(part in word for part in _FILE_TIMES)


_FILE_TIMES = (
    "creat", "modif", "updat", "edited", "changed", "added", "saved", "erstellt", "geandert", "angelegt", "creado",
    "ctime", "mtime", "imported", "captured",
)  # fmt: skip
