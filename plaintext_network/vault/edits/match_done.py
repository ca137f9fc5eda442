"""Finds what the user says is done: a promise to tick, or a planned interaction that happened. Plans no edit."""

from typing import TYPE_CHECKING

from plaintext_network.errors import AmbiguousName, AmbiguousPromise, PromiseNotFound
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.edits.planned import PlannedInteraction, find_plans
from plaintext_network.vault.edits.promises import (
    MOST_LISTED,
    PromiseMatch,
    UntickedPromise,
    match_promises,
)

if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class DoneMatch(NamedTuple):
    """The open promises and the planned interactions that some words match. `named` are the contacts that the words name."""

    wanted: str
    promises: tuple[UntickedPromise, ...]
    plans: tuple[PlannedInteraction, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[UntickedPromise | PlannedInteraction, ...]:
        """Return the promises, then the plans."""
        return (*self.promises, *self.plans)

    @property
    def the_one(self) -> UntickedPromise | PlannedInteraction:
        """Return the one match. Raises AmbiguousPromise if there are several, or a promise for a name, which doesn't identify one."""
        if not self.plans:
            return PromiseMatch(self.wanted, self.promises, self.named).the_one
        if len(self.found) == 1:
            return self.found[0]
        listed = [(each.place, each.listed) for each in self.found[:MOST_LISTED]]
        left_out = len(self.found) - len(listed)
        raise AmbiguousPromise(self.wanted, listed, self.named, left_out, len(self.plans))


def match_done(notebook: "Notebook", wanted: str) -> DoneMatch:
    """Return what some words match: a `path:line`, part of a text, or the name of a contact. Raises PromiseNotFound or AmbiguousName."""
    plans = tuple(find_plans(notebook.index, wanted, notebook.today))
    try:
        match = match_promises(notebook.index, wanted, notebook.contact_states(), notebook.contact)
    except (PromiseNotFound, AmbiguousName):
        if not plans:
            raise
        return DoneMatch(wanted, (), plans)
    return DoneMatch(wanted, match.promises, plans, match.named)
