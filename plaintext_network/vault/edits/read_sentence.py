"""Reads a sentence about an interaction without asking anybody, and plans the note or line that it becomes. Writes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.errors import UnknownParticipant
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.log_sentence import LogDetails, new_interaction
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation

if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class LoggedSentence(NamedTuple):
    """An interaction as a sentence tells it, the paths of those who took part, and where the text has their names."""

    interaction: NewInteraction
    people: tuple[str, ...]
    spots: tuple[tuple[int, int, str], ...] = ()

    def plan(self, session: WriteSession, form: str | None = None, *, template: bool = True) -> Operation:
        """Plan to write it. Raises what `plan_interaction` raises."""
        return plan_interaction(session, self.interaction, self.people, self.spots, form, template=template)


def read_sentence(
    notebook: "Notebook",
    sentence: str,
    people: Sequence[str] = (),
    day: date | None = None,
    details: LogDetails | None = None,
) -> LoggedSentence:
    """Read a sentence; the paths in `people`, and `day`, replace those in it.

    Raises SentenceUnclear, AmbiguousName, or UnknownParticipant for a name in the sentence that no contact has.
    """
    parsed = notebook.parse_log(sentence) if sentence.strip() else None
    paths = list(people)
    spots: list[tuple[int, int, str]] = []
    if parsed and not paths:
        for unknown in parsed.unsettled(others=False):
            raise UnknownParticipant(
                unknown.typed, [name for name, _ in unknown.near], is_word=unknown.is_word
            )
        paths = [notebook.contact(name).path for name in parsed.sentence.people]
        for spotted in parsed.people:
            path = spotted.paths[0] if len(spotted.paths) == 1 else notebook.contact(spotted.typed).path
            paths.append(path)
            spots.append((spotted.start, spotted.end, path))
    happened = parsed.day(day, notebook.today) if parsed else day or notebook.today
    interaction = new_interaction(parsed, details or LogDetails(), happened, notebook.today)
    return LoggedSentence(interaction, tuple(paths), tuple(spots))
