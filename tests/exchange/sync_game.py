"""Plays edits on all sides of a world, and syncs until nothing changes. Says whatever a user wouldn't want."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.exchange.command_line import Ran
from tests.exchange.random_edits import RandomEdits
from tests.exchange.server_rewrites import CardLine, parse_card, write_lines
from tests.exchange.synced_world import PROPERTIES, Round, Side, World, card_values
from tests.exchange.tracked_people import SINGLES, Place, Tracked, lost, places, says, settle, undecided

ROUNDS = 2
# They change with each write.
_OWN = ("REV", "PRODID", "VERSION")


class SyncGame:
    """A game of one seed in one world."""

    def __init__(self, world: World, people: int, seed: int) -> None:
        self.world, self.edits = world, RandomEdits(world, seed)
        self.rounds, self.conflicts = Counter[int](), 0
        self._said: dict[str, str] = {}
        # UIDs of cards that vdirsyncer had merged.
        self._merged = set[str]()
        self.edits.add_people(people)

    def play(self, edits: int) -> Iterator[str]:
        """Make edits, sync, and say what is wrong."""
        self.edits.edit(edits)
        yield from self.sync()

    def sync(self) -> Iterator[str]:
        """Sync until nothing changes; say what is wrong, and decide the conflicts."""
        yield from self._converge()
        yield from undecided(self.world, self.edits.people, self._said)
        stuck = [person for person in self.edits.people if self._is_stuck(person)]
        for person in stuck:
            if not self._open(person):
                yield f"{person.anchor}: a needless conflict: {person.changes}"
        if conflicts := [person for person in self.edits.people if self._open(person) or person in stuck]:
            self.conflicts += sum(map(self._open, conflicts))
            self._resolve(conflicts)
            yield from self._converge()
        yield from lost(self.world, self.edits.people, self._merged)
        settle(self.world, self.edits.people)
        self._merged.clear()

    def _open(self, person: Tracked) -> bool:
        return not person.gone and any(len(person.decided(name)) > 1 for name in SINGLES)

    def _is_stuck(self, person: Tracked) -> bool:
        """Return whether vdirsyncer leaves two versions of a card, because nobody merged them."""
        found = {place.where: place for place in places(self.world, person.anchor)}
        cards = [found[where].values for where in ("folder A", "server", "folder B") if where in found]
        return not person.gone and any(
            card.get(name) != cards[0].get(name) for card in cards for name in PROPERTIES
        )

    def _converge(self) -> Iterator[str]:
        for count in range(ROUNDS + 2):
            before = self.world.files()
            said = self.world.round("--deletes", sync=self._synced)
            yield from _failures(said)
            after = self.world.files()
            for exchanged in said.exchanged:
                self._merged |= set(re.findall(r"conflict resolution for item (\S+?)\.\.\.", exchanged.said))
            self._said = {str(number): f"{ran.out}{ran.err}" for number, ran in enumerate(said.synced)}
            self._said |= {f"vdirsyncer {number}": ran.said for number, ran in enumerate(said.exchanged)}
            if after == before:
                self.rounds[count] += 1
                if count > ROUNDS:
                    yield f"it took {count} rounds until nothing changed"
                return
            changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
        yield f"{len(changed)} files still change after {ROUNDS + 2} rounds, such as {', '.join(sorted(changed)[:3])}"

    def _synced(self, side: Side, *options: str) -> Ran:
        """Sync one side; remember which lines of cards changed that nobody asked for."""
        before = {path.name: path.read_bytes() for path in side.folder.glob("*.vcf")}
        ran = side.sync(*options)
        touched = {person.anchor: person.touched for person in self.edits.people}
        for name, content in before.items():
            path = side.folder / name
            if path.exists() and (now := path.read_bytes()) != content:
                # After a merge, a card has the addresses of two people.
                known = {
                    name
                    for anchor in card_values(content).get("EMAIL", ())
                    for name in touched.get(anchor, ())
                }
                gone = [line for line in _raw_lines(content) if line not in set(_raw_lines(now))]
                names = {
                    line.split(b":")[0].split(b";")[0].rpartition(b".")[2].decode().upper() for line in gone
                }
                if (
                    unasked := names
                    - known
                    - {*_OWN, "X-ABLABEL", "X-ABADR", *(("N",) if "FN" in known else ())}
                ):
                    ran = ran._replace(err=f"{ran.err}\nUNASKED {name}: {sorted(unasked)}: {gone}")
        return ran

    def _resolve(self, people: list[Tracked]) -> None:
        """Decide each conflict as a user does: what a card changed counts, in both folders and then both vaults."""
        for person in people:
            found = {place.where: place for place in places(self.world, person.anchor)}
            if "server" not in found:
                continue
            stored = parse_card(self.world.stored()[found["server"].file].read_bytes())
            for name in SINGLES:
                decided = person.decided(name)
                cards = [
                    found["server"],
                    *(place for place in found.values() if place.where.startswith("folder")),
                ]
                changed = [place for place in cards if any(_is_said(place, name, text) for text in decided)]
                counts = next(iter(changed), found["server"])
                lines = stored
                if counts.where.startswith("folder"):
                    lines = parse_card((self._folder(counts) / counts.file).read_bytes())
                if len(decided) > 1:
                    person.decide(name, counts.values)
                self._take(
                    person,
                    name,
                    [line for line in lines if line.name == name or (name, line.name) == ("FN", "N")],
                )
        for side in self.world.sides:
            side.sync("--resolve", "folder")

    def _folder(self, place: Place) -> Path:
        return self.world.sides["AB".index(place.where[-1])].folder

    def _take(self, person: Tracked, name: str, lines: list[CardLine]) -> None:
        """Write lines of a property into both folders' cards."""
        names = {name, *(line.name for line in lines)}
        for place in places(self.world, person.anchor):
            if place.where.startswith("folder"):
                path = self._folder(place) / place.file
                before = parse_card(path.read_bytes())
                kept = [line for line in before if line.name not in names]
                if sorted(map(str, [*kept, *lines])) != sorted(map(str, before)):
                    path.write_bytes(write_lines([*kept, *lines]))


def _is_said(place: Place, name: str, text: str) -> bool:
    return says(place.values, name, text) if text else not place.values.get(name)


def _raw_lines(content: bytes) -> list[bytes]:
    return content.replace(b"\r\n ", b"").replace(b"\n ", b"").splitlines()


def _failures(said: Round) -> Iterator[str]:
    for ran in said.synced:
        if ran.crashed or "UNASKED" in ran.err or ran.code in (2, 3):
            yield f"pnet sync: {ran}"
    for exchanged in said.exchanged:
        if (exchanged.code and not exchanged.conflicts) or "Traceback" in exchanged.said:
            yield f"vdirsyncer: {exchanged.said[-1500:]}"
