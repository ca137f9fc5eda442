"""The page before meeting somebody: the most useful first, no longer than a screen, each line with its place."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.person import Person
from plaintext_network.network.reports.contact_page import PageLine, meeting_page, short_page
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY, index_of, view_of

ADA = "contacts/Ada.md"


def lines(notes: Mapping[str, str], path: str = ADA) -> dict[str, list[PageLine]]:
    """Return the lines of a page by their labels."""
    index = index_of(notes)
    found: dict[str, list[PageLine]] = {}
    for line in meeting_page(view_of(notes, only=(path,)), Person(index, path, Rules(), TODAY), (), ()):
        found.setdefault(line.label, []).append(line)
    return found


def said(found: dict[str, list[PageLine]], label: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.sources) for line in found.get(label, ())]


def test_thanks_and_what_was_asked_in_vain_are_told() -> None:
    found = lines({ADA: "## Log\n- 2026-03-03 call [got:: a map]\n- 2026-05-01 call [asked:: a bed]\n"})
    assert [sources for _, sources in said(found, "thanks")] == [(f"{ADA}:2",)]
    assert said(found, "you asked")[0] == ("2026-05-01  a bed; nothing noted of it since", (f"{ADA}:3",))


def test_an_ask_that_was_met_is_no_longer_open() -> None:
    found = lines({ADA: "## Log\n- 2026-05-01 call [asked:: a bed]\n- 2026-05-02 call [got:: a bed]\n"})
    assert [text for text, _ in said(found, "you asked")] == ["2026-05-01  a bed"]


def test_a_goal_names_them_or_was_served_with_them() -> None:
    notes = {
        ADA: "",
        "goals/Move.md": "---\nstatus: open\npeople:\n  - Bo\n  - Ada\n---\n",
        "goals/Sing.md": "---\ntopics: [choir]\n---\n",
        "interactions/2026-11-01 tea.md": "---\nwith: Ada\ngoal: [[Sing]]\n---\n",
        "interactions/2026-12-01 tea.md": "---\nwith: Ada\ngoal: [[Move]]\n---\n",
    }
    assert said(lines(notes), "goal") == [
        ("Move (open)", ("goals/Move.md:5",)),
        ("Sing", ("interactions/2026-11-01 tea.md:2",)),
    ]


def test_who_is_private_or_gone_is_told_so_first() -> None:
    found = lines({ADA: "---\nrole: Analyst\nprivate: true\nstatus: paused\n---\n"})
    assert list(found)[:3] == ["status", "private", "is"]
    assert said(found, "status") == [("paused", (f"{ADA}:4",))]


def test_knowing_stands_on_either_side() -> None:
    notes = {
        ADA: "---\nknows: [Bo]\n---\n",
        "contacts/Bo.md": "",
        "contacts/Cy.md": "---\n\nknows: [Ada]\n---\n",
    }
    assert said(lines(notes), "knows") == [("Bo, Cy", (f"{ADA}:2", "contacts/Cy.md:3"))]


def test_each_address_has_a_line_and_the_photo_is_named() -> None:
    addresses = '["12 St James\'s Square, London", "Flat 3, 44 Mill Lane, Cambridge"]'
    found = lines({ADA: f'---\naddresses: {addresses}\nphoto: "[[attachments/Ada.jpg|Ada]]"\n---\n'})
    assert [text for text, _ in said(found, "address")] == [
        "12 St James's Square, London",
        "Flat 3, 44 Mill Lane, Cambridge",
    ]
    assert said(found, "photo") == [("attachments/Ada.jpg", (f"{ADA}:3",))]


def test_a_contact_without_anything_has_a_page() -> None:
    assert [line.label for found in lines({ADA: ""}).values() for line in found] == ["in touch"]


@pytest.mark.parametrize(
    ("cadence", "says"),
    [
        ("1 month", "every month"),
        ("2 weeks", "every 2 weeks"),
        ("90d", "every 90 days"),
        ("weekly", "weekly"),
    ],
)
def test_a_page_says_how_often_as_a_sentence_would(cadence: str, says: str) -> None:
    [(text, _)] = said(lines({ADA: f"---\ncadence: {cadence}\n---\n"}), "in touch")
    assert text == f"no word yet; {says}"


FULL = (
    "---\nrole: Analyst\nneeds:\n" + "".join(f"  - need {n}\n" for n in range(9)) + "diet: none\n---\n"
    "Allergic to *nuts*.\n\n> Quoted words\n\n## Log\n"
    + "".join(f"- 2026-10-{n:02} call {n}\n" for n in range(1, 30))
)


def test_a_page_is_one_screen_and_full_is_everything(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(vault({ADA: FULL}))
    assert main(["--vault", root, "--today", "2026-11-24", "show", "ada"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) < 24
    assert "need 2" in out
    assert "need 3" not in out
    assert "more lines: add --full" in err
    main(["--vault", root, "--today", "2026-11-24", "show", "ada", "--full"])
    out, err = capsys.readouterr()
    assert ("need 8" in out, "call 29" in out, "none" in out, err) == (True, True, True, "")


def test_a_short_page_is_made_of_lines_of_the_whole_page_up_to_the_last_touch() -> None:
    notes = {
        ADA: "---\nrole: Analyst\nneeds: a map from [[Secret]]\ninterests: [tea]\n---\n## Log\n"
        "- 2026-03-03 call: older\n- 2026-05-01 call: newer #due 2026-12-01 a map\n- 2026-06-01 email [direction:: out]: sent\n",
        "contacts/Secret.md": "---\nprivate: true\n---\n",
    }
    view, person = view_of(notes, only=(ADA,)), Person(index_of(notes), ADA, Rules(), TODAY)
    page, short = meeting_page(view, person, (), ()), short_page(view, person)
    assert [line for line in page if line in short] == list(short)
    assert person.last_touch
    assert {line.label for line in short} >= {"is", "in touch", "likes"}
    assert [line.text[:10] for line in short if line.label == "last"] == ["2026-06-01", "2026-05-01"]
    assert "Secret" not in str(short)


def test_places_of_prose_and_own_properties_lead_to_their_lines(
    vault: Callable[[Mapping[str, str]], Path],
) -> None:
    root = vault({ADA: FULL})
    page = Notebook(str(root), TODAY).reports.contact_page("ada")
    wanted = {"note": ("Allergic to *nuts*.", "Quoted words"), "diet": ("none",)}
    text = (root / ADA).read_text().splitlines()
    for label, texts in wanted.items():
        found = [line for line in page if line.label == label]
        assert tuple(line.text for line in found) == texts
        for line in found:
            assert line.text in text[int(line.sources[0].rpartition(":")[2]) - 1]


def test_a_terminal_shortens_places_in_the_note_itself(
    vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "10")
    monkeypatch.delenv("PAGER", raising=False)
    main(["--vault", str(vault({ADA: FULL})), "--today", "2026-11-24", "--color", "never", "show", "ada"])
    shown = out.getvalue().splitlines()
    assert shown[1] == "is              Analyst  :2"
    assert len(shown) <= 10
    assert max(map(len, shown)) <= 60


def test_json_has_the_page_beside_the_contact(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--vault", str(vault({ADA: FULL})), "--today", "2026-11-24", "show", "ada", "--format", "json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["role"] == "Analyst"
    assert shown["page"][0] == {
        "label": "is",
        "text": "Analyst",
        "sources": [{"path": ADA, "line": 2}],
        "brief": True,
    }
