"""Converts the attributes of an LDIF entry to a card. Has the table of attributes; reads no file."""

from __future__ import annotations

import base64
import re
from itertools import chain

from plaintext_network.exchange import limits
from plaintext_network.exchange.file_kinds import file_kind, is_picture
from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.record import RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plaintext_network.exchange.readers.ldif_values import Value
    from plaintext_network.exchange.readers.options import Item
    from plaintext_network.exchange.record import Origin


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMES = ("displayname", "cn", "commonname", "fn")
_NICKNAMES = ("mozillanickname", "xmozillanickname", "nickname")
_PARTS_OF_NAME = (
    ("sn", "surname"),
    ("givenname", "gn", "firstname"),
    ("middlename",),
    ("personaltitle", "honorificprefix"),
    ("generationqualifier", "honorificsuffix"),
)
_UUID = re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_UNITS = ("ou", "organizationalunitname", "orgunit", "department", "departmentnumber")
# Attributes in the order of their lines, by property and type.
_LINES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("EMAIL", (), ("mail", "email", "rfc822mailbox", "xmozillaemail")),
    (
        "EMAIL",
        (),
        (
            "mozillasecondemail",
            "xmozillasecondemail",
            "mailalternateaddress",
            "maillocaladdress",
            "othermailbox",
        ),
    ),
    ("TEL", ("CELL",), ("mobile", "mobiletelephonenumber", "cellphone", "xmozillamobile", "othermobile")),
    ("TEL", ("WORK",), ("telephonenumber", "workphone", "businessphone", "othertelephone", "companyphone")),
    ("TEL", ("HOME",), ("homephone", "hometelephonenumber", "otherhomephone")),
    ("TEL", (), ("phone", "primaryphone", "xmozillaanyphone", "otherphone", "ipphone")),
    ("TEL", ("CAR",), ("carphone",)),
    ("TEL", ("FAX",), ("facsimiletelephonenumber", "fax", "otherfacsimiletelephonenumber")),
    ("TEL", ("HOME", "FAX"), ("homefacsimiletelephonenumber", "homefax")),
    ("TEL", ("PAGER",), ("pager", "pagerphone", "pagertelephonenumber", "otherpager")),
    ("TEL", ("ISDN",), ("internationalisdnnumber",)),
    ("TITLE", (), ("title",)),
    ("ROLE", (), ("employeerole", "businessrole")),
    ("URL", ("HOME",), ("mozillahomeurl", "homeurl", "homepage")),
    ("URL", ("WORK",), ("mozillaworkurl", "workurl", "wwwhomepage")),
    ("URL", (), ("url", "website")),
    ("CATEGORIES", (), ("categories", "category")),
    ("NOTE", (), ("description", "notes", "note", "comment", "info")),
    ("LANG", (), ("preferredlanguage",)),
    ("X-AIM", (), ("nsaimid", "nscpaimscreenname", "aimscreenname")),
)
_HOME = (
    ("mozillahomestreet", "homestreet", "homepostaladdress"),
    ("mozillahomestreet2", "mozillahomepostaladdress2"),
    ("mozillahomelocalityname", "homecity", "homelocality"),
    ("mozillahomestate", "homestate"),
    ("mozillahomepostalcode", "homepostalcode", "homezip"),
    ("mozillahomecountryname", "homecountry"),
)
_WORK = (
    ("mozillaworkstreet", "street", "streetaddress"),
    ("mozillaworkstreet2", "mozillapostaladdress2", "workstreet2"),
    ("l", "locality", "localityname", "city"),
    ("st", "region", "stateorprovincename", "state"),
    ("postalcode", "zip"),
    ("co", "friendlycountryname", "c", "countryname", "country"),
)
_DATES = (("BDAY", "birth", "birthday"), ("ANNIVERSARY", "anniversary", "anniversaryday"))
_WHOLE_DATES = (("BDAY", ("birthdate", "dateofbirth", "schacdateofbirth")), ("ANNIVERSARY", ("anniversary",)))
_PHOTOS = ("jpegphoto", "photo", "thumbnailphoto", "thumbnaillogo")
_KEYS = ("usercertificate", "usersmimecertificate", "userpkcs12")
# A directory maintains these itself; they change without news of the person, or say what the entry's form is.
_IGNORED = _words(
    "objectclass changetype control modifytimestamp createtimestamp modifiersname creatorsname entrycsn contextcsn entrydn "
    "structuralobjectclass subschemasubentry hassubordinates numsubordinates whenchanged whencreated usnchanged usncreated "
    "lastlogon lastlogontimestamp logoncount badpwdcount pwdlastset pwdchangedtime dscorepropagationdata"
)
# What Thunderbird writes for everybody, to say that nobody chose anything.
_UNSET = frozenset(("mozillausehtmlmail", "xmozillausehtmlmail", "xmozillauseconferenceserver"))
_PERSONS = _words(
    "person organizationalperson residentialperson inetorgperson mozillaabpersonalpha mozillaabpersonobsolete "
    "mozillaorgperson evolutionperson officeperson contact user account posixaccount pilotperson newpilotperson "
    "calentry zillaperson abookperson"
)
_LISTS = _words(
    "groupofnames groupofuniquenames groupofurls groupofmembers groupofentries posixgroup group mailgroup mozillaablist "
    "nismailalias rfc822mailgroup dynamicgroup distributionlist contactlist evolutioncontactlist"
)
_MEMBERS = frozenset(("member", "uniquemember", "memberuid", "rfc822mailmember"))
_THINGS = _words(
    "organizationalunit organization organizationalrole dcobject domain domaincomponent locality country device computer "
    "container builtindomain applicationprocess alias referral document room printer printqueue subschema krbrealmcontainer "
    "ipnetwork iphost ipservice nisnetgroup nismap nisobject automount automountmap sudorole pwdpolicy olcglobal"
)


def read_entry(values: Sequence[Value], origin: Origin) -> Item:
    """Return the card of an entry, or why it is none. `values` has at least one."""
    attributes = _Attributes(values)
    entry_id = attributes.take_first("dn")
    name = attributes.first(*_NAMES) or entry_id
    if not attributes.known:
        return RefusedRecord(origin, "it has no lines of the form “attribute: value”", entry_id)
    change = attributes.first("changetype").lower()
    if change and change != "add":
        return SkippedRecord(origin, f"it is a change of an entry ({change}), not an entry", name)
    classes = {text.lower() for text in attributes.all("objectclass")}
    if not classes & _PERSONS or "computer" in classes:
        if classes & _LISTS or (not classes and attributes.known & _MEMBERS):
            return SkippedRecord(origin, "it is a list of people", name)
        if thing := sorted(classes & _THINGS):
            return SkippedRecord(origin, f"it is no person, but: {', '.join(thing)}", name)
    large = next((value for value in values if _size(value) > limits.VALUE), None)
    if large:
        return RefusedRecord(origin, f"its {large.attribute} is larger than {limits.VALUE >> 20} MB", name)
    lines = CardBuilder()
    _add_lines(lines, attributes)
    if not any(line.key in _EVIDENCE for line in lines.lines()):
        return SkippedRecord(origin, "it has no name, address or number of a person", name)
    program = "Thunderbird" if any("mozilla" in one for one in classes) else ""
    return SourceCard(Card(lines.lines(), line=origin.line), origin, id=entry_id, program=program)


# An entry without one of these is no contact.
_EVIDENCE = frozenset(("FN", "N", "EMAIL", "TEL", "ORG", "NICKNAME", "ADR"))


def _size(value: Value) -> int:
    """Return how long a value is in a card, where bytes are base64."""
    return len(value.text) if value.content is None else len(value.content) * 4 // 3


class _Attributes:
    """The values of an entry. What is taken is gone, so that the rest becomes raw lines."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._values: dict[str, list[Value]] = {}
        for value in values:
            self._values.setdefault(value.attribute, []).append(value)
        self.known = self._values.keys() - {"", "dn"}

    def all(self, name: str) -> list[str]:
        """Return the texts of an attribute."""
        return [value.text for value in self._values.get(name, ())]

    def first(self, *names: str) -> str:
        """Return the first text of the attributes, without taking it; "" if there is none."""
        return next(filter(None, (text for name in names for text in self.all(name))), "")

    def take(self, *names: str) -> list[Value]:
        """Take the values of the attributes that are in the default language; without any, those in their first language."""
        found: list[Value] = []
        for name in names:
            values = self._values.pop(name, None)
            if values is None:
                continue
            if not any(value.url or value.options for value in values):
                found += values
                continue
            languages = [value.language for value in values if not value.url]
            language = min(languages, key=bool, default="")
            rest: list[Value] = []
            for value in values:
                (rest if value.url or value.language != language else found).append(value)
            if rest:
                self._values[name] = rest
        return found

    def take_first(self, *names: str) -> str:
        """Take the first text of the attributes, in the order of their names; the others stay."""
        for name in names:
            values = self._values.get(name)
            if not values:
                continue
            texts = [value for value in values if value.text and not value.url]
            if texts:
                value = min(texts, key=lambda value: bool(value.language)) if len(texts) > 1 else texts[0]
                values.remove(value)
                return value.text
        return ""

    def rest(self) -> Iterator[Value]:
        """Return what nobody took."""
        return chain.from_iterable(self._values.values())


def _add_lines(lines: CardBuilder, attributes: _Attributes) -> None:
    _add_names(lines, attributes)
    organization = attributes.take_first("o", "organizationname", "company", "companyname")
    units = [value.text for value in attributes.take(*_UNITS)]
    if organization or units:
        lines.add_parts("ORG", (organization, *units))
    for value in attributes.take("uid"):
        # A login's name elsewhere; programs that export a card's UID write it here.
        lines.add("UID" if _UUID.fullmatch(value.text) else "X-LDIF-UID", value.text)
    for name, types, synonyms in _LINES:
        for text in dict.fromkeys(value.text for value in attributes.take(*synonyms)):
            lines.add(name, text, types=types)
    for value in attributes.take("labeleduri", "labeledurl"):
        url, _, label = value.text.partition(" ")
        lines.add("URL", url, label=label)
    for value in attributes.take("proxyaddresses"):
        scheme, _, address = value.text.rpartition(":")
        is_mail = scheme.lower() in ("", "smtp")
        lines.add(*(("EMAIL", address) if is_mail else ("X-LDIF-PROXYADDRESSES", value.text)))
    _add_address(lines, attributes, _HOME, "HOME")
    _add_address(lines, attributes, _WORK, "WORK")
    _add_dates(lines, attributes)
    _add_bytes(lines, attributes)
    for value in attributes.rest():
        _add_rest(lines, value)


def _add_names(lines: CardBuilder, attributes: _Attributes) -> None:
    parts = [attributes.take_first(*synonyms) for synonyms in _PARTS_OF_NAME]
    family, given = parts[:2]
    natural = f"{given} {family}".strip()
    names = list(dict.fromkeys(filter(None, (value.text for value in attributes.take(*_NAMES)))))
    # A directory sorts by “Lovelace, Ada”; people write “Ada Lovelace”.
    turned = {f"{family}, {given}", f"{family} {given}"} if family and given else set()
    own = [name for name in names if name not in turned]
    full = natural if natural in names or (natural and not own) else next(iter(own), "")
    lines.add("FN", full)
    lines.add_parts("N", parts)
    nicknames = [value.text for value in attributes.take(*_NICKNAMES)] + [
        name for name in own if name != full
    ]
    lines.add_list("NICKNAME", nicknames)


def _add_address(
    lines: CardBuilder, attributes: _Attributes, fields: tuple[tuple[str, ...], ...], word: str
) -> None:
    street, second, *others = (attributes.take_first(*synonyms) for synonyms in fields)
    box = attributes.take_first("postofficebox") if word == "WORK" else ""
    if word == "WORK":
        # A whole address with `$` between its lines (RFC 4517 §3.3.28); old Mozilla programs write only the street.
        for value in attributes.take("postaladdress"):
            whole = ", ".join(part.strip() for part in _postal_lines(value.text))
            if street or ("$" in value.text and any(others)):
                lines.add("X-LDIF-POSTALADDRESS", value.text)
            else:
                street = whole
    elif "$" in street:
        street = ", ".join(part.strip() for part in _postal_lines(street))
    lines.add_parts("ADR", (box, "", ", ".join(filter(None, (street, second))), *others), types=(word,))


def _postal_lines(text: str) -> Iterator[str]:
    return (part.replace("\\24", "$").replace("\\5c", "\\").replace("\\5C", "\\") for part in text.split("$"))


def _add_dates(lines: CardBuilder, attributes: _Attributes) -> None:
    for name, word, day_name in _DATES:
        year, month, day = (attributes.first(key) for key in (f"{word}year", f"{word}month", day_name))
        if not (_is_within(month, 12) and _is_within(day, 31)):
            continue
        attributes.take(f"{word}year", f"{word}month", day_name)
        date = f"{int(month):02}-{int(day):02}"
        lines.add(name, f"{int(year):04}-{date}" if _is_within(year, 9999) else f"--{date}")
    for name, synonyms in _WHOLE_DATES:
        lines.add(name, attributes.take_first(*synonyms))


def _is_within(text: str, last: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= last


def _add_bytes(lines: CardBuilder, attributes: _Attributes) -> None:
    for name, synonyms in (("PHOTO", _PHOTOS), ("KEY", _KEYS)):
        for value in attributes.take(*synonyms):
            if value.content:
                text = base64.b64encode(value.content).decode("ascii")
                types = (_image_type(value.content),) if name == "PHOTO" else ()
                lines.add_raw(name, text, types=types, ENCODING="b")
            else:
                lines.add_own("LDIF", value.attribute, value.text)


def _image_type(content: bytes) -> str:
    """Return the TYPE of a picture; JPEG, as the usual attribute is called, for bytes of no known kind."""
    return file_kind(content)[1].removeprefix("image/").upper() if is_picture(content) else "JPEG"


def _is_worth_a_line(value: Value) -> bool:
    if value.attribute in _UNSET and value.text.lower() in ("", "0", "false", "unknown"):
        return False
    return value.attribute not in _IGNORED and "password" not in value.attribute


def _add_rest(lines: CardBuilder, value: Value) -> None:
    if not value.attribute:
        # A line that can't be parsed is its own value.
        lines.add_raw("", value.text)
    elif _is_worth_a_line(value):
        params = {"LANGUAGE": value.language} if value.language else {}
        if value.url:
            params["VALUE"] = "uri"
        if value.content is not None and not value.text.isprintable() and "\n" not in value.text:
            text = base64.b64encode(value.content).decode("ascii")
            lines.add_own("LDIF", value.attribute, text, ENCODING="b", **params)
        else:
            lines.add_own("LDIF", value.attribute, value.text, **params)
