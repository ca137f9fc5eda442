"""Reads Connections.csv of LinkedIn's “Get a copy of your data”, in any language of its header."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from plaintext_network.exchange.readers.csv_rows import head_rows
from plaintext_network.exchange.readers.dates import read_day
from plaintext_network.exchange.readers.header import PREAMBLE, Header, find_header
from plaintext_network.exchange.readers.person_row import PersonRow
from plaintext_network.exchange.readers.table_items import table_items
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.exchange.record import SkippedRecord

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.record import Origin

KIND = "linkedin"
TITLE = "LinkedIn connections (CSV)"

_TITLES = {
    "first": "First Name / Vorname / Prénom / Nombre / Nome / Primeiro nome / Voornaam / Imię / Förnamn / Fornavn / Etunimi / Ad / "
    "Jméno / Keresztnév / Prenume / Имя / Όνομα / 名 / 名字 / 이름 / Nama Depan / ชื่อ / الاسم الأول / שם פרטי",
    "last": "Last Name / Nachname / Nom / Nom de famille / Apellidos / Apellido / Cognome / Sobrenome / Apelido / Achternaam / Nazwisko / "
    "Efternamn / Efternavn / Etternavn / Sukunimi / Soyad / Soyadı / Příjmení / Vezetéknév / Nume / Nume de familie / Фамилия / "
    "Επώνυμο / 姓 / 姓氏 / 성 / Nama Belakang / นามสกุล / اسم العائلة / שם משפחה",
    "url": "URL / Profil-URL / URL du profil / URL del perfil / URL del profilo / URL do perfil / Profiel-URL / Profile URL / 网址 / 網址",
    "email": "Email Address / Email / E-Mail-Adresse / E-Mail / Adresse e-mail / E-mail / Adresse courriel / Dirección de correo electrónico / "
    "Correo electrónico / Indirizzo e-mail / Indirizzo email / Endereço de e-mail / E-mailadres / Adres e-mail / Adres email / "
    "E-postadress / Mailadresse / E-mailadresse / E-postadresse / Sähköpostiosoite / E-posta adresi / E-posta Adresi / "
    "E-mailová adresa / E-mail cím / Adresă de e-mail / Адрес электронной почты / Электронная почта / Διεύθυνση email / "
    "メールアドレス / 电子邮件地址 / 邮箱 / 電子郵件地址 / 電子郵件 / 이메일 주소 / 이메일 / Alamat Email",
    "company": "Company / Unternehmen / Firma / Entreprise / Société / Empresa / Compañía / Azienda / Società / Bedrijf / Företag / Virksomhed / "
    "Bedrift / Yritys / Şirket / Společnost / Vállalat / Companie / Компания / Εταιρεία / 会社 / 会社名 / 公司 / 회사 / Perusahaan",
    "position": "Position / Poste / Fonction / Intitulé du poste / Puesto / Cargo / Posizione / Posição / Functie / Positie / Stanowisko / "
    "Befattning / Stilling / Asema / Tehtävänimike / Pozisyon / Unvan / Pozice / Pozíció / Beosztás / Funcție / Должность / Θέση / 役職 / "
    "职位 / 職位 / 职务 / 職稱 / 직책 / 직위 / Posisi",
    "connected": "Connected On / Verbunden am / Vernetzt seit / Vernetzt am / Connecté le / En relation depuis / Date de connexion / "
    "Conectado el / Fecha de conexión / Conectado en / Collegato il / Data di collegamento / Conectado em / Data de conexão / Data da conexão / "
    "Verbonden op / Connectie sinds / Połączono / Data nawiązania kontaktu / Kontakt sedan / Ansluten den / Forbundet den / Forbindelse siden / "
    "Tilknyttet / Verkostoitunut / Bağlantı Kurulma Tarihi / Bağlantı Tarihi / Spojeno / Kapcsolat dátuma / Conectat la / Дата установления контакта / "
    "Σύνδεση στις / つながった日 / 接続日 / 交換日 / 建立联系日期 / 加为好友日期 / 建立人脈日期 / 聯絡日期 / 1촌 맺은 날짜 / 연결일 / Terhubung Pada",
}
_ROLES = {title_key(title): role for role, titles in _TITLES.items() for title in titles.split(" / ")}
# The columns in the order that LinkedIn has in every language.
_ORDER = ("first", "last", "url", "email", "company", "position", "date:connected")
_URL = _ORDER.index("url")
# Degrees and certificates that people add to their surname after a comma.
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Za-z]*\.?[A-Z][A-Za-z.®™-]*|Jr\.?|Sr\.?|Esq\.?|Dr\.?|II|III|IV)")
# What LinkedIn writes instead of the name of a member that has left, or doesn't show it.
_NOBODY = frozenset(
    (
        "linkedin member",
        "linkedin-mitglied",
        "membre de linkedin",
        "miembro de linkedin",
        "membro do linkedin",
    )
)


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has the header of LinkedIn's connections within its first rows."""
    return _found_header(head_rows(head)) is not None


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row below the header. Notes above it are no rows."""

    found = _found_header(head_rows(stream))

    def header_of(cells: Sequence[str]) -> Header | None:
        return found if found and tuple(cells) == found.written else _header(cells)

    def item(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
        return _item(header, cells, origin, person, options)

    yield from table_items(stream, file_name, options, header_of, item, source=KIND)


def _found_header(rows: Sequence[tuple[str, ...]]) -> Header | None:
    """Return the header by its titles; if pnet doesn't know those of a language, by the addresses below it."""
    return find_header(rows, _header) or _header_by_addresses(rows)


def _header_by_addresses(rows: Sequence[tuple[str, ...]]) -> Header | None:
    for index, cells in enumerate(rows[: PREAMBLE + 1]):
        below = [row[_URL].strip() for row in rows[index + 1 :] if len(row) == len(_ORDER)]
        if len(cells) != len(_ORDER) or slug(cells[_URL]) or not all(map(str.strip, cells)):
            continue
        profiles = sum("linkedin.com" in url and bool(slug(url)) for url in below)
        if profiles and 2 * profiles >= len(list(filter(None, below))):
            known = (_ROLES.get(title_key(cell), role) for cell, role in zip(cells, _ORDER, strict=True))
            # A table of another program has its own order.
            if all(
                role == usual.removeprefix("date:") or role == usual
                for role, usual in zip(known, _ORDER, strict=True)
            ):
                return Header(cells, dict(enumerate(_ORDER)), cells)
    return None


def _header(cells: Sequence[str]) -> Header | None:
    if not 4 <= len(cells) <= 20:
        return None
    roles: dict[int, str] = {}
    for index, cell in enumerate(cells):
        role = _ROLES.get(title_key(cell), "")
        if role and role not in roles.values():
            roles[index] = role
    if not {"first", "last", "connected"} <= set(roles.values()):
        return None
    # Roles that say what form a value has.
    forms = {"connected": "date:connected"}
    return Header(tuple(cells), {index: forms.get(role, role) for index, role in roles.items()}, tuple(cells))


def _item(
    header: Header, cells: Sequence[str], origin: Origin, person: PersonRow, options: ReadOptions
) -> Item:
    values = {role: cells[index].strip() for index, role in header.roles.items()}
    first, (last, credentials) = values["first"], _without_credentials(values["last"])
    if not (first or last or person.name) or f"{first} {last}".strip().casefold() in _NOBODY:
        return SkippedRecord(origin, "it has no name; the member may have left LinkedIn")
    url = values.get("url", "")
    person.name |= {"first": first, "last": last, "suffix": credentials}
    person.id = slug(url)
    person.organization[0] = values.get("company", "")
    person.add_text("TITLE", values.get("position", ""))
    person.add_typed("EMAIL", values.get("email", ""))
    person.add_typed("URL", url)
    connected = values["date:connected"]
    person.add_raw("Connected On", connected)
    day = read_day(connected, options.day_first)
    if options.met_on and day and not day.startswith("--"):
        person.properties["met_on"] = (day,)
    for index, cell in enumerate(cells):
        if index not in header.roles:
            person.add_raw(header.title(index), cell)
    return person.item(origin)


def _without_credentials(last: str) -> tuple[str, str]:
    """Return a surname without degrees after a comma, and the degrees: “Lovelace, PhD, MBA”."""
    surname, comma, rest = last.partition(",")
    words = re.split(r"[\s,]+", rest.strip(" ,"))
    if comma and surname.strip() and all(_CREDENTIAL.fullmatch(word) for word in words):
        return surname.strip(), rest.strip(" ,")
    return last, ""


def slug(url: str) -> str:
    """Return the part of a LinkedIn address that identifies a person, in lower case; "" if there is none."""
    try:
        parts = [part for part in unquote(urlsplit(url.strip()).path).split("/") if part]
    except ValueError:
        return ""
    return parts[1].casefold() if len(parts) > 1 and parts[0].lower() in ("in", "pub") else ""
