"""Invents pairs of entries for people, and labels them: the same person or two. Written from how people share and change names and addresses."""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

# Given names without near relatives in this list, and family names, each three times as many as one family of pairs needs.
GIVEN = [
    "Ada",
    "Bo",
    "Clara",
    "Dmitri",
    "Elif",
    "Farid",
    "Grace",
    "Hiro",
    "Ines",
    "Jonas",
    "Kavita",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
    "Pablo",
    "Qasim",
    "Rosa",
    "Sven",
    "Tariq",
    "Ulla",
    "Viktor",
    "Wanda",
    "Xenia",
    "Yusuf",
    "Zoë",
    "Aroha",
    "Bertil",
    "Chidi",
    "Dagny",
    "Emeka",
    "Fiona",
    "Gustav",
    "Hedda",
    "Idris",
    "Jasper",
]
FAMILY = [
    "Lovelace",
    "Ek",
    "Dahl",
    "Orlov",
    "Demir",
    "Haddad",
    "Hopper",
    "Tanaka",
    "Moreno",
    "Lind",
    "Rao",
    "Byrne",
    "Sayed",
    "Berg",
    "Petrova",
    "Ruiz",
    "Khan",
    "Costa",
    "Holm",
    "Aziz",
    "Voss",
    "Novak",
    "Zielinska",
    "Dane",
    "Kaya",
    "Quist",
    "Ngata",
    "Strand",
    "Okafor",
    "Moe",
    "Eze",
    "Ross",
    "Wolf",
    "Aas",
    "Bello",
    "Finch",
]
# Short forms, which only one of the two entries uses.
NICKNAMES = [
    "Robert/Bob",
    "William/Bill",
    "Katherine/Kate",
    "Elizabeth/Liz",
    "Margaret/Peggy",
    "Richard/Dick",
    "James/Jim",
    "Michael/Mike",
    "Thomas/Tom",
    "Alexander/Alex",
    "Aleksandr/Sasha",
    "Maria/Masha",
    "José/Pepe",
    "Francisco/Paco",
    "Johannes/Hans",
    "Josef/Sepp",
    "Susan/Sue",
    "Patricia/Pat",
    "Edward/Ted",
    "Charles/Chuck",
    "Samuel/Sam",
    "Daniel/Dan",
    "Benjamin/Ben",
    "Christopher/Chris",
    "Rebecca/Becky",
    "Victoria/Vicky",
    "Andrew/Andy",
    "Anthony/Tony",
    "Dorothy/Dot",
    "Guadalupe/Lupe",
    "Giuseppe/Beppe",
    "Ekaterina/Katya",
]
SPELLINGS = (
    "Jürgen Müller/Juergen Mueller",
    "Jürgen Müller/Jurgen Muller",
    "Søren Kjær/Soren Kjaer",
    "Łukasz Wiśniewski/Lukasz Wisniewski",
    "Иван Петров/Ivan Petrov",
    "Ольга Смирнова/Olga Smirnova",
    "Юлия Щербакова/Yulia Shcherbakova",
    "Γιώργος Παπαδόπουλος/Giorgos Papadopoulos",
    "Nguyễn Văn An/Nguyen Van An",
    "Þóra Guðmundsdóttir/Thora Gudmundsdottir",
    "Åsa Öberg/Asa Oberg",
    "Weiß Straßer/Weiss Strasser",
    "İbrahim Yıldız/Ibrahim Yildiz",
    "Zoé D’Arcy/Zoe D'Arcy",
    "ＡＤＡ Ｂｙｒｏｎ/Ada Byron",
    "Володимир Шевченко/Volodymyr Shevchenko",
)
ORDERS = (
    "山田 太郎/太郎 山田",
    "Nagy Béla/Béla Nagy",
    "Trần Minh/Minh Trần",
    "Lovell, Adele/Adele Lovell",
    "OKADA Haruto/Haruto Okada",
    "Li Wei/Wei Li",
)
ROLES = [
    "info",
    "office",
    "hello",
    "contact",
    "team",
    "sales",
    "support",
    "admin",
    "mail",
    "kontakt",
    "post",
    "buero",
    "service",
    "hr",
    "press",
    "praxis",
    "kanzlei",
    "reception",
    "billing",
    "noreply",
    "webmaster",
    "shop",
    "orders",
    "booking",
    "bestellung",
    "verwaltung",
    "sekretariat",
    "contacto",
    "empresa",
    "accueil",
    "contato",
    "bonjour",
    "accounts",
    "jobs",
    "careers",
    "marketing",
    "presse",
    "rechnung",
    "secretary",
    "enquiries",
]
PROFILES = (
    "https://www.linkedin.com/in/{}/|linkedin.com/in/{}",
    "http://linkedin.com/in/{}|https://de.linkedin.com/in/{}?trk=contact",
    "https://github.com/{}|http://www.github.com/{}/",
    "https://twitter.com/{}|https://x.com/{}",
    "https://mastodon.social/@{}|https://mastodon.social/@{}/",
    "https://www.instagram.com/{}/|https://instagram.com/{}?igsh=abc",
)


class Entry(NamedTuple):
    """What one address book says of a person."""

    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    organization: str = ""
    aliases: tuple[str, ...] = ()


class Labelled(NamedTuple):
    """Contacts, what is imported, and who of the contacts that is: its number, or None if none of them.

    The first of `imported` is the one that is judged. `settles` says that an unshared address alone should decide it.
    """

    family: str
    contacts: tuple[Entry, ...]
    imported: tuple[Entry, ...]
    same: int | None
    settles: bool = False


class _Someone(NamedTuple):
    number: int
    given: str
    family: str
    other_given: str
    other_family: str
    chance: random.Random

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        return f"{self.given[:1].lower()}{self.number}@mail{self.number % 7}.example"

    @property
    def domain(self) -> str:
        return f"firm{self.number}.example"

    @property
    def phone(self) -> str:
        return f"+44 20 7{self.number:04} {self.number * 7919 % 10000:04}"


def labelled_pairs(count: int = 2000, seed: int = 1) -> Iterator[Labelled]:
    """Invent so many pairs, of all families in turn."""
    makers = (*_SAME, *_DIFFERENT)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311
        given, other_given = chance.sample(GIVEN, 2)
        family, other_family = chance.sample(FAMILY, 2)
        maker = makers[number % len(makers)]
        # Within one index no two pairs share a name by chance: a syllable of each pair's own ends the family names.
        own = _syllables(number)
        someone = _Someone(number, given, family + own, other_given, other_family + own, chance)
        for labelled in maker(someone):
            yield labelled._replace(family=maker.__name__.strip("_").replace("_", " "))


def _syllables(number: int) -> str:
    text = ""
    for _ in range(3):
        number, rest = divmod(number, 65)
        text += "bdfgklmnprstv"[rest % 13] + "aeiou"[rest // 13]
    return text


def _pair(one: Entry, other: Entry, same: int | None, settles: bool = False) -> Labelled:
    return Labelled("", (one,), (other,), same, settles)


def _by_email(who: _Someone, one: str, other: str) -> Iterator[Labelled]:
    """Both entries have the address; the names differ as given."""
    yield _pair(Entry(one, (who.email,)), Entry(other, (who.email,)), 0, True)


# The same person, with an address nobody else has.


def _same_name(who: _Someone) -> Iterator[Labelled]:
    yield from _by_email(who, who.name, who.name)


def _other_case(who: _Someone) -> Iterator[Labelled]:
    yield _pair(Entry(who.name, (who.email,)), Entry(who.name.upper(), (who.email.upper(),)), 0, True)


def _nickname(who: _Someone) -> Iterator[Labelled]:
    long, short = who.chance.choice(NICKNAMES).split("/")
    names = [f"{long} {who.family}", f"{short} {who.family}"]
    who.chance.shuffle(names)
    yield from _by_email(who, *names)


def _initial(who: _Someone) -> Iterator[Labelled]:
    names = [who.name, f"{who.given[0]}. {who.family}"]
    who.chance.shuffle(names)
    yield from _by_email(who, *names)


def _middle_name(who: _Someone) -> Iterator[Labelled]:
    middle = who.chance.choice((who.other_given, f"{who.other_given[0]}.", "de", "van der"))
    yield from _by_email(who, who.name, f"{who.given} {middle} {who.family}")


def _titles(who: _Someone) -> Iterator[Labelled]:
    form = who.chance.choice(
        ("Dr. {}", "{}, PhD", "Prof. Dr. {}", "Mrs {}", "{} MBA", "Herr {}", "Mme {}", "Ir. {}")
    )
    yield from _by_email(who, who.name, form.format(who.name))


def _last_name_first(who: _Someone) -> Iterator[Labelled]:
    if who.chance.random() < 0.7:
        yield from _by_email(who, who.name, f"{who.family}, {who.given}")
    else:
        yield from _by_email(who, *who.chance.choice(ORDERS).split("/"))


def _spelling(who: _Someone) -> Iterator[Labelled]:
    names = who.chance.choice(SPELLINGS).split("/")
    who.chance.shuffle(names)
    yield from _by_email(who, *names)


def _new_family_name(who: _Someone) -> Iterator[Labelled]:
    new = who.chance.choice(
        (who.other_family, f"{who.family}-{who.other_family}", f"{who.other_family} {who.family}")
    )
    yield from _by_email(who, who.name, f"{who.given} {new}")


def _one_word(who: _Someone) -> Iterator[Labelled]:
    names = [who.name, who.chance.choice((who.given, who.family))]
    who.chance.shuffle(names)
    yield from _by_email(who, *names)


def _typing_error(who: _Someone) -> Iterator[Labelled]:
    place = who.chance.randrange(1, len(who.family) - 2)
    wrong = who.family[:place] + who.family[place + 1] + who.family[place] + who.family[place + 2 :]
    yield from _by_email(who, who.name, f"{who.given} {wrong}")


def _decorated(who: _Someone) -> Iterator[Labelled]:
    form = who.chance.choice(
        ("{} 🎂", "{} (Acme)", "{} - work", "⭐ {}", "{} [new]", "{} (from yoga)", "ZZ {}")
    )
    yield from _by_email(who, who.name, form.format(who.name))


def _alias(who: _Someone) -> Iterator[Labelled]:
    other = f"{who.other_given} {who.other_family}"
    yield _pair(Entry(who.name, (who.email,), aliases=(other,)), Entry(other, (who.email,)), 0, True)


def _two_family_names(who: _Someone) -> Iterator[Labelled]:
    particle = who.chance.choice(("", "y ", "e "))
    yield from _by_email(who, who.name, f"{who.name} {particle}{who.other_family}")


def _address_as_name(who: _Someone) -> Iterator[Labelled]:
    yield from _by_email(who, who.name, who.email)


def _profile(who: _Someone) -> Iterator[Labelled]:
    slug = f"{who.given.lower()}-{who.number}"
    one, other = who.chance.choice(PROFILES).format(slug, slug).split("|")
    yield _pair(Entry(who.name, links=(one,)), Entry(who.name, links=(other,)), 0, True)


def _one_of_several_addresses(who: _Someone) -> Iterator[Labelled]:
    old, new = f"old.{who.email}", f"new.{who.email}"
    yield _pair(
        Entry(who.name, (old, who.email), (who.phone,)),
        Entry(who.name, (new, who.email), organization="Acme"),
        0,
        True,
    )


def _compound_given_name(who: _Someone) -> Iterator[Labelled]:
    names = [
        f"{who.given}-{who.other_given} {who.family}",
        who.chance.choice((f"{who.given} {who.other_given} {who.family}", who.name)),
    ]
    who.chance.shuffle(names)
    yield from _by_email(who, *names)


def _no_shared_address(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(who.name, (who.email,), organization="Acme"),
        Entry(who.name, (f"x{who.email}",), organization="Acme"),
        0,
    )


# Two people.


def _couple(who: _Someone) -> Iterator[Labelled]:
    shared = f"the{who.family.lower()}s@mail.example"
    partner = f"{who.other_given} {who.family}"
    yield _pair(Entry(who.name, (shared,)), Entry(partner, (shared,)), None)


def _couple_with_two_names(who: _Someone) -> Iterator[Labelled]:
    shared = f"{who.family.lower()}@mail.example"
    yield _pair(
        Entry(who.name, (shared,), (who.phone,)),
        Entry(f"{who.other_given} {who.other_family}", (shared,), (who.phone,)),
        None,
    )


def _couple_both_known(who: _Someone) -> Iterator[Labelled]:
    shared = f"{who.family.lower()}@mail.example"
    one, other = Entry(who.name, (shared,)), Entry(f"{who.other_given} {who.family}", (shared,))
    third = Entry(f"{who.chance.choice(('Kim', 'Pia', 'Ole'))} {who.family}", (shared,))
    yield Labelled("", (one, other), (third,), None)


def _father_and_son(who: _Someone) -> Iterator[Labelled]:
    ends = list(
        who.chance.choice((("Sr.", "Jr."), ("", "Jr."), ("", "junior"), ("II", "III"), ("sen.", "jun.")))
    )
    who.chance.shuffle(ends)
    one, other = (f"{who.name} {end}".strip() for end in ends)
    yield _pair(Entry(one, (who.email,), (who.phone,)), Entry(other, (who.email,), (who.phone,)), None)


def _father_and_son_without_a_mark(who: _Someone) -> Iterator[Labelled]:
    yield _pair(Entry(who.name, phones=(who.phone,)), Entry(who.name, (who.email,), (who.phone,)), None)


def _namesakes(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(who.name, (who.email,), organization=who.chance.choice(("Acme", ""))),
        Entry(who.name, (f"x{who.email}",), organization="Zenith"),
        None,
    )


def _namesakes_in_one_firm(who: _Someone) -> Iterator[Labelled]:
    switchboard = (who.phone,)
    yield _pair(
        Entry(who.name, (f"a@{who.domain}",), switchboard, organization="Acme"),
        Entry(who.name, (f"b@{who.domain}",), switchboard, organization="Acme"),
        None,
    )


def _role_address(who: _Someone) -> Iterator[Labelled]:
    role = f"{who.chance.choice(ROLES)}@{who.domain}"
    yield _pair(
        Entry(who.name, (role,), organization="Acme"),
        Entry(f"{who.other_given} {who.other_family}", (role,), organization="Acme"),
        None,
    )


def _role_address_of_namesakes(who: _Someone) -> Iterator[Labelled]:
    """An address of a role proves nothing even between equal names: a father's shop is his daughter's."""
    role = f"{who.chance.choice(ROLES)}@{who.domain}"
    yield _pair(Entry(who.name, (role,)), Entry(who.name, (role, f"x{who.email}")), None)


def _assistant(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(who.name, (who.email,), (who.phone,)),
        Entry(f"{who.other_given} {who.other_family}", (who.email,), (who.phone,), organization="Acme"),
        None,
    )


def _one_line_one_given_name(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(who.name, phones=(who.phone,)),
        Entry(f"{who.given} {who.other_family}", phones=(who.phone,)),
        None,
    )


def _brothers_and_sisters(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(who.name, (f"{who.family.lower()}.home@mail.example",), (who.phone,)),
        Entry(f"{who.other_given} {who.family}", (f"{who.family.lower()}.home@mail.example",), (who.phone,)),
        None,
    )


def _twins(who: _Someone) -> Iterator[Labelled]:
    """Nearly the same given name, and an address of the parents'."""
    one, other = who.chance.choice(
        ("Anna/Hanna", "Maria/Marion", "Jan/Jana", "Tim/Tom", "Erik/Erika", "Julian/Juliane", "Paul/Paula", "Carl/Carla",
         "Lena/Lea", "Daniel/Daniela", "Martin/Martina", "Luca/Luisa", "Mila/Mia", "Andrea/Andreas", "Robert/Roberta")
    ).split("/")  # fmt: skip
    parents = f"{who.family.lower()}.family@mail.example"
    yield _pair(Entry(f"{one} {who.family}", (parents,)), Entry(f"{other} {who.family}", (parents,)), None)


def _recycled_address(who: _Someone) -> Iterator[Labelled]:
    """The successor gets the address that the firm makes of initial and name."""
    first, second = who.chance.choice(
        ("John/Jane", "Peter/Paula", "Mark/Mona", "Sven/Sofia", "Tom/Tina")
    ).split("/")
    address = f"{first[0].lower()}.{who.family.lower()}@{who.domain}"
    yield _pair(Entry(f"{first} {who.family}", (address,)), Entry(f"{second} {who.family}", (address,)), None)


def _other_initials(who: _Someone) -> Iterator[Labelled]:
    one, other = who.chance.sample("ABCDEFGH", 2)
    yield _pair(
        Entry(f"{one}. {who.family}", (f"{who.family.lower()}@mail.example",)),
        Entry(f"{other}. {who.family}", (f"{who.family.lower()}@mail.example",)),
        None,
    )


def _page_of_the_firm(who: _Someone) -> Iterator[Labelled]:
    page = who.chance.choice(
        (
            f"https://{who.domain}",
            f"https://www.linkedin.com/company/firm{who.number}",
            f"https://{who.domain}/team",
        )
    )
    yield _pair(
        Entry(who.name, links=(page,)), Entry(f"{who.other_given} {who.other_family}", links=(page,)), None
    )


def _firm_and_person(who: _Someone) -> Iterator[Labelled]:
    yield _pair(
        Entry(f"{who.family} GmbH", (who.email,), (who.phone,)),
        Entry(f"{who.other_given} {who.other_family}", (who.email,), organization=f"{who.family} GmbH"),
        None,
    )


def _two_contacts_with_one_address(who: _Someone) -> Iterator[Labelled]:
    """Nobody can tell whose it is: the name is of neither for certain."""
    contacts = (Entry(who.name, (who.email,)), Entry(f"{who.other_given} {who.family}", (who.email,)))
    yield Labelled("", contacts, (Entry(who.family, (who.email,)),), None)


def _two_imported_with_one_address(who: _Someone) -> Iterator[Labelled]:
    """Two rows have the address of one contact, and could be two people."""
    rows = (Entry(f"{who.other_given} {who.family}", (who.email,)), Entry(who.name, (who.email,)))
    yield Labelled("", (Entry(who.name, (who.email,)),), rows, None)


def _mother_and_daughter(who: _Someone) -> Iterator[Labelled]:
    home = f"casa.{who.family.lower()}@mail.example"
    yield _pair(
        Entry(f"{who.given} Clara {who.family}", (home,)),
        Entry(f"{who.given} Sofia {who.family}", (home,)),
        None,
    )


def _near_name(who: _Someone) -> Iterator[Labelled]:
    yield _pair(Entry(who.name, (who.email,)), Entry(f"{who.given} {who.family}e", (f"x{who.email}",)), None)


_Maker = Callable[[_Someone], Iterator[Labelled]]
_SAME: tuple[_Maker, ...] = (
    _same_name, _other_case, _nickname, _initial, _middle_name, _titles, _last_name_first, _spelling, _new_family_name,
    _one_word, _typing_error, _decorated, _alias, _two_family_names, _address_as_name, _profile,
    _one_of_several_addresses, _compound_given_name, _no_shared_address,
)  # fmt: skip
_DIFFERENT: tuple[_Maker, ...] = (
    _couple, _couple_with_two_names, _couple_both_known, _father_and_son, _father_and_son_without_a_mark, _namesakes,
    _namesakes_in_one_firm, _role_address, _role_address_of_namesakes, _assistant, _one_line_one_given_name,
    _brothers_and_sisters, _twins, _recycled_address, _other_initials, _page_of_the_firm, _firm_and_person,
    _two_contacts_with_one_address, _two_imported_with_one_address, _mother_and_daughter, _near_name,
)  # fmt: skip
