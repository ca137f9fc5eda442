"""Reads titles of columns word by word: “Work Address 2: City”, “Mobil-Tel.-Nr. (privat)”. For titles that no table has whole."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from plaintext_network.exchange.readers.column_titles import roles
from plaintext_network.exchange.readers.titles import title_key

# Each word as `title_key` returns it. A title with a word that is in no list means something else: “Email Opt Out”.
_PLACES = {
    "home": "home personal private privat private privee prive perso personnel personnelle particular privata privato privado casa "
    "domicile domicilio residencia thuis huis huisadres prywatny domowy hem hjem koti ab domov дом",
    "work": "work business office company corporate dienstlich geschaftlich gesch firma professionnel professionnelle pro bureau travail "
    "trabajo laboral oficina empresa lavoro ufficio uff aziendale azienda trabalho werk werkadres zakelijk kantoor praca słuzbowy "
    "arbeit arbete jobb arbejde prace",
    "billing": "billing rechnung", "shipping": "shipping delivery", "other": "other weitere weiterer weiteres andere autre otro otra altro altra",
}  # fmt: skip
_THINGS = {
    "email": "email emails mail mails courriel correo electronique electronico electronica elettronico elettronica mailadresse "
    "emailadresse emailadres epost eposta почта",
    "phone": "phone phones telephone tel tlf telefon telefono telefoon telefone telefonnummer rufnummer festnetz landline puhelin телефон",
    "cell": "mobile cell cellular cellphone handy handynummer mobil mobiltelefon mobilnummer mobilfunk portable movil celular "
    "cellulare telemovel mobiel gsm komorka мобильный",
    "fax": "fax telefax faxnummer telecopie telecopieur факс",
    "pager": "pager beeper",
    "url": "url website web webpage webseite homepage www site sitio sito internet internetseite weblink сайт",
    "street": "street streetaddress strasse rue calle via rua straat ulica gata utca",
    "city": "city town ort stadt wohnort ville ciudad localidad citta cidade plaats woonplaats miasto locality mesto город",
    "region": "state region province provincia provincie bundesland kanton county departement estado",
    "code": "zip zipcode postcode plz postleitzahl cap cp psc postalcode",
    "country": "country land pays pais paese nazione kraj zeme страна",
    "box": "pobox postfach",
    "formatted": "address addresses adresse anschrift direccion indirizzo adres adress adresa endereco morada адрес",
}  # fmt: skip
# Words that say which of several values it is, or nothing.
_FILLER_WORDS = (
    "number numbers num nr no nummer numero value wert valeur valor valore waarde primary secondary alternate alternative alt additional "
    "main general default preferred direct mailing contact contacts person kontakt customer client lead current yahoo principal principale "
    "secondaire secundario secundaria secondario secondaria primaria primario primair secundair premiere primare sekundare hoofd "
    "de del della di du des la le les der die das of the for d l s fixe fijo fisso"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
# Before a name, the other fillers could make it that of somebody else.
_OF_PEOPLE = frozenset(["contact", "person", "customer", "client", "lead", "kontakt"])
_NAMES = ("full", "first", "middle", "last")
# Roles that a title has only as a whole.
_WHOLE = ("id", "uid", "private", "cadence")
_PHONES = ("phone", "cell", "fax", "pager")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TOGETHER = (
    (
        re.compile(r" (?:(?:postal|post|zip) code|code postale?|codigo postal|codice postale|kod pocztowy) "),
        "postalcode",
    ),
    (re.compile(r" (?:p ?o|post office|post) box "), "pobox"),
)
_WORD = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=4096)
def role_of_title(title: str) -> str:
    """Return the role of a column with this title, as `column_roles` defines it; "" if its words don't say."""
    words = _WORD.findall(title_key(title))
    if _CAMEL.search(title):
        # “mobilePhone”, as programs write the columns of their tables.
        spaced = title_key(_CAMEL.sub(" ", title))
        role = roles().get(spaced, "")
        if role and role.split(":")[0] not in _WHOLE:
            return role
        words = _WORD.findall(spaced)
    words = _joined(words)
    removed = {word for word in words if word in _FILLERS or word.isdecimal()}
    role = roles().get(" ".join(word for word in words if word not in removed), "")
    if removed and role.split(":")[0] in _NAMES:
        return role if removed <= _OF_PEOPLE else ""
    return _composed(words) or ("" if role in _WHOLE or not removed else role)


def _joined(words: list[str]) -> list[str]:
    """Return words with those that have a meaning only together as one: `postalcode`, `pobox`."""
    text = f" {' '.join(words)} "
    for pattern, word in _TOGETHER:
        text = pattern.sub(f" {word} ", text)
    return text.split()


def _composed(words: list[str]) -> str:
    """Return the role that a place and a thing make, with the number of the value: `address:work2:city`."""
    places: list[str] = []
    things: list[str] = []
    number, is_numbered_address = 1, False
    for word in words:
        place, thing = _meanings().get(word, ("", ""))
        if word.isdecimal():
            number, is_numbered_address = int(word), "formatted" in things
        elif place:
            places.append(place)
        elif thing:
            things.append(thing)
        elif word not in _FILLERS:
            return ""
    found = set(things)
    if words and any(word in ("huisadres", "werkadres") for word in words):
        found.add("formatted")
    found -= {"formatted"} if len(found) > 1 else set()
    found -= {"phone"} if len(found) > 1 else set()
    if len(found) != 1 or len(set(places)) > 1:
        return ""
    return _role(found.pop(), places[0] if places else "", number, is_numbered_address=is_numbered_address)


def _role(thing: str, place: str, number: int, *, is_numbered_address: bool) -> str:
    kept = place if place in ("home", "work") else ""
    if thing in _PHONES:
        return ":".join(("phone", ",".join(filter(None, (kept, thing.replace("phone", "")))))).rstrip(":")
    if thing in ("email", "url"):
        return f"{thing}:{kept}".rstrip(":")
    if thing == "formatted" and 1 < number < 4:
        thing, number = "extended", 1
    elif thing == "street" and not is_numbered_address:
        # Another line of the same address.
        number = 1
    return f"address:{place or 'only'}{number if number > 1 else ''}:{thing}"


@cache
def _meanings() -> dict[str, tuple[str, str]]:
    """Map each word to its place or its thing."""
    places = {word: (place, "") for place, words in _PLACES.items() for word in words.split()}
    return places | {word: ("", thing) for thing, words in _THINGS.items() for word in words.split()}
