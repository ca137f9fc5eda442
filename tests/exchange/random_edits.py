"""Edits people at random on all sides: notes with pnet and by hand, cards as address books do, and the server as a phone does."""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.exchange.server_rewrites import CardLine, parse_card, write_lines
from tests.exchange.synced_world import Side, World
from tests.exchange.tracked_people import LISTS, SINGLES, Tracked, says
from tests.exchange.vcard_oracle import read_file

NOTE_NAMES = {"FN": "name", "ORG": "organization", "TITLE": "role", "BDAY": "birthday"}
LIST_NAMES = {"EMAIL": "emails", "TEL": "phones", "URL": "links", "NICKNAME": "aliases"}
PLACES = ("vault A", "vault B", "folder A", "folder B", "server", "vault A", "vault B")
WEIGHTS = {
    "single": 30,
    "add": 24,
    "remove": 12,
    "new": 6,
    "unset": 4,
    "order": 6,
    "body": 5,
    "hand": 8,
    "delete": 1.5,
    "archive": 1,
    "merge": 1,
}


class RandomEdits:
    """Edits a world, and tracks its people. The same seed makes the same edits."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.people, self.done = world, list[Tracked](), Counter[str]()
        self.failed = list[str]()
        self._chance, self._number, self._gone = random.Random(seed), 0, 0  # noqa: S311

    def add_people(self, count: int) -> None:
        """Add people with some values to the places in turn."""
        for number in range(count):
            self._new(PLACES[number % 5])
        for person in self.people:
            for name in ("TEL", "URL", "ORG", "TITLE", "BDAY", "ADR"):
                if self._chance.random() < 0.6:
                    place = self._place_of(person)
                    self._change(place, person, name, "add" if name in LISTS else "single")

    def edit(self, count: int) -> None:
        """Make so many edits. One in four meets somebody who was edited just now, so that edits collide."""
        recent, self._gone = list[Tracked](), 0
        made = 0
        while made < count:
            person = self._chance.choice(
                recent if recent and self._chance.random() < 0.25 else self._living()
            )
            place = self._chance.choice(PLACES)
            kind = self._chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
            if self._edit(kind, place, person):
                self.done[f"{kind} in {place.split()[0]}"] += 1
                recent.append(person)
                made += 1

    def _living(self) -> list[Tracked]:
        return [person for person in self.people if not person.gone]

    def _edit(self, kind: str, place: str, person: Tracked) -> bool:
        if kind == "new":
            return self._new(place)
        if kind in ("delete", "archive", "merge"):
            return self._part(kind, place, person)
        if kind == "body":
            return place.startswith("vault") and self._append(place, person)
        if kind == "order":
            return not place.startswith("vault") and self._change_card(place, person, self._reordered)
        name = self._chance.choice(LISTS if kind in ("add", "remove") else SINGLES)
        if kind == "unset" and name == "FN":
            return False
        if kind == "hand":
            return place.startswith("vault") and name != "FN" and self._explicit(place, person, name)
        return self._change(place, person, name, kind)

    def _change(self, place: str, person: Tracked, name: str, kind: str) -> bool:
        """Change one property in one place, and remember it."""
        old = ""
        if kind == "remove":
            left = sorted(person.values[name] - person.removed - {person.anchor})
            if not left:
                return False
            old = self._chance.choice(left)
        new = self._value(name) if kind in ("add", "single") else ""
        if place.startswith("vault"):
            changed = self._change_note(place, person, name, kind, old, new)
        else:
            changed = self._change_card(place, person, lambda lines: _changed(lines, name, kind, old, new))
        if changed:
            person.touched.add(name)
            if kind == "add":
                person.values[name].add(new)
            elif kind == "remove":
                person.removed.add(old)
            else:
                person.changes.setdefault(name, {})[place] = new
        return changed

    def _value(self, name: str) -> str:
        """Return a value that nobody else has."""
        self._number += 1
        number = self._number
        return {
            "EMAIL": f"q{number}@mail.example",
            "TEL": f"+1 555 {number:07}",
            "URL": f"https://q{number}.example/",
            "ADR": f"{number} Street",
            "NICKNAME": f"Nick q{number}z",
            "FN": f"{_word(number)} {_word(-number)}",
            "ORG": f"{_word(number)} Works",
            "TITLE": f"Role, q{number}z",
            "BDAY": (date(1930, 1, 1) + timedelta(number)).isoformat(),
        }[name]

    def _place_of(self, person: Tracked) -> str:
        return next((place for place in PLACES if self._find(place, person)), "")

    def _side(self, place: str) -> Side:
        return self.world.sides["AB".index(place[-1])]

    def _find(self, place: str, person: Tracked) -> Path | None:
        """Return the file of somebody in a place."""
        anchor = person.anchor.encode()
        if place == "server":
            paths = [*self.world.stored().values()]
        elif place.startswith("vault"):
            root = self._side(place).book.root
            paths = [path for path in root.rglob("*.md") if ".trash" not in path.parts]
        else:
            paths = [*self._side(place).folder.glob("*.vcf")]
        return next((path for path in paths if anchor in path.read_bytes()), None)

    def _new(self, place: str) -> bool:
        """Add somebody."""
        name, anchor = self._value("FN"), self._value("EMAIL").replace("q", "anchor")
        if place.startswith("vault"):
            if not self._pnet(place, "add", name, "--email", anchor):
                return False
        else:
            uid = f"uid-{self._number}"
            family = name.split()[1]
            lines = [
                "VERSION:3.0",
                f"UID:{uid}",
                f"N:{family};Person;;;",
                f"FN:{name}",
                f"EMAIL;TYPE=HOME:{anchor}",
            ]
            self._write(place, f"{uid}.vcf", write_lines(lines))
        person = Tracked(anchor, rest={"FN": name})
        person.values["EMAIL"].add(anchor)
        self.people.append(person)
        return True

    def _part(self, kind: str, place: str, person: Tracked) -> bool:
        """Delete, archive or merge somebody: few at once, as a user does, so that no guard stops it."""
        path = self._find(place, person)
        if path is None or self._gone >= 3 or len(self._living()) < 10:
            return False
        if place.startswith("vault"):
            file = str(path.relative_to(self._side(place).book.root))
            words: list[str] = [kind, file]
            if kind == "merge":
                other = self._chance.choice(self._living())
                into = self._find(place, other)
                if other is person or into is None or other.touched or person.touched:
                    return False
                words = [kind, str(into.relative_to(self._side(place).book.root)), file]
                other.gone = True
            if not self._pnet(place, *words, *(["--yes"] if kind == "delete" else [])):
                return False
        elif kind != "delete":
            return False
        elif place == "server":
            self.world.delete(path.name)
        else:
            path.unlink()
        person.gone = True
        self._gone += 1
        return True

    def _append(self, place: str, person: Tracked) -> bool:
        path = self._find(place, person)
        if path is None:
            return False
        head, fence, rest = path.read_text().partition("\n```vcard")
        path.write_text(f"{head}\nA line of my own, of secret{self._number}.\n{fence}{rest}")
        return True

    def _explicit(self, place: str, person: Tracked, name: str) -> bool:
        """Write a value into the text of a note."""
        path = self._find(place, person)
        if path is None:
            return False
        new = self._value(name)
        text, count = re.subn(
            rf"(?m)^{NOTE_NAMES[name]}: .*$", f'{NOTE_NAMES[name]}: "{new}"', path.read_text(), count=1
        )
        if not count:
            return False
        path.write_text(text)
        person.touched.add(name)
        person.changes.setdefault(name, {})[place] = new
        return True

    def _change_note(self, place: str, person: Tracked, name: str, kind: str, old: str, new: str) -> bool:
        path = self._find(place, person)
        if path is None or name == "ADR":
            return False
        root = self._side(place).book.root
        file = str(path.relative_to(root))
        values = self._side(place).notes()[file]
        if name == "FN":
            return kind == "single" and self._pnet(place, "rename", file, new)
        if kind == "single":
            return self._pnet(place, "set", file, NOTE_NAMES[name], new)
        if kind == "unset":
            return bool(values[name]) and self._pnet(place, "set", file, NOTE_NAMES[name], "--unset")
        if kind == "remove" and old not in values[name]:
            return False
        # Radicale stores only the first name of a line with several.
        if kind == "add" and name == "NICKNAME" and values[name]:
            return False
        return self._pnet(place, "set", file, LIST_NAMES[name], f"--{kind}", old or new)

    def _pnet(self, place: str, *words: str) -> bool:
        ran = self._side(place).book.run_here(*words)
        if ran.code:
            self.failed.append(f"pnet {' '.join(words)}: {ran}")
        return not ran.code

    def _change_card(
        self, place: str, person: Tracked, change: Callable[[list[CardLine]], list[CardLine] | None]
    ) -> bool:
        path = self._find(place, person)
        if path is None:
            return False
        changed = change(parse_card(path.read_bytes()))
        if changed is None:
            return False
        self._write(place, path.name, write_lines(changed))
        return True

    def _write(self, place: str, name: str, content: bytes) -> None:
        assert len(read_file(content)) == 1
        if place == "server":
            self.world.put(name, content)
        else:
            (self._side(place).folder / name).write_bytes(content)

    def _reordered(self, lines: list[CardLine]) -> list[CardLine]:
        """Return lines in another order; those of one name stay in theirs, which says what is preferred."""
        names = [line.name for line in lines if line.name != "VERSION"]
        self._chance.shuffle(names)
        left = {name: [line for line in lines if line.name == name] for name in {*names, "VERSION"}}
        return [*left["VERSION"], *(left[name].pop(0) for name in names)]


def _word(number: int) -> str:
    """Return a word of its own for a number, like no other one."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return "".join("bcdfghklmnprstvz"[byte % 16] + "aeiou"[byte // 16 % 5] for byte in digest[:5]).title()


def _changed(lines: list[CardLine], name: str, kind: str, old: str, new: str) -> list[CardLine] | None:
    """Return a card's lines with one value changed, None if it hasn't got what is to change."""
    written = {
        "ADR": f";;{new};London;;;",
        "ORG": new,
        "TITLE": new.replace(",", "\\,"),
        "NICKNAME": new,
    }.get(name, new)
    same = [line for line in lines if line.name == name]
    if kind == "add":
        typed = (("TYPE", "HOME"),) if name in ("EMAIL", "TEL", "ADR") else ()
        return [*lines, CardLine("", name, typed, written)]
    if kind in ("single", "unset"):
        given, _, family = new.partition(" ")
        kept = [
            line._replace(value=written) if line.name == name else line
            for line in lines
            if line.name != name or kind == "single"
        ]
        if name == "FN":
            kept = [
                line._replace(value=f"{family};{given};;;") if line.name == "N" else line for line in kept
            ]
        if not same:
            return None if kind == "unset" else [*lines, CardLine("", name, (), written)]
        # A day with a year has no parameter that says that it has none.
        return [line._replace(params=()) if line.name == name == "BDAY" else line for line in kept]
    if name == "NICKNAME":
        nicks = [
            line._replace(value=",".join(nick for nick in line.value.split(",") if nick != old))
            for line in same
        ]
        if nicks == same:
            return None
        return [line for line in lines if line.name != name] + [line for line in nicks if line.value]
    found = next((line for line in same if says({name: (line.value,)}, name, old)), None)
    if found is None:
        return None
    group = {line for line in lines if found.group and line.group == found.group}
    return [line for line in lines if line is not found and line not in group]
