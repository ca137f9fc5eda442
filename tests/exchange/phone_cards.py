"""Writes cards as phones and their services write them. Uses no code of pnet's."""

import base64
import random

from tests.exchange.card_text import (
    address_value,
    base64_of,
    birthday,
    escaped,
    folded,
    grouped,
    line_of_21,
    name_value,
    semicolons_escaped,
)
from tests.exchange.invented_people import Person


def iphone(person: Person, chance: random.Random) -> bytes:
    """An iPhone's card, as iCloud serves it."""
    item, lines = 1, ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 17.5//EN"]
    lines += [f"N:{name_value(person)}", f"FN:{escaped(person.full)}"]
    if person.nickname:
        lines.append(f"NICKNAME:{escaped(person.nickname)}")
    if person.company:
        lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    if person.role:
        lines.append(f"TITLE:{escaped(person.role)}")
    for index, (email, kind) in enumerate(person.emails):
        pref = ";type=pref" if not index else ""
        if chance.random() < 0.4:
            item = grouped(lines, item, f"EMAIL;type=INTERNET{pref}:{email}", "_$!<Other>!$_")
        else:
            lines.append(f"EMAIL;type=INTERNET;type={kind}{pref}:{email}")
    for index, phone in enumerate(person.phones):
        pref = ";type=pref" if not index else ""
        if phone.label:
            item = grouped(lines, item, f"TEL{pref}:{escaped(phone.number)}", phone.label)
        elif phone.kind == "CELL":
            lines.append(f"TEL;type=IPHONE;type=CELL;type=VOICE{pref}:{escaped(phone.number)}")
        else:
            lines.append(f"TEL;type={phone.kind};type=VOICE{pref}:{escaped(phone.number)}")
    for address in person.addresses:
        lines += [
            f"item{item}.ADR;type={address.kind}:{address_value(address)}",
            f"item{item}.X-ABADR:{chance.choice(('gb', 'us', 'ch'))}",
        ]
        item += 1
    for url in person.urls:
        item = grouped(lines, item, f"URL;type=pref:{url}", "_$!<HomePage>!$_")
    if person.birthday.startswith("--"):
        lines.append(f"BDAY;X-APPLE-OMIT-YEAR=1604;VALUE=date:{birthday(person)}")
    elif person.birthday:
        lines.append(f"BDAY;VALUE=date:{person.birthday}")
    if chance.random() < 0.2:
        item = grouped(lines, item, "X-ABDATE;type=pref:2011-06-18", "_$!<Anniversary>!$_")
    if chance.random() < 0.2:
        item = grouped(lines, item, f"X-ABRELATEDNAMES:Sam {person.number}", "_$!<Spouse>!$_")
    if chance.random() < 0.2:
        user = f"u{person.number}"
        lines.append(f"X-SOCIALPROFILE;type=twitter;x-user={user}:http://twitter.com/{user}")
        item = grouped(
            lines, item, f"IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:{user}", "_$!<Home>!$_"
        )
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.photo:
        crop = "ENCODING=b;TYPE=JPEG"
        if chance.random() < 0.5:
            crop = "X-ABCROP-RECTANGLE=ABClipRect_1&0&0&1280&1280&abc==;" + crop
        lines.append(f"PHOTO;{crop}:{base64_of(person.photo)}")
        lines.append(f"X-IMAGEHASH:{person.uid[:22]}==")
    if person.categories:
        lines.append("CATEGORIES:" + ",".join(map(escaped, person.categories)))
    lines += [f"UID:{person.uid}", "REV:2026-11-01T08:00:00Z", "END:VCARD"]
    return folded(lines)


def macos(person: Person, chance: random.Random) -> bytes:
    """Contacts of macOS: no UID in its exports, base64 lines of its own width, UTF-8 or UTF-16."""
    text = iphone(person, chance).decode()
    text = text.replace("iPhone OS 17.5", "macOS 14.4.1").replace(f"UID:{person.uid}\r\n", "")
    text = text.replace("type=IPHONE;", "")
    if chance.random() < 0.2:
        text = text.replace("END:VCARD", "X-ABSHOWAS:COMPANY\r\nEND:VCARD") if person.company else text
    return text.encode("utf-16") if chance.random() < 0.1 else text.encode()


def android(person: Person, chance: random.Random) -> bytes:
    """Android's export: vCard 2.1, quoted-printable, X-ANDROID-CUSTOM, base64 on folded lines with a blank line after."""
    charset = "UTF-8"
    lines = ["BEGIN:VCARD", "VERSION:2.1"]
    lines += [
        line_of_21("N", name_value(person, semicolons_escaped), charset),
        line_of_21("FN", person.full, charset),
    ]
    if person.nickname:
        nick = "vnd.android.cursor.item/nickname;" + person.nickname + ";1" + ";" * 13
        lines.append(line_of_21("X-ANDROID-CUSTOM", nick, charset))
    for index, phone in enumerate(person.phones):
        kind = (
            f"X-{phone.label.split()[0]}"
            if phone.label and phone.label.isascii() and "$" not in phone.label
            else phone.kind
        )
        kind = kind.replace(",", "").replace("'", "")
        pref = ";PREF" if not index and chance.random() < 0.4 else ""
        lines.append(f"TEL;{kind}{pref}:{phone.number}")
    lines += [f"EMAIL;{kind}:{email}" for email, kind in person.emails]
    lines += [
        line_of_21(f"ADR;{address.kind}", address_value(address, semicolons_escaped), charset)
        for address in person.addresses
    ]
    if person.company:
        unit = f";{semicolons_escaped(person.unit)}" if person.unit else ""
        lines.append(line_of_21("ORG", semicolons_escaped(person.company) + unit, charset))
    if person.role:
        lines.append(line_of_21("TITLE", person.role, charset))
    lines += [f"URL:{url}" for url in person.urls]
    if person.note:
        lines.append(line_of_21("NOTE", person.note, charset))
    if person.birthday:
        lines.append(f"BDAY:{person.birthday}")
    if chance.random() < 0.2:
        event = "vnd.android.cursor.item/contact_event;2009-03-01;1" + ";" * 13
        lines += [f"X-ANDROID-CUSTOM:{event}", "X-SKYPE-USERNAME:live:somebody"]
    if chance.random() < 0.1:
        lines.append("X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Sam;14" + ";" * 13)
    if person.photo:
        coded = base64_of(person.photo)
        pieces = [coded[start : start + 74] for start in range(0, len(coded), 74)]
        lines.append("PHOTO;ENCODING=BASE64;JPEG:" + "\r\n ".join(pieces) + "\r\n")
    lines.append("END:VCARD")
    return "\r\n".join([*lines, ""]).encode()


def google(person: Person, chance: random.Random) -> bytes:
    """Google Contacts' export: groups with labels, and its own parameters."""
    item, lines = 1, ["BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped(person.full)}", f"N:{name_value(person)}"]
    if person.nickname:
        lines.append(f"NICKNAME:{escaped(person.nickname)}")
    for email, kind in person.emails:
        lines.append(f"EMAIL;TYPE=INTERNET;TYPE={kind}:{email}")
    for phone in person.phones:
        if phone.label:
            item = grouped(lines, item, f"TEL:{phone.number.replace(';', '%3B')}", phone.label)
        else:
            lines.append(f"TEL;TYPE={phone.kind}:{escaped(phone.number)}")
    for address in person.addresses:
        label = escaped(f"{address.street}\n{address.city}")
        item = grouped(lines, item, f'ADR;LABEL="{address.city}":{address_value(address)}', "Second home")
        lines.append(f"LABEL;TYPE={address.kind}:{label}")
    if person.company:
        lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    if person.role:
        lines.append(f"TITLE:{escaped(person.role)}")
    if person.birthday:
        lines.append(
            f"BDAY:{person.birthday.replace('-', '') if person.birthday[0] != '-' else person.birthday}"
        )
    for url in person.urls:
        item = grouped(lines, item, f"URL:{url.replace(':', chr(92) + ':')}", "PROFILE")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.categories:
        lines.append("CATEGORIES:" + ",".join(["myContacts", *map(escaped, person.categories)]))
    if chance.random() < 0.3:
        lines += ["X-PHONETIC-FIRST-NAME:fəˈnɛtɪk", f"X-ABRELATEDNAMES;TYPE=x:{escaped(person.family)}, jr"]
    if chance.random() < 0.3:
        lines.append(f"PHOTO:https://lh3.example.com/contacts/{person.uid}")
    lines.append("END:VCARD")
    # Google doesn't fold.
    return ("\r\n".join(lines) + "\r\n").encode()


def nokia(person: Person, chance: random.Random) -> bytes:
    """An old Nokia: vCard 2.1 with bare types, raw bytes of a charset that a parameter names."""
    charset = chance.choice(("ISO-8859-1", "UTF-8", "SHIFT_JIS"))
    out = [b"BEGIN:VCARD", b"VERSION:2.1"]

    def add(name: str, value: str) -> None:
        fits = value.encode(charset, "ignore").decode(charset) == value
        used = charset if fits else "UTF-8"
        mark = "" if value.isascii() else f";CHARSET={used}"
        out.append(f"{name}{mark}:".encode() + value.replace("\n", " ").encode(used))

    add("N", name_value(person, semicolons_escaped))
    out += [
        f"TEL;{'PREF;' if phone.label else ''}{phone.kind};VOICE:{phone.number}".encode()
        for phone in person.phones
    ]
    for email, _ in person.emails:
        out.append(f"EMAIL:{email}".encode())
    if person.company:
        add("ORG", semicolons_escaped(person.company))
    if person.note:
        add("NOTE", person.note)
    if person.photo:
        out.append(b"PHOTO;BASE64;TYPE=JPEG:" + base64.b64encode(person.photo) + b"\r\n")
    out += [b"X-EPOCSECONDNAME:" + person.nickname.encode()] if person.nickname else []
    out += [b"END:VCARD", b""]
    return b"\r\r\n".join(out) if chance.random() < 0.2 else b"\r\n".join(out)


def blackberry(person: Person, chance: random.Random) -> bytes:
    """A BlackBerry: vCard 3.0 with base64 lines that no blank begins, and its own X- lines."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", "X-BLACKBERRY-PIN:2100000A", f"FN:{escaped(person.full)}"]
    lines.append(f"N:{name_value(person)}")
    for phone in person.phones:
        kinds = {"CELL": "CELL", "FAX": "WORK,FAX", "PAGER": "PAGER"}.get(phone.kind, phone.kind)
        lines.append(f"TEL;TYPE={kinds}:{escaped(phone.number)}")
    lines += [f"EMAIL;TYPE=INTERNET:{email}" for email, _ in person.emails]
    for address in person.addresses:
        lines.append(f"ADR;TYPE={address.kind}:{address_value(address)}")
    if person.company:
        lines.append(f"ORG:{escaped(person.company)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.birthday:
        lines.append(f"BDAY:{birthday(person)}")
    out = "\r\n".join(lines) + "\r\n"
    if person.photo:
        coded = base64_of(person.photo)
        pieces = [coded[start : start + 76] for start in range(0, len(coded), 76)]
        # The lines of base64 begin with a blank in some versions; in this one the value is a single long line.
        out += (
            "PHOTO;ENCODING=B;TYPE=JPEG:"
            + ("\r\n ".join(pieces) if chance.random() < 0.5 else coded)
            + "\r\n"
        )
    return (
        out + "CATEGORIES:" + ",".join(map(escaped, person.categories or ("Business",))) + "\r\nEND:VCARD\r\n"
    ).encode()


def samsung(person: Person, chance: random.Random) -> bytes:
    """A Samsung phone: Android's vCard 2.1 with Samsung's own lines."""
    text = android(person, chance).decode()
    extra = "X-SAMSUNGADR;" + person.given if chance.random() < 0.1 and person.given.isascii() else ""
    more = ["X-SAMSUNG-FAVORITE:1", "X-ACCOUNT;com.example.phone;vnd.sec.contact.phone:"]
    more += ["X-TIMES_CONTACTED:12", f"{extra}:;;x;y;;;"] if extra else ["X-TIMES_CONTACTED:0"]
    return text.replace("END:VCARD", "\r\n".join([*more, "END:VCARD"])).encode()


def android_30(person: Person, chance: random.Random) -> bytes:
    """An Android phone that writes vCard 3.0 with UTF-8 and types as the user wrote them."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name_value(person)}", f"FN:{escaped(person.full)}"]
    for phone in person.phones:
        kind = f"X-{phone.label}" if phone.label and not set(phone.label) & set(";:,\"'") else phone.kind
        lines.append(f"TEL;TYPE={kind};TYPE=PREF:{escaped(phone.number)}")
    lines += [f'EMAIL;TYPE="{kind},INTERNET":{email}' for email, kind in person.emails]
    lines += [f"ADR;TYPE={address.kind}:{address_value(address)}" for address in person.addresses]
    if person.company:
        lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.nickname:
        lines.append(f"X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;{person.nickname};1" + ";" * 13)
    if chance.random() < 0.3:
        lines += [
            f"X-PHONETIC-LAST-NAME:{escaped(person.family)}",
            "X-JABBER:somebody@jabber.example",
            "X-QQ:1234",
        ]
    return folded([*lines, "END:VCARD"])
