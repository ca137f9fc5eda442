"""Writes cards as programs on desktops and servers write them. Uses no code of pnet's."""

import random

from tests.exchange.card_text import (
    address_value,
    base64_of,
    birthday,
    escaped,
    folded,
    name_value,
    quoted_printable,
    semicolons_escaped,
)
from tests.exchange.invented_people import Person


def outlook(person: Person, chance: random.Random) -> bytes:
    """Outlook: vCard 2.1 in Windows' own encoding, with a LABEL beside each ADR."""
    charset = "windows-1252"

    def line(name: str, value: str) -> str:
        if value.isascii() and "\n" not in value:
            return f"{name}:{value}"
        fits = value.encode(charset, "ignore").decode(charset) == value
        used = charset if fits else "utf-8"
        return f"{name};CHARSET={used};ENCODING=QUOTED-PRINTABLE:{quoted_printable(value, used)}"

    lines = ["BEGIN:VCARD", "VERSION:2.1", line("N;LANGUAGE=en-us", name_value(person, semicolons_escaped))]
    lines.append(line("FN", person.full))
    if person.company:
        lines.append(line("ORG", f"{semicolons_escaped(person.company)};{semicolons_escaped(person.unit)}"))
    if person.role:
        lines.append(line("TITLE", person.role))
    if person.note:
        lines.append(line("NOTE", f"{person.note}\n"))
    for phone in person.phones:
        kinds = {"CELL": "CELL;VOICE", "FAX": "WORK;FAX", "PAGER": "PAGER"}.get(
            phone.kind, f"{phone.kind};VOICE"
        )
        lines.append(f"TEL;{kinds}:{phone.number}")
    for index, address in enumerate(person.addresses):
        pref = ";PREF" if not index else ""
        lines.append(line(f"ADR;{address.kind}{pref}", address_value(address, semicolons_escaped)))
        lines.append(line(f"LABEL;{address.kind}{pref}", f"{address.street}\n{address.city} {address.code}"))
    lines += [f"URL;{kind}:{url}" for kind, url in zip(("WORK", "HOME"), person.urls, strict=False)]
    for index, (email, _) in enumerate(person.emails):
        lines.append(f"EMAIL;{'PREF;' if not index else ''}INTERNET:{email}")
    lines.append("X-MS-OL-DEFAULT-POSTAL-ADDRESS:0")
    if person.birthday:
        lines.append(f"BDAY:{birthday(person).replace('-', '')}")
        lines.append("X-MS-ANNIVERSARY;VALUE=DATE:20100102") if chance.random() < 0.5 else None
    if chance.random() < 0.3:
        lines += [
            "X-MS-IMADDRESS:im.somebody@example.org",
            "X-MS-SPOUSE;N:Sam;Partner",
            "X-MS-TEL;VOICE;CALLBACK:1",
        ]
    if person.photo:
        coded = base64_of(person.photo)
        pieces = [coded[start : start + 72] for start in range(0, len(coded), 72)]
        lines.append("PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n " + "\r\n ".join(pieces) + "\r\n")
    lines += [
        'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example.com/office/outlook/12/card"/>'
    ]
    lines += ["REV:20261101T080000Z", "END:VCARD"]
    return "\r\n".join([*lines, ""]).encode()


def outlook_30(person: Person, chance: random.Random) -> bytes:
    """Outlook for the web and its bridges: vCard 3.0, Exchange's own lines, often with a BOM."""
    lines = ["BEGIN:VCARD", "PROFILE:VCARD", "VERSION:3.0", "MAILER:Microsoft Exchange"]
    lines += ["PRODID:Microsoft Exchange", f"FN:{escaped(person.full)}", f"N:{name_value(person)}"]
    lines += [f"EMAIL;TYPE=INTERNET:{email}" for email, _ in person.emails]
    lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    lines += ["CLASS:PUBLIC", f"NICKNAME:{escaped(person.nickname)}"]
    lines += [f"ADR;TYPE={address.kind}:{address_value(address)}" for address in person.addresses]
    for phone in person.phones:
        lines.append(f"TEL;TYPE={phone.kind}:{escaped(phone.number)}")
    lines += ["TEL;TYPE=ISDN:", f"TITLE:{escaped(person.role)}", "X-MS-CARDPICTURE:", "X-MS-IMADDRESS:"]
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.birthday:
        lines.append(f"BDAY;VALUE=DATE:{birthday(person)}")
    lines += ["REV;VALUE=DATE-TIME:2026-11-24T08:00:00,372Z", "END:VCARD"]
    return (b"\xef\xbb\xbf" if chance.random() < 0.4 else b"") + folded(lines)


def nextcloud(person: Person, chance: random.Random) -> bytes:
    """Nextcloud with Sabre: vCard 4.0, data URIs with an escaped comma and semicolon, PREF, groups without labels."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Sabre//Sabre VObject 4.5.4//EN", f"UID:{person.uid}"]
    lines += [f"FN:{escaped(person.full)}", f"N:{name_value(person)}"]
    for index, (email, kind) in enumerate(person.emails):
        lines.append(f"EMAIL;TYPE={kind};PREF={index + 1}:{email}")
    for index, phone in enumerate(person.phones):
        if phone.label:
            group = f"i{chance.randint(100, 999)}{index}"
            lines += [f'{group}.TEL;TYPE="{phone.kind},VOICE":{escaped(phone.number)}']
            lines += [f"{group}.X-ABLABEL:{escaped(phone.label)}"]
        elif chance.random() < 0.4:
            digits = "".join(sign for sign in phone.number if sign in "+0123456789")
            lines.append(f"TEL;VALUE=uri;TYPE={phone.kind}:tel:{digits}")
        else:
            lines.append(f"TEL;TYPE={phone.kind.lower()}:{escaped(phone.number)}")
    for address in person.addresses:
        label = f"{address.street}\n{address.city}".replace("^", "^^").replace("\n", "^n").replace('"', "^'")
        lines.append(f'ADR;TYPE={address.kind};LABEL="{label}":{address_value(address)}')
    if person.birthday:
        lines.append(
            f"BDAY:{person.birthday.replace('-', '') if person.birthday[0] != '-' else '--' + person.birthday[3:].replace('-', '')}"
        )
    if person.company:
        lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    lines += [f"URL;VALUE=URI:{url}" for url in person.urls]
    if person.photo:
        lines.append(f"PHOTO:data:image/jpeg\\;base64\\,{base64_of(person.photo)}")
    if person.categories:
        lines.append("CATEGORIES:" + ",".join(map(escaped, person.categories)))
    if chance.random() < 0.3:
        lines += ["GENDER:O;it's complicated", "LANG;PREF=1:fr", "LANG;PREF=2:en", "X-PHONETIC-FIRST-NAME:x"]
        lines += [
            f"RELATED;TYPE=friend:urn:uuid:{person.uid[::-1]}",
            "X-SOCIALPROFILE;TYPE=MASTODON:@x@example.org",
        ]
    if chance.random() < 0.2:
        lines += [
            "TZ:+0100",
            "GEO:geo:46.77,6.64",
            "CLIENTPIDMAP:1;urn:uuid:53e374d9-337e-4727-8803-a1e9c14e0556",
        ]
    return folded([*lines, "REV:20261101T080000Z", "END:VCARD"])


def fastmail(person: Person, chance: random.Random) -> bytes:
    """Fastmail: vCard 3.0 with a group for each label, X-FM-ONLINE-OTHER and lower-case types."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{person.uid}",
        f"N:{name_value(person)}",
        f"FN:{escaped(person.full)}",
    ]
    lines += [f"NICKNAME:{escaped(person.nickname)}", f"TITLE:{escaped(person.role)}"]
    lines.append(f"ORG:{escaped(person.company)};{escaped(person.unit)}")
    for index, (email, kind) in enumerate(person.emails):
        pref = ";TYPE=pref" if not index else ""
        lines += [
            f"email{index}.EMAIL;TYPE={kind.lower()}{pref}:{email}",
            f"email{index}.X-ABLabel:{kind.title()}",
        ]
    for index, phone in enumerate(person.phones):
        lines.append(f"tel{index}.TEL;TYPE={phone.kind.lower()}:{escaped(phone.number)}")
        if phone.label:
            lines.append(f"tel{index}.X-ABLabel:{escaped(phone.label)}")
    for index, url in enumerate(person.urls):
        lines += [f"url{index}.URL:{url}", f"url{index}.X-ABLabel:site"]
    lines += [f"X-FM-ONLINE-OTHER;TYPE=skype:live:{person.number}"] if chance.random() < 0.4 else []
    lines += [f"ADR;TYPE={address.kind.lower()}:{address_value(address)}" for address in person.addresses]
    if person.birthday:
        lines.append(f"BDAY:{birthday(person, '0000')}")
    lines += [f"NOTE:{escaped(person.note)}", "REV:20261101T080000Z", "END:VCARD"]
    return folded(lines)


def evolution(person: Person, chance: random.Random) -> bytes:
    """Evolution: vCard 3.0, X-EVOLUTION lines and slots, CR LF or LF."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:pas-id-{person.uid[:16]}", f"FN:{escaped(person.full)}"]
    lines += [
        f"N:{name_value(person)}",
        f"X-EVOLUTION-FILE-AS:{escaped(person.family)}\\, {escaped(person.given)}",
    ]
    for index, phone in enumerate(person.phones):
        lines.append(f"TEL;X-EVOLUTION-UI-SLOT={index + 1};TYPE={phone.kind},VOICE:{escaped(phone.number)}")
    for index, (email, kind) in enumerate(person.emails):
        lines.append(f"EMAIL;TYPE={kind};X-EVOLUTION-UI-SLOT={index + 1}:{email}")
    for address in person.addresses:
        lines.append(f"ADR;TYPE={address.kind}:{address_value(address)}")
        lines.append(f"LABEL;TYPE={address.kind}:{escaped(address.street)}\\n{escaped(address.city)}")
    lines += [f"X-EVOLUTION-BLOG-URL:{url}" for url in person.urls[:1]]
    lines += [f"URL:{url}" for url in person.urls[1:]]
    if chance.random() < 0.3:
        lines += ["X-EVOLUTION-SPOUSE:Sam", "X-EVOLUTION-ANNIVERSARY:2009-03-01", "X-EVOLUTION-VIDEO-URL:"]
        lines += [
            "X-EVOLUTION-MANAGER:",
            "X-MOZILLA-HTML:FALSE",
            f"X-AIM;X-EVOLUTION-UI-SLOT=1;TYPE=HOME:aim{person.number}",
        ]
    if person.birthday:
        lines.append(f"BDAY;VALUE=DATE:{birthday(person)}")
    if person.photo:
        lines.append(f"PHOTO;ENCODING=b;TYPE=JPEG;X-EVOLUTION-FILENAME=a.jpg:{base64_of(person.photo)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.categories:
        lines.append("CATEGORIES:" + ",".join(map(escaped, person.categories)))
    return folded([*lines, "END:VCARD"], chance.choice(("\r\n", "\n")))


def kaddressbook(person: Person, chance: random.Random) -> bytes:
    """KAddressBook: vCard 3.0 or 4.0 in alphabetical order, with X-KADDRESSBOOK lines and several custom ones."""
    version = chance.choice(("3.0", "4.0"))
    lines = ["BEGIN:VCARD", f"VERSION:{version}"]
    lines += [f"ADR;TYPE={address.kind}:{address_value(address)}" for address in person.addresses]
    if person.birthday:
        lines.append(
            f"BDAY:{birthday(person)}" + ("T00:00:00" if version == "3.0" and chance.random() < 0.3 else "")
        )
    if person.categories:
        lines.append("CATEGORIES:" + ",".join(map(escaped, person.categories)))
    if version == "3.0":
        lines += ["CLASS:PUBLIC", f"SORT-STRING:{escaped(person.family)}"]
    lines += [
        f"EMAIL;TYPE={'PREF,' if version == '3.0' else ''}{kind}:{email}" for email, kind in person.emails
    ]
    lines += [
        f"FN:{escaped(person.full)}",
        "GEO:37.386013;-122.082932" if version == "3.0" else "GEO:geo:37.386,-122.08",
    ]
    lines.append(f"N:{name_value(person)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if person.company:
        lines.append(f"ORG:{escaped(person.company)}")
    lines += ["ROLE:lead", "TZ:01:00"] if chance.random() < 0.3 else []
    lines += [f"TEL;TYPE={phone.kind}:{escaped(phone.number)}" for phone in person.phones]
    lines += [
        f"UID:{person.uid[:10]}",
        "X-KADDRESSBOOK-X-Anniversary:2009-03-01",
        "X-KADDRESSBOOK-X-SpouseName:Sam",
    ]
    lines.append(f"X-messaging/xmpp-All:a{person.number}@example.org\ue000b@example.org")
    return folded([*lines, "END:VCARD"], chance.choice(("\r\n", "\n")))


def thunderbird(person: Person, chance: random.Random) -> bytes:
    """Thunderbird: vCard 4.0 with PREF and its own custom fields, or 3.0 of an add-on."""
    lines = ["BEGIN:VCARD", "VERSION:4.0"]
    lines += [f"EMAIL;PREF={index + 1}:{email}" for index, (email, _) in enumerate(person.emails)]
    lines += [f"FN:{escaped(person.full)}", f"N:{name_value(person)}"]
    if person.nickname:
        lines.append(f"NICKNAME:{escaped(person.nickname)}")
    for index, phone in enumerate(person.phones):
        kind = {"CELL": "cell", "FAX": "fax", "PAGER": "pager"}.get(phone.kind, phone.kind.lower())
        lines.append(f"TEL;TYPE={kind};VALUE=TEXT{';PREF=1' if not index else ''}:{escaped(phone.number)}")
    lines += [f"ADR;TYPE={address.kind.lower()}:{address_value(address)}" for address in person.addresses]
    lines += [f"URL;TYPE=work;VALUE=URL:{url}" for url in person.urls]
    if person.birthday:
        lines.append(f"BDAY;VALUE=DATE:{person.birthday}")
    lines += [
        f"X-CUSTOM{index}:{escaped(text)}" for index, text in enumerate((person.role, person.unit), 1) if text
    ]
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    if chance.random() < 0.2:
        lines += ["ANNIVERSARY;VALUE=DATE:2010-05-06", "IMPP:xmpp:somebody@example.org", "TZ:Europe/London"]
    return folded([*lines, f"UID:{person.uid}", "END:VCARD"])


def lotus(person: Person, chance: random.Random) -> bytes:
    """Lotus Notes: vCard 3.0, X-LOTUS lines, and lines folded with a tab."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//Address Book 6.1//EN"]
    lines += [f"N:{name_value(person)}", f"FN:{escaped(person.full)}", "X-LOTUS-CHARSET:UTF-8"]
    for index, (email, kind) in enumerate(person.emails):
        lines.append(f"EMAIL;TYPE=INTERNET,{kind}{',PREF' if not index else ''}:{email}")
    lines += [f"TEL;TYPE={phone.kind}:{escaped(phone.number)}" for phone in person.phones]
    for address in person.addresses:
        lines.append(f"ADR;TYPE={address.kind},DOM,POSTAL,PARCEL:{address_value(address)}")
    if person.role:
        lines.append(f"TITLE:{escaped(person.role)}")
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    lines += ["X-LOTUS-CHILDREN:Sam\\, Kim", "MAILER:Lotus Notes 8.5"] if chance.random() < 0.3 else []
    return folded([*lines, "END:VCARD"]).replace(b"\r\n ", b"\r\n\t")


def khard_file(person: Person, chance: random.Random) -> bytes:
    """A file of khard: vCard 3.0 or 4.0, one person a file, X-FAVOURITE and other private objects."""
    version = chance.choice(("3.0", "4.0"))
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"FN:{escaped(person.full)}", f"N:{name_value(person)}"]
    lines += [f"EMAIL;TYPE={kind.lower()}:{email}" for email, kind in person.emails]
    lines += [f"TEL;TYPE={phone.kind.lower()},pref:{escaped(phone.number)}" for phone in person.phones]
    lines += [f"ADR;TYPE={address.kind.lower()}:{address_value(address)}" for address in person.addresses]
    for index, url in enumerate(person.urls, 1):
        lines += [f"itemurl{index}.URL:{url}", f"itemurl{index}.X-ABLABEL:home page"]
    lines += [f"ORG:{escaped(person.company)}", "X-JABBER:x@example.org"] if person.company else []
    if person.birthday:
        lines.append(
            f"BDAY:{person.birthday.replace('-', '') if person.birthday[0] != '-' else '--' + person.birthday[3:].replace('-', '')}"
        )
    lines += [f"NOTE:{escaped(person.note)}"] if person.note else []
    return folded([*lines, f"UID:{person.uid}", "REV:20261101T080000Z", "END:VCARD"], "\n")
