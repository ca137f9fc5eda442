"""The message of a commit is an imperative of at most 72 characters, made of what `pnet undo --list` calls the write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.vault.commits.commit_message import commit_message, neutral_message
from plaintext_network.vault.transaction.record import Operation


def message(what: str, undoes: str | None = None) -> tuple[str, str]:
    return commit_message(Operation(what, (), undoes))


@pytest.mark.parametrize(
    ("what", "subject"),
    [
        ("log 2026-11-24 Ada Lovelace, Bo Ek", "Log 2026-11-24 with Ada Lovelace, Bo Ek"),
        ("add Cy", "Add Cy"),
        ("set cadence monthly (Ada)", "Set cadence monthly (Ada)"),
        ("done: send slides", "Tick: send slides"),
        ("happened on 2026-11-20: tea with Zoë", "Confirm for 2026-11-20: tea with Zoë"),
        ("did not happen: tea with Zoë", "Cancel: tea with Zoë"),
        ("archive --undo Ada", "Unarchive Ada"),
        ("check --fix", "Fix what pnet check found"),
        ("élu", "Élu"),
    ],
)
def test_a_write_is_an_imperative(what: str, subject: str) -> None:
    assert message(what) == (subject, "")


def test_undo_and_redo_say_what_they_take_back() -> None:
    assert message("add Cy", "00000001-abcd") == ("Undo: add Cy", "")
    assert message("add Cy", "undone-00000001-abcd") == ("Redo: add Cy", "")


def test_a_long_subject_ends_after_a_word_and_the_body_has_all() -> None:
    what = "promise Ada 2026-11-20: send the slides of the talk about looms and engines to her"
    subject, body = message(what)
    assert subject == "Promise Ada 2026-11-20: send the slides of the talk about looms and…"
    assert body == f"P{what[1:]}"


def test_what_is_partly_ignored_names_only_what_is_committed() -> None:
    operation = Operation("rename Bo Ek to Bo Quist", ())
    assert neutral_message(operation, ["contacts/Ada.md"]) == ("Update contacts/Ada.md", "")
    undone = neutral_message(operation._replace(undoes="1"), ["a.md", "b.md"])
    assert undone == ("Undo changes of a.md, b.md", "")
    assert neutral_message(operation, ["a.md"] * 1000) == ("Update 1,000 files", "")


@given(st.text(st.characters()), st.sampled_from([None, "1", "undone-1"]))
def test_no_message_has_a_control_character_or_a_second_line_in_its_subject(
    what: str, undoes: str | None
) -> None:
    subject, body = message(what, undoes)
    assert len(subject) <= 72
    assert (subject + body).isprintable()
    assert (subject + body).encode()
