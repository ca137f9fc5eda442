"""Defines the tables of LDIF attributes: the line of a card that each becomes, and the entries that are no people."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = ("displayname", "cn", "commonname", "fn")
NICKNAMES = ("mozillanickname", "xmozillanickname", "nickname")
PARTS_OF_NAME = (
    ("sn", "surname"),
    ("givenname", "gn", "firstname"),
    ("middlename",),
    ("personaltitle", "honorificprefix"),
    ("generationqualifier", "honorificsuffix"),
)
UUID = re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
UNITS = ("ou", "organizationalunitname", "orgunit", "department", "departmentnumber")
# Attributes in the order of their lines, by property and type.
LINES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
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
HOME = (
    ("mozillahomestreet", "homestreet", "homepostaladdress"),
    ("mozillahomestreet2", "mozillahomepostaladdress2"),
    ("mozillahomelocalityname", "homecity", "homelocality"),
    ("mozillahomestate", "homestate"),
    ("mozillahomepostalcode", "homepostalcode", "homezip"),
    ("mozillahomecountryname", "homecountry"),
)
WORK = (
    ("mozillaworkstreet", "street", "streetaddress"),
    ("mozillaworkstreet2", "mozillapostaladdress2", "workstreet2"),
    ("l", "locality", "localityname", "city"),
    ("st", "region", "stateorprovincename", "state"),
    ("postalcode", "zip"),
    ("co", "friendlycountryname", "c", "countryname", "country"),
)
DATES = (("BDAY", "birth", "birthday"), ("ANNIVERSARY", "anniversary", "anniversaryday"))
WHOLE_DATES = (("BDAY", ("birthdate", "dateofbirth", "schacdateofbirth")), ("ANNIVERSARY", ("anniversary",)))
PHOTOS = ("jpegphoto", "photo", "thumbnailphoto", "thumbnaillogo")
KEYS = ("usercertificate", "usersmimecertificate", "userpkcs12")
# A directory maintains these itself; they change without news of the person, or say what the entry's form is.
IGNORED = _words(
    "objectclass changetype control modifytimestamp createtimestamp modifiersname creatorsname entrycsn contextcsn entrydn "
    "structuralobjectclass subschemasubentry hassubordinates numsubordinates whenchanged whencreated usnchanged usncreated "
    "lastlogon lastlogontimestamp logoncount badpwdcount pwdlastset pwdchangedtime dscorepropagationdata"
)
# What Thunderbird writes for everybody, to say that nobody chose anything.
UNSET = frozenset(("mozillausehtmlmail", "xmozillausehtmlmail", "xmozillauseconferenceserver"))
PERSONS = _words(
    "person organizationalperson residentialperson inetorgperson mozillaabpersonalpha mozillaabpersonobsolete "
    "mozillaorgperson evolutionperson officeperson contact user account posixaccount pilotperson newpilotperson "
    "calentry zillaperson abookperson"
)
LISTS = _words(
    "groupofnames groupofuniquenames groupofurls groupofmembers groupofentries posixgroup group mailgroup mozillaablist "
    "nismailalias rfc822mailgroup dynamicgroup distributionlist contactlist evolutioncontactlist"
)
MEMBERS = frozenset(("member", "uniquemember", "memberuid", "rfc822mailmember"))
THINGS = _words(
    "organizationalunit organization organizationalrole dcobject domain domaincomponent locality country device computer "
    "container builtindomain applicationprocess alias referral document room printer printqueue subschema krbrealmcontainer "
    "ipnetwork iphost ipservice nisnetgroup nismap nisobject automount automountmap sudorole pwdpolicy olcglobal"
)
