"""People are completed by any part of their names, wherever a note can name them, in the form in which the vault names them."""

from pathlib import Path

import pytest

from tests.lsp.features.completing import NOTE, Completing

MEETING = "interactions/2026-11-24 x.md"

PEOPLE = {
    "contacts/Kofi Brennan-Asante.md": "---\naliases: [Countess]\nemails: [kba@example.org]\n---\n",
    "contacts/Łukasz Żółć.md": "",
    "contacts/Ada Lovelace.md": "---\norganization: Engines\n---\n",
    "contacts/old/Zoe\u0308 Kofler.md": "",
}
KOFI, ADA, ZOE = "Kofi Brennan-Asante", "Ada Lovelace", "Zoe\u0308 Kofler"
OTHERS = {
    **PEOPLE,
    "events/Kofi's party.md": "",
    "organizations/Kofi & Sons.md": "",
    "goals/Meet Kofi.md": "",
    "notes/Kofi said.md": "",
    "notes/A Kofi.md": "",
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kof", KOFI),
        ("KOFI", KOFI),
        ("bren", KOFI),
        ("asante", KOFI),
        ("brennan kofi", KOFI),
        ("asa kof", KOFI),
        ("countess", KOFI),
        ("kba@", KOFI),
        ("kba@example.org", KOFI),
        ("example", KOFI),
        ("ofi", KOFI),
        ("lukasz", "Łukasz Żółć"),
        ("zolc", "Łukasz Żółć"),
        ("żo", "Łukasz Żółć"),
        ("zoe k", ZOE),
        ("zoë", ZOE),
        ("kofl", ZOE),
        ("contacts/kof", KOFI),
        ("contacts/old/kof", ZOE),
        ("old/", ZOE),
        ("ada", ADA),
    ],
)
def test_any_part_of_a_name_finds_a_person(tmp_path: Path, typed: str, first: str) -> None:
    completing = Completing(tmp_path, f"Met [[{typed}‸", PEOPLE)
    assert completing.labels[0] == first
    assert completing.accepted(first) == f"Met [[{first}]]"
    assert completing.list.is_incomplete


def test_a_name_that_nobody_has_offers_nothing(tmp_path: Path) -> None:
    assert Completing(tmp_path, "Met [[zzz‸", PEOPLE).labels == []


def test_without_a_letter_everybody_is_offered_those_met_last_first(tmp_path: Path) -> None:
    met = {
        "interactions/2026-11-20 a.md": "---\nwith: [Ada Lovelace]\n---\n",
        "interactions/2026-11-22 b.md": "---\nwith: [Łukasz Żółć]\n---\n",
    }
    completing = Completing(tmp_path, "Met [[‸", {**PEOPLE, **met})
    assert completing.labels[:4] == ["Łukasz Żółć", ADA, KOFI, ZOE]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[[kof‸", "[[K]]"),
        ("[[kof‸]]", "[[K]]"),
        ("[[kof‸]", "[[K]]"),
        ("[[kof‸ and [[Ada Lovelace]]", "[[K]] and [[Ada Lovelace]]"),
        ("[[Ada Lovelace]] and [[kof‸", "[[Ada Lovelace]] and [[K]]"),
        ("![[kof‸", "![[K]]"),
        ("[[kof‸ler]]", "[[K]]"),
        ("[[kof‸|him]]", "[[K|him]]"),
        ("[[kof‸#Log]]", "[[K#Log]]"),
        ("[[kof‸|", "[[K]]|"),
        ("| [[kof‸ | a cell |", "| [[K]] | a cell |"),
        ("| [[kof‸\\|him]] | a cell |", "| [[K\\|him]] | a cell |"),
        ("- [ ] call [[kof‸ 📅 2026-12-01", "- [ ] call [[K]] 📅 2026-12-01"),
        ("> [!note] [[kof‸", "> [!note] [[K]]"),
        ("## With [[kof‸", "## With [[K]]"),
        ("👩‍👩‍👧 e\u0301 [[kof‸ 🎂", "👩‍👩‍👧 e\u0301 [[K]] 🎂"),
        ("one\r\n[[kof‸\r\nthree\r\n", "one\r\n[[K]]\r\nthree\r\n"),
        ("one\r[[kof‸\rthree", "one\r[[K]]\rthree"),
        ("a\u2028[[kof‸\x0b\x85b", "a\u2028[[K]]\x0b\x85b"),
        ("[x](kof‸", "[x](T)"),
        ("[x](kof‸)", "[x](T)"),
        ("[x](<kof‸>)", "[x](<T>)"),
        ("[x](<kof‸>", "[x](<T>)"),
        ("[x](<kof‸", "[x](<T>)"),
        ("[x](kof‸ler.md)", "[x](T)"),
        ("[x](kof‸#log)", "[x](T#log)"),
        ("[[a]] [x [y]](kof‸", "[[a]] [x [y]](T)"),
        ("#[[kof‸", "#[[K]]"),
        ("-[[kof‸", "-[[K]]"),
    ],
)
def test_a_link_is_completed_in_the_text(tmp_path: Path, text: str, after: str) -> None:
    after = after.replace("K", KOFI).replace("T", "Kofi%20Brennan-Asante.md")
    assert Completing(tmp_path, text, PEOPLE).accepted(KOFI) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[[kof‸]]", "[[K]]"),
        ("[[kof‸", "[[K]]"),
        ("---\nwith: [[kof‸]]\n---\n", '---\nwith: "[[K]]"\n---\n'),
        ('---\nwith: ["[[kof‸]]"]\n---\n', '---\nwith: ["[[K]]"]\n---\n'),
    ],
)
def test_an_editor_that_replaces_text_after_the_cursor_closes_the_link(
    tmp_path: Path, text: str, after: str
) -> None:
    completing = Completing(tmp_path, text, PEOPLE, "interactions/2026-11-24 x.md", replaces=True)
    assert completing.accepted(KOFI) == after.replace("K", KOFI)


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("with: kof‸", 'with: "[[K]]"'),
        ("with:‸", 'with: "[[K]]"'),
        ("with: ‸", 'with: "[[K]]"'),
        ("with: [[kof‸", 'with: "[[K]]"'),
        ("with: [[kof‸]]", "with: [[K]]"),
        ("with: [[kof‸]", 'with: "[[K]]"'),
        ('with: "kof‸', 'with: "[[K]]"'),
        ('with: "kof‸"', 'with: "[[K]]"'),
        ("with: '[[kof‸", "with: '[[K]]'"),
        ('with: "[[kof‸"', 'with: "[[K]]"'),
        ('with: "[[kof‸]]"', 'with: "[[K]]"'),
        ('with: "[[kof‸]]', 'with: "[[K]]"'),
        ("with: [kof‸", 'with: ["[[K]]"'),
        ("with: [kof‸]", 'with: ["[[K]]"]'),
        ("with: [Ada Lovelace, kof‸]", 'with: [Ada Lovelace, "[[K]]"]'),
        ("with: [Ada Lovelace,kof‸]", 'with: [Ada Lovelace,"[[K]]"]'),
        ('with: ["[[Ada Lovelace]]", "[[kof‸"]', 'with: ["[[Ada Lovelace]]", "[[K]]"]'),
        ("with: [[[Ada Lovelace]], [[kof‸", 'with: [[[Ada Lovelace]], "[[K]]"'),
        ("with: [Ada Lovelace,\n  kof‸]", 'with: [Ada Lovelace,\n  "[[K]]"]'),
        ("with:\n  - kof‸", 'with:\n  - "[[K]]"'),
        ("with:\n- kof‸", 'with:\n- "[[K]]"'),
        ("with:\n  - ‸", 'with:\n  - "[[K]]"'),
        ("with: # who\n  - Ada Lovelace\n\n  - kof‸", 'with: # who\n  - Ada Lovelace\n\n  - "[[K]]"'),
        ('with:\n  - "[[kof‸', 'with:\n  - "[[K]]"'),
        ("with:\n  - [[kof‸", 'with:\n  - "[[K]]"'),
        ("with: kof‸ # the chair", 'with: "[[K]]" # the chair'),
        ("with: kof‸ler", 'with: "[[K]]"'),
        ("attendees: kof‸", 'attendees: "[[K]]"'),
        ("Attendees: [kof‸", 'Attendees: ["[[K]]"'),
        ('"with": kof‸', '"with": "[[K]]"'),
        ("topics: [a]\nwith: kof‸\nchannel: call", 'topics: [a]\nwith: "[[K]]"\nchannel: call'),
        ("note: |\n  with [[kof‸", "note: |\n  with [[K]]"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_people_are_completed_in_front_matter(tmp_path: Path, front: str, after: str, end: str) -> None:
    files = {**PEOPLE, "pnet.toml": '[properties]\nwith = ["attendees"]\n'}
    whole = "---\n{}\n---\nText.\n".replace("\n", end)
    completing = Completing(
        tmp_path, whole.format(front.replace("\n", end)), files, "interactions/2026-11-24 x.md"
    )
    assert completing.accepted(KOFI) == whole.format(after.replace("\n", end).replace("K", KOFI))


@pytest.mark.parametrize("closing", ["---\n", "...\n", ""])
def test_front_matter_of_a_new_note_needs_no_end_yet(tmp_path: Path, closing: str) -> None:
    completing = Completing(tmp_path, f"---\ntype: meeting\nwith: kof‸\n{closing}", PEOPLE, "2026-11-24 x.md")
    assert completing.accepted(KOFI) == f'---\ntype: meeting\nwith: "[[{KOFI}]]"\n{closing}'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("contacts/New.md", "---\nknows: [kof‸]\n---\n"),
        ("contacts/New.md", "---\nmet_through: kof‸\n---\n"),
        ("contacts/New.md", "## Log\n- 2026-11-24 tea [with:: kof‸\n"),
        ("contacts/New.md", "## Log\n- 2026-11-24 tea [with:: kof‸]\n"),
        ("contacts/New.md", "## Log\n- 2026-11-24 tea (with:: kof‸)\n"),
        ("contacts/New.md", "## Log\n- 2026-11-24 tea [with:: [[kof‸\n"),
        ("contacts/New.md", "knows:: kof‸\n"),
        ("interactions/2026-11-24 x.md", "with:: kof‸\n"),
        ("interactions/2026-11-24 x.md", "**with**:: kof‸\n"),
        ("introductions/x.md", "---\nbetween: [kof‸]\n---\n"),
        ("goals/x.md", "---\npeople: kof‸\n---\n"),
        ("pages/2026-11-24 x.md", "type:: meeting\nwith:: kof‸\n"),
        ("pages/2026-11-24 x.md", "type:: meeting\nwith:: Ada Lovelace, kof‸\n"),
        ("pages/2026-11-24 x.md", "- type:: meeting\n  with:: [[Ada Lovelace]], [[kof‸\n"),
    ],
)
def test_properties_of_people_offer_only_people(tmp_path: Path, path: str, text: str) -> None:
    completing = Completing(tmp_path, text, OTHERS, path)
    assert completing.labels == [KOFI, ZOE]
    assert f"[[{KOFI}]]" in completing.accepted(KOFI)


def test_in_text_contacts_come_first_then_other_notes(tmp_path: Path) -> None:
    completing = Completing(tmp_path, "[[kof‸", OTHERS)
    assert completing.labels == [
        KOFI,
        ZOE,
        "Kofi's party",
        "Kofi & Sons",
        "Meet Kofi",
        "Kofi said",
    ]
    assert [item.kind for item in completing.list.items] == ["person", "person", *["note"] * 4]
    assert [item.sort_text for item in completing.list.items] == sorted(
        item.sort_text for item in completing.list.items
    )


def test_those_who_died_or_want_no_contact_come_last(tmp_path: Path) -> None:
    people = {
        "contacts/Kofi A.md": "---\nstatus: deceased\n---\n",
        "contacts/Kofi B.md": "---\nstatus: do-not-contact\nprivate: true\n---\n",
        "contacts/Kofi C.md": "---\nstatus: archived\n---\n",
        "contacts/Kofi D.md": "---\nprivate: true\n---\n",
        "contacts/Ikofi.md": "",
    }
    assert Completing(tmp_path, "[[kof‸", people).labels == ["Kofi C", "Kofi D", "Ikofi", "Kofi A", "Kofi B"]


def test_the_note_itself_comes_last(tmp_path: Path) -> None:
    completing = Completing(tmp_path, "[[kof‸", OTHERS, "contacts/Kofi Brennan-Asante.md")
    assert completing.labels[0] == ZOE
    assert completing.labels[-1] == KOFI


def test_a_note_that_is_not_saved_yet_is_offered_in_others(tmp_path: Path) -> None:
    text = "Met [[new‸"
    completing = Completing(tmp_path, text, {"contacts/Ada.md": ""})
    assert completing.labels == ["New"]


@pytest.mark.parametrize(
    ("organizations", "details"),
    [
        (("Kiln", "Mill", "Bank"), ("Kiln", "Mill", "Bank")),
        (("Kiln", "", ""), ("Kiln · contacts/Kofi", "family/Kofi", "contacts/Kofi B")),
        (("Kiln", "Kiln", "Kiln"), ("Kiln · contacts/Kofi", "Kiln · family/Kofi", "Kiln · contacts/Kofi B")),
    ],
)
def test_namesakes_are_told_apart_by_organization_else_by_file(
    tmp_path: Path, organizations: tuple[str, ...], details: tuple[str, ...]
) -> None:
    paths = ("contacts/Kofi.md", "family/Kofi.md", "contacts/Kofi B.md")
    people = {
        path: f"---\ntype: person\nname: Kofi\norganization: {organization}\n---\n"
        for path, organization in zip(paths, organizations, strict=True)
    }
    completing = Completing(tmp_path, "[[kof‸", people)
    found = {item.data: item.detail for item in completing.list.items}
    assert found == dict(zip(paths, details, strict=True))
    assert {item.label for item in completing.list.items} == {"Kofi"}


def test_namesakes_in_two_folders_are_told_apart_by_folder(tmp_path: Path) -> None:
    people = {"contacts/Kofi.md": "", "contacts/old/Kofi.md": ""}
    completing = Completing(tmp_path, "[[kof‸", people)
    assert [item.detail for item in completing.list.items] == ["contacts", "contacts/old"]


def test_namesakes_are_linked_apart(tmp_path: Path) -> None:
    people = {
        "contacts/Kofi.md": "",
        "family/Kofi.md": "---\ntype: person\n---\n",
        "contacts/Kofi 2.md": "---\nname: Kofi\n---\n",
    }
    completing = Completing(tmp_path, "[[kof‸", people)
    texts = {item.data: item.edit.text for item in completing.list.items}
    assert texts == {
        "contacts/Kofi.md": "Kofi]]",
        "family/Kofi.md": "family/Kofi]]",
        "contacts/Kofi 2.md": "Kofi 2]]",
    }


@pytest.mark.parametrize(
    ("typed", "detail"), [("countess", "Countess"), ("kba@", "kba@example.org"), ("kof", ""), ("asante", "")]
)
def test_another_name_that_fits_is_shown(tmp_path: Path, typed: str, detail: str) -> None:
    assert Completing(tmp_path, f"[[{typed}‸", PEOPLE).item(KOFI).detail == detail


@pytest.mark.parametrize(
    ("stem", "link"),
    [
        ("O'Brien, Ada", "[[O'Brien, Ada]]"),
        ("Ada (Kiln)", "[[Ada (Kiln)]]"),
        ("Ada: a life", "[[Ada: a life]]"),
        ("- Ada", "[[- Ada]]"),
        ("عائشة بن علي", "[[عائشة بن علي]]"),
        ("Zoe\u0308", "[[Zoe\u0308]]"),
        ("$1 {Ada} \\n", "[[$1 {Ada} \\n]]"),
        ("🎂 Ada 👩‍👩‍👧", "[[🎂 Ada 👩‍👩‍👧]]"),
        ("true", "[[true]]"),
        ("2026", "[[2026]]"),
    ],
)
@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[[‸", "LINK"),
        ("---\nknows: ‸\n---\n", '---\nknows: "LINK"\n---\n'),
        ("---\nknows: ['[[‸\n---\n", "---\nknows: ['LINK'\n---\n"),
    ],
)
def test_every_name_is_written_so_that_it_is_read(
    tmp_path: Path, stem: str, link: str, text: str, after: str
) -> None:
    completing = Completing(tmp_path, text, {f"contacts/{stem}.md": ""})
    found = completing.accepted(completing.labels[0])
    quoted = (
        link.replace("'", "''") if "'[[" in text else link.replace("\\", "\\\\") if '"' in after else link
    )
    assert found == after.replace("LINK", quoted)


@pytest.mark.parametrize("stem", ["Ada | Kiln", "Ada #1", "Ada [Kiln]", "Ada ^x", 'Ada "the" Byrne'])
def test_who_has_a_name_that_no_link_can_contain_is_linked_by_another(tmp_path: Path, stem: str) -> None:
    with_name = {f"contacts/{stem}.md": "---\nname: Ada Byrne\n---\n"}
    assert Completing(tmp_path, "[[ada‸", with_name).accepted("Ada Byrne") == "[[Ada Byrne]]"
    (tmp_path / "bare").mkdir()
    assert Completing(tmp_path / "bare", "[[ada‸", {f"contacts/{stem}.md": ""}).labels == []


def test_in_a_snippet_signs_are_escaped(tmp_path: Path) -> None:
    people = {"contacts/$1 {Ada} \\n.md": ""}
    item = Completing(tmp_path, "[[ada‸", people, snippets=True).list.items[0]
    assert item.is_snippet
    assert item.edit.text == "\\$1 {Ada\\} \\\\n]]"
    (tmp_path / "plain").mkdir()
    item = Completing(tmp_path / "plain", "[[ada‸", people).list.items[0]
    assert not item.is_snippet
    assert item.edit.text == "$1 {Ada} \\n]]"


MARKDOWN = '[new]\nlinks = "markdown"\nlink_path = "relative"\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Met [[kof‸", "Met [K](T)"),
        ("Met [[kof‸]]", "Met [K](T)"),
        ("Met [[kof‸]", "Met [K](T)"),
        ("Met [x](kof‸", "Met [x](T)"),
        ("[[Ada Lovelace]] [[kof‸ 🎂", "[[Ada Lovelace]] [K](T) 🎂"),
        ("[[kof‸|him]]", "[[../Kofi Brennan-Asante|him]]"),
        ("---\nknows: kof‸\n---\n", '---\nknows: "[[W|K]]"\n---\n'),
    ],
)
def test_a_vault_of_markdown_links_gets_markdown_links(tmp_path: Path, text: str, after: str) -> None:
    files = {**PEOPLE, "pnet.toml": MARKDOWN}
    completing = Completing(tmp_path, text, files, "contacts/new/New.md")
    target = "../Kofi%20Brennan-Asante.md"
    after = after.replace("K", KOFI) if "him" not in after else after
    after = after.replace("T", target).replace("W", f"../{KOFI}")
    assert completing.accepted(KOFI) == after


@pytest.mark.parametrize(
    ("text", "labels", "after"),
    [
        ("[[Ada#‸", ["Log", "What **she** said"], "[[Ada#Log]]"),
        ("[[Ada#sa‸", ["What **she** said"], "[[Ada#What **she** said]]"),
        ("[[Ada#lo‸]]", ["Log"], "[[Ada#Log]]"),
        ("[[#min‸", ["Mine"], "[[#Mine]]"),
        ('---\nmet_at: "[[Ada#lo‸"\n---\n## Mine\n', ["Log"], '---\nmet_at: "[[Ada#Log]]"\n---\n## Mine\n'),
        ("[[Nobody#lo‸", [], ""),
    ],
)
def test_the_headings_of_a_links_note_are_offered(
    tmp_path: Path, text: str, labels: list[str], after: str
) -> None:
    files = {"contacts/Ada.md": "## Log\n## What **she** said\n"}
    text = text if text.endswith("\n") else f"{text}\n\n## Mine\n"
    completing = Completing(tmp_path, text, files)
    assert completing.labels == labels
    if labels:
        whole = after if after.endswith("\n") else f"{after}\n\n## Mine\n"
        assert completing.accepted(completing.labels[0]) == whole


@pytest.mark.parametrize(
    ("front", "label", "after"),
    [
        ("with: Ada Byrne, kof‸", "Kofi Brennan", "with: Ada Byrne, Kofi Brennan"),
        ("with: Ada Byrne and kof‸", "Kofi Brennan", "with: Ada Byrne and Kofi Brennan"),
        ("with: Ada Byrne, kof‸ # both", "Kofi Brennan", "with: Ada Byrne, Kofi Brennan # both"),
        ("with: 'Ada Byrne, kof‸'", "Kofi Brennan", "with: 'Ada Byrne, Kofi Brennan'"),
        ('with: "Ada Byrne, kof‸', "Kofi Brennan", 'with: "Ada Byrne, Kofi Brennan"'),
        ('with: "[[Ada Byrne]], kof‸"', "Kofi Brennan", 'with: "[[Ada Byrne]], [[Kofi Brennan]]"'),
        ("with:\n  - Ada Byrne, kof‸", "Kofi Brennan", "with:\n  - Ada Byrne, Kofi Brennan"),
        ("circles: friends, men‸", "mentors", "circles: friends, mentors"),
    ],
)
def test_the_last_of_several_values_in_one_text_is_completed(
    tmp_path: Path, front: str, label: str, after: str
) -> None:
    files = {
        "contacts/Ada Byrne.md": "---\ncircles: mentors\n---\n",
        "contacts/Kofi Brennan.md": "---\ntype: person\n---\n",
    }
    typing = Completing(tmp_path, f"---\n{front}\n---\n", files, MEETING if "with" in front else NOTE)
    assert typing.accepted(label) == f"---\n{after}\n---\n"


def test_the_last_of_several_names_in_a_field_is_completed_to_a_link(tmp_path: Path) -> None:
    files = {"contacts/Kofi Brennan.md": "---\ntype: person\n---\n"}
    typing = Completing(tmp_path, "- 2026-11-24 tea [with:: Ada Byrne, kof‸]\n", files, MEETING)
    assert typing.accepted("Kofi Brennan") == "- 2026-11-24 tea [with:: Ada Byrne, [[Kofi Brennan]]]\n"


@pytest.mark.parametrize("name", ["Cy & Dot", "Kofi: a note"])
def test_a_name_that_would_not_be_read_as_one_of_several_is_not_offered(tmp_path: Path, name: str) -> None:
    files = {"contacts/x.md": f"---\ntype: person\nname: '{name}'\n---\n"}
    typed = f"---\nwith: Ada, {name[:3]}‸\n---\n"
    assert Completing(tmp_path, typed, files, MEETING).labels == []
