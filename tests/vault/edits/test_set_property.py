"""A property is set in the vault's own words, checked by the table, and nothing else changes."""

from datetime import date

import pytest

import plaintext_network as pn
from plaintext_network.errors import (
    ContactNotFound,
    EditRefused,
    NothingToUndo,
    PropertyUnknown,
    UndoRefused,
    ValueInvalid,
)
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, said, texts

PATH = "contacts/Ada.md"


def after(
    vault: Write, note: str, *words: str, how: str = "set", settings: str = "", any_name: bool = False
) -> str:
    root = vault(
        {PATH: note, "pnet.toml": settings, "contacts/Bo Ek.md": "x\n", "organizations/Bo Ek.md": "y\n"}
    )
    name, *values = words
    return do(root, lambda desk: said(desk, PATH, name, *values, how=how, any_name=any_name))[PATH]


@pytest.mark.parametrize(
    ("note", "words", "how", "expected"),
    [
        ("---\ncadence: monthly # for now\n---\n", ("cadence", "2 months"), "set", "---\ncadence: 2 months # for now\n---\n"),
        ("---\ncadence: monthly\n---\n", ("cadence", "2", "months"), "set", "---\ncadence: 2 months\n---\n"),
        ("words\n", ("cadence", "P3M"), "set", "---\ncadence: P3M\n---\nwords\n"),
        ("---\nKeep-In-Touch: x\nCadence: monthly\n---\n", ("cadence", "weekly"), "set", "---\nKeep-In-Touch: x\nCadence: weekly\n---\n"),
        ("---\nemail: a@x.org\n---\n", ("emails", "b@x.org"), "add", "---\nemail: [a@x.org, b@x.org]\n---\n"),
        ("---\nemail: a@x.org\nemails: [b@x.org]\n---\n", ("emails", "c@x.org"), "set", "---\nemails: [c@x.org]\n---\n"),
        ("---\nemail: A@x.org\n---\n", ("emails", "a@x.org"), "add", "---\nemail: A@x.org\n---\n"),
        ("---\ntags: ['#math', art]\n---\n", ("tags", "math"), "remove", "---\ntags: [art]\n---\n"),
        ("---\ntags: [math]\n---\n", ("tags", "math"), "remove", "---\ntags: []\n---\n"),
        ("---\ntags:\n---\n", ("tags", "a"), "add", "---\ntags: [a]\n---\n"),
        ("---\ntags: a, b\n---\n", ("tags", "c"), "add", "---\ntags: [a, b, c]\n---\n"),
        ("---\nrole: Boss\ntitle: Page # keep\n---\n", ("role", "NO"), "set", '---\nrole: "NO"\ntitle: Page # keep\n---\n'),
        ("---\nrole: Boss\ntitle: Page # keep\n---\n", ("role",), "unset", "---\ntitle: Page # keep\n---\n"),
        ("---\n# only\nrole: a\n---\n", ("role",), "unset", "---\n# only\n---\n"),
        ("---\nrole: a\n---\n---\nx\n---\n", ("role",), "unset", "---\n---\n---\nx\n---\n"),
        ("---\ncircles: [work friends]\n---\n", ("circles", "Work-Friends"), "add", "---\ncircles: [work friends]\n---\n"),
        ("---\nrole: a\n---\nx\n", ("role",), "unset", "x\n"),
        ("---\n---\n", ("birthday", "20", "november", "1990"), "set", "---\nbirthday: 1990-11-20\n---\n"),
        ("---\n---\n", ("birthday", "nov 20"), "set", '---\nbirthday: "11-20"\n---\n'),
        ("---\n---\n", ("snooze", "in", "2", "weeks"), "set", "---\nsnooze: 2026-12-08\n---\n"),
        ("---\n---\n", ("private", "yes"), "set", "---\nprivate: true\n---\n"),
        ("---\n---\n", ("status", "Do Not Contact"), "set", "---\nstatus: do-not-contact\n---\n"),
        ("---\n---\n", ("phones", "0441234", "+44 20"), "set", '---\nphones: ["0441234", "+44 20"]\n---\n'),
        ("---\n---\n", ("knows", "bo"), "set", '---\nknows: ["[[Bo Ek]]"]\n---\n'),
        ("---\n---\n", ("knows", "[[Somebody Else]]"), "set", '---\nknows: ["[[Somebody Else]]"]\n---\n'),
        ("---\nknows: ['[[contacts/Bo Ek|Bo]]']\n---\n", ("knows", "bo ek"), "add", "---\nknows: ['[[contacts/Bo Ek|Bo]]']\n---\n"),
        ("---\n---\n", ("follow_up", "friday send slides"), "set", "---\nfollow_up: [2026-11-27 send slides]\n---\n"),
        ("words, cadence:: monthly\n\ncadence:: monthly\n", ("cadence", "weekly"), "set", "words, cadence:: monthly\n\ncadence:: weekly\n"),
        ("---\norganization:\n---\n(organization:: Acme)\n", ("organization", "Bolt"), "set", "---\norganization:\n---\n(organization:: Bolt)\n"),
    ],
)  # fmt: skip
def test_a_property_is_changed(
    vault: Write, note: str, words: tuple[str, ...], how: str, expected: str
) -> None:
    assert after(vault, note, *words, how=how) == expected


@pytest.mark.parametrize(
    ("note", "words", "how", "error"),
    [
        ("x\n", ("cadence", "often"), "set", ValueInvalid),
        ("x\n", ("snooze", "some day"), "set", ValueInvalid),
        ("x\n", ("status", "asleep"), "set", ValueInvalid),
        ("x\n", ("private", "perhaps"), "set", ValueInvalid),
        ("x\n", ("tags", "two words"), "set", ValueInvalid),
        ("x\n", ("birthday", "2026-02-30"), "set", ValueInvalid),
        ("x\n", ("follow_up", "send slides"), "set", ValueInvalid),
        ("x\n", ("occasions", "wedding"), "set", ValueInvalid),
        ("x\n", ("role", " "), "set", ValueInvalid),
        ("x\n", ("knows", "nobody here"), "set", ContactNotFound),
        ("x\n", ("shoe_size", "42"), "set", PropertyUnknown),
        ("x\n", ("cadenze", "monthly"), "set", PropertyUnknown),
        ("x\n", ("role", "b"), "add", EditRefused),
        ("---\ntags: [a]\n---\n", ("tags", "b"), "remove", EditRefused),
        ("tags:: a\n", ("tags", "a"), "remove", EditRefused),
        ("role:: a\n", ("role",), "unset", EditRefused),
        ("---\nrole: a\nb: c: d\n---\n", ("role", "x"), "set", EditRefused),
        ("<<<<<<< a\n=======\n>>>>>>> b\n", ("role", "x"), "set", EditRefused),
    ],
)
def test_what_is_no_value_or_would_do_harm_is_refused(
    vault: Write, note: str, words: tuple[str, ...], how: str, error: type[Exception]
) -> None:
    root = vault({PATH: note})
    notebook = Notebook(str(root), TODAY)
    with pytest.raises(error), notebook.write_session() as desk:
        desk.perform(said(desk, PATH, *words, how=how))
    assert texts(root)[PATH] == note
    with pytest.raises(NothingToUndo):
        notebook.undo()


def test_a_near_word_is_named(vault: Write) -> None:
    with pytest.raises(PropertyUnknown, match="did you mean cadence"):
        after(vault, "x\n", "cadenze", "monthly")


def test_a_property_of_ones_own_is_set_when_asked_for(vault: Write) -> None:
    assert after(vault, "x\n", "shoe size", "42", any_name=True) == '---\nshoe size: "42"\n---\nx\n'
    assert after(vault, "---\nshoe: 41\n---\n", "shoe", how="unset") == ""
    assert after(vault, "---\nX: [a]\n---\n", "X", "b", how="add", any_name=True) == "---\nX: [a, b]\n---\n"


SETTINGS = '[properties]\ncadence = ["keep in touch"]\nemails = ["mail"]\n'


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("---\nmail: a\n---\n", "---\nmail: a\nkeep in touch: weekly\n---\n"),
        ("---\nemails: a\n---\n", "---\nemails: a\ncadence: weekly\n---\n"),
        ("x\n", "---\nkeep in touch: weekly\n---\nx\n"),
        ("---\nkeep in touch: monthly\n---\n", "---\nkeep in touch: weekly\n---\n"),
    ],
)
def test_a_property_is_called_as_the_vault_calls_it(vault: Write, note: str, expected: str) -> None:
    assert after(vault, note, "cadence", "weekly", settings=SETTINGS) == expected


def test_a_property_is_called_as_in_the_notes_beside_it(vault: Write) -> None:
    root = vault({PATH: "x\n", "contacts/B.md": "---\nemails: [b]\n---\n", "pnet.toml": SETTINGS})
    assert (
        do(root, lambda desk: said(desk, PATH, "cadence", "weekly"))[PATH] == "---\ncadence: weekly\n---\nx\n"
    )


class TestAScript:
    def test_edits_a_note_when_the_block_ends(self, vault: Write) -> None:
        root = vault({PATH: "---\ncadence: monthly\n---\n"})
        notebook = pn.open(str(root), today=TODAY)
        ada = notebook.contact("ada")
        with notebook.edit(ada) as note:
            note.set("cadence", "2 months")
            note.add("tags", "math")
            assert texts(root)[PATH] == "---\ncadence: monthly\n---\n"
        assert texts(root)[PATH] == "---\ncadence: 2 months\ntags: [math]\n---\n"
        cadence = notebook.contact("ada").contact.cadence
        assert cadence is not None
        assert cadence.text == "2 months"

    def test_writes_nothing_where_the_block_raises(self, vault: Write) -> None:
        root = vault({PATH: "x\n"})
        notebook = pn.open(str(root), today=TODAY)
        with pytest.raises(ValueInvalid), notebook.edit("ada") as note:
            note.set("role", "Analyst").set("cadence", "often")
        assert texts(root)[PATH] == "x\n"

    def test_undoes_step_by_step(self, vault: Write) -> None:
        root = vault({PATH: "x\n"})
        notebook = pn.open(str(root), today=TODAY)
        for day in (1, 2):
            with notebook.edit(PATH) as note:
                note.set("met_on", date(2026, 1, day).isoformat())
        assert notebook.undo() == "edit Ada"
        assert texts(root)[PATH] == "---\nmet_on: 2026-01-01\n---\nx\n"
        (root / PATH).write_text("mine\n")
        with pytest.raises(UndoRefused, match=PATH):
            notebook.undo()
        assert texts(root)[PATH] == "mine\n"


def test_participants_in_the_text_of_a_meeting_stay(vault: Write) -> None:
    meeting = "interactions/2026-11-01 a.md"
    root = vault({"contacts/Ada.md": "x\n", "contacts/Bo.md": "x\n", meeting: "## Attendees\n- [[Ada]]\n"})
    for how, name in (("set", "Bo"), ("remove", "Ada"), ("unset", "")):
        with pytest.raises(EditRefused, match="lists “Ada” as a participant on line 2; change it there"):
            do(root, lambda desk, h=how, n=name: said(desk, meeting, "with", *filter(None, [n]), how=h))  # type: ignore[misc]
    after = do(root, lambda desk: said(desk, meeting, "with", "Bo", how="add"))
    assert after[meeting] == '---\nwith: ["[[Bo]]"]\n---\n## Attendees\n- [[Ada]]\n'
