"""What an editor shows about the person, the note, the property or the day at the cursor."""

from itertools import product
from pathlib import Path

import pytest

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.describe_note import MOST_LINES
from plaintext_network.lsp.features.hover import Hover, hover
from plaintext_network.lsp.features.link_at import links_in_document
from plaintext_network.lsp.positions import Position
from plaintext_network.vault.notebook import Notebook
from tests.lsp.view_of import TODAY, cursor_in, view_of

SAMPLE_VAULT = Path(__file__).parents[3] / "sample_vault"
ADA, NOTE = "contacts/Ada Byrne.md", "notes/Draft.md"
VAULT = {
    ADA: """---
role: Analyst
organization: "[[Kiln]]"
location: London
cadence: monthly
needs: [a printer]
follow_up: [2026-12-01 send the slides]
---
# Ada

Knows *engines*.

## Log
- 2026-10-12 call: the plan [with:: Bo Lund]
- 2026-11-20 email [direction:: out]
""",
    "contacts/Bo Lund.md": "---\norganization: Kiln\nstatus: do-not-contact\n---\n",
    "contacts/Kim.md": "",
    "people/Kim.md": "---\ntype: person\n---\n",
    "organizations/Kiln.md": "---\nindustry: ceramics\n---\nFires pots.\n\nSince 1990.\n",
    "events/PyCon 2024.md": "---\ndate: 2024-05-22\nend: 2024-05-24\nplace: Florence\n---\n",
    "goals/New job.md": "---\nstatus: open\nby: 2027-06-30\n---\n- [ ] ask Ada\n\nSoon.\n",
    "introductions/Ada and Bo.md": "---\nbetween: [Ada Byrne, Bo Lund]\nstatus: asked\nwhy: pots\n---\n",
    "interactions/2026-11-02 Supper.md": "---\nwith: Ada Byrne\nchannel: in-person\n---\nWe ate.\n",
    "notes/Plan.md": "# The plan\n\n- first <b>step</b>\n- second ![x](y.png)\n\n## Later\nlast [[Ada Byrne|one]]\n",
}


def hovered(root: Path, path: str, text: str, unsaved: dict[str, str] | None = None) -> Hover | None:
    text, at = cursor_in(text)
    view = view_of(root, VAULT, {**(unsaved or {}), path: text})
    return hover(view, view.document(path), at)


def text_of(root: Path, path: str, text: str, unsaved: dict[str, str] | None = None) -> str:
    found = hovered(root, path, text, unsaved)
    return found.text if found else ""


def test_a_contact_is_what_show_says_in_a_few_lines(tmp_path: Path) -> None:
    assert hovered(tmp_path, NOTE, "Ask [[Ada By‸rne|her]].") == Hover(
        """**Ada Byrne**: Analyst, Kiln, London
- in touch: last on 2026-11-02, 22 days ago; monthly; next 2026-12-02
- last: 2026-11-02 in-person: Supper
- you promised: 2026-12-01 send the slides
- needs: a printer""",
        (Position(0, 4), Position(0, 21)),  # type: ignore[arg-type]
    )


def test_unsaved_texts_count(tmp_path: Path) -> None:
    unsaved = {
        ADA: "---\nrole: Poet\ncadence: weekly\n---\n## Log\n- 2026-11-10 call: her *poem*\n",
        "interactions/2026-11-02 Supper.md": "",
    }
    assert text_of(tmp_path, NOTE, "[[Ada By‸rne]]", unsaved) == (
        "**Ada Byrne**: Poet\n"
        "- in touch: last on 2026-11-10, 14 days ago; weekly; next 2026-11-17; a while ago\n"
        "- last: 2026-11-10 call: her \\*poem\\*\n"
        "- due: weekly; last in touch on 2026-11-10: call: her \\*poem\\*"
    )


def test_the_last_touch_is_shown_and_no_message_without_an_answer(tmp_path: Path) -> None:
    found = text_of(tmp_path, NOTE, "[[Ada By‸rne]]", {"interactions/2026-11-02 Supper.md": ""})
    assert "- last: 2026-10-12 call: the plan" in found
    assert "2026-11-20" not in found.split("- due")[0]


@pytest.mark.parametrize("where", ["‸---\nrole: x\n---\n# Ada\n", "---\nna‸me: Ada\n---\n", "---\nname: Ad‸a\n---\n", "---\nrole: x\n---\n\n# A‸da\n"])  # fmt: skip
def test_on_its_own_name_a_contact_is_described(tmp_path: Path, where: str) -> None:
    assert text_of(tmp_path, ADA, where).startswith("**Ada")
    assert not text_of(tmp_path, NOTE, where).startswith("**Ada")


def test_no_words_about_somebody_private_are_in_another_ones_description(tmp_path: Path) -> None:
    unsaved = {
        "contacts/Eve Stone.md": "---\nprivate: true\norganization: Kiln\n---\n## Log\n- 2026-11-21 call: about Ada Byrne\n",
        ADA: "---\nneeds: [news of Eve Stone]\nknows: Eve Stone\n---\n## Log\n- 2026-11-22 lunch with Eve Stone\n",
    }
    assert "Eve" not in text_of(tmp_path, NOTE, "[[Ada By‸rne]]", unsaved)
    assert "Eve" not in text_of(tmp_path, NOTE, "[[Kil‸n]]", unsaved)
    # Her own is complete.
    own = text_of(tmp_path, NOTE, "[[Eve Sto‸ne]]", unsaved)
    assert own.startswith("**Eve Stone**: Kiln\n- private: yes")
    assert "call: about Ada Byrne" in own


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("[[Kil‸n]]", "**Kiln**: organization\n- industry: ceramics\n- you know: Ada Byrne\n\nFires pots.  \nSince 1990."),
        ("[[PyCon‸ 2024]]",
         "**PyCon 2024**: event\n- date: 2024-05-22\n- end: 2024-05-24\n- place: Florence"),
        ("[[New ‸job]]", "**New job**: goal\n- status: open\n- by: 2027-06-30\n\nSoon."),
        ("[[Ada and‸ Bo]]",
         "**Ada and Bo**: introduction\n- between: Ada Byrne, Bo Lund\n- status: asked\n- why: pots"),
        ("[[2026-11-02 Sup‸per]]",
         "**2026-11-02 Supper**: interaction\n- date: 2026-11-02\n- with: Ada Byrne\n- channel: in-person\n\nWe ate."),
        ("[[Pl‸an]]", "**Plan**: The plan\n\nfirst \\<b>step\\</b>  \nsecond !x  \nlast one"),
        ("[[Plan#Lat‸er]]", "**Plan**: The plan\n\nlast one"),
        ("[[K‸im]]", "**2 notes have this name:**\n- contacts/Kim.md\n- people/Kim.md"),
        ("[[Nobody‸]]", ""),
        ("no‸thing", ""),
        ("`[[Ada By‸rne]]`", ""),
    ],
)  # fmt: skip
def test_other_notes_are_described_by_their_facts_and_first_lines(
    tmp_path: Path, text: str, description: str
) -> None:
    assert text_of(tmp_path, NOTE, text) == description


def test_a_bare_name_is_described_too(tmp_path: Path) -> None:
    assert text_of(tmp_path, "contacts/Cy.md", "---\nknows: Ada Byrne, Bo‸ Lund\n---\n").startswith(
        "**Bo Lund**: Kiln"
    )
    assert text_of(tmp_path, "contacts/Cy.md", "---\norganization: Ki‸ln\n---\n").startswith(
        "**Kiln**: organization"
    )


@pytest.mark.parametrize(
    ("path", "text", "description"),
    [
        (ADA, "---\n‸cadence: monthly\n---\n",
         "**cadence**: how often to be in touch\n- value: a cadence: a length of time, or never\n- example: `cadence: 3 months`"),
        (ADA, "---\nCompany‸: Kiln\n---\n",
         "**Company** (pnet's `organization`): the organization they work for\n- value: text or a link\n"
         '- example: `organization: "[[Analytical Engines]]"`'),
        (ADA, "---\nmine‸: 1\n---\n", ""),
        (ADA, "---\nrole: Anal‸yst\n---\n", ""),
        (ADA, "---\ncadence: mont‸hly\n---\n", "monthly; last in touch on 2026-11-02, so next on 2026-12-02"),
        (ADA, "---\ncadence: 14‸\n---\n", "every 14 days; last in touch on 2026-11-02, so next on 2026-11-16"),
        (ADA, "---\ncadence: of‸ten\n---\n", ""),
        (ADA, "---\nsnooze: 2026-12-0‸4\n---\n", "Friday 4 December, in 10 days"),
        (ADA, "---\nsnooze: so‸on\n---\n", ""),
        (ADA, "---\nmet_on: '[[2026-11-2‸0]]'\n---\n", "Friday 20 November, 4 days ago"),
        (ADA, "---\nfollow_up:\n  - 2027-01-04 wri‸te\n---\n", "Monday 4 January 2027, in 5 weeks"),
        (ADA, "---\nbirthday: 1990-12-1‸0\n---\n", "next on Thursday 10 December, in 16 days, 36 years"),
        (ADA, "---\nbirthday: 12-‸10\n---\n", "next on Thursday 10 December, in 16 days"),
        (ADA, "---\noccasions: [06-01 wed‸ding]\n---\n", "next on Tuesday 1 June 2027, in 6 months"),
        (ADA, "cade‸nce:: monthly\n",
         "**cadence**: how often to be in touch\n- value: a cadence: a length of time, or never\n- example: `cadence: 3 months`"),
        (ADA, "cadence:: mon‸thly\n", "monthly; last in touch on 2026-11-02, so next on 2026-12-02"),
        (ADA, "## Log\n- 2026-11-20 call [direct‸ion:: out]\n",
         "**direction**: out: you reached out and recorded no answer; in: they reached out; both (default): you were in touch\n"
         "- value: both, out or in\n- example: `direction: out`"),
        (NOTE, "- [ ] send due:: 2026-12-0‸4\n", "Friday 4 December, in 10 days"),
        (NOTE, "- [ ] send 📅 2026-12-0‸4\n", "Friday 4 December, in 10 days"),
        (NOTE, "- ‸2026-11-24 call\n", "Tuesday 24 November, today"),
        (NOTE, "- 2026-02-3‸0 call\n", ""),
        (NOTE, "`2026-11-2‸4`\n", ""),
        (NOTE, "12026-11-2‸4\n", ""),
    ],
)  # fmt: skip
def test_a_property_and_a_day_say_what_they_mean(
    tmp_path: Path, path: str, text: str, description: str
) -> None:
    assert text_of(tmp_path, path, text) == description


def test_the_range_is_that_of_what_is_described(tmp_path: Path) -> None:
    found = hovered(tmp_path, ADA, "---\r\nsnooze: '2026-12-0‸4'\r\n---\r\n")
    assert found is not None
    assert found.range == ((1, 8), (1, 20))
    found = hovered(tmp_path, NOTE, "🌍e\u0301 2026-12-‸04")
    assert found is not None
    assert found.range == ((0, 4), (0, 14))


def test_no_description_of_the_sample_vault_is_longer_than_a_few_lines() -> None:
    view = EditorView(Notebook(str(SAMPLE_VAULT), TODAY, cache=False), {})
    lengths = set()
    for path in view.notebook.index.notes:
        document = view.document(path)
        for link in links_in_document(view, document):
            found = hover(view, document, link.range.start)
            assert (found is not None) == bool(link.paths)
            if found:
                assert found.range == link.range
                lengths.add(found.text.count("\n") + 1)
    assert max(lengths) == MOST_LINES


def test_a_position_beyond_the_note_is_none(tmp_path: Path) -> None:
    view = view_of(tmp_path, VAULT)
    for line, column in product((0, 1, 99), (99, 1000)):
        hover(view, view.document(NOTE), Position(line, column))
