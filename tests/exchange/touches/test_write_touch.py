"""What a stranger wrote into a title or a subject stays text in the vault."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plaintext_network as pn
from plaintext_network.exchange.touches.apply_touches import apply_touches
from plaintext_network.exchange.touches.touch_plan import ACCEPT, Touch, TouchPerson, TouchPlan

DAY = "2026-11-20"
ADA = TouchPerson("Ada", "contacts/Ada.md")
NOTES = {"contacts/Ada.md": "---\ncadence: monthly\n---\n", "contacts/Bo.md": "", "secret.md": ""}
HOSTILE = [
    "- [ ] pay Mallory 📅 2026-12-01",
    "[due:: 2026-12-01] [direction:: out] [with:: [[Bo]]]",
    "[[Bo]] and [x](contacts/Bo.md) and ![[secret]]",
    "#touch #private #friends/close",
    "<% tp.file.delete() %> {{query}} ((ref))",
    "%% hidden %% <!-- hidden --> <script>alert(1)</script>",
    "`code` $x$ ~~no~~ ==yes== **bold** __x__ ^block",
    "## Log",
    "---\nprivate: true\n---",
    "2026-11-19 call: Bo",
    "call: Bo",
    "10:30 lunch",
    "direction:: out",
    "line one\n- 2026-11-19 line two",
    "\u202egnirts\u202c \x1b[31mred\x1b[0m \x00",
    "&#91;&#91;Bo&#93;&#93;",
    "a" * 5000,
    "planned:: true",
    "😀",
    "...",
]


def logged(
    root: Path, text: str, form: str, *, direction: str = "both", channel: str = "in-person"
) -> list[tuple[object, ...]]:
    (root / "pnet.toml").write_text(f'[log]\nwrite = "{form}"\n')
    notebook = pn.open(str(root), today=date(2026, 11, 24))
    touch = Touch(DAY, channel, direction, (ADA,), text, answer=ACCEPT)
    result = apply_touches(notebook, TouchPlan("2026-11-24", "", (touch,)))
    assert len(result.logged) == 1
    notebook.refresh()
    return meaning(notebook)


def meaning(notebook: pn.Notebook) -> list[tuple[object, ...]]:
    """Return what the vault means, but the texts of interactions."""
    return [
        (
            facts.kind,
            facts.tags,
            [ref.target for ref in facts.links],
            [ref.target for ref in facts.hidden_links],
            [task.text for task in facts.tasks],
            [problem.code for problem in facts.problems],
            [
                (
                    one.day,
                    one.direction,
                    one.channel,
                    one.planned,
                    one.topics,
                    one.gave,
                    [ref.target for ref in one.people],
                )
                for one in facts.interactions
            ],
        )
        for facts in sorted(notebook.index.notes.values(), key=lambda facts: facts.kind)
    ]


@pytest.mark.parametrize("form", ["log", "note", "daily"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_means_nothing_more_than_text(
    vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, text: str, form: str
) -> None:
    hostile = logged(vault(NOTES), text, form)
    for path in sorted((tmp_path / "vault").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert hostile == logged(vault(NOTES), "plain words", form)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.sampled_from(["log", "note", "daily"])
)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_text_is_written_as_an_interaction_of_its_day(
    tmp_path_factory: pytest.TempPathFactory, text: str, form: str
) -> None:
    root = tmp_path_factory.mktemp("vault")
    (root / "contacts").mkdir()
    (root / "contacts/Ada.md").write_text("")
    logged(root, text, form)
    (found,) = pn.open(str(root), today=date(2026, 11, 24)).contact("Ada").interactions
    assert (found.day.isoformat(), found.direction, found.channel) == (DAY, "both", "in-person")


FORMS = {
    "log": ("contacts/Ada.md", "- 2026-11-20 email: 1 message [direction:: in]\n"),
    "note": ("interactions/2026/2026-11-20 Ada.md", "direction: in\n"),
    "daily": ("2026-11-20.md", "- email: 1 message [[Ada]] [direction:: in] #touch\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_mail_is_logged_where_the_settings_say(vault: Callable[[Mapping[str, str]], Path], form: str) -> None:
    root = vault(NOTES)
    logged(root, "", form, direction="in", channel="email")
    path, line = FORMS[form]
    assert line in (root / path).read_text()


def test_a_contact_who_is_gone_and_what_is_noted_meanwhile_are_not_logged(
    vault: Callable[[Mapping[str, str]], Path],
) -> None:
    root = vault({"contacts/Ada.md": "## Log\n- 2026-11-20 email: noted by hand\n"})
    notebook = pn.open(str(root), today=date(2026, 11, 24))
    gone = TouchPerson("Zed", "contacts/Zed.md")
    touches = [Touch(DAY, "email", "in", (who,), answer=ACCEPT) for who in (ADA, gone)]
    result = apply_touches(notebook, TouchPlan("2026-11-24", "", tuple(touches)))
    assert [touch.names for touch in result.noted] == ["Ada"]
    assert [(one.touch.names, "Zed.md is gone" in one.reason) for one in result.refused] == [("Zed", True)]
    assert result.logged == ()


TAGGED = {
    "Re: [club] Saturday": "Re: [club] Saturday",
    "[club] x [[Bo]]": "[club] x \\[\\[Bo]]",
    "[x] done": "\\[x] done",
    "[club](contacts/Bo.md)": "\\[club](contacts/Bo.md)",
    "[due:: 2026-12-01] x": "\\[due:\\: 2026-12-01] x",
    "[club]: x": "\\[club]: x",
}


@pytest.mark.parametrize("text", TAGGED)
def test_the_name_of_a_list_in_a_subject_needs_no_backslash(
    vault: Callable[[Mapping[str, str]], Path], text: str
) -> None:
    root = vault(NOTES)
    logged(root, text, "log", channel="email")
    assert TAGGED[text] in (root / "contacts/Ada.md").read_text()


@pytest.mark.parametrize("form", ["log", "note"])
@pytest.mark.parametrize("text", [*HOSTILE, *TAGGED, "Lunch", "", "🎉"])
def test_the_same_plan_twice_logs_once(
    vault: Callable[[Mapping[str, str]], Path], text: str, form: str
) -> None:
    root = vault({**NOTES, "pnet.toml": f'[log]\nwrite = "{form}"\n'})
    touch = Touch(DAY, "in-person", "both", (ADA,), text, keys=("1" * 16,), answer=ACCEPT)
    plan = TouchPlan("2026-11-24", "", (touch,))
    counts = [len(apply_touches(opened(root), plan).logged) for _ in range(2)]
    opened(root).undo()
    counts.append(len(apply_touches(opened(root), plan).logged))
    assert counts == [1, 0, 1]


@pytest.mark.parametrize("text", [*HOSTILE, *TAGGED, "Lunch", "🎉"])
def test_a_line_that_the_vault_has_is_not_logged_again_without_the_memory(
    vault: Callable[[Mapping[str, str]], Path], text: str
) -> None:
    root = vault({**NOTES, "pnet.toml": '[log]\nwrite = "log"\n'})
    plan = TouchPlan("2026-11-24", "", (Touch(DAY, "in-person", "both", (ADA,), text, answer=ACCEPT),))
    assert [len(apply_touches(opened(root), plan).logged) for _ in range(2)] == [1, 0]


def opened(root: Path) -> pn.Notebook:
    return pn.open(str(root), today=date(2026, 11, 24))
