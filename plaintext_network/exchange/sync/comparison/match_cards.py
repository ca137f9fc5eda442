"""Finds the contact to whom a new card may belong, by the evidence that imports use. Links only if the evidence is certain."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plaintext_network.exchange.imports.base import Base
from plaintext_network.exchange.imports.import_options import NO_OPTIONS
from plaintext_network.exchange.imports.match_records import RecordMatcher, named_path
from plaintext_network.exchange.imports.source_notes import KnownPeople
from plaintext_network.exchange.sync.comparison.card_side import CardSide
from plaintext_network.exchange.sync.folder.card_file import CardFile
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import ADD, SKIP, SyncAnswers
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import MatchCandidate

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class CardMatch(NamedTuple):
    """Whose card it is: the note's path, "" if that is uncertain; then who it may be."""

    path: str = ""
    candidates: tuple[MatchCandidate, ...] = ()
    is_skipped: bool = False


def match_cards(
    notebook: Notebook,
    source: str,
    cards: Sequence[tuple[CardFile, CardSide]],
    base: SyncBase,
    answers: SyncAnswers,
    linked: Collection[str],
) -> dict[str, CardMatch]:
    """Return whose card each is, by the file's name. `linked` are the paths of contacts who have a card.

    Raises ContactNotFound or AmbiguousName for a name in the answers.
    """
    found: dict[str, CardMatch] = {}
    open_: list[tuple[CardFile, CardSide]] = []
    for file, side in cards:
        answer = answers.people.get(file.name, "")
        if answer and answer not in (ADD, SKIP):
            found[file.name] = CardMatch(named_path(notebook, answer))
        elif (side.uid or file.name) in base.unwanted_cards and not answer:
            found[file.name] = CardMatch(is_skipped=True)
        else:
            open_.append((file, side))
    if not open_:
        return found
    records = [side.record for _, side in open_]
    matcher = RecordMatcher(notebook, KnownPeople(source, ()), Base({}), NO_OPTIONS)
    matches = matcher.matched(records, range(len(records)))
    taken = set(linked) | {match.path for match in found.values()}
    for number, (file, _) in enumerate(open_):
        match = matches[number]
        candidates = tuple(one for one in match.candidates if one.path not in taken)
        decided = match.decided if match.decided not in taken else None
        if decided and answers.people.get(file.name) != ADD:
            taken.add(decided)
            found[file.name] = CardMatch(decided)
        else:
            found[file.name] = CardMatch("", candidates)
    return found
