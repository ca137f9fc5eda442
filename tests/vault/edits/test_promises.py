"""Promises are written beside the others, given another day, and ticked where they stand."""

from collections.abc import Iterable
from datetime import date

import pytest

from plaintext_network.errors import AmbiguousPromise, ChangedOnDisk, EditRefused, PromiseNotFound
from plaintext_network.model.language.normalize import search_key
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.index.index import Index
from plaintext_network.vault.edits.promises import (
    PromiseMatch,
    UntickedPromise,
    dated_promises,
    find_promises,
    plan_promise,
    plan_tick,
    reread_promise,
)
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do

ADA = "contacts/Ada.md"
DAY = date(2026, 12, 4)


def find_promise(index: Index, wanted: str, states: Iterable[ContactState] = ()) -> UntickedPromise:
    """Return the one promise that is found. Raises PromiseNotFound or AmbiguousPromise."""
    if found := find_promises(index, wanted, states):
        return PromiseMatch(wanted, tuple(found)).the_one
    raise PromiseNotFound(wanted)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", "- [ ] send slides 📅 2026-12-04\n"),
        ("words\n", "words\n\n- [ ] send slides 📅 2026-12-04\n"),
        ("words\n\n## Log\n- 2026-01-01 x\n", "words\n\n- [ ] send slides 📅 2026-12-04\n\n## Log\n- 2026-01-01 x\n"),
        ("- [ ] a\n- [x] b\n\nwords\n", "- [ ] a\n- [x] b\n- [ ] send slides 📅 2026-12-04\n\nwords\n"),
        ("* [ ] a [due:: 2026-01-01]\n", "* [ ] a [due:: 2026-01-01]\n* [ ] send slides [due:: 2026-12-04]\n"),
        ("## To do\n\nwords\n", "## To do\n\n- [ ] send slides 📅 2026-12-04\n\nwords\n"),
        ("## Log\n- 2026-01-01 x\n- [ ] in the log\n", "- [ ] send slides 📅 2026-12-04\n\n## Log\n- 2026-01-01 x\n- [ ] in the log\n"),
        # The same text again is another day for it.
        ("- [ ] Send slides 📅 2026-11-01 ⏫\n", "- [ ] Send slides 📅 2026-12-04 ⏫\n"),
        ("- [ ] send slides ⏳ 2026-11-01\n", "- [ ] send slides ⏳ 2026-12-04\n"),
        ("- [ ] send slides (due:: 2026-11-01)\n", "- [ ] send slides (due:: 2026-12-04)\n"),
        ("- [ ] send slides\n", "- [ ] send slides 📅 2026-12-04\n"),
        ("- [ ] send **slides**. 📅 2026-11-01\n", "- [ ] send **slides**. 📅 2026-12-04\n"),
        ("- [ ] send `slides` - 📅 2026-11-01\n", "- [ ] send `slides` - 📅 2026-12-04\n"),
        ("- [ ] send slides #p/x due:: 2026-11-01\n", "- [ ] send slides #p/x due:: 2026-12-04\n"),
        ("- [ ] send slides [deadline:: [[2026-11-01]]]\n", "- [ ] send slides [deadline:: [[2026-12-04]]]\n"),
        ("- [x] send slides 📅 2026-11-01\n", "- [x] send slides 📅 2026-11-01\n- [ ] send slides 📅 2026-12-04\n"),
    ],
)  # fmt: skip
def test_a_promise_is_written(vault: Write, note: str, expected: str) -> None:
    root = vault({ADA: note})
    assert do(root, lambda desk: plan_promise(desk, ADA, DAY, "send  slides"))[ADA] == expected
    promises = Notebook(str(root), TODAY).contact("ada").promises
    (promise,) = (p for p in promises if "slides" in p.text.lower())
    assert (search_key(promise.text).removesuffix(" #p/x").strip("."), promise.day) == ("send slides", DAY)


@pytest.mark.parametrize(
    ("note", "wanted", "expected"),
    [
        ("- [ ] send slides 📅 2026-11-20\n", "slides", "- [x] send slides 📅 2026-11-20 ✅ 2026-11-24\n"),
        ("* [/] send slides 📅 2026-11-20 ^b1\n", "send", "* [x] send slides 📅 2026-11-20 ✅ 2026-11-24 ^b1\n"),
        ("- [ ] send [[Bo]] slides [due:: 2026-11-20]\n", "send Bo", "- [x] send [[Bo]] slides [due:: 2026-11-20] [completion:: 2026-11-24]\n"),
        ("- [ ] water  \n", "water", "- [x] water  \n"),
        ("1. [ ] a\n   - [ ] b 📅 2026-11-20\n", "b", "1. [ ] a\n   - [x] b 📅 2026-11-20 ✅ 2026-11-24\n"),
        ("> - [ ] quoted\r\n> - [ ] other\r\n", "quoted", "> - [x] quoted\r\n> - [ ] other\r\n"),
        ("- [ ] send slides\n  📅 2026-11-20\n", "slides", None),
        ("---\nfollow_up: 2026-11-20 send slides # soon\n---\n", "slides", "---\nfollow_up: 2026-11-20 send slides ✅ 2026-11-24 # soon\n---\n"),
        ("---\nfollow_up:\n  - 2026-11-20 a\n  - '2026-11-21 b'\n---\n", "b", "---\nfollow_up:\n  - 2026-11-20 a\n  - '2026-11-21 b ✅ 2026-11-24'\n---\n"),
        ("---\nfollow_up: [2026-11-20]\n---\n", f"{ADA}:2", "---\nfollow_up: [2026-11-20 ✅ 2026-11-24]\n---\n"),
        ("## Log\n- 2026-11-01 call [follow_up:: 2026-11-20 send slides]\n", "slides", "## Log\n- 2026-11-01 call [follow_up:: 2026-11-20 send slides ✅ 2026-11-24]\n"),
        ("- [ ] a\n- [ ] ab\n", "a", "- [x] a\n- [ ] ab\n"),
        ("- [ ] a\n- [ ] ab\n", f"{ADA}:2", "- [ ] a\n- [x] ab\n"),
    ],
)  # fmt: skip
def test_a_promise_is_ticked(vault: Write, note: str, wanted: str, expected: str | None) -> None:
    root = vault({ADA: note})
    after = do(root, lambda desk: plan_tick(desk, find_promise(desk.index, wanted)))[ADA]
    assert after == (expected or "- [x] send slides ✅ 2026-11-24\n  📅 2026-11-20\n")
    with pytest.raises(PromiseNotFound):
        find_promise(Notebook(str(root), TODAY).index, wanted if ":" in wanted else f"{ADA}:99")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "- [ ] call 🔁 every month 📅 2026-11-20\n",
            "- [ ] call 🔁 every month 📅 2026-12-20\n- [x] call 🔁 every month 📅 2026-11-20 ✅ 2026-11-24\n",
        ),
        (
            "- a\n- [ ] call ⏫ 🔁 every week 🛫 2026-11-18 ⏳ 2026-11-19 📅 2026-11-20\n  - [ ] x\n- b\n",
            "- a\n- [ ] call ⏫ 🔁 every week 🛫 2026-11-25 ⏳ 2026-11-26 📅 2026-11-27\n"
            "- [x] call ⏫ 🔁 every week 🛫 2026-11-18 ⏳ 2026-11-19 📅 2026-11-20 ✅ 2026-11-24\n  - [ ] x\n- b\n",
        ),
        (
            "- [ ] call 🔁 every 2 weeks when done 📅 2026-11-20\n",
            "- [ ] call 🔁 every 2 weeks when done 📅 2026-12-08\n"
            "- [x] call 🔁 every 2 weeks when done 📅 2026-11-20 ✅ 2026-11-24\n",
        ),
        (
            "- [ ] call [repeat:: every week on Sunday] [due:: 2026-11-22]\n",
            "- [ ] call [repeat:: every week on Sunday] [due:: 2026-11-29]\n"
            "- [x] call [repeat:: every week on Sunday] [due:: 2026-11-22] [completion:: 2026-11-24]\n",
        ),
        (
            "- [ ] call 🔁 every month ➕ 2026-10-01 📅 [[2026-11-20|x]] 🆔 a1 ⛔ b2 ^c3\n",
            "- [ ] call 🔁 every month ➕ 2026-11-24 📅 [[2026-12-20]]\n"
            "- [x] call 🔁 every month ➕ 2026-10-01 📅 [[2026-11-20|x]] 🆔 a1 ⛔ b2 ✅ 2026-11-24 ^c3\n",
        ),
        ("- [ ] call 🔁 every day\n", "- [ ] call 🔁 every day\n- [x] call 🔁 every day\n"),
        (
            "1. [ ] call 🔁 every day 📅 2026-11-20\n   more\n2. x\n",
            "1. [x] call 🔁 every day 📅 2026-11-20 ✅ 2026-11-24\n   more\n2. [ ] call 🔁 every day 📅 2026-11-21\n2. x\n",
        ),
        (
            "> * [ ] call 🔁 every day 📅 2026-11-20\r\n",
            "> * [ ] call 🔁 every day 📅 2026-11-21\r\n> * [x] call 🔁 every day 📅 2026-11-20 ✅ 2026-11-24\r\n",
        ),
        (
            "- [ ] call 🔁 every day 📅 2026-11-20 %%why%%\n",
            "- [ ] call 🔁 every day 📅 2026-11-21\n- [x] call 🔁 every day 📅 2026-11-20 ✅ 2026-11-24 %%why%%\n",
        ),
    ],
)
def test_a_recurring_task_is_ticked_and_its_next_one_written(vault: Write, before: str, after: str) -> None:
    root = vault({ADA: before})
    assert do(root, lambda desk: plan_tick(desk, find_promise(desk.index, "call")))[ADA] == after


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- [ ] call 🔁 every full moon 📅 2026-11-20", "every full moon"),
        ("- [ ] call 🔁 📅 2026-11-20", "rule"),
        ("- [ ] call 🔁 every day 📅 2026-11-20 🏁 delete", "which pnet can.t apply"),
        ("- [ ] call 🔁 every day\n  📅 2026-11-20", "on the task.s line"),
        ("- [ ] call 🔁 every day 📅 2026-11-1", "“2026-11-1”; correct it first"),
        ("- [ ] call 🔁 every day ⏳ 2026-11-20 📅 tomorrow", "“tomorrow”; correct it first"),
        ("- TODO call\n  SCHEDULED: <2026-11-20 Fri .+1w>", "rule"),
        ("- [ ] call 🔁 every 12 months on the 31st 📅 2026-11-20", "no next day"),
    ],
)
def test_a_recurring_task_that_pnet_cannot_follow_is_refused(vault: Write, line: str, why: str) -> None:
    root = vault({ADA: line + "\n"})
    notebook = Notebook(str(root), TODAY)
    with pytest.raises(EditRefused, match=why), notebook.write_session() as desk:
        plan_tick(desk, find_promise(desk.index, "call"))


def test_promises_to_people_come_before_other_tasks(vault: Write) -> None:
    root = vault({ADA: "- [ ] send the slides\n", "notes/x.md": "- [ ] send the rent\n- [ ] wash\n"})
    index = Notebook(str(root), TODAY).index
    assert find_promise(index, "send").path == ADA
    assert find_promise(index, "wash").path == "notes/x.md"
    assert find_promise(index, "notes/x.md:1").text == "send the rent"


def test_one_that_fits_several_is_an_error_with_their_places(vault: Write) -> None:
    root = vault({ADA: "- [ ] send a\n- [ ] send b\n"})
    with pytest.raises(AmbiguousPromise, match=f"{ADA}:2"):
        find_promise(Notebook(str(root), TODAY).index, "send")
    with pytest.raises(PromiseNotFound):
        find_promise(Notebook(str(root), TODAY).index, "")


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_text_is_no_promise_without_a_text(vault: Write, blank: str) -> None:
    root = vault({ADA: "---\nfollow_up: 2026-11-20\n---\n- [ ] \n"})
    notebook = Notebook(str(root), TODAY)
    assert find_promises(notebook.index, blank, notebook.contact_states()) == []


def test_of_two_with_the_same_text_on_one_line_the_one_of_that_day_is_ticked(vault: Write) -> None:
    line = "- 2026-11-01 call [follow_up:: 2026-11-20 send a] [follow_up:: 2026-11-21 send a] [follow_up:: 2026-11-22 b]\n"
    root = vault({ADA: f"## Log\n{line}"})
    notebook = Notebook(str(root), TODAY)
    dated = dated_promises(notebook.index, notebook.contact_states())
    assert [each.listed for each in dated] == [
        "2026-11-20  Ada  send a",
        "2026-11-21  Ada  send a",
        "2026-11-22  Ada  b",
    ]
    with pytest.raises(AmbiguousPromise, match=r"2026-11-20  Ada  send a\n.*2026-11-21  Ada  send a"):
        find_promise(notebook.index, "send a", notebook.contact_states())
    second = do(root, lambda desk: plan_tick(desk, reread_promise(desk.index, dated[1])))[ADA]
    assert second == f"## Log\n{line.replace('21 send a', '21 send a ✅ 2026-11-24')}"
    with pytest.raises(ChangedOnDisk):
        reread_promise(Notebook(str(root), TODAY).index, dated[1])


@pytest.mark.parametrize("text", ["[due:: 2026-01-01] q", "q 📅 2026-01-01", "q (scheduled:: 2026-01-01)"])
def test_a_text_that_says_another_day_is_refused(vault: Write, text: str) -> None:
    root = vault({ADA: ""})
    with (
        pytest.raises(EditRefused, match="a date mark of its own"),
        Notebook(str(root), TODAY).write_session() as desk,
    ):
        plan_promise(desk, ADA, DAY, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] send it 📅 2026-11-01 ^id\n", "- [ ] send it 📅 2026-12-04 ^id\n"),
        ("- [ ] send it ⏫ 📅 2026-11-01 🆔 abc\n", "- [ ] send it ⏫ 📅 2026-12-04 🆔 abc\n"),
        ("- [ ] #task send it 📅 tomorrow\n", "- [ ] #task send it 📅 2026-12-04\n"),
        ("- [ ] send it 📅 [[2026-11-01|Sun]]\n", "- [ ] send it 📅 [[2026-12-04]]\n"),
        ("- [ ] send it 📅 [x](2026-11-01.md)\n", "- [ ] send it 📅 [x](2026-12-04.md)\n"),
        ("- [ ] send it 📅 2026-11-01 10:00\n", "- [ ] send it 📅 2026-12-04 10:00\n"),
        ("- [ ] send it 📅\n", "- [ ] send it 📅 2026-12-04\n"),
        ("- [ ] send it [due:: [[2026-11-01]]]\n", "- [ ] send it [due:: [[2026-12-04]]]\n"),
        ("- [ ] send it (due:: 2026-11-1)\n", "- [ ] send it (due:: 2026-12-04)\n"),
        (
            "- [ ] send it [created:: 2026-11-01]\n",
            "- [ ] send it [created:: 2026-11-01] [due:: 2026-12-04]\n",
        ),
        ("- [ ] send it due:2026-11-01\n", "- [ ] send it due:2026-12-04\n"),
        ("- [ ] send it (@2026-11-01 09:00)\n", "- [ ] send it (@2026-12-04 09:00)\n"),
        ("- [ ] send it @due(2026-11-01)\n", "- [ ] send it @due(2026-12-04)\n"),
        ("- [ ] send it ⏰ 2026-11-01 09:00\n", "- [ ] send it ⏰ 2026-12-04 09:00\n"),
        ("- [ ] send it >2026-11-01\n", "- [ ] send it >2026-12-04\n"),
        ("- TODO send it\n  DEADLINE: <2026-11-01 Sun>\n", "- TODO send it\n  DEADLINE: <2026-12-04 Fri>\n"),
        ("- TODO send it\n", "- TODO send it DEADLINE: <2026-12-04 Fri>\n"),
        ("- [ ] send it %%📅 2026-11-02%%\n", "- [ ] send it 📅 2026-12-04 %%📅 2026-11-02%%\n"),
        ("- [ ] send it <!-- why -->\n", "- [ ] send it 📅 2026-12-04 <!-- why -->\n"),
    ],
)
def test_the_same_promise_gets_the_new_day_in_its_own_form(vault: Write, before: str, after: str) -> None:
    root = vault({ADA: before})
    assert do(root, lambda desk: plan_promise(desk, ADA, DAY, "send it"))[ADA] == after


@pytest.mark.parametrize("daily_format", ["D.M.YYYY", "%-d.%-m.%Y"])
def test_a_linked_day_of_a_promise_keeps_the_format_of_daily_notes(vault: Write, daily_format: str) -> None:
    settings = f'[daily]\nformat = "{daily_format}"\n'
    root = vault({"pnet.toml": settings, "contacts/Ada.md": "- [ ] send it 📅 [[1.11.2026]]\n"})
    after = do(root, lambda desk: plan_promise(desk, "contacts/Ada.md", date(2026, 12, 4), "send it"))
    assert after["contacts/Ada.md"] == "- [ ] send it 📅 [[4.12.2026]]\n"


def test_a_promise_that_links_others_is_found_again(vault: Write) -> None:
    root = vault({ADA: "", "contacts/Bob.md": ""})
    do(root, lambda desk: plan_promise(desk, ADA, date(2026, 12, 1), "ask [[Bob]]"))
    assert do(root, lambda desk: plan_promise(desk, ADA, DAY, "ask [[Bob]]"))[ADA].count("ask [[Bob]]") == 1


def test_a_promise_beside_logseqs_tasks_is_written_as_one(vault: Write) -> None:
    root = vault({ADA: "- TODO call\n"})
    after = do(root, lambda desk: plan_promise(desk, ADA, DAY, "send it"))[ADA]
    assert after == "- TODO call\n- TODO send it DEADLINE: <2026-12-04 Fri>\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- TODO call\n  DEADLINE: <2026-12-04 Fri>\n", "- DONE call\n  DEADLINE: <2026-12-04 Fri>\n"),
        ("- [ ] %%[ ]%% call 📅 2026-12-04\n", f"- [x] %%[ ]%% call 📅 2026-12-04 ✅ {TODAY}\n"),
        ("- [ ] call 📅 2026-12-04 %%x%%\n", f"- [x] call 📅 2026-12-04 ✅ {TODAY} %%x%%\n"),
        ("%%\n- [ ] call\n%%\n- [ ] call\n", "%%\n- [ ] call\n%%\n- [x] call\n"),
    ],
)
def test_a_tick_leaves_comments_and_sets_logseqs_word(vault: Write, before: str, after: str) -> None:
    root = vault({ADA: before})
    assert do(root, lambda desk: plan_tick(desk, find_promise(desk.index, "call")))[ADA] == after
