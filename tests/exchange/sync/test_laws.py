"""Whatever is edited on both sides, a sync settles at once, loses nothing that nobody removed, and decides no conflict."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.exchange.imports.merge_values import is_same_value
from plaintext_network.exchange.sync.comparison.card_side import (
    LISTS,
    SINGLES,
    CardSide,
    card_side,
    read_card,
)
from plaintext_network.exchange.sync.comparison.note_side import fact_values
from tests.exchange.sync.synced_vault import SyncedVault

NAMES = ("Ada Lovelace", "Ben Okri")
POOL = {
    "emails": ["a@example.org", "b@example.org", "C@Example.org", "d@example.org"],
    "phones": ["+44 20 7946 0018", "020 7946 0019", "+1 (555) 010-0000", "+49-30-1234567"],
    "links": ["https://a.example", "https://b.example/x", "http://www.c.example/"],
    "addresses": ["1 High St, Oxford OX1 1AA", "Unter den Linden 1, 10117 Berlin"],
    "aliases": ["Lady", "Nick", "The Countess"],
    "occasions": ["2001-06-05 anniversary", "07-06 wedding day"],
    "organization": ["Acme", "Globex", "Royal Society"],
    "role": ["Analyst", "Director", "Poet, at large"],
    "location": ["London", "Paris"],
    "birthday": ["1815-12-10", "12-10", "1959-03-15"],
}
KEYS = {
    "emails": "EMAIL",
    "phones": "TEL",
    "links": "URL",
    "aliases": "NICKNAME",
    "organization": "ORG",
    "role": "TITLE",
}
# A note gets `former` of a change of its own, which no card needs.
PROPERTIES = tuple(name for name in (*LISTS, *SINGLES) if name != "former")
EDIT = st.tuples(
    st.sampled_from(("note", "card")),
    st.sampled_from(NAMES),
    st.sampled_from(sorted(POOL)),
    st.integers(0, 5),
)


class Edited:
    """A vault whose notes and cards change at random, one property at a time."""

    def __init__(self, vault: SyncedVault) -> None:
        self.vault = vault
        # What somebody removed or replaced since the last sync, by name and property.
        self.removed: set[tuple[str, str, str]] = set()

    def path(self, name: str) -> str:
        return f"contacts/{name}.md"

    def file(self, name: str) -> str:
        return next(file for file, content in self.vault.cards.items() if f"FN:{name}\r".encode() in content)

    def note_values(self, name: str) -> dict[str, tuple[str, ...]]:
        with self.vault.notebook() as notebook:
            return fact_values(notebook.index.notes[self.path(name)])

    def card_values(self, name: str) -> dict[str, tuple[str, ...]]:
        card = read_card(self.vault.cards[self.file(name)])
        assert card
        side = card_side(card, "", "")
        assert isinstance(side, CardSide)
        return side.values

    def edit(self, side: str, name: str, prop: str, number: int) -> None:
        pool = POOL[prop]
        value = pool[number % len(pool)]
        if side == "note":
            before = self.note_values(name).get(prop, ())
            self._edit_note(name, prop, value, before, remove=number == 5)
        elif prop in KEYS:
            before = self.card_values(name).get(prop, ())
            self._edit_card(name, prop, value, before, remove=number == 5)

    def _edit_note(self, name: str, prop: str, value: str, before: tuple[str, ...], *, remove: bool) -> None:
        with self.vault.notebook() as notebook:
            draft = notebook.dry_run().draft(self.path(name))
            if prop in LISTS:
                if remove and before:
                    self.removed.add((name, prop, before[0]))
                    draft.remove(prop, draft.values(prop)[0])
                elif not remove and not any(is_same_value(prop, value, one) for one in before):
                    draft.add(prop, value)
            else:
                if before:
                    self.removed.add((name, prop, before[0]))
                if remove:
                    draft.unset(prop)
                else:
                    draft.set(prop, value)
            content = draft.step().after
        assert content is not None
        (self.vault.root / self.path(name)).write_bytes(content)

    def _edit_card(self, name: str, prop: str, value: str, before: tuple[str, ...], *, remove: bool) -> None:
        file, key = self.file(name), KEYS[prop]
        lines = self.vault.card(file).splitlines()
        own = [line for line in lines if line.partition(":")[0].partition(";")[0].rpartition(".")[2] == key]
        if prop in LISTS and not remove:
            if any(is_same_value(prop, value, one) for one in before):
                return
            lines.insert(-1, f"{key};TYPE=home:{value}")
        else:
            if own:
                lines.remove(own[0])
            if before:
                gone = (
                    before
                    if prop == "aliases"
                    else [one for one in before if any(one in line.replace("\\", "") for line in own[:1])]
                )
                self.removed.update((name, prop, one) for one in gone)
            if not remove:
                lines.insert(-1, f"{key}:{value}".replace(",", "\\,"))
        self.vault.cards[file] = "\r\n".join([*lines, ""]).encode()


def started(folder: str) -> Edited:
    notes = {
        f"contacts/{name}.md": f"---\ntype: contact\nemails: [{name[:3]}@example.net]\n---\nText.\n"
        for name in NAMES
    }
    vault = SyncedVault(Path(folder) / "vault", notes)
    vault.sync()
    return Edited(vault)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(EDIT, max_size=6), min_size=1, max_size=4))
def test_a_sync_settles_and_loses_nothing(rounds: list[list[tuple[str, str, str, int]]]) -> None:
    with TemporaryDirectory() as folder:
        edited = started(folder)
        vault = edited.vault
        for edits in rounds:
            edited.removed.clear()
            for edit in edits:
                edited.edit(*edit)
            had = {name: (edited.note_values(name), edited.card_values(name)) for name in NAMES}
            plan = vault.sync()
            opened = {(entry.name, one.property) for entry in plan.entries for one in entry.conflicts}
            for name in NAMES:
                now = edited.note_values(name), edited.card_values(name)
                for prop in PROPERTIES:
                    note, card = (values.get(prop, ()) for values in now)
                    if (name, prop) in opened:
                        assert (note, card) == tuple(values.get(prop, ()) for values in had[name])
                        continue
                    for value in {*had[name][0].get(prop, ()), *had[name][1].get(prop, ())}:
                        is_removed = any(
                            (one, other) == (name, prop) and is_same_value(prop, text, value)
                            for one, other, text in edited.removed
                        )
                        for side in (note, card):
                            assert is_removed or any(is_same_value(prop, value, one) for one in side), (
                                name,
                                prop,
                                value,
                                now,
                            )
            again = vault.plan()
            assert not [entry for entry in again.entries if entry.change or entry.card is not None]
            assert {
                (entry.name, one.property) for entry in again.entries for one in entry.conflicts
            } == opened


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1), EDIT), max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_two_vaults_that_share_cards_agree_after_two_rounds(
    rounds: list[list[tuple[int, tuple[str, str, str, int]]]],
) -> None:
    with TemporaryDirectory() as folder:
        one = started(folder)
        other = Edited(SyncedVault(Path(folder) / "other", {}, new="add"))
        # Both write to one folder, as vdirsyncer makes it of two.
        other.vault.cards = one.vault.cards
        other.vault.sync()
        for edits in rounds:
            for who, edit in edits:
                (one, other)[who].edit(*edit)
            has_conflict = False
            for _ in range(2):
                for each in (one, other):
                    has_conflict |= bool(each.vault.sync().conflict_count)
            for each in (one, other):
                plan = each.vault.plan()
                assert not [entry for entry in plan.entries if entry.change or entry.card is not None]
            if has_conflict:
                return
            for name in NAMES:
                values = [each.note_values(name) for each in (one, other)]
                for prop in PROPERTIES:
                    first, second = (value.get(prop, ()) for value in values)
                    for texts, others in ((first, second), (second, first)):
                        for text in texts:
                            assert any(is_same_value(prop, text, each) for each in others), (
                                name,
                                prop,
                                first,
                                second,
                            )
