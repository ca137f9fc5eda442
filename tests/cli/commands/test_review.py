"""`pnet review` on a terminal: every key, every blank answer, and no typed text lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.soak.log_at_once import COMMAND
from tests.vault.edits.plan_edits import texts

pytestmark = needs_a_terminal
Write = Callable[[Mapping[str, str]], Path]

ADA, BO, CY = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md", "contacts/Cy Ng.md"
NOTES = {
    ADA: "---\ncadence: monthly\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-01-01 x\n",
    BO: "---\ncadence: monthly\n---\n- [ ] lend a book\n- [ ] write 📅 2026-12-20\n\n## Log\n- 2026-01-02 y\n",
    CY: "---\ncadence: monthly\n---\n## Log\n- 2026-01-03 z\n",
}
KEY = "next) "


@pytest.fixture
def root(vault: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


def review(root: Path, *words: str, **environ: str) -> Sitting:
    environ = {"PNET_TODAY": "2026-11-24", "NO_COLOR": "1", "COLUMNS": "100", **environ}
    return Sitting([*COMMAND, "--vault", str(root), "review", *words], whole=True, **environ)


def plays(sitting: Sitting, *steps: str | bytes) -> None:
    """Read each text, and type each bytes."""
    for step in steps:
        if isinstance(step, bytes):
            if step == b"\x03":
                # Between its prompt and its wait, readline ignores a signal until the next key.
                time.sleep(0.2)
            sitting.types(step)
        else:
            sitting.reads(step)


def changed(root: Path) -> dict[str, str]:
    return {path: text for path, text in texts(root).items() if NOTES.get(path) != text}


# Who is shown


def test_it_says_where_you_are_and_sums_up(root: Path) -> None:
    sitting = review(root)
    plays(
        sitting, "Ada Lovelace", "1 of 3 ([l]og [s]nooze [d]one [o]pen [b]ack [u]ndo [q]uit [?]; Enter next) "
    )
    plays(
        sitting, b"d", "done: send slides", "1 of 3 ", KEY, b"s", "[1 week]: ", b"\n", "Bo Ek", "2 of 3 ", KEY
    )
    plays(sitting, b"l", "(blank to cancel): ", b"call\n", "Cy Ng", "3 of 3 ", KEY, b"k")
    sitting.reads("3 people: 1 logged, 1 snoozed, 1 promise ticked, 1 skipped\r\n")
    sitting.answers()


def test_one_person_is_one(root: Path) -> None:
    (root / ADA).unlink()
    (root / BO).unlink()
    sitting = review(root)
    plays(sitting, "1 of 1 ", KEY, b"\n", "1 person: 1 skipped\r\n")
    sitting.answers()


@pytest.mark.parametrize("key", [b"q", b"\x04"])
def test_it_ends_when_asked_and_says_who_is_left(root: Path, key: bytes) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"\n", "Bo Ek", KEY, key, "3 people: 1 skipped, 2 left\r\n")
    sitting.answers()
    assert changed(root) == {}


def test_narrow_terminals_show_the_letters(root: Path) -> None:
    sitting = review(root, COLUMNS="60")
    plays(sitting, "1 of 3 (l s d o b u q [?] keys; Enter next) ", b"q")
    sitting.answers()


def test_nobody_due_names_who_is_next_within_a_week(root: Path) -> None:
    for path, day in ((ADA, "2026-10-30"), (BO, "2026-10-28"), (CY, "2026-11-23")):
        (root / path).write_text(f"---\ncadence: monthly\n---\n## Log\n- {day} x\n")
    sitting = review(root)
    plays(
        sitting, "nobody is due", "next on 2026-11-28: Bo Ek, ", "1 more within a week: pnet due --within 1w"
    )
    sitting.answers()


def test_a_reason_wraps_between_words(root: Path) -> None:
    promise = "send the slides about looms that she wanted to see before the lecture in Brandvold"
    (root / ADA).write_text(f"- [ ] {promise} 📅 2026-11-20\n")
    sitting = review(root, COLUMNS="60")
    plays(
        sitting,
        "\r\nyou promised: send the slides about looms that she wanted to\r\nsee before the lecture",
        KEY,
        b"q",
    )
    sitting.answers()


# Keys


def test_the_keys_are_explained(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"?")
    for key in ("l", "s", "d", "o", "b", "u", "k, Enter", "q, Ctrl-D", "?"):
        sitting.reads(f"\r\n  {key:<9}  ")
    plays(sitting, "1 of 3 ", KEY, b"q")
    sitting.answers()


@pytest.mark.parametrize("key", [b"k", b"\n", b"\r"])
def test_next_goes_on_to_the_next_person(root: Path, key: bytes) -> None:
    sitting = review(root)
    plays(sitting, "Ada Lovelace", KEY, key, "Bo Ek", "2 of 3 ", KEY, b"q")
    sitting.answers()
    assert changed(root) == {}


def test_back_goes_back_again_and_again(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"k", "2 of 3", KEY, b"k", "Cy Ng", "3 of 3", KEY, b"b", "Bo Ek", "2 of 3", KEY, b"b")
    plays(
        sitting,
        "Ada Lovelace",
        "1 of 3",
        KEY,
        b"b",
        "this is the first person",
        "Ada Lovelace",
        "1 of 3",
        KEY,
    )
    plays(sitting, b"\n", "Bo Ek", "2 of 3", KEY, b"q", "3 people: 2 skipped, 1 left")
    sitting.answers()


def test_back_shows_people_as_they_are_now(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"k", "Bo Ek", KEY, b"s", "Snooze until?", b"\n", "Cy Ng", "3 of 3", KEY, b"b")
    plays(
        sitting,
        "Bo Ek",
        "not due now; in this review: snoozed",
        "2 of 3",
        KEY,
        b"\n",
        "Cy Ng",
        "3 of 3",
        KEY,
        b"q",
    )
    sitting.answers()


def test_undo_reverts_the_last_write_and_returns_to_the_person(root: Path) -> None:
    sitting = review(root)
    plays(
        sitting,
        KEY,
        b"k",
        "Bo Ek",
        KEY,
        b"s",
        "Snooze until?",
        b"\n",
        "Cy Ng",
        KEY,
        b"l",
        "cancel): ",
        b"call\n",
    )
    plays(sitting, "3 people: 1 logged, 1 snoozed, 1 skipped")
    sitting.answers()
    sitting = review(root, "--today", "2027-01-20")
    plays(sitting, "1 of 3", KEY, b"u", "this review has written nothing", "1 of 3", KEY)
    before = texts(root)
    plays(sitting, b"d", "done: send slides", "1 of 3", KEY, b"s", "Snooze until?", b"\n", "2 of 3", KEY)
    plays(
        sitting, b"u", "undone: snooze Ada Lovelace", "Ada Lovelace", "in this review: ticked", "1 of 3", KEY
    )
    plays(sitting, b"k", "2 of 3", KEY, b"u", "undone: done: send slides", "Ada Lovelace", "1 of 3", KEY)
    assert texts(root) == before
    plays(sitting, b"u", "this review has written nothing", KEY, b"q")
    sitting.answers()


def test_undo_gives_back_the_sentence(root: Path) -> None:
    pytest.importorskip("readline")
    sitting = review(root)
    plays(sitting, KEY, b"k", "Bo Ek", KEY, b"l", "cancel): ", b"call: the bridge\n", "wrote", "Cy Ng", KEY)
    plays(
        sitting,
        b"u",
        "undone: log",
        "Bo Ek",
        KEY,
        b"l",
        "cancel): call: the bridge",
        b" holds\n",
        "wrote",
        KEY,
    )
    plays(sitting, b"q", "3 people: 1 logged, 1 skipped, 1 left")
    sitting.answers()
    assert "call: the bridge holds" in "".join(changed(root).values()).replace(
        "channel: call\n", "call: "
    ) or any("bridge holds" in path for path in changed(root))


def test_undo_leaves_a_later_write_of_another_pnet_alone(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"d", "done: send slides", "1 of 3", KEY)
    environ = {**os.environ, "PNET_TODAY": "2026-11-24"}
    subprocess.run([*COMMAND, "--vault", str(root), "snooze", "cy", "1 week"], check=True, env=environ)
    plays(sitting, b"u", "not undone: another write came later; see pnet undo --list", "1 of 2", KEY, b"q")
    sitting.answers()
    assert "snooze:" in texts(root)[CY]


def test_undo_of_a_note_changed_since_is_refused(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"d", "done: send slides", "1 of 3", KEY)
    with (root / ADA).open("a") as note:
        note.write("more\n")
    plays(sitting, b"u", "can't undo", ADA, "1 of 3", KEY, b"q", "3 people: 1 promise ticked, 2 left")
    sitting.answers()


def test_open_edits_the_note_and_shows_the_person_as_they_are(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nopen(sys.argv[-1], 'w').write('---\\ncadence: weekly\\n---\\n## Log\\n- 2026-01-01 x\\n')\n"
    )
    sitting = review(root, VISUAL=f"{sys.executable} {editor}")
    plays(sitting, "monthly", KEY, b"o", "Ada Lovelace", "keep in touch: weekly", "1 of 3", KEY, b"q")
    sitting.answers()


def test_a_note_that_is_gone_is_passed_over(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import os, sys\nos.remove(sys.argv[-1])\n")
    sitting = review(root, VISUAL=f"{sys.executable} {editor}")
    plays(
        sitting, KEY, b"o", "Bo Ek", KEY, b"b", f"{ADA} is no longer a contact", "Bo Ek", "1 of 2", KEY, b"q"
    )
    sitting.answers()


def test_a_due_promise_is_ticked_at_once(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"d", "done: send slides", "keep in touch: monthly", "1 of 3", KEY, b"q")
    sitting.answers()
    assert "- [x] send slides" in texts(root)[ADA]


def test_promises_that_are_not_due_are_offered(root: Path) -> None:
    sitting = review(root)
    plays(
        sitting,
        KEY,
        b"k",
        "Bo Ek",
        KEY,
        b"d",
        "  1  2026-12-20  Bo Ek  write  (",
        "  2  no day      Bo Ek  lend a book",
    )
    plays(
        sitting,
        "Which promise is done? [1-2, blank to cancel]: ",
        b"2\n",
        "done: lend a book",
        "2 of 3",
        KEY,
        b"q",
    )
    sitting.answers()
    assert "- [x] lend a book" in texts(root)[BO]


def test_without_a_promise_it_says_so(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"k", KEY, b"k", "Cy Ng", KEY, b"d", "no open promise to Cy Ng", "3 of 3", KEY, b"q")
    sitting.answers()


def test_the_promise_of_that_day_is_ticked(root: Path) -> None:
    line = "- 2026-11-01 call [follow_up:: 2026-11-20 send a] [follow_up:: 2026-11-21 send a]"
    (root / ADA).write_text(f"## Log\n{line}\n")
    sitting = review(root)
    plays(sitting, KEY, b"d", "1  2026-11-20  Ada Lovelace  send a", "2  2026-11-21  Ada Lovelace  send a")
    plays(sitting, "to cancel]: ", b"2\n", "done: send a", KEY, b"q")
    sitting.answers()
    assert texts(root)[ADA] == f"## Log\n{line.replace('21 send a', '21 send a ✅ 2026-11-24')}\n"


# Blank answers, Ctrl-C and Ctrl-D return to the person

STOPS = [b"\n", b"\x04", b"\x03"]


@pytest.mark.parametrize("stop", STOPS)
def test_what_happened_can_be_cancelled(root: Path, stop: bytes) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"l", "What happened? (blank to cancel): ", stop, "Ada Lovelace", "1 of 3", KEY, b"q")
    sitting.answers()
    assert changed(root) == {}


@pytest.mark.parametrize("stop", STOPS[1:])
def test_a_snooze_can_be_cancelled(root: Path, stop: bytes) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"s", "Snooze until? [1 week]: ", stop, "Ada Lovelace", "1 of 3", KEY, b"q")
    sitting.answers()
    assert changed(root) == {}


def test_a_blank_snooze_is_the_default_it_names(root: Path) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"s", "Snooze until? [1 week]: ", b"\n", "snoozed until 2026-12-01", KEY, b"q")
    sitting.answers()


@pytest.mark.parametrize("typed", [b"blursday\n", b"yesterday\n", b"2026-11-24\n"])
def test_a_day_that_can_not_be_is_asked_for_again(root: Path, typed: bytes) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"s", "Snooze until? [1 week]: ", typed, "Snooze until? [1 week]: ", b"in 3 days\n")
    plays(sitting, "snoozed until 2026-11-27", KEY, b"q")
    sitting.answers()


@pytest.mark.parametrize("stop", STOPS)
def test_the_choice_of_a_promise_can_be_cancelled(root: Path, stop: bytes) -> None:
    sitting = review(root)
    plays(sitting, KEY, b"k", "Bo Ek", KEY, b"d", "blank to cancel]: ", stop, "Bo Ek", "2 of 3", KEY, b"q")
    sitting.answers()
    assert changed(root) == {}


def test_a_second_ctrl_c_ends_it(root: Path) -> None:
    sitting = review(root)
    plays(
        sitting,
        KEY,
        b"l",
        "cancel): ",
        b"\x03",
        "Ctrl-C again ends the review",
        KEY,
        b"\x03",
        "3 people: 3 left",
    )
    sitting.answers(130)


# No typed text is lost

SENTENCE = b"met Bo Ek and Grace Hopper; asked: a lift"


@pytest.mark.parametrize("stop", [b"\x04", b"\x03", b"n\n"])
def test_a_sentence_is_there_again_after_a_cancelled_question(root: Path, stop: bytes) -> None:
    pytest.importorskip("readline")
    (root / ADA).write_text(
        "---\ncadence: monthly\n---\n## Log\n- 2026-01-01 x [asked:: a]\n- 2026-01-02 x [asked:: b]\n"
    )
    sitting = review(root)
    plays(sitting, KEY, b"l", "cancel): ", b"tea; asked: a lift\n", "anyway? [y/N] ", stop)
    plays(sitting, "your text is not logged yet; press l to go on with it", "Ada Lovelace", KEY)
    plays(
        sitting,
        b"l",
        "cancel): tea; asked: a lift",
        b"\n",
        "anyway? [y/N] ",
        b"y\n",
        "wrote",
        "Bo Ek",
        KEY,
        b"q",
    )
    sitting.answers()


def test_half_a_sentence_is_there_again_after_ctrl_c(root: Path) -> None:
    pytest.importorskip("readline")
    sitting = review(root)
    plays(
        sitting,
        KEY,
        b"k",
        "Bo Ek",
        KEY,
        b"l",
        "cancel): ",
        b"call: the bri",
        "the bri",
        b"\x03",
        "not logged yet",
        KEY,
    )
    plays(
        sitting,
        b"k",
        "Cy Ng",
        KEY,
        b"b",
        "Bo Ek",
        KEY,
        b"l",
        "cancel): call: the bri",
        b"dge\n",
        "wrote",
        KEY,
        b"q",
    )
    sitting.answers()
    assert "call: the bridge" in "".join(changed(root).values()) or any(
        "bridge" in path for path in changed(root)
    )


@pytest.mark.parametrize(("end", "status"), [(b"q", 0), (b"\x03", 130), (b"\x04", 0)])
def test_a_sentence_left_over_is_saved(root: Path, end: bytes, status: int) -> None:
    pytest.importorskip("readline")
    sitting = review(root, COLUMNS="400")
    plays(
        sitting, KEY, b"l", "cancel): ", b"tea with", "with", b"\x03", "not logged yet", KEY, end, "saved in "
    )
    sitting.reads(".md\r\n3 people: 3 left")
    sitting.answers(status)


def test_a_sentence_is_saved_if_the_terminal_goes_away(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("readline")
    sitting = review(root, PNET_STATE=str(tmp_path / "state"))
    plays(sitting, KEY, b"l", "cancel): ", b"tea with", "with", b"\x03", "not logged yet", KEY)
    sitting.process.send_signal(signal.SIGHUP)
    os.close(sitting.there)
    os.close(sitting.screen)
    sitting.process.wait(timeout=20)
    (saved,) = (tmp_path / "state").rglob("unwritten log *.md")
    assert saved.read_text() == "tea with"


def test_an_emptied_sentence_is_dropped(root: Path) -> None:
    pytest.importorskip("readline")
    sitting = review(root)
    plays(
        sitting,
        KEY,
        b"l",
        "cancel): ",
        b"tea with",
        "with",
        b"\x03",
        KEY,
        b"l",
        "tea with",
        b"\x15\n",
        "1 of 3",
        KEY,
        b"q",
    )
    plays(sitting, "3 people: 3 left")
    sitting.answers()
    assert changed(root) == {}
