"""Writes random notes of every kind, about few people, so that names, links and dates meet often."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from random import Random

from tests.conftest import TODAY
from tests.vault.cache.test_update import LINES

PEOPLE = (
    "Ada Lovelace",
    "Ada",
    "Bo",
    "Bo Chan",
    "Zoë Brandvold",
    "Zoe Brandvold",
    "田中 さくら",
    "O'Brien",
    "Cy",
    "Dee (London)",
    "Lovelace, Ada",
    "Łukasz",
    "Ada Byrne",
    "Zoë Adler",
)
ORGANIZATIONS = ("Acme", "Acme Ltd", "Société Générale")
EVENTS = ("Fair", "PyCon 2026", "Fair 2025")
GOALS = ("Job", "New home")
PLACES = ("London", "Bergen", "New Town")
TOPICS = ("maps", "the engine", "Compilers", "お茶")
CIRCLES = ("friends", "Friends", "mentors", "professional", "family")
STUFF = ("a map", "tea", "the reference", "an intro to Bo", "proofreading", "maps")
# Texts that may name somebody private, by a part of a name or another form.
WORDS_ABOUT = (
    "a word about Ada", "Zoë's tea", "the Lovelace maps", "what Z. Adler said", "Byrne, Ada", "ask [[Ada Byrne]], not Ada",
    "@zadler", "Adele and Zoe", "a tour of Quern Mills", "the engine, says [[Bo Chan]]",
)  # fmt: skip
PAGES = (
    "https://example.org/maps",
    "[The engine](https://example.org/engine)",
    "[[The Atlas]]",
    "The Atlas",
    "a book",
)
READING_NOTES = ("The Atlas", "Maps of Bergen")
ADDRESSES = ("ada@example.org", "bo@example.org", "zoe@example.org")
STATUSES = ("active", "active", "paused", "archived", "do-not-contact", "deceased", "odd")
CADENCES = ("weekly", "2 weeks", "monthly", "3 months", "yearly", "never", "sometimes")
CHANNELS = ("call", "email", "in-person", "message", "fax")


class Writer:
    """Writes random notes of every kind. Dates are near `today`, on both sides."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def day(self) -> date:
        if self.chance.random() < 0.1:
            return TODAY + timedelta(self.chance.randint(-900, 400))
        return TODAY + timedelta(self.chance.randint(-60, 30))

    def some(self, values: Iterable[str], most: int = 2) -> str:
        values = tuple(values)
        found = self.chance.sample(values, self.chance.randint(1, min(most, len(values))))
        return "[" + ", ".join(f'"{value}"' for value in found) + "]"

    def link(self, name: str) -> str:
        return self.chance.choice((name, f"[[{name}]]", f"[[{name}]]", f"[[contacts/{name}]]"))

    def person(self) -> str:
        return self.chance.choice(PEOPLE)

    def properties(self, values: Mapping[str, Callable[[], object]], share: float = 0.35) -> list[str]:
        return [f"{name}: {make()}" for name, make in values.items() if self.chance.random() < share]

    def note(self, lines: Iterable[str], body: str = "") -> str:
        return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n" + body

    def links(self, names: Iterable[str], most: int = 2) -> str:
        return self.some([self.link(name) for name in names], most)

    def fields(self) -> str:
        choice = self.chance.choice
        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"gave:: {choice(STUFF)}",
            lambda: f"got:: {choice((*STUFF, *WORDS_ABOUT, *PAGES))}",
            lambda: f"gave:: {choice(PAGES)}",
            lambda: f"read:: {choice(PAGES)}",
            lambda: f"asked:: {choice(STUFF)}",
            lambda: f"thanked:: {choice(STUFF)}",
            lambda: f"topics:: {choice(TOPICS)}",
            lambda: f"direction:: {choice(('in', 'out', 'both'))}",
            lambda: f"planned:: {choice(('true', 'cancelled'))}",
            lambda: f"event:: [[{choice(EVENTS)}]]",
            lambda: f"goal:: [[{choice(GOALS)}]]",
            lambda: f"follow_up:: {self.day()} write to {choice(PEOPLE)}",
        )
        return "".join(f" [{choice(kinds)()}]" for _ in range(self.chance.choice((0, 0, 1, 1, 2))))

    def words(self) -> str:
        return self.chance.choice(("met", "met", "met", *WORDS_ABOUT, *PAGES))

    def body(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"- [ ] send {self.chance.choice(STUFF)} 📅 {self.day()}",
            lambda: f"- [x] call {self.person()} ✅ {self.day()}",
            lambda: f"- [ ] write to [[{self.person()}]] 🛫 {self.day()}",
            lambda: f"Met through [[{self.person()}]] at {self.chance.choice(EVENTS)}. #touch",
            lambda: f"About {self.chance.choice(TOPICS)} and [[{self.chance.choice(ORGANIZATIONS)}]].",
            lambda: f"%% private: [[{self.person()}]] %%",
            lambda: "![[nothing]] [x](../contacts/Bo.md)",
        )
        return "".join(f"{self.chance.choice(kinds)()}\n" for _ in range(self.chance.randint(0, 3)))

    def log(self) -> str:
        days = sorted(self.day() for _ in range(self.chance.randint(0, 4)))
        lines = (f"- {day} {self.chance.choice(CHANNELS)}: {self.words()}{self.fields()}\n" for day in days)
        return "".join(["## Log\n", *lines])

    def contact(self) -> str:
        choice = self.chance.choice
        found = self.properties(
            {
                "name": lambda: f'"{self.person()}"',
                "aliases": lambda: self.some((*PEOPLE, "Countess", "A")),
                "emails": lambda: self.some(ADDRESSES),
                "organization": lambda: f'"{self.link(choice(ORGANIZATIONS))}"',
                "role": lambda: choice(("Analyst", "Owner")),
                "location": lambda: f'"{self.link(choice(PLACES))}"',
                "former": lambda: self.links((*ORGANIZATIONS, "Initech")),
                "birthday": lambda: self.day().strftime(choice(("%m-%d", "1980-%m-%d"))),
                "circles": lambda: self.some(CIRCLES),
                "cadence": lambda: choice(CADENCES),
                "met_on": self.day,
                "met_at": lambda: f'"[[{choice(EVENTS)}]]"',
                "met_through": lambda: f'"{self.link(self.person())}"',
                "knows": lambda: self.links(PEOPLE),
                "needs": lambda: self.some((*STUFF, *TOPICS, *WORDS_ABOUT)),
                "offers": lambda: self.some((*STUFF, *TOPICS, *WORDS_ABOUT)),
                "interests": lambda: self.some(TOPICS),
                "status": lambda: choice(STATUSES),
                "snooze": self.day,
                "last_contact": self.day,
                "follow_up": lambda: f"{self.day()} send {choice(STUFF)}",
                "private": lambda: choice(("true", "true", "false")),
                "uid": lambda: choice(("1", "2")),
            },
            0.3,
        )
        return self.note(found, self.body() + self.log())

    def private_person(self) -> str:
        """Write somebody private, who can be named in many ways."""
        found = self.properties(
            {
                "aliases": lambda: self.some((*PEOPLE, "Zo", "Addie")),
                "emails": lambda: self.some(("zadler@example.org", *ADDRESSES)),
                "links": lambda: "[https://social.example/@zadler]",
                "phones": lambda: "['+353 87 555 0199']",
                "organization": lambda: self.chance.choice(("Quern Mills", *ORGANIZATIONS)),
                "met_at": lambda: f'"[[{self.chance.choice(EVENTS)}]]"',
            }
        )
        return self.note(["private: true", *found], self.body() + self.log())

    def new_person(self) -> str:
        """Write somebody met at an event, of whom nothing else is noted."""
        met = self.chance.choice(
            (f'met_at: "[[{self.chance.choice(EVENTS)}]]"', f"met_at: {EVENTS[0]}", f"met_on: {self.day()}")
        )
        return self.note([met, *self.properties({"met_on": self.day, "role": lambda: "Analyst"})])

    def reading(self) -> str:
        """Write a note about something to read."""
        found = self.properties(
            {
                "url": lambda: "https://example.org/maps",
                "author": lambda: self.links(PEOPLE),
                "from": lambda: self.links(PEOPLE, 1),
                "topics": lambda: self.some(TOPICS),
                "date": self.day,
                "type": lambda: self.chance.choice(("book", "article")),
            },
            0.6,
        )
        return self.note(found, f"{self.words()}\n{self.body()}")

    def interaction(self) -> str:
        choice = self.chance.choice
        found = self.properties(
            {
                "channel": lambda: choice(CHANNELS),
                "direction": lambda: choice(("in", "out", "both")),
                "planned": lambda: choice(("true", "cancelled")),
                "event": lambda: f'"[[{choice(EVENTS)}]]"',
                "topics": lambda: self.some(TOPICS),
                "gave": lambda: self.some(STUFF),
                "got": lambda: self.some((*STUFF, *WORDS_ABOUT)),
                "read": lambda: f'"{choice(PAGES)}"',
                "asked": lambda: self.some(STUFF),
                "thanked": lambda: self.some(STUFF),
                "goal": lambda: self.links(GOALS),
                "follow_up": lambda: f"{self.day()} send {choice(STUFF)}",
            },
            0.25,
        )
        return self.note([f"date: {self.day()}", f"with: {self.links(PEOPLE, 4)}", *found], self.body())

    def introduction(self) -> str:
        found = self.properties(
            {
                "status": lambda: self.chance.choice(("asked", "agreed", "made", "landed", "declined")),
                "date": self.day,
                "why": lambda: self.chance.choice(STUFF),
            },
            0.7,
        )
        return self.note([f"between: {self.links(PEOPLE)}", *found], self.body())

    def goal(self) -> str:
        found = self.properties(
            {
                "by": self.day,
                "topics": lambda: self.some(TOPICS),
                "organizations": lambda: self.links(ORGANIZATIONS),
                "people": lambda: self.links(PEOPLE, 3),
                "roles": lambda: "[Analyst]",
                "status": lambda: self.chance.choice(("open", "reached")),
            },
            0.6,
        )
        return self.note(found, self.body())

    def event(self) -> str:
        found = self.properties(
            {
                "date": self.day,
                "end": self.day,
                "place": lambda: "London",
                "topics": lambda: self.some(TOPICS),
            },
            0.7,
        )
        return self.note(found, self.body())

    def organization(self) -> str:
        return self.note(
            self.properties({"industry": lambda: "computing", "aliases": lambda: "[AC]"}), self.body()
        )

    def me(self) -> str:
        found = self.properties({"organization": lambda: "Acme", "offers": lambda: self.some(TOPICS)}, 0.7)
        return self.note(["type: me", *found], self.body())

    def daily(self) -> str:
        lines = (
            self.chance.choice(
                (
                    f"- tea with [[{self.person()}]] #touch{self.fields()}\n",
                    f"- [[{self.person()}]] and [[{self.person()}]] called\n",
                    f"- [ ] write to [[{self.person()}]] 📅 {self.day()}\n",
                )
            )
            for _ in range(self.chance.randint(1, 4))
        )
        return "".join(lines)

    def post(self) -> str:
        return self.note(
            [f"audience: {self.some(CIRCLES)}"],
            f"{self.person()} and {self.person()} at {self.chance.choice(EVENTS)}.\n",
        )

    def profile(self) -> str:
        return self.note(["type: profile", "organization: Other", f"offers: {self.some(TOPICS)}"])

    def subject(self) -> str:
        """Write a note about a place, a topic or an organization, perhaps under other names."""
        names = (*PLACES, *ORGANIZATIONS, *EVENTS, *GOALS, *TOPICS)
        found = self.properties(
            {
                "name": lambda: f'"{self.chance.choice(names)}"',
                "aliases": lambda: self.some(names),
                "type": lambda: self.chance.choice(("organization", "place", "event", "goal")),
            }
        )
        return self.note(found, self.body())

    def odd(self) -> str:
        return self.chance.choice((*LINES, "---\nname: [\n---\n", "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b\n"))

    def place(self) -> tuple[str, Callable[[], str]]:
        """Return the path of a random note, and what writes one of its kind."""
        choice = self.chance.choice
        kinds: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
            (lambda: f"contacts/{self.person()}.md", self.contact),
            (lambda: f"contacts/{self.person()}.md", self.contact),
            (lambda: f"people/{self.person()}/{self.person()}.md", self.contact),
            (lambda: f"contacts/{self.person()}.md", self.private_person),
            (lambda: f"contacts/{self.person()}.md", self.new_person),
            (lambda: f"notes/{choice(READING_NOTES)}.md", self.reading),
            (lambda: f"interactions/{self.chance.randint(1, 25)}.md", self.interaction),
            (lambda: f"interactions/{self.day()} x.md", self.interaction),
            (lambda: f"introductions/{self.chance.randint(1, 5)}.md", self.introduction),
            (lambda: f"goals/{choice(GOALS)}.md", self.goal),
            (lambda: f"events/{choice(EVENTS)}.md", self.event),
            (lambda: f"organizations/{choice(ORGANIZATIONS)}.md", self.organization),
            (lambda: f"daily/{self.day()}.md", self.daily),
            (lambda: choice(("Me.md", "notes/Me too.md")), self.me),
            (lambda: choice(("posts/Draft.md", "posts/Other.md")), self.post),
            (lambda: choice(("profiles/Page.md", "profiles/Other.md")), self.profile),
            (lambda: f"notes/{choice((*PEOPLE, 'x', 'y'))}.md", self.odd),
            (lambda: f"notes/{choice((*PLACES, *TOPICS, *ORGANIZATIONS))}.md", self.subject),
        )
        path, make = choice(kinds)
        return path(), make
