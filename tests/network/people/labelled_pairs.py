"""Makes pairs of a contact and a record that are one person or two, in families of cases that people really have."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Match, MatchIndex, MatchPerson

WOMEN = """Anna Maria Katherine Elizabeth Sofia Ingrid Chloé Zuzana Aoife Margaret Susanne Helena Lucía Ayşe Fatima Yuki Priya Natalia Greta
Agnieszka Françoise Renée Åsa Jane Ruth Olga Clara Nadia Theresa Victoria Charlotte Alexandra Andrea Daniela Martina Stefanie Christine
Johanna Paula Gabriele Michaela Simone Julia Carla Petra Erika Karin Maya Leila""".split()  # noqa: SIM905
MEN = """Robert James William Michael Thomas Jörg Łukasz Étienne Søren Giovanni Dmitri Sergei Ahmed Mohammed Kenji Raj Andreas Daniel Martin Stefan
Christian Johann Paul Gabriel Alexander Charles Victor Simon Julian Carlo Peter Erik Karl Nicolás Patrick Stephen Richard Edward Anthony
Benjamin Jonathan Samuel David Henry Ulrich Hans Kofi Owen Ivan""".split()  # noqa: SIM905
FAMILIES = """Smith Jones Müller Schröder Großmann O'Brien García Márquez Lindqvist Østergaard Kowalski Nováková Dvořák Rossi Bianchi Dubois Lefèvre
van-den-Berg de-Vries MacLeod Fitzgerald Yamamoto Tanaka Singh Patel Okafor Mensah Ivanov Petrova Popescu Horvath Nagy Papadopoulos Yılmaz Haddad Cohen Levi
Johansson Bauer Wagner Weiß Hofmann Keller Moreau Girard Silva Pereira Costa Fernández Ruiz Taylor Wright Walker Hughes Bennett Carter""".split()  # noqa: SIM905
COMPANIES = "Acme Engines;Brightwell;Lantern Row;Norddach;Kiln;Hafen Logistik;Ponte Nuovo;Oakmere".split(";")  # noqa: SIM905
SHORT = {
    "Katherine": "Kate", "Elizabeth": "Liz", "Margaret": "Maggie", "Robert": "Bob", "James": "Jim", "William": "Bill", "Michael": "Mike",
    "Thomas": "Tom", "Alexander": "Alex", "Charles": "Charlie", "Patrick": "Paddy", "Stephen": "Steve", "Richard": "Dick", "Edward": "Ted",
    "Anthony": "Tony", "Benjamin": "Ben", "Samuel": "Sam", "David": "Dave", "Henry": "Harry", "Victoria": "Vicky", "Susanne": "Susi",
    "Helena": "Lena", "Natalia": "Natasha", "Stefanie": "Steffi", "Ulrich": "Uli",
}  # fmt: skip
ROLES = "info office sales noreply no-reply kontakt contact support admin hello team buchhaltung secretariat contabilidad biuro hr jobs".split()  # noqa: SIM905
ALIKE = {  # his name and hers
    "Andreas": "Andrea", "Daniel": "Daniela", "Martin": "Martina", "Stefan": "Stefanie", "Christian": "Christine", "Johann": "Johanna",
    "Paul": "Paula", "Gabriel": "Gabriele", "Michael": "Michaela", "Alexander": "Alexandra", "Charles": "Charlotte", "Victor": "Victoria",
    "Simon": "Simone", "Julian": "Julia", "Carlo": "Carla", "Peter": "Petra", "Erik": "Erika", "Karl": "Karla", "Ivan": "Ivana",
    "Mario": "Maria", "Francis": "Frances", "John": "Jean", "Tony": "Toni", "Patrick": "Patricia", "Robert": "Roberta", "Karsten": "Kerstin",
    "Louis": "Louise", "Joseph": "Josephine", "Stephen": "Stephanie", "Angelo": "Angela", "Marcel": "Marcelle", "Jan": "Jana", "Rene": "Renee",
}  # fmt: skip
SCRIPTS = [
    ("Иван Петров", "Ivan Petrov"), ("Екатерина Смирнова", "Ekaterina Smirnova"), ("Дмитрий Соколов", "Dmitry Sokolov"),
    ("Сергей Щукин", "Sergey Shchukin"), ("Юлия Жукова", "Yulia Zhukova"), ("Александр Чехов", "Alexander Chekhov"),
    ("Наталья Хрущёва", "Natalia Khrushcheva"), ("Фёдор Достоевский", "Fyodor Dostoevsky"), ("Ольга Яковлева", "Olga Yakovleva"),
    ("Алексей Цветков", "Alexey Tsvetkov"), ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"), ("Μαρία Νικολάου", "Maria Nikolaou"),
    ("Јелена Марковић", "Jelena Markovic"), ("Олександр Шевченко", "Oleksandr Shevchenko"), ("Михаил Булгаков", "Mikhail Bulgakov"),
]  # fmt: skip
SPELLINGS = [("Sofia", "Zofia"), ("Sophia", "Sofia"), ("Katharina", "Catharina"), ("Mohammed", "Muhammad"), ("Yusuf", "Youssef"), ("Erik", "Eric"), ("Marc", "Mark"), ("Elisabeth", "Elizabeth"), ("Nadja", "Nadia"), ("Stephen", "Steven"), ("Philipp", "Philip"), ("Sara", "Sarah"), ("Łukasz", "Lukasz"), ("Søren", "Soren"), ("Jürgen", "Juergen"), ("Sergei", "Sergey")]  # fmt: skip


class Labelled(NamedTuple):
    """A contact and a record; whether they are one person; whether they share an address that is one person's alone."""

    family: str
    contact: MatchPerson
    record: MatchPerson
    is_same: bool
    shares_address: bool


class Maker:
    """Makes people and pairs of them at random, each with addresses of their own."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.made = 0

    def first(self) -> str:
        return self.random.choice(WOMEN + MEN)

    def family(self) -> str:
        return self.random.choice(FAMILIES).replace("-", " ")

    def two(self, kind: Callable[[], str]) -> tuple[str, str]:
        one = kind()
        while (other := kind()).casefold()[:2] == one.casefold()[:2]:
            pass
        return one, other

    def domain(self) -> str:
        self.made += 1
        return f"{self.random.choice(('example', 'mail', 'post', 'web'))}{self.made}.{self.random.choice(('org', 'com', 'de'))}"

    def address(self, first: str, family: str, domain: str = "") -> str:
        first, family = (plain(word) for word in (first, family))
        local = self.random.choice((f"{first}.{family}", f"{first[0]}{family}", first, f"{first}{family[0]}", f"{family}.{first}", f"{first}_{family}"))  # fmt: skip
        return f"{local}@{domain or self.domain()}"

    def phone(self) -> str:
        self.made += 1
        return f"+44 20 {self.made % 10000:04d} {self.random.randrange(10000):04d}"

    def person(self, name: str, **values: Any) -> MatchPerson:
        return MatchPerson("", name)._replace(**values)

    def pair(
        self, family: str, one: MatchPerson, other: MatchPerson, *, same: bool, shares: bool
    ) -> Labelled:
        if self.random.random() < 0.5:
            one, other = other, one
        return Labelled(family, one, other, same, shares)


def plain(word: str) -> str:
    return "".join(c for c in word.lower().replace("ü", "ue").replace("ö", "oe").replace("ß", "ss").replace("ø", "o").replace("ł", "l").translate(_PLAIN) if c.isascii() and c.isalpha())  # fmt: skip


_PLAIN = str.maketrans("éèáíóñřčçãåäıúýş", "eeaionrccaaaiuys")


# One person


def same(make: Maker) -> Iterator[Labelled]:
    """Yield one pair of each family in which both are one person."""
    first, (family, other_family) = make.first(), make.two(make.family)
    name, address = f"{first} {family}", make.address(first, family)

    def pair(what: str, one: str, other: str, **values: object) -> Labelled:
        own = {"emails": (make.address(first, family),)} | values
        return make.pair(what, make.person(one, **own), make.person(other, **own), same=True, shares=True)

    yield pair("same name", name, name)
    yield pair("upper case", name, name.upper())
    yield pair("family name first", name, f"{family}, {first}")
    yield pair("reversed", name, f"{family} {first}")
    yield pair("initial", name, f"{first[0]}. {family}")
    yield pair("initials", name, f"{first[0]}. {family[0]}.")
    yield pair("family initial", name, f"{first} {family[0]}.")
    yield pair("title", name, f"{make.random.choice(('Dr.', 'Prof. Dr.', 'Dr', 'Sir'))} {name}")
    yield pair("degree", name, f"{name}{make.random.choice((', PhD', ' MBA', ', M.D.', ' MSc'))}")
    yield pair("middle name", name, f"{first} {make.first()} {family}")
    yield pair("middle initial", name, f"{first} {make.first()[0]}. {family}")
    yield pair("no accents", name, " ".join(plain(word).title() for word in name.split()))
    yield pair("first name alone", name, first)
    yield pair("no name", name, "")
    yield pair("address for a name", name, address, emails=(address,))
    yield pair("pronouns", name, f"{name} (she/her)")
    yield pair("emoji", name, f"{name} ✨")
    yield pair("changed surname", name, f"{first} {other_family}")
    yield pair("double surname", name, f"{first} {family}-{other_family}")
    yield pair("typo", name, f"{first} {family[:2]}{family[3:]}" if len(family) > 6 else name)
    whole, short = make.random.choice(list(SHORT.items()))
    yield pair("nickname", f"{whole} {family}", f"{short} {family}", emails=(make.address(whole, family),))
    yield pair("quoted nickname", f"{whole} {family}", f'{whole} "{short}" {family}')
    one, other = make.random.choice(SPELLINGS)
    yield pair("spelling", f"{one} {family}", f"{other} {family}", emails=(make.address(one, family),))
    one, other = make.random.choice(SCRIPTS)
    yield pair("script", one, other, emails=(f"{plain(other.split()[0])}.{plain(other.split()[1])}@{make.domain()}",))  # fmt: skip
    yield pair("umlaut", f"{first} Müller", f"{first} Mueller", emails=(make.address(first, "Mueller"),))
    address = make.address(first, family)
    yield make.pair(
        "changed company",
        make.person(name, emails=(address,), organization=COMPANIES[0]),
        make.person(name, emails=(address, make.address(first, family)), organization=COMPANIES[1]),
        same=True,
        shares=True,
    )
    local = f"{plain(first)}.{plain(family)}{make.made}"
    gmail = make.random.choice((f"{local}@googlemail.com", f"{local.replace('.', '')}@gmail.com", f"{local}+shop@gmail.com"))  # fmt: skip
    yield make.pair("gmail", make.person(name, emails=(f"{local}@gmail.com",)), make.person(name, emails=(gmail,)), same=True, shares=True)  # fmt: skip
    domain = make.domain()
    yield make.pair("plus tag", make.person(name, emails=(f"{local}@{domain}",)), make.person(name, emails=(f"{local}+news@{domain}",)), same=True, shares=True)  # fmt: skip
    shared = make.address(first, family)
    yield make.pair("one of several", make.person(name, emails=(make.address(first, family), shared)), make.person(name, emails=(shared.upper(),)), same=True, shares=True)  # fmt: skip
    # Without a shared address, nothing but a profile or an id decides.
    phone = make.phone()
    yield make.pair("phone", make.person(name, phones=(phone,)), make.person(name, phones=(phone.replace("+44 ", "0"),)), same=True, shares=False)  # fmt: skip
    slug = f"{plain(first)}-{plain(family)}-{make.made}"
    yield make.pair("linkedin", make.person(name, links=(f"https://www.linkedin.com/in/{slug}/",)), make.person(name, links=(f"http://de.linkedin.com/in/{slug.upper()}?trk=x",)), same=True, shares=False)  # fmt: skip
    yield make.pair("other address", make.person(name, emails=(make.address(first, family),)), make.person(name, emails=(make.address(first, family),)), same=True, shares=False)  # fmt: skip
    info = f"info@{make.domain()}"
    yield make.pair("own role address", make.person(name, emails=(info,)), make.person(name, emails=(info,)), same=True, shares=False)  # fmt: skip


# Two people


def different(make: Maker) -> Iterator[Labelled]:
    """Yield one pair of each family in which the two are different people."""
    (one, other), (family, other_family) = make.two(make.first), make.two(make.family)

    def pair(what: str, first: MatchPerson, second: MatchPerson) -> Labelled:
        return make.pair(what, first, second, same=False, shares=False)

    def with_one(what: str, name: str, second: str, address: str) -> Labelled:
        return pair(what, make.person(name, emails=(address,)), make.person(second, emails=(address,)))

    name, second = f"{one} {family}", f"{other} {family}"
    family_address = make.random.choice((f"family@{make.domain()}", f"{plain(family)}@{make.domain()}", f"the{plain(family)}s@{make.domain()}", f"familie.{plain(family)}@{make.domain()}"))  # fmt: skip
    yield with_one("couple, family address", name, second, family_address)
    yield with_one("couple, one's address", name, second, make.address(one, family))
    yield with_one("couple, both names", name, second, f"{plain(one)}.und.{plain(other)}@{make.domain()}")
    yield with_one("couple, reversed", f"{family} {one}", f"{family} {other}", make.address(one, family))
    yield with_one("couple, own surnames", name, f"{other} {other_family}", make.address(one, family))
    if plain(other)[0] != plain(one)[0]:
        yield with_one("couple, an initial", name, f"{other[0]}. {family}", make.address(one, family))
    yield with_one("card of a couple", name, f"{one} & {other} {family}", family_address)
    yield with_one("card of a couple, and", name, f"{one} and {other} {family}", make.address(one, family))
    yield with_one("card of a family", name, make.random.choice((f"Familie {family}", f"{family} Family", f"The {family} Family", f"Fam. {family}")), make.address(one, family))  # fmt: skip
    yield with_one("Mr and Mrs", f"Mr {family}", f"Mrs {family}", family_address)
    his, hers = make.random.choice(list(ALIKE.items()))
    yield with_one("couple, alike", f"{his} {family}", f"{hers} {family}", make.random.choice((make.address(his, family), family_address)))  # fmt: skip
    landline = make.phone()
    yield pair("couple, landline", make.person(name, phones=(landline,)), make.person(second, phones=(landline,)))  # fmt: skip
    yield pair("father and son, landline", make.person(name, phones=(landline,)), make.person(name, phones=(landline,), emails=(make.address(one, family),)))  # fmt: skip
    address = make.address(one, family)
    yield with_one("father and son, Jr", name, f"{name} {make.random.choice(('Jr.', 'Jr', 'junior', 'II', 'III'))}", address)  # fmt: skip
    yield with_one("Sr and Jr", f"{name} Sr.", f"{name}, Jr.", address)
    yield pair("father and son, birthdays", make.person(name, emails=(address,), birthday="1951-03-02"), make.person(name, emails=(address,), birthday="1980-07-12"))  # fmt: skip
    yield with_one("parent and child, middle initials", f"{one} A. {family}", f"{one} B. {family}", address)
    company = make.random.choice(COMPANIES)
    domain = make.domain()
    yield pair("namesakes in one company", make.person(name, emails=(make.address(one, family, domain),), organization=company), make.person(name, emails=(f"{plain(one)}.{plain(family)}2@{domain}",), organization=company))  # fmt: skip
    yield pair("namesakes", make.person(name, emails=(make.address(one, family),)), make.person(name, emails=(make.address(one, family),)))  # fmt: skip
    role = make.random.choice(
        [
            "info",
            "office",
            "sales",
            "noreply",
            "no-reply",
            "kontakt",
            "contact",
            "support",
            "admin",
            "hello",
            "team",
            "buchhaltung",
            "secretariat",
            "contabilidad",
            "biuro",
            "hr",
            "jobs",
        ]
    )
    yield with_one("role address", name, f"{other} {other_family}", f"{role}@{make.domain()}")
    yield with_one("role address, one first name", name, f"{one} {other_family}", f"{role}@{make.domain()}")
    yield with_one("role address, one name", name, name, f"{role}@{make.domain()}")
    yield with_one("assistant", name, f"{other} {other_family}", make.address(one, family, make.domain()))
    yield pair("assistant of one first name", make.person(name, emails=(address,), phones=(make.phone(),)), make.person(f"{one} {other_family}", emails=(address,), phones=(make.phone(),)))  # fmt: skip
    yield pair("assistant with two addresses", make.person(name, emails=(address,)), make.person(f"{other} {other_family}", emails=(make.address(other, other_family), address)))  # fmt: skip
    yield with_one("forwarded", name, f"{other} {other_family}", address)
    yield with_one("company's card", name, f"{family} GmbH", make.address(one, family))
    yield pair("company's card, its name", make.person(name, emails=(address,)), make.person(f"{one} {company}", emails=(address,), organization=f"{one} {company}"))  # fmt: skip
    yield with_one("team's card", name, f"{one}'s team", make.address(one, family))
    yield with_one("numbered", "Contact 12", "Contact 13", f"c{make.made}@{make.domain()}")
    yield with_one(
        "household mailbox with tags", name, second, f"{plain(family)}+{plain(one)}@{make.domain()}"
    )
    page = f"https://www.linkedin.com/company/{plain(company)}{make.made}"
    yield pair("company's page", make.person(name, links=(page,)), make.person(f"{one} {other_family}", links=(page,)))  # fmt: skip
    account = f"https://x.com/{plain(company)}{make.made}"
    yield pair("company's account", make.person(name, links=(account,)), make.person(f"{one} {other_family}", links=(account,)))  # fmt: skip
    switchboard = make.phone()
    yield pair("switchboard", make.person(name, phones=(switchboard,)), make.person(f"{one} {other_family}", phones=(switchboard,)))  # fmt: skip
    yield with_one("bracketed namesakes", f"{name} (Kiln)", f"{name} (Oakmere)", address)
    yield with_one("twins", f"{one} Anna {family}", f"{one} Lena {family}", address)
    yield pair("an id that was given again", make.person(name, ids=(("abook", "7"),)), make.person(f"{other} {other_family}", ids=(("abook", "7"),)))  # fmt: skip


def labelled_pairs(seed: int, count: int) -> list[Labelled]:
    """Return that many pairs, all families in turn; no two pairs share a value."""
    make = Maker(seed)
    found: list[Labelled] = []
    while len(found) < count:
        found += [*same(make), *different(make)]
    return [
        each._replace(
            contact=each.contact._replace(key=f"contacts/{number}.md"),
            record=each.record._replace(key=str(number)),
        )
        for number, each in enumerate(found[:count])
    ]


class Result(NamedTuple):
    """How often a decision was wrong, and how many of the pairs that share an unshared address were decided, by family."""

    wrong: tuple[tuple[Labelled, Match], ...]
    shared: Counter[str]
    settled: Counter[str]
    missed: tuple[tuple[Labelled, Match], ...]


def decisions(pairs: list[Labelled]) -> Result:
    """Match all records of the pairs with all contacts, as one import."""
    wrong = []
    missed = []
    shared: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    matches = MatchIndex([each.contact for each in pairs]).match([each.record for each in pairs])
    for each, match in zip(pairs, matches, strict=True):
        is_right = match.decided == each.contact.key
        if match.decided is not None and not (is_right and each.is_same):
            wrong.append((each, match))
        if each.is_same and each.shares_address:
            shared[each.family] += 1
            settled[each.family] += is_right
            if not is_right:
                missed.append((each, match))
    return Result(tuple(wrong), shared, settled, tuple(missed))
