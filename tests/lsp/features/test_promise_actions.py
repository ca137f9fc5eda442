"""Actions on promises, planned interactions and contacts: the same edits as `pnet done`, `pnet snooze` and `pnet log`."""

from datetime import date
from pathlib import Path

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.features.code_actions import resolve_action
from plaintext_network.vault.notebook import Notebook
from tests.lsp.features.offered_actions import NOTE, Offered, texts
from tests.lsp.view_of import TODAY

PERSON = "---\ntype: person\n---\n"
DEE, MEETING = "contacts/Dee.md", "interactions/2026-11-01 x.md"
NOTES = {"contacts/Ada Byrne.md": PERSON}


@pytest.mark.parametrize(
    ("path", "text", "title", "after"),
    [
        (DEE, "- [ ] se‸nd slides\n", "Tick “send slides”", "- [x] send slides\n"),
        (DEE, "- [ ] se‸nd slides 📅 2026-11-20\r\n", "Tick “send slides”", "- [x] send slides 📅 2026-11-20 ✅ 2026-11-24\r\n"),
        (DEE, "- [ ] water 📅 2026-11-20 🔁 every week‸\n", "Tick “water”", "- [ ] water 📅 2026-11-27 🔁 every week\n- [x] water 📅 2026-11-20 🔁 every week ✅ 2026-11-24\n"),
        (DEE, "- [ ] ask [due:: 2026-11-20]‸", "Tick “ask”", "- [x] ask [due:: 2026-11-20] [completion:: 2026-11-24]"),
        (DEE, "- TODO ask‸\n", "Tick “ask”", "- DONE ask\n"),
        (DEE, "---\nfollow_up: 2026-11-30 se‸nd\n---\n", "Tick “send”", "---\nfollow_up: 2026-11-30 send ✅ 2026-11-24\n---\n"),
        (MEETING, "---\nwith: Dee\nfollow_up: ['2026-11-30 se‸nd', 2026-12-01 x]\n---\n", "Tick “send”", "---\nwith: Dee\nfollow_up: ['2026-11-30 send ✅ 2026-11-24', 2026-12-01 x]\n---\n"),
        (NOTE, "- [ ] one‸\n- [ ] two‸\n", "Tick “two”", "- [ ] one\n- [x] two\n"),
        ("interactions/2026-11-20 x.md", "---\nwith: Dee\nplanned: true‸\n---\n", "Note that “x with Dee” did not happen", "---\nwith: Dee\nplanned: cancelled\n---\n"),
    ],
)  # fmt: skip
def test_a_promise_or_plan_is_settled(tmp_path: Path, path: str, text: str, title: str, after: str) -> None:
    offered = Offered(tmp_path, text, {"contacts/Dee.md": PERSON, **NOTES}, path)
    assert offered.applied(title) == {path: after}


def test_only_what_has_come_can_have_happened(tmp_path: Path) -> None:
    text = "## Log\n\n- 2026-11-20 tea [planned:: true]‸\n- 2026-12-20 lunch [planned:: true]‸\n"
    offered = Offered(tmp_path, text, NOTES, DEE)
    assert [title for title in offered.titles if "“" in title] == [
        "Confirm that “tea with Dee” happened",
        "Note that “tea with Dee” did not happen",
        "Note that “lunch with Dee” did not happen",
    ]
    after = offered.applied("Confirm that “tea with Dee” happened")
    assert after == {DEE: "## Log\n\n- 2026-11-20 tea\n- 2026-12-20 lunch [planned:: true]\n"}


@pytest.mark.parametrize("text", ["- [x] do‸ne\n", "- [ ] one\n‸text\n", "- it‸em\n"])
def test_there_is_nothing_to_tick(tmp_path: Path, text: str) -> None:
    assert not [title for title in Offered(tmp_path, text, NOTES).titles if "Tick" in title]


def test_a_promise_that_moved_is_ticked_where_it_is(tmp_path: Path) -> None:
    data = Offered(tmp_path, "- [ ] send‸\n", NOTES).actions[0].data
    moved = Offered(tmp_path, "one line more\n\n- [ ] send‸\n", NOTES)
    edit = resolve_action(moved.view, moved.document, data)
    assert edit == resolve_action(moved.view, moved.document, moved.actions[0].data)
    ticked = Offered(tmp_path, "- [x] send‸\n", NOTES)
    with pytest.raises(EditRefused, match="“send” isn't open there any more"):
        resolve_action(ticked.view, ticked.document, data)


@pytest.mark.parametrize(
    ("path", "text"), [("contacts/Ada Byrne.md", PERSON + "‸"), (NOTE, "See [[Ada ‸Byrne]]\n")]
)
def test_a_contact_is_snoozed_from_their_note_and_from_links(tmp_path: Path, path: str, text: str) -> None:
    for title, day in (
        ("2 weeks, until 2026-12-08", "2026-12-08"),
        ("1 month, until 2026-12-24", "2026-12-24"),
    ):
        offered = Offered(tmp_path, text, NOTES, path)
        after = offered.applied(f"Snooze Ada Byrne for {title}")
        assert after == {"contacts/Ada Byrne.md": f"---\ntype: person\nsnooze: {day}\n---\n"}


def test_a_snooze_can_be_ended(tmp_path: Path) -> None:
    offered = Offered(tmp_path, "---\ntype: person\nsnooze: 2026-12-01\n---\n‸", {}, DEE)
    assert offered.applied("End the snooze of Dee") == {DEE: PERSON}


@pytest.mark.parametrize(
    ("settings", "after"),
    [
        ("", {"interactions/2026/2026-11-24 Dee.md": '---\ndate: 2026-11-24\nwith: ["[[Dee]]"]\n---\n'}),
        ('[log]\nwrite = "log"\n', {DEE: f"{PERSON}## Log\n\n- 2026-11-24\n"}),
        ('[log]\nwrite = "daily"\n[daily]\nfolder = "daily"\n', {"daily/2026-11-24.md": "- [[Dee]] #touch\n"}),
    ],
)  # fmt: skip
def test_a_touch_is_logged_in_the_form_of_the_vault(
    tmp_path: Path, settings: str, after: dict[str, str]
) -> None:
    offered = Offered(tmp_path, f"{PERSON}‸", {"pnet.toml": settings}, DEE)
    assert offered.applied("Log a touch with Dee today") == after
    notebook = Notebook(str(tmp_path), TODAY, cache=False)
    assert [each.day for each in notebook.contact("Dee").interactions] == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("settings", "notices"),
    [
        ("", ("save 2026-11-24 Dee.md, too",)),
        ('[log]\nwrite = "log"\n', ()),
    ],
)
def test_a_change_that_the_user_does_not_see_is_told(
    tmp_path: Path, settings: str, notices: tuple[str, ...]
) -> None:
    offered = Offered(tmp_path, f"{PERSON}‸", {"pnet.toml": settings}, DEE)
    action = offered.action("Log a touch with Dee today")
    assert resolve_action(offered.view, offered.document, action.data).notices == notices


@pytest.mark.parametrize(
    "name", ["Maximiliana Featherstonehaugh-Cholmondeley", "田中さくら山田花子佐藤太郎鈴木一"]
)
def test_a_change_of_a_note_with_a_long_name_is_told_in_a_line(tmp_path: Path, name: str) -> None:
    offered = Offered(tmp_path, f"{PERSON}‸", {}, f"contacts/{name}.md")
    action = offered.action(f"Log a touch with {name} today")
    notices = resolve_action(offered.view, offered.document, action.data).notices
    assert notices == ("save the note that this changed, too",)


def test_a_touch_is_logged_as_pnet_logs_it(tmp_path: Path) -> None:
    offered = Offered(tmp_path, f"{PERSON}‸", {}, DEE)
    edited = offered.applied("Log a touch with Dee today")
    for path in edited:
        (tmp_path / path).unlink()
    Notebook(str(tmp_path), TODAY, cache=False).log(people=["Dee"])
    assert {path: text for path, text in texts(tmp_path).items() if path != DEE} == edited


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("---\ntype: person\nstatus: deceased\n---\n‸", False),
        ("---\ntype: person\nstatus: do-not-contact\n---\n‸", False),
        ("---\ntype: person\nrole: 'a\n---\n‸", False),
        ("---\ntype: organization\n---\n‸", False),
        ("---\ntype: person\nstatus: archived\n---\n‸", True),
    ],
)
def test_who_is_snoozed(tmp_path: Path, text: str, offers: bool) -> None:
    titles = Offered(tmp_path, text, {}, DEE).titles
    assert any(title.startswith("Snooze") for title in titles) == offers


def test_a_contact_whose_note_is_gone_is_not_snoozed(tmp_path: Path) -> None:
    offered = Offered(tmp_path, "See [[Ada ‸Byrne]]\n", NOTES)
    data = next(action.data for action in offered.actions if action.title.startswith("Snooze"))
    (tmp_path / "contacts/Ada Byrne.md").unlink()
    later = Offered(tmp_path, "See [[Ada ‸Byrne]]\n", {})
    with pytest.raises(EditRefused, match="isn't the note of a contact any more"):
        resolve_action(later.view, later.document, data)
