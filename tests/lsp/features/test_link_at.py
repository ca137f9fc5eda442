"""Finding the link or name at a position, both edges included, and the note that it leads to."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.link_at import link_at, links_in_document
from plaintext_network.lsp.positions import Position
from plaintext_network.network.index.inbound_links import inbound_links
from plaintext_network.vault.notebook import Notebook
from tests.lsp.view_of import TODAY, cursor_in, view_of

VAULT = {
    "contacts/Ada Byrne.md": "---\naliases: [Adi]\n---\n",
    "contacts/Bo Lund.md": "",
    "contacts/Zoë Brandvold.md": "",
    "contacts/Kim.md": "",
    "people/Kim.md": "---\ntype: person\n---\n",
    "contacts/O'Brien.md": "",
    "organizations/Kiln.md": "",
    "events/PyCon 2024.md": "---\ndate: 2024-05-22\n---\n",
    "goals/New job.md": "---\nstatus: open\n---\n",
    "notes/Bristol.md": "",
    "notes/Ada.md": "",
    "daily/2026-11-20.md": "",
}
SAMPLE_VAULT = Path(__file__).parents[3] / "sample_vault"
ADA, BO, ZOE = "contacts/Ada Byrne.md", "contacts/Bo Lund.md", "contacts/Zoë Brandvold.md"
KILN, PYCON, JOB = "organizations/Kiln.md", "events/PyCon 2024.md", "goals/New job.md"
CONTACT, MEETING, NOTE = "contacts/Ed.md", "interactions/2026-11-20 Supper.md", "notes/Draft.md"
LOG = "contacts/Ed.md"

# The path of a note, its text with one cursor, what the link or name is there, and where it leads.
LINKS = [
    # Wiki links: each place in them, and both edges.
    (NOTE, "See ‸[[Ada Byrne]] soon", "[[Ada Byrne]]", ADA),
    (NOTE, "See [‸[Ada Byrne]] soon", "[[Ada Byrne]]", ADA),
    (NOTE, "See [[Ada ‸Byrne]] soon", "[[Ada Byrne]]", ADA),
    (NOTE, "See [[Ada Byrne]‸] soon", "[[Ada Byrne]]", ADA),
    (NOTE, "See [[Ada Byrne]]‸ soon", "[[Ada Byrne]]", ADA),
    (NOTE, "See [[Ada Byrne|the ‸Countess]].", "[[Ada Byrne|the Countess]]", ADA),
    (NOTE, "See [[Ada Byrne#Log‸]].", "[[Ada Byrne#Log]]", ADA),
    (NOTE, "See [[Ada Byrne#^a1|‸then]].", "[[Ada Byrne#^a1|then]]", ADA),
    (NOTE, "See [[contacts/Ada By‸rne.md]].", "[[contacts/Ada Byrne.md]]", ADA),
    (NOTE, "See [[../contacts/Ada By‸rne]].", "[[../contacts/Ada Byrne]]", ADA),
    (NOTE, "By alias: [[A‸di]].", "[[Adi]]", ADA),
    (NOTE, "An embed: ![[Ada By‸rne]]", "[[Ada Byrne]]", ADA),
    (NOTE, "An embed: ‸![[Ada Byrne]]", "[[Ada Byrne]]", ADA),
    (NOTE, "| a | [[Bo Lund\\|B‸o]] |\n|---|---|\n", "[[Bo Lund\\|Bo]]", BO),
    (NOTE, "[[Ada Byrne]]‸[[Bo Lund]]", "[[Bo Lund]]", BO),
    (NOTE, "[[Ada Byrne]‸][[Bo Lund]]", "[[Ada Byrne]]", ADA),
    (NOTE, "# About [[Ada By‸rne]]\n", "[[Ada Byrne]]", ADA),
    (NOTE, "> quoted [[Ada By‸rne]]\n", "[[Ada Byrne]]", ADA),
    (NOTE, "- [ ] write to [[Ada By‸rne]] by:: 2026-12-01\n", "[[Ada Byrne]]", ADA),
    (NOTE, "On [[2026-11-2‸0]].", "[[2026-11-20]]", "daily/2026-11-20.md"),
    # Where a character of the text is two units in UTF-16, or one letter is two characters.
    (NOTE, "👩‍🚀🌍 [[Ada By‸rne]] 🌍", "[[Ada Byrne]]", ADA),
    (NOTE, "Zoe\u0308 and [[Zoe\u0308 Brandvold]]‸!", "[[Zoe\u0308 Brandvold]]", ZOE),
    (NOTE, "first\r\nsecond [[Ada Byrne]]‸\r\nthird", "[[Ada Byrne]]", ADA),
    (NOTE, "first\rsecond [[Ada By‸rne]]\rthird", "[[Ada Byrne]]", ADA),
    (NOTE, "a\u2028b\x0bc\x85d [[Ada By‸rne]]", "[[Ada Byrne]]", ADA),
    # Markdown links.
    (NOTE, "See [her](../contacts/Ada%20By‸rne.md).", "[her](../contacts/Ada%20Byrne.md)", ADA),
    (NOTE, "See [h‸er](<contacts/Ada Byrne.md> \"Ada\").", '[her](<contacts/Ada Byrne.md> "Ada")', ADA),
    (NOTE, "See [her](../contacts/Ada%20Byrne.md#log‸).", "[her](../contacts/Ada%20Byrne.md#log)", ADA),
    (NOTE, "See [one\r\nof them‸](contacts/Bo%20Lund.md).", "[one\r\nof them](contacts/Bo%20Lund.md)", BO),
    (NOTE, "See [h‸er][a].\n\n[a]: contacts/Ada%20Byrne.md\n", "[her][a]", ADA),
    (NOTE, "See [her][a].\n\n[a]: contacts/Ada%20B‸yrne.md\n", "[a]: contacts/Ada%20Byrne.md", ADA),
    (NOTE, '<a href="../contacts/Bo%20Lund.md‸">Bo</a>', '<a href="../contacts/Bo%20Lund.md"', BO),
    # Properties: quoted or not, in one line or several.
    (CONTACT, '---\nknows: "[[Bo ‸Lund]]"\n---\n', "[[Bo Lund]]", BO),
    (CONTACT, "---\nknows: '[[Bo Lund]]‸'\n---\n", "[[Bo Lund]]", BO),
    (CONTACT, "---\nknows: ‸[[Bo Lund]]\n---\n", "[[Bo Lund]]", BO),
    (CONTACT, '---\nknows: ["[[Ada Byrne]]", "‸[[Bo Lund|B]]"]\n---\n', "[[Bo Lund|B]]", BO),
    (CONTACT, '---\nknows:\n  - "[[Ada Byrne]]"\n  - [[Bo ‸Lund]]\n---\n', "[[Bo Lund]]", BO),
    (CONTACT, "---\r\nknows:\r\n  - '[[Bo Lund#Log]]‸'\r\n---\r\n", "[[Bo Lund#Log]]", BO),
    (CONTACT, "---\nknows: '[[O''Bri‸en]]'\n---\n", "[[O''Brien]]", "contacts/O'Brien.md"),
    (CONTACT, '---\nknows: "[[Zo\\u00eb Brand‸vold]]"\n---\n', "[[Zo\\u00eb Brandvold]]", ZOE),
    (CONTACT, "---\nknows: >-\n  [[Ada Byrne]],\n  [[Bo ‸Lund]]\n---\n", "[[Bo Lund]]", BO),
    (CONTACT, '---\nknows: "[[Ada\n  By‸rne]]"\n---\n', "[[Ada\n  Byrne]]", ADA),
    (CONTACT, '---\nknows: "[[Ada Byrne]] and [[Bo ‸Lund]]"\n---\n', "[[Bo Lund]]", BO),
    (CONTACT, '---\n"met_through": "[Ada](Ada%20By‸rne.md)"\n---\n', "[Ada](Ada%20Byrne.md)", ADA),
    (CONTACT, '---\norganization: "[[Kil‸n]]"\n---\n', "[[Kiln]]", KILN),
    (CONTACT, '---\nmine: {a: "[[Bo ‸Lund]]"}\n---\n', "[[Bo Lund]]", BO),
    (CONTACT, '---\nmine: "see [[Bo ‸Lund]]"\n---\n', "[[Bo Lund]]", BO),
    (CONTACT, '---\nmet_on: "[[2026-11-2‸0]]"\n---\n', "[[2026-11-20]]", "daily/2026-11-20.md"),
    # Bare names in properties of people, one or several, and beside links.
    (CONTACT, "---\nmet_through: ‸Bo Lund\n---\n", "Bo Lund", BO),
    (CONTACT, "---\nmet_through: Bo Lund‸\n---\n", "Bo Lund", BO),
    (CONTACT, '---\nknows: "A‸di"\n---\n', "Adi", ADA),
    (CONTACT, "---\nknows: [Adi, Bo‸ Lund]\n---\n", "Bo Lund", BO),
    (CONTACT, "---\nknows: Adi, Bo‸ Lund\n---\n", "Bo Lund", BO),
    (CONTACT, "---\nknows: Ad‸i, Bo Lund\n---\n", "Adi", ADA),
    (CONTACT, "---\nknows: 'Bo Lund and A‸di'\n---\n", "Adi", ADA),
    (CONTACT, "---\nknows: By‸rne, Ada\n---\n", "Byrne, Ada", ADA),
    (CONTACT, '---\nknows: "[[Ada Byrne]], Bo‸ Lund"\n---\n', "Bo Lund", BO),
    # A contact comes before a note of that name where people are named; a link's order is that of all notes.
    (CONTACT, "---\nknows: A‸da\n---\n", "Ada", "notes/Ada.md"),
    # Bare names of organizations, events, goals and places of which there is a note.
    (CONTACT, "---\norganization: Kil‸n\n---\n", "Kiln", KILN),
    (CONTACT, "---\nmet_at: 'PyCon 2024‸'\n---\n", "PyCon 2024", PYCON),
    (CONTACT, "---\nlocation: Bris‸tol\n---\n", "Bristol", "notes/Bristol.md"),
    (MEETING, "---\nwith: [Bo Lund]\ngoal: New ‸job\n---\n", "New job", JOB),
    (MEETING, "---\nwith: [Bo Lund]\nevent: PyCon‸ 2024\n---\n", "PyCon 2024", PYCON),
    # Inline fields, of a note and of a line.
    (CONTACT, "met_through:: B‸o Lund\n", "Bo Lund", BO),
    (CONTACT, "knows:: [[Ada Byrne]], [[Bo ‸Lund]]\n", "[[Bo Lund]]", BO),
    (CONTACT, "(knows:: [[Bo Lu‸nd]])\n", "[[Bo Lund]]", BO),
    (LOG, "## Log\n- 2026-11-20 call: hello [with:: Bo‸ Lund]\n", "Bo Lund", BO),
    (LOG, "## Log\n- 2026-11-20 call: hello [with:: [[Adi]], [[Bo‸ Lund]]] then\n", "[[Bo Lund]]", BO),
    (LOG, "## Log\n- 2026-11-20 call: hello [event:: PyCon‸ 2024]\n", "PyCon 2024", PYCON),
    (LOG, "## Log\n- 2026-11-20 call: with [[Bo ‸Lund]]\n", "[[Bo Lund]]", BO),
    # Participants that a meeting lists.
    (MEETING, "## Attendees\n- Bo ‸Lund\n- Adi\n", "Bo Lund", BO),
    (MEETING, "Attendees: Adi, Bo ‸Lund\n", "Bo Lund", BO),
    (MEETING, "## Attendees\n- [[Bo ‸Lund]]\n", "[[Bo Lund]]", BO),
    (MEETING, '---\nwith:\n  - Bo Lun‸d\n---\n', "Bo Lund", BO),
    # Tags that name pages of Logseq's.
    ("journals/2026_11_20.md", "- saw #friends/Hal‸ today\n", "#friends/Hal", "pages/friends___Hal.md"),
    ("journals/2026_11_20.md", "- saw #[[friends/Hal]]‸ today\n", "[[friends/Hal]]", "pages/friends___Hal.md"),
    ("journals/2026_11_20.md", "- saw #Hen‸ today\n", "#Hen", "pages/Hen.md"),
]  # fmt: skip
PAGES = {"pages/friends___Hal.md": "type:: person\n", "pages/Hen.md": "tags:: bird\n"}


@pytest.mark.parametrize(("path", "text", "written", "leads_to"), LINKS)
def test_a_link_or_name_leads_to_its_note(
    tmp_path: Path, path: str, text: str, written: str, leads_to: str
) -> None:
    text, at = cursor_in(text)
    view = view_of(tmp_path, {**VAULT, **(PAGES if path.startswith("journals") else {})}, {path: text})
    found = link_at(view, view.document(path), at)
    assert found is not None
    assert (found.path, found.candidates) == (leads_to, ())
    lines = view.document(path).lines
    assert text[lines.offset(found.range.start) : lines.offset(found.range.end)] == written


NONE = [
    (NOTE, "No li‸nk.\n"),
    (NOTE, "`[[Ada By‸rne]]`\n"),
    (NOTE, "```\n[[Ada By‸rne]]\n```\n"),
    (NOTE, "    [[Ada By‸rne]]\n"),
    (NOTE, "%% [[Ada By‸rne]] %%\n"),
    (NOTE, "<!-- [[Ada By‸rne]] -->\n"),
    (NOTE, "```dataview\nLIST FROM [[Ada By‸rne]]\n```\n"),
    (NOTE, "\\[[Ada By‸rne]]\n"),
    (NOTE, "[[Ada Byrne]] ‸\n"),
    (NOTE, "‸ [[Ada Byrne]]\n"),
    (NOTE, "Adi‸ and Bo Lund\n"),
    (NOTE, "[site](https://exa‸mple.org)\n"),
    (NOTE, "![[photo‸.png]]\n"),
    (NOTE, "#tag‸\n"),
    (CONTACT, "---\n# [[Ada By‸rne]]\n---\n"),
    (CONTACT, "---\nkno‸ws: '[[Ada Byrne]]'\n---\n"),
    (CONTACT, "---\nrole: Adi‸\n---\n"),
    (CONTACT, "---\nlocation: Leeds‸\n---\n"),
    # A contact is no organization.
    (CONTACT, "---\norganization: Adi‸\n---\n"),
    (MEETING, "Attendees: the choir‸, Bo Lund\n"),
]


@pytest.mark.parametrize(("path", "text"), NONE)
def test_code_comments_and_other_texts_are_no_links(tmp_path: Path, path: str, text: str) -> None:
    text, at = cursor_in(text)
    view = view_of(tmp_path, VAULT, {path: text})
    found = link_at(view, view.document(path), at)
    assert found is None or not found.paths


@pytest.mark.parametrize(
    ("path", "text", "candidates"),
    [
        (NOTE, "[[Ki‸m]]\n", ("contacts/Kim.md", "people/Kim.md")),
        (MEETING, "---\nwith: Ki‸m\n---\n", ("contacts/Kim.md", "people/Kim.md")),
        (MEETING, "---\nwith: ['[[Ki‸m]]']\n---\n", ("contacts/Kim.md", "people/Kim.md")),
        (NOTE, "[[Nobody‸ here]]\n", ()),
        (CONTACT, "---\nknows: Nobody‸\n---\n", ()),
    ],
)
def test_an_ambiguous_link_has_candidates_and_a_broken_one_none(
    tmp_path: Path, path: str, text: str, candidates: tuple[str, ...]
) -> None:
    text, at = cursor_in(text)
    view = view_of(tmp_path, VAULT, {path: text})
    found = link_at(view, view.document(path), at)
    assert found is not None
    assert found.path is None
    assert found.candidates == candidates


def test_what_is_written_of_a_link_is_its_target_alone(tmp_path: Path) -> None:
    text, at = cursor_in("See [h‸er][a].\n\n[a]: contacts/Ada%20Byrne.md\n")
    view = view_of(tmp_path, VAULT, {NOTE: text})
    found = link_at(view, view.document(NOTE), at)
    assert found is not None
    assert found.written == ((2, 5), (2, 28))
    text, at = cursor_in("---\nknows: ['[[Bo Lu‸nd#Log|B]]']\n---\n")
    view = view_of(tmp_path, VAULT, {CONTACT: text})
    found = link_at(view, view.document(CONTACT), at)
    assert found is not None
    assert found.written == ((1, 11), (1, 18))


def test_unsaved_names_count(tmp_path: Path) -> None:
    view = view_of(tmp_path, VAULT, {BO: "---\naliases: [Bobo]\n---\n", NOTE: "[[Bobo]]"})
    found = link_at(view, view.document(NOTE), Position(0, 3))
    assert found is not None
    assert found.path == BO


def test_a_conflict_copy_has_links_too(tmp_path: Path) -> None:
    copy = "contacts/Bo Lund (conflicted copy 2026-11-20).md"
    view = view_of(tmp_path, {**VAULT, copy: "[[Adi]]"})
    assert copy not in view.notebook.index.notes
    found = link_at(view, view.document(copy), Position(0, 3))
    assert found is not None
    assert found.path == ADA


@pytest.fixture(scope="module")
def sample() -> EditorView:
    return EditorView(Notebook(str(SAMPLE_VAULT), TODAY, cache=False), {})


def test_in_the_sample_vault_each_link_leads_where_the_index_counts_it(sample: EditorView) -> None:
    index = sample.notebook.index
    found: dict[str, set[tuple[str, object]]] = {}
    for path in index.notes:
        document = sample.document(path)
        for link in links_in_document(sample, document):
            for at in (link.range.start, link.range.end):
                there = link_at(sample, document, at)
                assert there is not None
                assert there.path == link.path, (path, at)
            if link.path and link.path != path and link.place.counted and not link.place.property_name:
                found.setdefault(link.path, set()).add((path, link.range))
    counted = {path: len(links) for path in index.notes if (links := inbound_links(index, path).links)}
    assert {path: len(links) for path, links in found.items()} == counted
    assert {path: {source for source, _ in links} for path, links in found.items()} == {
        path: set(index.backlinks[path]) - {path} for path in counted
    }


LINES = st.sampled_from(
    [
        "---",
        "knows: [Adi, '[[Bo Lund]]']",
        'knows: "[[O\'Brien|x]], Bo Lund"',
        "organization: Kiln",
        "with: *a",
        "a: &a [[Adi]]",
        "met_through: |",
        "  [[Adi]]",
        "## Attendees",
        "- [ ] Adi, Bo Lund",
        "- 2026-11-20 call: [with:: [[Bo Lund]], Adi] [[Kim#x|y]]",
        "[a](contacts/Bo%20Lund.md)[[Adi]]![[Kim]]",
        "[x][a] %% [[Adi]] `[[Kim]]`",
        "[a]: <contacts/Bo Lund.md>",
        "knows:: Adi and Bo Lund, [[Kim]]",
        "<a href='Kiln.md'>#x/y",
        "🌍e\u0308[[Adi]]\u2028",
        "```",
        "",
    ]
)
ANY_TEXT = st.builds(
    lambda lines, end, rest: end.join(lines) + rest,
    st.lists(LINES, max_size=9),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.text(max_size=9),
)


@pytest.mark.parametrize("path", [CONTACT, MEETING, "pages/Draft.md"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
def test_every_link_of_any_text_is_found_at_its_edges(tmp_path: Path, path: str, text: str) -> None:
    on_disk = Notebook(str(tmp_path), TODAY, cache=False)
    if not on_disk.index.notes:
        view_of(tmp_path, VAULT)
        on_disk = Notebook(str(tmp_path), TODAY, cache=False)
    document = Document(path, text, 1)
    view = EditorView(on_disk, {path: document})
    places = list(links_in_document(view, document))
    for link, edge in product(places, (0, 1)):
        found = link_at(view, document, link.range[edge])
        assert found is not None
        assert found.range[0] <= link.range[edge] <= found.range[1]
    index = view.notebook.index
    if path in index.notes:
        counted = {link.path for link in places if link.place.counted and not link.place.property_name}
        assert counted - {None} == set(index.resolved[path].targets)
    for line, column in product(range(-1, len(document.lines.starts) + 1), (0, 1, 7, 99)):
        link_at(view, document, Position(line, column))
