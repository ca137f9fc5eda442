"""Holds what an agent may know of a vault at one moment. Answers no question itself."""

from datetime import date
from functools import cached_property
from typing import TypeAlias

from plaintext_network.agents.agent_options import AgentOptions
from plaintext_network.agents.find_people import find_shown_contact
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.reports import Reports

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.search.query import MayShow

# The last answer of `due_rows`, by what was asked.
DueAnswers: TypeAlias = dict[tuple[date | None, tuple[str, ...]], DueRows]


class AgentView:
    """A vault at one moment, in which private people don't exist, nor those outside the circles that an agent may see.

    Ask `notebook`, which has no private people, leave out those who aren't there, and pass every answer through `gate`: the notes of
    others still name those who are hidden. `whole` is the vault with everybody, to plan a write and to search its index. `due_rows` has answers about the same moment.
    """

    def __init__(self, whole: Notebook, options: AgentOptions, due_rows: DueAnswers | None = None) -> None:
        self.whole, self.options = whole, options
        self._index = whole.index
        self._due_rows: DueAnswers = {} if due_rows is None else due_rows

    @property
    def is_at_hand(self) -> bool:
        """Whether what this view has read is still in memory: after a while, the notebook forgets it, and another view is needed."""
        return self.whole.index is self._index

    @property
    def today(self) -> date:
        """The day on which questions are answered."""
        return self.whole.today

    @cached_property
    def gate(self) -> SuggestionView:
        """What decides which names, texts and places an agent may see."""
        return self.whole.reports.of_circles(self.options.circles).record_view()

    @cached_property
    def notebook(self) -> Notebook:
        """The vault without the private people, and without the interactions with them alone."""
        view = self.whole.reports.record_view()
        hidden = view.unnamed
        return self.whole.without(hidden | view.notes_with_hidden_alone()) if hidden else self.whole

    @property
    def reports(self) -> Reports:
        """The reports about the people whom the agent may see."""
        return self.notebook.reports.of_circles(self.options.circles)

    @property
    def gated_reports(self) -> Reports:
        """The reports of the whole vault, which compare no text that names somebody hidden, and leave out those who are.

        Ask them about words that a text may have; `hides` says first whether the words name somebody.
        """
        return self.whole.reports.of_circles(self.options.circles)

    def is_there(self, path: str) -> bool:
        """Return whether the contact at a path exists for the agent."""
        return path not in self.gate.unnamed

    def is_about_hidden_alone(self, path: str) -> bool:
        """Return whether a note is that of somebody hidden, or about an interaction with such people alone."""
        return not self.is_there(path) or self.gate.is_with_hidden_alone(path)

    def in_circles(self, query: str) -> str:
        """Return a query that also asks for the circles that the agent may see, which leaves out most others early."""
        names = "|".join(f'"{name}"' for name in self.options.circles)
        return f"{query} circle:{names}".strip() if names else query

    def due_rows(self, until: date | None, circles: tuple[str, ...]) -> DueRows:
        """Return who is due, as `Notebook.due_rows` does. Without some people, it takes a while, so the answer is kept."""
        asked = (until, circles)
        if asked not in self._due_rows:
            self._due_rows.clear()
            self._due_rows[asked] = self.notebook.due_rows(until, circles)
        return self._due_rows[asked]

    def may_show(self, name: str, path: str | None) -> bool:
        """Return whether an agent may see a note of this name at a path, or the name of one that has no note."""
        if path is not None and not self.gate.may_cite(path):
            return False
        return self.gate.may_show(name, () if path is None else (path,))

    @property
    def may_compare(self) -> "MayShow | None":
        """What says which texts a query may compare, given the path of their note; None if nobody is hidden."""
        gate = self.gate
        return (lambda text, path: gate.may_show_from(text, (path,))) if gate.hides_anybody else None

    def hides(self, words: str) -> bool:
        """Return whether words name somebody hidden: then nothing matches them, as if nobody had that name."""
        return not self.gate.names_nobody(words)

    def contact(self, typed: str) -> Person:
        """Return the one contact that a name matches. Raises ContactNotFound or AmbiguousName."""
        return self.notebook.contact_at(find_shown_contact(self.notebook, self.gate, typed))
