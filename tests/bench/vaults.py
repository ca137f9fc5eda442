"""Makes vaults to measure: the same for the same size, and shaped like years of notes."""

import random
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 25)
SETTLED = 2.2  # seconds after which a file's fingerprint is trusted
CHANNELS = ("call", "coffee", "email", "message", "meeting", "lunch")
CADENCES = ("1 month", "2 months", "3 months", "6 months", "1 year")
CIRCLES = ("friends", "family", "work", "choir", "climbing", "neighbours", "mentors")
FIRST = [
    "Ada",
    "Amara",
    "Anouk",
    "Arne",
    "Beatriz",
    "Bela",
    "Camille",
    "Chidi",
    "Dafydd",
    "Dana",
    "Edda",
    "Emeka",
    "Eszter",
    "Farid",
    "Greta",
    "Hamish",
    "Helena",
    "Ines",
    "Ivo",
    "Jana",
    "Joon",
    "Kaja",
    "Kofi",
    "Lena",
    "Linh",
    "Mira",
    "Nadia",
    "Noor",
    "Olu",
    "Petra",
    "Quentin",
    "Rafael",
    "Rosa",
    "Sami",
    "Sigrid",
    "Tomás",
    "Uma",
    "Viktor",
    "Wanda",
    "Yusuf",
    "Zofia",
]
LAST = [
    "Abara",
    "Adler",
    "Bakker",
    "Boyd",
    "Castro",
    "Derouin",
    "Eklund",
    "Fontoura",
    "Grieg",
    "Havnevik",
    "Ibarra",
    "Jansen",
    "Kovács",
    "Lindqvist",
    "Marić",
    "Nwosu",
    "Orrell",
    "Prosser",
    "Quill",
    "Rossi",
    "Strand",
    "Tanaka",
    "Urban",
    "Vámosi",
    "Weiss",
    "Xu",
    "Yilmaz",
    "Zeman",
]
WORDS = [
    "about",
    "again",
    "agreed",
    "asked",
    "autumn",
    "because",
    "better",
    "book",
    "bread",
    "bridge",
    "brought",
    "called",
    "children",
    "city",
    "coffee",
    "garden",
    "grant",
    "harbour",
    "her",
    "his",
    "house",
    "idea",
    "interview",
    "kitchen",
    "later",
    "letter",
    "light",
    "meeting",
    "moved",
    "music",
    "needs",
    "never",
    "old",
    "paper",
    "part",
    "people",
    "plan",
    "promised",
    "question",
    "read",
    "remembered",
    "river",
    "said",
    "school",
    "season",
    "show",
    "sister",
    "slides",
    "small",
    "song",
    "spoke",
    "spring",
    "story",
    "street",
    "summer",
    "talk",
    "team",
    "that",
    "their",
    "then",
    "thing",
    "this",
    "thought",
    "time",
    "town",
    "train",
    "walk",
    "water",
    "week",
    "when",
    "wind",
    "winter",
    "with",
    "work",
    "would",
    "write",
    "year",
    "young",
]


def make(folder: Path, contacts: int, interactions_each: int = 10, seed: int = 1) -> None:
    """Write a vault of so many contacts and interactions: half a kilobyte to four each, most of them short."""
    chance = random.Random(seed)  # noqa: S311
    (folder / "contacts").mkdir(parents=True)
    (folder / "interactions").mkdir()
    (folder / "pnet.toml").write_text('[circles.friends]\ncadence = "2 months"\n', encoding="utf-8")
    names = [name_of(number) for number in range(contacts)]
    for number, name in enumerate(names):
        (folder / "contacts" / f"{name}.md").write_text(_contact(chance, number, names), encoding="utf-8")
    count = 0
    for name in names:
        for _ in range(interactions_each):
            day = TODAY - timedelta(days=int(chance.triangular(0, 3650, 200)))
            count += 1
            path = folder / "interactions" / f"{day} {name.split(' ')[0]} {count}.md"
            path.write_text(_interaction(chance, day, name, names), encoding="utf-8")


def name_of(number: int) -> str:
    first, rest = FIRST[number % len(FIRST)], number // len(FIRST)
    last, rest = LAST[rest % len(LAST)], rest // len(LAST)
    return f"{first} {last}" if not rest else f"{first} {chr(65 + rest % 26)}{rest} {last}"


def _contact(chance: random.Random, number: int, names: list[str]) -> str:
    lines = ["---", "type: contact", f"email: person{number}@example.org"]
    if chance.random() < 0.5:
        lines.append(f"organization: {chance.choice(LAST)} & {chance.choice(LAST)}")
        lines.append(f"role: {chance.choice(WORDS)} {chance.choice(WORDS)}")
    if chance.random() < 0.4:
        lines.append(f"cadence: {chance.choice(CADENCES)}")
    if chance.random() < 0.6:
        lines.append(f"circles: [{chance.choice(CIRCLES)}]")
    if chance.random() < 0.3:
        lines.append(
            f"birthday: {chance.randint(1950, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
    if chance.random() < 0.3:
        lines.append(f'met_through: "[[{chance.choice(names)}]]"')
    lines += ["---", "", *paragraphs(chance, chance.choice((1, 1, 2, 4)))]
    if chance.random() < 0.2:
        lines += ["## Log", ""]
        for _ in range(chance.randint(1, 8)):
            day = TODAY - timedelta(days=chance.randint(1, 3000))
            lines.append(f"- {day} {chance.choice(CHANNELS)}: {sentence(chance)}")
    return "\n".join(lines) + "\n"


def _interaction(chance: random.Random, day: date, name: str, names: list[str]) -> str:
    others = [chance.choice(names)] if chance.random() < 0.1 else []
    with_whom = ", ".join(f'"[[{who}]]"' for who in (name, *others))
    lines = ["---", f"date: {day}", f"with: [{with_whom}]", f"channel: {chance.choice(CHANNELS)}"]
    if chance.random() < 0.3:
        lines.append(f"topics: [{chance.choice(WORDS)}, {chance.choice(WORDS)}]")
    if chance.random() < 0.1:
        lines.append(f"direction: {chance.choice(('in', 'out'))}")
    lines += ["---", "", *paragraphs(chance, chance.choice((1, 1, 1, 2, 3, 6)))]
    if chance.random() < 0.1:
        lines.append(f"- [{chance.choice(' xx')}] send {sentence(chance)} 📅 {day + timedelta(days=14)}")
    if chance.random() < 0.1:
        lines.append(f"\nSpoke of [[{chance.choice(names)}]] too. #{chance.choice(WORDS)}")
    return "\n".join(lines) + "\n"


def paragraphs(chance: random.Random, count: int) -> list[str]:
    lines = []
    for _ in range(count):
        lines += [" ".join(sentence(chance) for _ in range(chance.randint(2, 6))), ""]
    return lines


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 16))).capitalize() + "."


def make_vcards(folder: Path, contacts: int) -> None:
    """Write as many contacts as vCards (RFC 2426), a file each, for programs that read those."""
    folder.mkdir(parents=True)
    for number in range(contacts):
        name = name_of(number)
        first, _, last = name.partition(" ")
        card = (
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"UID:{number}",
            f"FN:{name}",
            f"N:{last};{first};;;",
            f"EMAIL:person{number}@example.org",
            "END:VCARD",
        )
        (folder / f"{number}.vcf").write_text("\r\n".join(card) + "\r\n", encoding="utf-8")
