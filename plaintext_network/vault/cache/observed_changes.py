"""Observes, while the cache is updated, what changes in people's lives: the values before and after. Reads no note."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.life_changes.noted import NO_CHANGES, LifeChange, LifeChanges
from plaintext_network.network.life_changes.rules import (
    MOST_A_DAY,
    SameValues,
    after_changes,
    differences,
    find_moves,
    moved,
)
from plaintext_network.vault.cache.remembered_changes import RememberedChanges, load_changes, store_changes
from plaintext_network.vault.serialize_facts import deserialize_facts

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.cache.parse_files import ParsedFile

# Of more notes that are gone, none is looked up: somebody has moved a folder of another vault here, or unplugged a disk.
MOST_GONE = 2000


class ObservedChanges:
    """The changes that one update of the cache sees, noted on `day`. `latest` is the last day that may have come."""

    def __init__(self, root: str, rules: Rules, day: date, latest: date) -> None:
        self._root, self._rules, self._day, self._latest = root, rules, day, latest
        self._is_same = SameValues(rules.profile.synonyms)
        self._stored = load_changes(root)
        self.remembered = self._stored.until(latest)
        self._found: dict[str, list[LifeChange]] = {}
        self._gone: list[Facts] = []
        self._new: list[Facts] = []

    @property
    def listed(self) -> LifeChanges:
        """The changes to answer from."""
        return self.remembered.listed(git=self._rules.changes.git, is_same=self._is_same)

    def see(self, path: str, old: Facts | None, new: Facts | None) -> None:
        """Compare a note with what it was; None where there is no such note."""
        was, now = (facts is not None and facts.contact is not None for facts in (old, new))
        if was and now and old is not None and new is not None:
            if changes := differences(old, new, self._day, self._is_same):
                self._found[path] = changes
        elif was and old is not None:
            self._gone.append(old)
        elif now and new is not None:
            self._new.append(new)

    def seen_in(
        self,
        parsed: Iterable[ParsedFile],
        gone: Collection[str],
        facts_before: Callable[[str], Facts | None],
    ) -> Iterator[ParsedFile]:
        """Yield the files as they are parsed, each seen before the caller stores it.

        Once it is clear that too many contacts have changed, it looks at no more.
        """
        if len(gone) <= MOST_GONE:
            for path in sorted(gone):
                self.see(path, facts_before(path), None)
        for file in parsed:
            is_contact = file.identity is not None and file.identity.kind == "contact"
            if is_contact and not file.is_unchanged and len(self._found) <= MOST_A_DAY:
                self.see(file.path, facts_before(file.path), deserialize_facts(file.facts))
            yield file

    def store(self, contacts: Callable[[], Collection[str]]) -> RememberedChanges:
        """Remember what was seen, and return what is remembered now. `contacts` returns the paths of all contacts."""
        known = self.remembered.seen
        if moves := find_moves(self._gone, self._new):
            known = moved(known, moves)
            now = {facts.path: facts for facts in self._new}
            for old in self._gone:
                if old.path in moves:
                    self.see(moves[old.path], old, now[moves[old.path]])
        if self._found:
            known = after_changes(known, self._found, self._is_same)
        changes = self._with_history(self.remembered._replace(seen=known), contacts)
        if changes != self._stored:
            changes = store_changes(self._root, changes)
        self.remembered = changes
        return changes

    def _with_history(
        self, changes: RememberedChanges, contacts: Callable[[], Collection[str]]
    ) -> RememberedChanges:
        """Return what is remembered with what git knows, too, if the settings ask for that."""
        if not self._rules.changes.git:
            return changes
        # Late: few vaults ask for it.
        from plaintext_network.vault.git.life_changes import read_git_changes

        found = read_git_changes(self._root, self._rules, changes.head, contacts(), self._latest)
        if found is None:
            return changes
        before = NO_CHANGES if found.is_whole else changes.committed
        committed = after_changes(before, found.found, self._is_same)
        return changes._replace(committed=committed, head=found.head)
