"""Shows a change to a person before they approve it: each line that goes, and each that comes. Applies nothing."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from plaintext_network.agents.clean_text import without_invisible
from plaintext_network.agents.errors import ChangeTooLarge
from plaintext_network.notes.source import decode
from plaintext_network.vault.transaction.record import FileStep, Operation

# Characters that a person can be expected to read.
MOST_CHARACTERS = 12_000
NOT_SHOWN = "(a line that pnet doesn't show to agents)"


def change_text(operation: Operation, may_show: Callable[[str, str], bool]) -> str:
    """Return the changed lines of each file, without those around them: `- ` before one that goes, `+ ` before one that comes.

    `may_show` says of a line that goes, and its path, whether an agent may see it. Lines that come are shown in any case: the agent
    wrote them, and nobody should approve what they can't see. Raises ChangeTooLarge.
    """
    text = "\n".join(line for step in operation.steps for line in _lines(step, may_show))
    if len(text) > MOST_CHARACTERS:
        raise ChangeTooLarge(MOST_CHARACTERS)
    return text


def _lines(step: FileStep, may_show: Callable[[str, str], bool]) -> Iterator[str]:
    yield f"{without_invisible(step.path)}{' (new)' if step.before is None else ''}"
    before, after = _split(step.before), _split(step.after)
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            for line in before[start:end]:
                yield f"- {without_invisible(line) if may_show(line, step.path) else NOT_SHOWN}"
            yield from (f"+ {without_invisible(line)}" for line in after[new_start:new_end])


def _split(content: bytes | None) -> list[str]:
    return decode(content or b"")[0].text.splitlines()
