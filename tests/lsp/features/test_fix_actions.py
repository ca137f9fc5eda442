"""Actions that end problems: the fixes of `pnet check --fix`, remedies that leave a choice, and the sides of a conflict."""

from pathlib import Path

import pytest

from plaintext_network.lsp.features.code_actions import resolve_action
from plaintext_network.lsp.features.diagnostics import diagnose
from plaintext_network.vault.edits.fix_problems import fix_problems
from plaintext_network.vault.notebook import Notebook
from tests.lsp.features.offered_actions import Offered, texts
from tests.lsp.view_of import TODAY

PERSON = "---\ntype: person\n"
DEE, MEETING = "contacts/Dee.md", "interactions/2026-11-01 x.md"
NOTES = {"contacts/Ada Byrne.md": f"{PERSON}---\n", "contacts/Bo Lund.md": f"{PERSON}---\n"}

VALID = "Repair the line, so that it is valid YAML"
CASES: list[tuple[str, str, str, str]] = [
    # The path and the text, the title, and the text after it.
    (DEE, PERSON + "role: a\n‸role: a\n---\n", "Remove the earlier of the two equal properties", PERSON + "role: a\n---\n"),
    (DEE, PERSON + "role: ‸a: b\n---\n", VALID, PERSON + 'role: "a: b"\n---\n'),
    (DEE, PERSON + "knows: ‸[[Ann]], [[Bo Ek|Bo]]\n---\n", VALID, PERSON + 'knows: ["[[Ann]]", "[[Bo Ek|Bo]]"]\n---\n'),
    (DEE, PERSON + "emails:\n‸\t- a@b.c\n\t- @d\n---\n", VALID, PERSON + 'emails:\n  - a@b.c\n  - "@d"\n---\n'),
    (DEE, PERSON + "emails:\r\n  ‸\t- a@b.c\r\n---\r\n", VALID, PERSON + "emails:\r\n    - a@b.c\r\n---\r\n"),
    (DEE, PERSON + "about: |\n‸\tone\n\ttwo\n---\n", VALID, PERSON + "about: |\n  one\n  two\n---\n"),
    (DEE, PERSON + 'role: ‸"engineer\nlocation: x\n---\n', VALID, PERSON + 'role: "engineer"\nlocation: x\n---\n'),
    (DEE, PERSON + 'role: ‸"engineer\nknows: ["[[Ann]]"]\n---\n', VALID, PERSON + 'role: "engineer"\nknows: ["[[Ann]]"]\n---\n'),
    (DEE, PERSON + 'knows:\n- ‸"[[Ann]]\n- "[[Bo]]\n---\n', VALID, PERSON + 'knows:\n- "[[Ann]]"\n- "[[Bo]]"\n---\n'),
    (DEE, PERSON + "role: ‸'tis\n---\n", "Close the quote: tis", PERSON + "role: 'tis'\n---\n"),
    (DEE, PERSON + "role: ‸'tis\nmet_on: 03/04/2026\n---\n", "Keep the quote: 'tis", PERSON + "role: \"'tis\"\nmet_on: 03/04/2026\n---\n"),
    (DEE, PERSON + "role: a\n‸role: b\n---\n", "Keep the later value: b", PERSON + "role: b\n---\n"),
    (DEE, PERSON + "role: a\n‸role: b\n---\n", "Keep the earlier value: a", PERSON + "role: a\n---\n"),
    (DEE, PERSON + "organization: a\ncompany: ‸b\n---\n", "Keep organization: a; remove company", PERSON + "organization: a\n---\n"),
    (DEE, PERSON + "organization: a\ncompany: ‸b\n---\n", "Keep company: b; remove organization", PERSON + "company: b\n---\n"),
    (DEE, "‸---\ntype: person\ntags:\n- x\nrole: a\n\nHi\n", "Close the front matter after line 5", "---\ntype: person\ntags:\n- x\nrole: a\n---\n\nHi\n"),
    (DEE, "‸---\r\nrole: a\r\n# Dee\r\n", "Close the front matter after line 2", "---\r\nrole: a\r\n---\r\n# Dee\r\n"),
    (DEE, "‸---\nrole: a", "Close the front matter after line 2", "---\nrole: a\n---\n"),
    (DEE, "‸---\n---\nHi\n", "Remove the empty front matter", "Hi\n"),
    (DEE, PERSON + "met_on: ‸03/04/2026\n---\n", "Write 2026-04-03 (3 April 2026)", PERSON + "met_on: 2026-04-03\n---\n"),
    (DEE, PERSON + "met_on: ‸03/04/2026\n---\n", "Write 2026-03-04 (4 March 2026)", PERSON + "met_on: 2026-03-04\n---\n"),
    (DEE, PERSON + "birthday: '‸12/05'\n---\n", "Write 05-12 (12 May)", PERSON + "birthday: '05-12'\n---\n"),
    (DEE, PERSON + "follow_up: [‸03/04/2026 send, 2026-12-01 x]\n---\n", "Write 2026-03-04 (4 March 2026)", PERSON + "follow_up: [2026-03-04 send, 2026-12-01 x]\n---\n"),
    (DEE, PERSON + "occasions:\n  - ‸12/05 party\n---\n", "Write 12-05 (5 December)", PERSON + "occasions:\n  - 12-05 party\n---\n"),
    (DEE, "- [ ] send 📅 ‸03/04/2026\n", "Write 2026-03-04 (4 March 2026)", "- [ ] send 📅 2026-03-04\n"),
    (DEE, "- [ ] send [due:: ‸03/04/2026] x\n", "Write 2026-03-04 (4 March 2026)", "- [ ] send [due:: 2026-03-04] x\n"),
    (DEE, "## Log\n\n- ‸03/04/2026 coffee\n", "Write 2026-03-04 (4 March 2026)", "## Log\n\n- 2026-03-04 coffee\n"),
    (DEE, "- [ ] send ‸by 2026-12-01\n", "Write 📅 2026-12-01", "- [ ] send 📅 2026-12-01\n"),
    (DEE, PERSON + "cadence: ‸evry 2 weks\n---\n", "Write every 2 weeks", PERSON + "cadence: every 2 weeks\n---\n"),
    (DEE, PERSON + "cadence: ‸montly\n---\n", "Write monthly", PERSON + "cadence: monthly\n---\n"),
    (DEE, PERSON + "cadence: ‸2 weekz\n---\n", "Write 2 weeks", PERSON + "cadence: 2 weeks\n---\n"),
    (DEE, PERSON + "cadence: ‸every moth\n---\n", "Write every month", PERSON + "cadence: every month\n---\n"),
    (DEE, PERSON + "status: ‸archved\n---\n", "Write archived", PERSON + "status: archived\n---\n"),
    (DEE, PERSON + "private: ‸maybe\n---\n", "Write true", PERSON + "private: true\n---\n"),
    (MEETING, "---\nwith: Bo Lund\ndirection: ‸outgoing\n---\n", "Write out", "---\nwith: Bo Lund\ndirection: out\n---\n"),
    (MEETING, "---\nwith: Bo Lund\nplanned: ‸perhaps\n---\n", "Write cancelled", "---\nwith: Bo Lund\nplanned: cancelled\n---\n"),
    (MEETING, "‸With [[Ada Byrne]]\n", "Add Ada Byrne to the participants", '---\nwith: ["[[Ada Byrne]]"]\n---\nWith [[Ada Byrne]]\n'),
    (MEETING, "‸[[Ada Byrne]], [[Bo Lund]]\n", "Add the 2 linked contacts to the participants", '---\nwith: ["[[Ada Byrne]]", "[[Bo Lund]]"]\n---\n[[Ada Byrne]], [[Bo Lund]]\n'),
    ("interactions/x.md", "‸[[Ada Byrne]]\n", "Add the date 2026-11-24", "---\ndate: 2026-11-24\n---\n[[Ada Byrne]]\n"),
    ("interactions/01-11-2026 x.md", "‸[[Ada Byrne]]\n", "Add the date 2026-11-01", "---\ndate: 2026-11-01\n---\n[[Ada Byrne]]\n"),
    ("notes/x.md", "- coffee with [[Ada Byrne]] #touch‸\n", "Date the line 2026-11-24", "- 2026-11-24 coffee with [[Ada Byrne]] #touch\n"),
    ("n.md", "x ‸%% hidden\nmore\n", "Close the comment at the end of its line", "x %% hidden %%\nmore\n"),
    ("n.md", "x ‸%% hidden\nmore\n", "Delete the opening %%", "x hidden\nmore\n"),
    ("n.md", "‸<!--\nhidden\n\nmore\n", "Close the comment at the end of its paragraph", "<!--\nhidden\n-->\n\nmore\n"),
    (DEE, PERSON + "photo: ‸gone.png\n---\n", "Remove the photo “gone.png”", PERSON + "---\n"),
    ("n.md", "‸<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\nx\n", "Keep ours (HEAD)", "one\nx\n"),
    ("n.md", "<<<<<<< HEAD\none\n=======\ntw‸o\n>>>>>>> other\nx\n", "Keep theirs (other)", "two\nx\n"),
    ("n.md", "x\n\n<<<<<<< HEAD\n- one\n=======\n- two‸\n>>>>>>> other\n", "Keep both", "x\n\n- one\n- two\n"),
    (DEE, "---\n<<<<<<< HEAD\nrole: a‸\n=======\nrole: b\n>>>>>>> other\n---\n", "Keep theirs (other)", "---\nrole: b\n---\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "title", "after"), CASES)
def test_an_action_ends_a_problem(tmp_path: Path, path: str, text: str, title: str, after: str) -> None:
    offered = Offered(tmp_path, text, NOTES, path)
    ended = offered.action(title).fixes
    assert ended
    assert offered.applied(title) == {path: after}
    saved = Notebook(str(tmp_path), TODAY, cache=False)
    left = {problem.code for problem in saved.problems_of(path)}
    assert not left & {each.problem.code for each in ended}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (DEE, PERSON + "birthday: ‸12/05/80\n---\n"),
        (DEE, PERSON + "met_on: ‸2026-13-01\n---\n"),
        (DEE, PERSON + "cadence: ‸once in a while\n---\n"),
        (DEE, PERSON + "status: ‸inactive\n---\n"),
        (DEE, PERSON + "role: [a‸\n---\n"),
        (DEE, "‸---\n\nNo property\n"),
        # How wide is a tab, and where does the text end?
        (DEE, PERSON + "about: |\n‸\tone\n    two\n---\n"),
        (DEE, PERSON + "about: |\n‸\tone\n\t\ttwo\n---\n"),
        (DEE, PERSON + "role: x\n‸\tlocation: y\n---\n"),
        (DEE, PERSON + 'role: ‸"engineer # a comment\n---\n'),
        (DEE, PERSON + 'role: ‸"engineer \\n\n---\n'),
        (DEE, PERSON + 'role: ‸"engineer\n  of bridges\n---\n'),
        (DEE, PERSON + "role: ‸'tis Ann's\nname: 'x'\n---\n"),
        ("n.md", "‸<<<<<<< HEAD\none\n=======\ntwo\n=======\n>>>>>>> other\n"),
    ],
)
def test_nothing_is_guessed(tmp_path: Path, path: str, text: str) -> None:
    offered = Offered(tmp_path, text, NOTES, path)
    assert diagnose(offered.view, offered.document)
    assert not [action.title for action in offered.actions if action.kind == "quickfix"]


def test_both_is_offered_only_where_both_can_count(tmp_path: Path) -> None:
    text = "---\n<<<<<<< HEAD\nrole: a‸\n=======\nrole: b\n>>>>>>> other\n---\n"
    titles = Offered(tmp_path, text, NOTES, DEE).titles
    assert "Keep both" not in titles
    assert titles[:2] == ["Keep ours (HEAD)", "Keep theirs (other)"]


def test_one_side_of_one_conflict_counts(tmp_path: Path) -> None:
    first = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n"
    offered = Offered(tmp_path, f"{first}between\n‸{first}", {})
    assert offered.applied("Keep theirs (other)") == {"n.md": f"{first}between\ntwo\n"}


def test_a_fix_of_the_note_ends_what_check_fix_ends(tmp_path: Path) -> None:
    text = f"{PERSON}role: a: b\ntags: x\ntags: x\n---\n‸"
    offered = Offered(tmp_path, text, {}, DEE)
    action = next(action for action in offered.actions if action.kind == "source.fixAll")
    edited = offered.applied(action.title)
    (tmp_path / DEE).write_text(offered.text)
    notebook = Notebook(str(tmp_path), TODAY, cache=False)
    with notebook.write_session() as desk:
        fix_problems(desk, notebook.problems(), print)
    assert texts(tmp_path) == edited == {DEE: f'{PERSON}role: "a: b"\ntags: x\n---\n'}


def test_a_problem_that_is_gone_is_not_fixed(tmp_path: Path) -> None:
    offered = Offered(tmp_path, PERSON + "met_on: ‸03/04/2026\n---\n", {}, DEE)
    data = offered.actions[0].data
    other = Offered(tmp_path, PERSON + "met_on: ‸2026-04-03\n---\n", {}, DEE)
    with pytest.raises(Exception, match="isn't there any more"):
        resolve_action(other.view, other.document, data)


def test_a_problem_that_moved_is_fixed_where_it_is(tmp_path: Path) -> None:
    offered = Offered(tmp_path, PERSON + "met_on: ‸03/04/2026\n---\n", {}, DEE)
    moved = Offered(tmp_path, PERSON + "role: x\nmet_on: ‸03/04/2026\n---\n", {}, DEE)
    assert offered.actions[0].data != moved.actions[0].data
    edit = resolve_action(moved.view, moved.document, offered.actions[0].data)
    assert edit == resolve_action(moved.view, moved.document, moved.actions[0].data)
