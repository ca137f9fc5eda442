"""Invents people for cards of other programs: names in many scripts, and values that are awkward to write. The same seed invents the same people."""

import random
from typing import NamedTuple

GIVEN = [
    "Ada",
    "Zoë",
    "Søren",
    "José",
    "Bjørk",
    "Łukasz",
    "Dvořák",
    "Nguyễn",
    "Ἀλέξης",
    "Ольга",
    "太郎",
    "美咲",
    "娜",
    "محمد",
    "דוד",
    "Siobhán",
    "Márton",
    "Ines",
    "Tariq",
    "Wanjiru",
    "Kofi",
    "Ravi",
    "Priya",
    "Hana",
    "Jean-Luc",
    "O'Shea",
    "D’Arcy",
    "Ümit",
    "Şebnem",
    "Ignác",
    "Oğuz",
    "Maëlle",
    "Þóra",
    "Ægir",
    "Ewa",
    "Ångström",
    "Çağla",
    "Aroha",
    "Keoni",
    "Xiomara",
]
FAMILY = [
    "Lovelace",
    "Müller",
    "Ångberg",
    "García",
    "Guðmundsdóttir",
    "Wiśniewska",
    "Černý",
    "Trần",
    "Παπαδοπούλου",
    "Иванова",
    "山田",
    "佐藤",
    "王",
    "الخوارزمي",
    "לוי",
    "MacDonald",
    "Nagy-Kovács",
    "Okonkwo",
    "Achieng",
    "Mensah",
    "Iyer",
    "Sharma",
    "Okada",
    "Lefèvre",
    "Dubois-Martin",
    "O’Neill",
    "Yılmaz",
    "Öztürk",
    "Horváth",
    "Kaplan",
    "Haug",
    "Jónsson",
    "Nowak",
    "Fitzgerald",
    "Kahananui",
    "Ruiz",
    "Quispe",
    "Ferreira",
    "Zhao",
    "Smith",
]
NOTES = (
    "Met at the fair, likes tea",
    "One line\nanother line\n\nand a last one",
    "commas, semicolons; colons: and back\\slashes, C:\\new\\table",
    "- [ ] forged promise 📅 2026-12-01",
    "Träumt von Überraschungen – „ja“ 🎂",
    "equals = signs == and =41 like codes",
    "  begins and ends with spaces",
    "https://example.org/?a=1;b=2,c=3#top",
    "# not a heading\n---\nnot: yaml\n```\nnot code",
    "A long note that goes on and on, " * 12 + "and ends.",
    "日本語のメモ、改行\nあり",
    "quotes \"double\" and 'single' ^n ^^ ^'",
)
STREETS = ("12 Elm St", "Höhenweg 3, Hof 2", "5 Rue de l'Église; bât. B", "本町1-2-3", "Apt 4\n77 Oak Ave")
CITIES = ("London", "Zürich", "São Paulo", "東京", "Łódź", "New York, NY")
COUNTRIES = ("United Kingdom", "Schweiz", "Brasil", "日本", "Polska", "")
COMPANIES = (
    "Acme, Inc.",
    "Müller & Söhne GmbH",
    "R&D; Special Projects",
    "山田商事",
    "Analytical Ltd",
    "O=Corp",
)
UNITS = ("", "Research", "Sales, EMEA", "Küche")
ROLES = ("Engineer", "Head of R&D, Europe", "Bürgermeisterin", "Vice President; Finance", "部長")
LABELS = ("Boat", "Mum's place", "_$!<HomePage>!$_", "_$!<Assistant>!$_", "Büro 2", "Work, direct", "別宅")
KINDS = ("HOME", "WORK", "CELL", "FAX", "PAGER")


class Phone(NamedTuple):
    """A number, its kind, and a label of the user's own if they gave it one."""

    number: str
    kind: str
    label: str = ""


class Address(NamedTuple):
    """Where somebody lives or works."""

    kind: str
    street: str
    city: str
    code: str
    country: str


class Person(NamedTuple):
    """Somebody invented. An absent value is ""."""

    number: int
    given: str
    family: str
    middle: str
    prefix: str
    nickname: str
    phones: tuple[Phone, ...]
    emails: tuple[tuple[str, str], ...]
    addresses: tuple[Address, ...]
    company: str
    unit: str
    role: str
    birthday: str
    urls: tuple[str, ...]
    note: str
    photo: bytes
    categories: tuple[str, ...]
    uid: str

    @property
    def full(self) -> str:
        """The whole name, as a person would write it."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


def invent(number: int, seed: int = 1) -> Person:
    """Invent one person. Numbers below 1,600 give different names."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311

    def maybe(text: str, share: float) -> str:
        return text if chance.random() < share else ""

    given = GIVEN[number % len(GIVEN)]
    family = FAMILY[(number // len(GIVEN) + number) % len(FAMILY)]
    phones = tuple(
        Phone(_number(chance, number, each), chance.choice(KINDS), maybe(chance.choice(LABELS), 0.3))
        for each in range(chance.randint(0, 4))
    )
    emails = tuple(
        (f"p{number}.{each}@example.{chance.choice(('org', 'com', 'co.uk'))}", chance.choice(KINDS[:2]))
        for each in range(chance.randint(0, 3))
    )
    addresses = tuple(
        Address(
            chance.choice(KINDS[:2]),
            f"{chance.choice(STREETS)} {each + 1}",
            chance.choice(CITIES),
            f"{chance.randint(1000, 99999)}",
            chance.choice(COUNTRIES),
        )
        for each in range(chance.choice((0, 0, 1, 1, 2)))
    )
    year = maybe(f"{chance.randint(1930, 2010)}", 0.7)
    day = f"{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Person(
        number,
        given,
        family,
        maybe(chance.choice(("Marie", "J.", "de la")), 0.15),
        maybe(chance.choice(("Dr.", "Prof. Dr.", "Mx")), 0.15),
        maybe(f"{given[:2]}{number}", 0.2),
        phones,
        emails,
        addresses,
        maybe(chance.choice(COMPANIES), 0.5),
        chance.choice(UNITS),
        maybe(chance.choice(ROLES), 0.4),
        maybe(f"{year or '-'}-{day}", 0.4),
        tuple(
            f"https://example.org/{number}/{each}?q=a,b;c" for each in range(chance.choice((0, 0, 1, 1, 2)))
        ),
        maybe(chance.choice(NOTES), 0.4),
        photo(chance) if chance.random() < 0.15 else b"",
        tuple(
            chance.sample(
                ("Friends", "Family, near", "Work", "Book club", "été"), chance.choice((0, 0, 1, 2))
            )
        ),
        f"{chance.getrandbits(128):032x}",
    )


def photo(chance: random.Random) -> bytes:
    """Return bytes that begin and end as a JPEG does."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + chance.randbytes(chance.choice((300, 3000))) + b"\xff\xd9"


def _number(chance: random.Random, person: int, each: int) -> str:
    digits = f"{person:04}{each}{chance.randint(10, 99)}"
    return chance.choice(
        (
            f"+1 (555) {digits[:3]}-{digits[3:]}",
            f"+44 20 {digits}",
            f"0{digits[:2]}/{digits[2:]}",
            f"+49{digits}p12;ext=3" if chance.random() < 0.1 else f"+49{digits}",
        )
    )
