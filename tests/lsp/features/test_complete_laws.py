"""Laws of completion: an accepted person is linked and nothing else changes, and no text and no position raises an error."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion import CompletionItem, complete, resolve_completion
from plaintext_network.lsp.positions import Position
from plaintext_network.model.note.facts import Ref
from plaintext_network.notes.note import parse
from tests.lsp.features.completing import accept
from tests.lsp.view_of import cursor_in, view_of

laws = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
# Names that are hard to write or to tell apart. In file names there is no slash and no zero byte.
LETTERS = st.sampled_from(
    [*"Aab é\u0301ł'\"|#[]()^:,;-_.{}$\\%&@~*+=!?`<>", "عا", "名", "🎂", "Bo", "Ada", "  "]
)
STEMS = st.lists(LETTERS, min_size=1, max_size=5).map("".join).filter(lambda stem: stem.strip(". "))
FOLDERS = st.sampled_from(["contacts/", "contacts/old/", "people/"])
NAMES = st.sampled_from(
    ["", "---\nname: Ada\n---\n", "---\naliases: [Bo]\n---\n", "---\ntype: person\nemails: [a@b.org]\n---\n"]
)
SETTINGS = st.sampled_from(
    [
        "",
        '[new]\nlinks = "markdown"\n',
        '[new]\nlink_path = "absolute"\n',
        '[new]\nlinks = "markdown"\nlink_path = "relative"\n',
    ]
)
# Where a link can be: the cursor is at ‸, after what is typed.
PLACES = st.sampled_from(
    [
        "Met [[‸\n",
        "Met [[‸]]\n",
        "- [ ] [[‸ 📅 2026-12-01\n",
        "[[Bo]] and [[‸ and [[Bo]]\n",
        "| [[‸ | b |\n",
        "| a | b |\n|---|---|\n| [[‸ | b |\n",
        "> [[‸\n",
        "a\r\n\r\n- [[‸\r\n- b\r\n",
        "[[‸|him]]\n",
        "Met [him](‸\n",
        "Met [him](‸)\n",
        "---\nknows: [[‸\n---\n",
        "---\nknows: ‸\n---\n",
        '---\nknows: "[[‸\n---\n',
        "---\nknows: '[[‸]]'\n---\n",
        "---\nknows: [Bo, ‸]\nrole: x\n---\n",
        "---\r\nknows:\r\n  - Bo\r\n  - ‸\r\n---\r\n",
        '---\nknows: [Bo, "[[‸"]\n---\n',
        "## Log\n- 2026-11-24 tea [with:: ‸]\n",
        "knows:: ‸\n",
    ]
)
TYPED = st.sampled_from(["", "a", "ad", "bo", "a b", "é", "名", "@", "b.org", "old/a", "contacts/"])


def read_at(view: EditorView, path: str, at: int) -> tuple[Ref | None, bool]:
    """Return the link or the name at or right after a place of an open note, and whether it names a person."""
    document = view.document(path)
    facts = view.notebook.index.notes[path]
    position = document.lines.position(at)
    for refs, is_person in ((facts.people, True), (facts.links, False)):
        for ref in refs:
            if ref.line == position.line + 1 and ref.column - 1 <= position.column <= ref.column + ref.width:
                return ref, is_person
    return None, False


@laws
@given(
    st.lists(st.tuples(FOLDERS, STEMS, NAMES), min_size=1, max_size=4),
    PLACES,
    TYPED,
    SETTINGS,
    st.booleans(),
    st.data(),
)
def test_an_accepted_person_is_who_the_link_leads_to(
    tmp_path: Path,
    people: list[tuple[str, str, str]],
    place: str,
    typed: str,
    rules: str,
    replaces: bool,
    data: st.DataObject,
) -> None:
    files = {f"{folder}{stem}.md": text for folder, stem, text in people} | {"pnet.toml": rules}
    path = "contacts/New note.md"
    text, at = cursor_in(place.replace("‸", f"{typed}‸"))
    with tempfile.TemporaryDirectory(dir=tmp_path) as root:
        view = view_of(Path(root), files, {path: text})
        document = view.document(path)
        offered = complete(view, document, at, explicit=False, replaces=replaces).items
        assume(offered)
        item: CompletionItem = data.draw(st.sampled_from(offered))
        after = accept(document, at, item)
        start = document.lines.offset(item.edit.range.start)
        end = document.lines.offset(item.edit.range.end)
        # Only the place itself changes, and its quotes or brackets.
        kept = len("[[")
        assert after.startswith(text[: max(0, start - kept)])
        assert after.endswith(text[end:])
        changed = EditorView(view.on_disk, {path: Document(path, after, 2)})
        ref, is_person = read_at(changed, path, len(after) - len(text[end:]) - 2)
        assert ref is not None, after
        found = changed.notebook.index.names.resolve(ref, path, people=is_person)
        assert found.path == item.data, (after, ref, found)
        problems = [found.code for found in parse(after.encode()).problems]
        before = [found.code for found in parse(text.replace(typed, "", 1).encode()).problems]
        assert [code for code in problems if "yaml" in code] in (
            [],
            [code for code in before if "yaml" in code],
        )


PIECES = st.sampled_from(
    [
        "---\n", "---", "\n", "\r\n", "\r", " ", "  - ", "- ", "* ", "[ ] ", "with: ", "knows:", "tags: [", "a: {", "- ", "'", '"', "[", "[[", "]]", "](", ")", "](<",
        "|", "#", "# ", "## Log\n", "@", "📅 ", "due:: ", "[due:: ", "[with:: ", "(gave:: ", "::", ":", "`", "```\n", "~~~", "%%", "<!--", "-->", "<% ", "{{", "}}",
        "    ", "\t", "https://", "kof", "fri", "2026-11-24", "2 w", "Ada", "é", "e\u0301", "👩‍👩‍👧", "\u2028", "\x85", "\0", "\ufeff", "\ud800", "عائشة", "\\", "&a ", "*a", "!x ", "> ", "| ",
        "circles: ", "birthday: ", "snooze: ", "status:", "organization: ", "DEADLINE: <", "TODO ", "type: person\n", "...", "|\n", ">-\n", ",", "{", "}",
    ]
)  # fmt: skip
PATHS = st.sampled_from(
    [
        "contacts/New.md", "interactions/2026-11-24 x.md", "daily/2026-11-24.md", "pages/Person___New.md", "journals/2026_11_24.md", "x.md", "pnet.toml", "goals/g.md",
        "../outside.md", ".hidden.md", "contacts/Kofi.md", "templates/a.md",
    ]
)  # fmt: skip
VAULT = {
    "pnet.toml": '[properties]\nwith = ["attendees"]\n',
    "contacts/Kofi.md": "---\nemails: [k@b.org]\ncircles: [friends]\norganization: '[[Kiln]]'\n---\n## Log\n- 2026-11-01 call: hi #tag\n",
    "contacts/@Ada.md": "",
    "organizations/Kiln.md": "",
    "interactions/2026-11-02 y.md": "---\nwith: [Kofi]\nchannel: zoom\n---\n",
    "daily/2026-11-23.md": "- call [[Kofi]] #touch\n",
    "logseq/config.edn": "{}",
}


@laws
@given(st.lists(PIECES, max_size=14), PATHS, st.integers(0, 60), st.booleans(), st.booleans(), st.booleans())
def test_no_text_and_no_position_raises(
    tmp_path: Path, pieces: list[str], path: str, at: int, explicit: bool, snippets: bool, replaces: bool
) -> None:
    text = "".join(pieces)
    with tempfile.TemporaryDirectory(dir=tmp_path) as root:
        view = view_of(Path(root), VAULT, {path: text})
        document = view.document(path)
        for position in (document.lines.position(at), Position(at, 3), Position(0, at)):
            answer = complete(
                view, document, position, explicit=explicit, snippets=snippets, replaces=replaces
            )
            inside = document.lines.position(document.lines.offset(position))
            assert len(answer.items) <= 100
            assert len({item.edit.range.start for item in answer.items}) <= 1
            for item in answer.items:
                assert item.label
                accept(document, inside, item)
                resolve_completion(view, item.data)
