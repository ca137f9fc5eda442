"""Owns what a vault says now, whether it was read just now or is kept from the runs before. Knows no question."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import ContactState, contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.problem_counts import ProblemCounts, count_problems
from plaintext_network.network.people.find_contact import contact_names
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.cache.parse_files import copied_note, copy_problem, parse_all
from plaintext_network.vault.files.walk import Listing
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import deserialize

if TYPE_CHECKING:
    from plaintext_network.network.people.find_contact import ContactNames
    from plaintext_network.vault.cache.tables import CacheTables


class VaultState:
    """What a vault says: its index, why files are no notes, and what is worked out from both when asked for.

    `told` is who is due today, if that is known.
    """

    def __init__(self, index: Index, aside: list[Problem], rules: Rules) -> None:
        self.index, self.aside, self.rules = index, aside, rules
        self.told: DueRows | None = None

    def problem_counts(self) -> ProblemCounts:
        """Count the errors and warnings in the notes and between them."""
        return count_problems([*self.aside, *self.index.problems()])

    def contact_states(self, today: date) -> Iterable[ContactState]:
        """Return everyone's standing, made for this day or an earlier one: who needs more of it than `due` asks for `as_of`."""
        return (contact_state(self.index, facts.path, self.rules, today) for facts in self.index.contacts())

    def known(self) -> "list[ContactNames]":
        """Return what every contact goes by."""
        return [contact_names(facts) for facts in self.index.contacts()]


class CachedVaultState(VaultState):
    """A reading that lies in a cache, where no other process changes it while it is used.

    `state` differs whenever something else is kept, and `before` is what it was at first. `doubted` are the files whose
    fingerprints can't be trusted; `concerned` the contacts of whom something else is said than before, None for all; and
    `gone` the notes that are contacts no longer.
    """

    def __init__(
        self,
        cache: "CacheTables",
        rules: Rules,
        before: str | None,
        doubted: set[str],
        concerned: set[str] | None,
        gone: set[str],
    ) -> None:
        super().__init__(cache.index(), cache.aside(), rules)
        self._cache = cache
        self.state, self.before = cache.state, before
        self.doubted, self.concerned, self.gone = tuple(sorted(doubted)), concerned, gone
        self._since: int = cache.meta("since")
        # Of notes that were read for it, where that was asked for: the problems they had, and those they have.
        self.faults: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}

    def problem_counts(self) -> ProblemCounts:
        return ProblemCounts(self._cache.meta("errors"), self._cache.meta("warnings")).plus(
            count_problems(self.aside)
        )

    def contact_states(self, today: date) -> Iterable[ContactState]:
        return self._cache.contact_states() if self.reaches(today) else super().contact_states(today)

    def reaches(self, today: date) -> bool:
        """Tell whether everyone's standing is kept for a day."""
        return today.toordinal() >= self._since

    def contact_states_of(self, paths: Iterable[str]) -> Iterator[ContactState]:
        """Yield what is kept of some contacts' standings."""
        return (found[0] for path in paths if (found := self._cache.contact(path)) is not None)

    @property
    def changed(self) -> bool:
        """Whether anything was kept that was not before."""
        return self.state != self.before

    def known(self) -> "list[ContactNames]":
        return self._cache.known()

    def close(self) -> None:
        """Let go of what is kept; no answer can be had from it any more."""
        self._cache.close()

    def known_of(self, paths: Iterable[str]) -> "list[ContactNames]":
        """Return what some contacts go by."""
        return [contact_names(self.index.notes[path]) for path in paths]


def read_without_cache(
    root: str, rules: Rules, listing: Listing, progress: Progress | None = None
) -> VaultState:
    """Read every note, and keep nothing."""
    raw: dict[str, Facts] = {}
    aside: list[Problem] = []
    with without_garbage_collection():
        for parsed in parse_all(root, rules, list(listing.files()), {}, 0, progress):
            if parsed.problem:
                aside.append(parsed.problem)
            elif parsed.facts:
                raw[parsed.path] = deserialize(parsed.facts)
        doubles = {path: base for path, facts in raw.items() if (base := copied_note(path, facts, raw.get))}
        for path, base in doubles.items():
            del raw[path]
            aside.append(copy_problem(path, base))
        return VaultState(Index.build(raw.values()), aside, rules)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Let the collector of circles rest: reading makes none, and looking for them takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
