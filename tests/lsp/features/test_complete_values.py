"""Properties, values, tags and dates are completed in the words and the forms of the vault."""

from pathlib import Path

import pytest

from tests.lsp.features.completing import NOTE, Completing

VAULT = {
    "pnet.toml": '[circles.mentors]\n[circles."Close friends"]\n',
    "contacts/Ada.md": "---\ntype: person\nemail: a@b.org\ncircles:\n  - friends\n  - close-friends\ncadence: every 3 weeks\nlocation: London\ntea: green\n---\n#math/logic\n",
    "contacts/Bo.md": "---\ntype: person\ncircles:\n  - friends\nemail: b@b.org\norganization: Kiln\nlocation: Lund\ntea: green\n---\n#math/logic #walk\n",
    "contacts/Cy.md": "---\ntype: person\nemail: c@b.org\norganization: '[[Engines]]'\nrole: engineer\n---\n",
    "organizations/Kiln.md": "",
    "organizations/Engines.md": "---\nname: Analytical Engines\n---\n",
    "events/Fair.md": "",
    "goals/Job.md": "",
    "interactions/2026-11-01 a.md": "---\ndate: 2026-11-01\nwith: [Ada]\nchannel: zoom\ntopics: [maps]\n---\n",
    "interactions/2026-11-02 b.md": "---\ndate: 2026-11-02\nwith: ['[[Bo]]', '[[Cy]]']\nchannel: zoom\n---\n",
}
MEETING = "interactions/2026-11-24 x.md"


def offered(tmp_path: Path, text: str, path: str = NOTE, **how: bool) -> list[str]:
    return Completing(tmp_path, text, VAULT, path, **how).labels


# Properties


def test_a_property_is_offered_as_most_notes_alike_spell_it(tmp_path: Path) -> None:
    labels = offered(tmp_path, "---\n‸\n---\n")
    assert labels[:2] == ["type", "email"]
    assert "emails" not in labels
    # The vault's own property comes before those that nobody has.
    assert labels.index("tea") < labels.index("birthday")


@pytest.mark.parametrize(
    ("front", "first"),
    [
        ("ci‸", "circles"),
        ("CI‸", "circles"),
        ("birth‸", "birthday"),
        ("company‸", "organization"),
        ("met‸", "met_on"),
        ("met-t‸", "met_through"),
        ("te‸", "tea"),
        ("role: x\nci‸", "circles"),
        ("ci‸\nrole: x", "circles"),
        ("tags:\n  - a\nci‸", "circles"),
        ("tags: [a,\n  b]\nci‸", "circles"),
        ("role: [broken\nci‸", "circles"),
    ],
)
def test_a_property_is_found_by_its_beginning_or_another_word(tmp_path: Path, front: str, first: str) -> None:
    assert offered(tmp_path, f"---\n{front}\n---\n")[0] == first


@pytest.mark.parametrize(
    "front", ["role: x\nro‸", "ro‸\nrole: x", "ro‸\r\nrole: x", "title: x\nro‸", "job: [x\nrole: y\nro‸"]
)
def test_a_property_that_is_there_is_not_offered(tmp_path: Path, front: str) -> None:
    assert "role" not in offered(tmp_path, f"---\n{front}\n---\n")


@pytest.mark.parametrize(
    ("text", "snippets", "after"),
    [
        ("---\nro‸\n---\n", False, "---\nrole: \n---\n"),
        ("---\nro‸\n---\n", True, "---\nrole: $0\n---\n"),
        ("---\nro‸le: x\n---\n", False, "---\nrole: x\n---\n"),
        ("---\nrol‸: x\n---\n", True, "---\nrole: x\n---\n"),
        ("---\nkno‸\n---\n", False, "---\nknows:\n  - \n---\n"),
        ("---\nkno‸\n---\n", True, "---\nknows:\n  - $0\n---\n"),
        ("---\naliases: [a]\nkno‸\n---\n", True, "---\naliases: [a]\nknows: [$0]\n---\n"),
        ("---\naliases:\n- a\nkno‸\n---\n", True, "---\naliases:\n- a\nknows:\n- $0\n---\n"),
        ("---\nkno‸", True, "---\nknows:\n  - $0"),
    ],
)
def test_a_property_comes_with_the_form_of_its_value(
    tmp_path: Path, text: str, snippets: bool, after: str
) -> None:
    completing = Completing(tmp_path, text, VAULT, snippets=snippets)
    assert completing.accepted(completing.labels[0]) == after


def test_a_note_gets_the_properties_of_its_kind(tmp_path: Path) -> None:
    assert offered(tmp_path, "---\n‸\n---\n", MEETING)[:4] == ["date", "with", "channel", "topics"]
    (tmp_path / "b").mkdir()
    labels = Completing(tmp_path / "b", "---\ntype: event\n‸\n---\n", VAULT, "x.md").labels
    assert "end" in labels
    assert "cadence" not in labels


def test_the_words_of_the_settings_are_offered(tmp_path: Path) -> None:
    files = {
        "pnet.toml": '[properties]\nwith = ["attendees"]\n',
        "interactions/2026-11-01 a.md": "---\nattendees: [Ada]\n---\n",
    }
    labels = Completing(tmp_path, "---\nt‸\n---\n", files, MEETING).labels
    assert "attendees" in labels
    assert "with" not in labels


@pytest.mark.parametrize(
    ("path", "text", "label", "after"),
    [
        (NOTE, "## Log\n- 2026-11-24 tea [ga‸", "gave", "## Log\n- 2026-11-24 tea [gave:: $0]"),
        (NOTE, "## Log\n- 2026-11-24 tea [ga‸]", "gave", "## Log\n- 2026-11-24 tea [gave:: $0]"),
        (NOTE, "- [ ] send [du‸", "due", "- [ ] send [due:: $0]"),
        ("pages/Ada.md", "type:: person\nci‸", "circles", "type:: person\ncircles:: $0"),
        ("pages/Ada.md", "- type:: person\n  ci‸", "circles", "- type:: person\n  circles:: $0"),
    ],
)
def test_inline_properties_are_offered(tmp_path: Path, path: str, text: str, label: str, after: str) -> None:
    files = {**VAULT, "logseq/config.edn": "{}"}
    assert Completing(tmp_path, text, files, path, snippets=True).accepted(label) == after


# Values


@pytest.mark.parametrize(
    ("path", "front", "labels"),
    [
        (NOTE, "status: ‸", ["active", "paused", "archived", "do-not-contact", "deceased"]),
        (NOTE, "status: de‸", ["deceased"]),
        (NOTE, "status: contact‸", ["do-not-contact"]),
        ("introductions/x.md", "status: ‸", ["asked", "agreed", "made", "landed", "declined"]),
        (MEETING, "direction: ‸", ["both", "out", "in"]),
        (MEETING, "planned: ‸", ["true", "false", "cancelled"]),
        (NOTE, "private: ‸", ["true", "false"]),
        (NOTE, "private: t‸", ["true"]),
        (
            MEETING,
            "channel: ‸",
            ["zoom", "in-person", "call", "video", "email", "message", "letter", "event", "social"],
        ),
        (MEETING, "channel: person‸", ["in-person"]),
        (NOTE, "circles: ‸", ["friends", "Close friends", "mentors"]),
        (NOTE, "circles: [friends, ‸]", ["Close friends", "mentors"]),
        (NOTE, "circles: [close_friends, ‸]", ["friends", "mentors"]),
        (NOTE, "circles:\n  - mentors\n  - ‸", ["friends", "Close friends"]),
        (NOTE, 'circles: "fri‸"', ["friends", "Close friends"]),
        (NOTE, "tea: ‸", ["green"]),
        (NOTE, "Tea: gr‸", ["green"]),
        (NOTE, "location: lu‸", ["Lund"]),
        (NOTE, "role: ‸", ["engineer"]),
        (NOTE, "tags: [m‸]", ["math/logic"]),
        (NOTE, "tags: [walk, ‸]", ["math/logic", "touch", "task"]),
        (MEETING, "topics: ‸", ["maps"]),
        (NOTE, "organization: ‸", ["Analytical Engines", "Kiln"]),
        (NOTE, "met_at: ‸", ["Fair"]),
        (MEETING, "goal: ‸", ["Job"]),
        (NOTE, "needs: ‸", []),
        (NOTE, "name: A‸", []),
        (NOTE, "emails: a‸", []),
    ],
)
def test_values_in_use_come_first(tmp_path: Path, path: str, front: str, labels: list[str]) -> None:
    assert offered(tmp_path, f"---\n{front}\n---\n", path) == labels


def test_cadences_in_use_come_first(tmp_path: Path) -> None:
    assert offered(tmp_path, "---\ncadence: ‸\n---\n")[:3] == ["every 3 weeks", "weekly", "2 weeks"]


def test_a_type_is_a_word_of_the_vault(tmp_path: Path) -> None:
    files = {**VAULT, "pnet.toml": '[kinds.contact]\ntypes = ["human"]\n'}
    labels = Completing(tmp_path, "---\ntype: ‸\n---\n", files).labels
    assert labels[0] == "person"
    assert {"human", "meeting", "goal"} < set(labels)


@pytest.mark.parametrize(
    ("front", "label", "after"),
    [
        ("circles: fri‸", "friends", "circles: friends"),
        ("circles: clo‸", "Close friends", "circles: Close friends"),
        ("circles: [clo‸", "Close friends", "circles: [Close friends"),
        ("circles: 'clo‸", "Close friends", "circles: 'Close friends'"),
        ("circles:‸", "friends", "circles: friends"),
        ("circles: fri‸ # why", "friends", "circles: friends # why"),
        ("circles: fri‸ends", "friends", "circles: friends"),
        ("private:‸", "true", "private: true"),
        ("organization: ki‸", "Kiln", "organization: Kiln"),
    ],
)
def test_a_value_is_written_in_the_form_of_its_place(
    tmp_path: Path, front: str, label: str, after: str
) -> None:
    # Half of the notes alike link their organization, half name it.
    files = {**VAULT, "contacts/Dee.md": "---\norganization: Kiln\n---\n"}
    assert Completing(tmp_path, f"---\n{front}\n---\n", files).accepted(label) == f"---\n{after}\n---\n"


def test_organizations_are_links_where_the_vault_links_them(tmp_path: Path) -> None:
    files = {**VAULT, "contacts/Dee.md": "---\norganization: '[[Kiln]]'\n---\n"}
    completing = Completing(tmp_path, "---\norganization: ‸\n---\n", files)
    assert completing.accepted("Analytical Engines") == '---\norganization: "[[Engines]]"\n---\n'
    (tmp_path / "b").mkdir()
    completing = Completing(tmp_path / "b", "---\norganization: ‸\n---\n", {"organizations/Kiln.md": ""})
    assert completing.accepted("Kiln") == '---\norganization: "[[Kiln]]"\n---\n'


def test_names_are_bare_where_the_vault_has_bare_names(tmp_path: Path) -> None:
    bare = {
        "contacts/Ada, Bo.md": "",
        "contacts/Ada.md": "",
        "interactions/2026-11-01 a.md": "---\nwith: [Ada]\n---\n",
    }
    completing = Completing(tmp_path, "---\nwith: [ad‸]\n---\n", bare, MEETING)
    assert completing.accepted("Ada") == "---\nwith: [Ada]\n---\n"
    assert completing.accepted("Ada, Bo") == '---\nwith: ["Ada, Bo"]\n---\n'


def test_what_is_being_typed_is_no_value_in_use(tmp_path: Path) -> None:
    assert offered(tmp_path, "---\ncircles: frie‸\n---\n") == ["friends", "Close friends"]
    (tmp_path / "b").mkdir()
    assert offered(tmp_path / "b", "---\ncolour: gre‸\n---\n") == []
    (tmp_path / "c").mkdir()
    assert offered(tmp_path / "c", "A #mat‸ tag") == ["math/logic"]


# Tags


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A #ma‸", ["math/logic"]),
        ("A #math/lo‸", ["math/logic"]),
        ("A #logic‸", ["math/logic"]),
        ("A #‸", ["math/logic", "walk", "touch", "task"]),
        ("#wa‸", ["walk"]),
        ("- #wa‸", ["walk"]),
        ("#‸", []),
        ("- #‸", ["math/logic", "walk", "touch", "task"]),
        ("# ‸", []),
        ("a#wa‸", []),
        ("https://example.org/#wa‸", []),
        ("[[Ada#wa‸", []),
        ("`#wa‸`", []),
    ],
)
def test_tags_are_offered_after_their_sign(tmp_path: Path, text: str, labels: list[str]) -> None:
    assert offered(tmp_path, text) == labels


def test_tags_are_offered_by_hand_where_a_heading_may_begin(tmp_path: Path) -> None:
    assert offered(tmp_path, "#‸", explicit=True)[:2] == ["math/logic", "walk"]


# Dates


@pytest.mark.parametrize(
    ("path", "text", "label", "after"),
    [
        (NOTE, "---\nsnooze: fri‸\n---\n", "friday", "---\nsnooze: 2026-11-27\n---\n"),
        (NOTE, "---\nsnooze: 2 weeks‸\n---\n", "in 2 weeks", "---\nsnooze: 2026-12-08\n---\n"),
        (NOTE, "---\nsnooze:‸\n---\n", "tomorrow", "---\nsnooze: 2026-11-25\n---\n"),
        (NOTE, '---\nsnooze: "fri‸"\n---\n', "friday", '---\nsnooze: "2026-11-27"\n---\n'),
        (NOTE, "---\nmet_on: fri‸\n---\n", "friday", "---\nmet_on: 2026-11-20\n---\n"),
        (NOTE, "---\nbirthday: nov 20‸\n---\n", "nov 20", '---\nbirthday: "11-20"\n---\n'),
        (NOTE, "---\nbirthday: 20 nov 1990‸\n---\n", "20 nov 1990", "---\nbirthday: 1990-11-20\n---\n"),
        (NOTE, "---\nfollow_up: fri‸\n---\n", "friday", "---\nfollow_up: 2026-11-27\n---\n"),
        (NOTE, "---\nfollow_up: [fri‸]\n---\n", "friday", "---\nfollow_up: [2026-11-27]\n---\n"),
        (MEETING, "---\ndate: mon‸\n---\n", "monday", "---\ndate: 2026-11-23\n---\n"),
        ("events/x.md", "---\ndate: tom‸\n---\n", "tomorrow", "---\ndate: 2026-11-25\n---\n"),
        ("goals/x.md", "---\nby: dec‸\n---\n", "december 1", "---\nby: 2026-12-01\n---\n"),
        (NOTE, "- [ ] send 📅 fri‸", "friday", "- [ ] send 📅 2026-11-27"),
        (NOTE, "- [ ] send 📅fri‸", "friday", "- [ ] send 📅 2026-11-27"),
        (NOTE, "- [ ] send 📅‸", "today", "- [ ] send 📅 2026-11-24"),
        (NOTE, "- [ ] send ⏳ tom‸ [[Ada]]", "tomorrow", "- [ ] send ⏳ 2026-11-25 [[Ada]]"),
        (NOTE, "- [ ] send [due:: fri‸]", "friday", "- [ ] send [due:: 2026-11-27]"),
        (NOTE, "- [ ] send (due:: fri‸", "friday", "- [ ] send (due:: 2026-11-27"),
        (NOTE, "- [ ] send due:: fri‸", "friday", "- [ ] send due:: 2026-11-27"),
        (NOTE, "- [ ] send due: fri‸", "friday", "- [ ] send due: 2026-11-27"),
        (NOTE, "- [ ] send @due(fri‸)", "friday", "- [ ] send @due(2026-11-27)"),
        (NOTE, "- TODO send\n  DEADLINE: <fri‸", "friday", "- TODO send\n  DEADLINE: <2026-11-27 Fri>"),
        (NOTE, "- TODO send\n  SCHEDULED: <fri‸>", "friday", "- TODO send\n  SCHEDULED: <2026-11-27 Fri>"),
        (NOTE, "- [ ] send 📅 2026-12-0‸", "friday", "- [ ] send 📅 2026-12-04"),
        (NOTE, "snooze:: fri‸", "friday", "snooze:: 2026-11-27"),
        (NOTE, "- [ ] 👩‍👩‍👧 e\u0301 📅 fri‸\r\n", "friday", "- [ ] 👩‍👩‍👧 e\u0301 📅 2026-11-27\r\n"),
    ],
)
def test_a_day_in_words_becomes_a_date(tmp_path: Path, path: str, text: str, label: str, after: str) -> None:
    completing = Completing(tmp_path, text, VAULT, path)
    assert completing.accepted(label) == after


def test_a_day_shows_its_date(tmp_path: Path) -> None:
    item = Completing(tmp_path, "- [ ] send 📅 fri‸", VAULT).list.items[0]
    assert (item.label, item.detail, item.kind, item.filter_text) == (
        "friday",
        "2026-11-27",
        "date",
        "fri friday",
    )


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] send 📅 2026-11-27 ‸",
        "- [ ] send 📅 2026-11-27 to‸",
        "Some text about the 📅 calendar that we fri‸",
        "---\nbirthday: tom‸\n---\n",
        "---\nbirthday: ‸\n---\n",
        "---\nmet_on: tom‸\n---\n",
    ],
)
def test_no_day_is_offered_where_none_belongs(tmp_path: Path, text: str) -> None:
    assert offered(tmp_path, text) == []


def test_dates_are_links_where_the_vault_links_days(tmp_path: Path) -> None:
    files = {"interactions/2026-11-01 a.md": "---\ndate: '[[2026-11-01]]'\n---\n"}
    completing = Completing(tmp_path, "---\ndate: tod‸\n---\n", files, MEETING)
    assert completing.accepted("today") == '---\ndate: "[[2026-11-24]]"\n---\n'
