"""Remembers what vault and folder agreed on when they were last in step. Decides nothing.

It is stored beside the records of a vault's writes, one file for each sync. Without it, a sync deletes and overwrites nothing:
it only asks more questions.
"""

from collections.abc import Mapping

from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.named_tuples import NamedTuple


class SyncedPerson(NamedTuple):
    """One person who is in both: the note's path, the card's file name and UID, and the values that both had, by property.

    `lines` are keys of the card's raw lines, and `notes` of its texts. `card` and `note` are digests of what each said, normalised;
    `fingerprint` is that of the card's file. `conflicts` are properties about which the user still has to decide.
    """

    path: str
    file: str
    uid: str
    values: Mapping[str, Values]
    lines: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    card: str = ""
    note: str = ""
    fingerprint: tuple[int, int, int, int] = (0, 0, 0, 0)
    conflicts: tuple[str, ...] = ()


class SyncBase(NamedTuple):
    """What is remembered of one sync. `folder` identifies the folder of cards: another one can be at the same path.

    `skipped` are UIDs of cards that the user doesn't want in the vault, and `kept` those of contacts whose card is gone, and who
    stay without one.
    """

    folder: str = ""
    people: tuple[SyncedPerson, ...] = ()
    skipped: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
