"""Every form of a link follows a rename or merge, in every file; what can't follow is named before anything is written."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import PnetError
from plaintext_network.vault.edits.delete_note import plan_delete
from plaintext_network.vault.edits.merge_contacts import plan_merge
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, texts

BYRNE = "contacts/Ada Byrne.md"
KILN = "contacts/Ada (Kiln) Moor.md"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[k](../contacts/Ada%20(Kiln)%20Moor.md)", "[k](../contacts/Ada%20Kiln.md)"),
        ("[k](../contacts/Ada%20(Kiln)%20Moor.md) [k](../contacts/Ada%20(Kiln)%20Moor.md)", "[k](../contacts/Ada%20Kiln.md) [k](../contacts/Ada%20Kiln.md)"),
        ("[k](../contacts/Ada%20%28Kiln%29%20Moor.md)", "[k](../contacts/Ada%20Kiln.md)"),
        (r"[k](../contacts/Ada%20\(Kiln\)%20Moor.md)", "[k](../contacts/Ada%20Kiln.md)"),
        ("[k](<../contacts/Ada (Kiln) Moor.md>)", "[k](<../contacts/Ada Kiln.md>)"),
        ("[k](contacts/Ada%20(Kiln)%20Moor.md#Log)", "[k](contacts/Ada%20Kiln.md#Log)"),
        ("[k](contacts/Ada%20(Kiln)%20Moor)", "[k](contacts/Ada%20Kiln)"),
        ("[k](Ada%20(Kiln)%20Moor.md 'x')", "[k](Ada%20Kiln.md 'x')"),
        ("[[Ada (Kiln) Moor]]", "[[Ada Kiln]]"),
    ],
)  # fmt: skip
def test_parentheses_in_a_target_are_part_of_it(vault: Write, written: str, expected: str) -> None:
    root = vault({KILN: "x\n", "notes/n.md": f"{written} (and) more).\n"})
    after = do(root, lambda desk: plan_rename(desk, KILN, "Ada Kiln"))
    assert after["notes/n.md"] == f"{expected} (and) more).\n"


def test_a_merge_updates_every_form(vault: Write) -> None:
    root = vault({KILN: "x\n", "people/Ada Kiln.md": "---\ntype: person\n---\n", "notes/n.md": "[k](../contacts/Ada%20(Kiln)%20Moor.md)\n[k](contacts/Ada%20(Kiln)%20Moor.md)\n", "contacts/o.md": "[k](Ada%20(Kiln)%20Moor.md) [k](./Ada%20(Kiln)%20Moor.md) [k](/contacts/Ada%20(Kiln)%20Moor.md)\n"})  # fmt: skip
    after = do(root, lambda desk: plan_merge(desk, "people/Ada Kiln.md", KILN))
    assert after["notes/n.md"] == "[k](../people/Ada%20Kiln.md)\n[k](people/Ada%20Kiln.md)\n"
    assert (
        after["contacts/o.md"]
        == "[k](../people/Ada%20Kiln.md) [k](./../people/Ada%20Kiln.md) [k](/people/Ada%20Kiln.md)\n"
    )


FORMS = [
    ("![Ada](../contacts/Ada%20Byrne.md)", "![Ada](../contacts/Ada%20Kiln.md)"),
    ("![[Ada Byrne]]", "![[Ada Kiln]]"),
    ("![[Ada Byrne#Log|x]]", "![[Ada Kiln#Log|x]]"),
    ("[A](/contacts/Ada%20Byrne.md)", "[A](/contacts/Ada%20Kiln.md)"),
    ("[Ada [Kiln] Moor](../contacts/Ada%20Byrne.md)", "[Ada [Kiln] Moor](../contacts/Ada%20Kiln.md)"),
    ("[Ada](../contacts/Ada%20Byrne.md (title))", "[Ada](../contacts/Ada%20Kiln.md (title))"),
    (r"[A \] b](../contacts/Ada%20Byrne.md)", r"[A \] b](../contacts/Ada%20Kiln.md)"),
    ("[![p](p.png)](../contacts/Ada%20Byrne.md)", "[![p](p.png)](../contacts/Ada%20Kiln.md)"),
    ("[Ada\nByrne](../contacts/Ada%20Byrne.md)", "[Ada\nByrne](../contacts/Ada%20Kiln.md)"),
    ("[Ada\r\nByrne](../contacts/Ada%20Byrne.md)\r\n", "[Ada\r\nByrne](../contacts/Ada%20Kiln.md)\r\n"),
    ("[a][ada], [ada][], [ada]\n\n[ada]: ../contacts/Ada%20Byrne.md \"t\"", "[a][ada], [ada][], [ada]\n\n[ada]: ../contacts/Ada%20Kiln.md \"t\""),
    ("[ada]: <../contacts/Ada Byrne.md#Log> (t)", "[ada]: <../contacts/Ada Kiln.md#Log> (t)"),
    ('<a href="../contacts/Ada%20Byrne.md">Ada</a>', '<a href="../contacts/Ada%20Kiln.md">Ada</a>'),
    ('see <a class="x" href=\'../contacts/Ada Byrne.md#Log\'>Ada</a>', 'see <a class="x" href=\'../contacts/Ada%20Kiln.md#Log\'>Ada</a>'),
    ('<div>\n<a href="../contacts/Ada%20Byrne.md">A</a> [[Ada Byrne]] [A](../contacts/Ada%20Byrne.md)\n</div>', '<div>\n<a href="../contacts/Ada%20Kiln.md">A</a> [[Ada Kiln]] [A](../contacts/Ada%20Kiln.md)\n</div>'),
    ("<div>[[Ada Byrne]]</div>", "<div>[[Ada Kiln]]</div>"),
    ("| a | b |\n| - | - |\n| [[Ada Byrne\\|A]] | [A](../contacts/Ada%20Byrne.md) |", "| a | b |\n| - | - |\n| [[Ada Kiln\\|A]] | [A](../contacts/Ada%20Kiln.md) |"),
    ("# With [[Ada Byrne]] and [A](../contacts/Ada%20Byrne.md)", "# With [[Ada Kiln]] and [A](../contacts/Ada%20Kiln.md)"),
    ("a[^1]\n\n[^1]: [[Ada Byrne]]", "a[^1]\n\n[^1]: [[Ada Kiln]]"),
    ("> [!note] [[Ada Byrne]]\n> [A](../contacts/Ada%20Byrne.md)", "> [!note] [[Ada Kiln]]\n> [A](../contacts/Ada%20Kiln.md)"),
    ("---\nwith: \"[A](../contacts/Ada%20Byrne.md)\"\nup: '[[ada byrne]]'\nx: [[Ada Byrne]]\n---", "---\nwith: \"[A](../contacts/Ada%20Kiln.md)\"\nup: '[[Ada Kiln]]'\nx: [[Ada Kiln]]\n---"),
    ("who:: [[contacts/Ada Byrne.md|A]], [A](Ada%20Byrne.md)", "who:: [[contacts/Ada Kiln.md|A]], [A](Ada%20Kiln.md)"),
    ("(who:: [A](../contacts/Ada%20Byrne.md))", "(who:: [A](../contacts/Ada%20Kiln.md))"),
    ("%% [[Ada Byrne]] %% x", "%% [[Ada Kiln]] %% x"),
    ("a <!-- [A](../contacts/Ada%20Byrne.md) --> b", "a <!-- [A](../contacts/Ada%20Kiln.md) --> b"),
    ("%%\n- [ ] [[Ada Byrne]]\n%%\n\n[[Ada Byrne]]", "%%\n- [ ] [[Ada Kiln]]\n%%\n\n[[Ada Kiln]]"),
    ("<!--\n[[Ada Byrne|A]]\n\n<a href='../contacts/Ada%20Byrne.md'>\n-->", "<!--\n[[Ada Kiln|A]]\n\n<a href='../contacts/Ada%20Kiln.md'>\n-->"),
    ("```dataview\nLIST FROM [[Ada Byrne]]\n```", "```dataview\nLIST FROM [[Ada Kiln]]\n```"),
    ("[[Ada Byrne]](../contacts/Ada%20Byrne.md)", "[[Ada Kiln]](../contacts/Ada%20Kiln.md)"),
    ("[[ADA BYRNE]] [a](../contacts/ada%20byrne.md)", "[[Ada Kiln]] [a](../contacts/Ada%20Kiln.md)"),
    ("[[Ada Byrne|Ada [the] B]] [[Ada Byrne|[A]]]", "[[Ada Kiln|Ada [the] B]] [[Ada Kiln|[A]]]"),
    ("[[/contacts/Ada Byrne]] [[/contacts/Ada Byrne.md#L|A]]", "[[/contacts/Ada Kiln]] [[/contacts/Ada Kiln.md#L|A]]"),
    ("- [a]: ../contacts/Ada%20Byrne.md\n- [a] and\n  1. [b]: ../contacts/Ada%20Byrne.md", "- [a]: ../contacts/Ada%20Kiln.md\n- [a] and\n  1. [b]: ../contacts/Ada%20Kiln.md"),
    ('<a data-href="Ada Byrne.md" href="../contacts/Ada%20Byrne.md">A</a>', '<a data-href="Ada Byrne.md" href="../contacts/Ada%20Kiln.md">A</a>'),
    ("`= [[Ada Byrne]].email` `$= dv.page('Ada Byrne').email` `x = [[Ada Byrne]]`", "`= [[Ada Kiln]].email` `$= dv.page('Ada Kiln').email` `x = [[Ada Byrne]]`"),
    ("```dataviewjs\ndv.page(\"contacts/Ada Byrne.md\")\ndv.fileLink('Ada Byrne', false, 'Ada Byrne')\n```", "```dataviewjs\ndv.page(\"contacts/Ada Kiln.md\")\ndv.fileLink('Ada Kiln', false, 'Ada Byrne')\n```"),
    ("```base\nfilters: 'file.hasLink(\"Ada Byrne\")'\nx: \"link(\\\"Ada Byrne#Log\\\")\"\n```", "```base\nfilters: 'file.hasLink(\"Ada Kiln\")'\nx: \"link(\\\"Ada Kiln#Log\\\")\"\n```"),
    ("```js\nlink(\"Ada Byrne\")\n```", "```js\nlink(\"Ada Byrne\")\n```"),
    ("```\n[[Ada Byrne]]\n```\n\n`[a](../contacts/Ada%20Byrne.md)`", "```\n[[Ada Byrne]]\n```\n\n`[a](../contacts/Ada%20Byrne.md)`"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), FORMS)
def test_every_form_of_a_link_follows(vault: Write, written: str, expected: str) -> None:
    root = vault({})
    (root / "contacts").mkdir()
    (root / "notes").mkdir()
    (root / BYRNE).write_bytes(b"x\n")
    (root / "notes/n.md").write_bytes(f"{written}\n".encode())
    after = do(root, lambda desk: plan_rename(desk, BYRNE, "Ada Kiln"))
    assert after["notes/n.md"] == f"{expected}\n"


@pytest.mark.parametrize(
    "name",
    ["Ada [Kiln] Moor", "Ada (Kiln", "Ada) K", "R&D", "O'Neil", "100% Ada", "a+b", "Ada &amp; Bo", "Zoë", "日本", "%20", "(x)", "A\u0301da"],
)  # fmt: skip
def test_links_follow_to_and_from_a_name_that_is_hard_to_write(vault: Write, name: str) -> None:
    text = "[A](../contacts/Ada%20Byrne.md) ![A](<../contacts/Ada Byrne.md>) <a href='../contacts/Ada%20Byrne.md'>A</a>\n\n[a]: ../contacts/Ada%20Byrne.md\n"
    root = vault({BYRNE: "x\n", "notes/n.md": text})
    with Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(operation := plan_rename(desk, BYRNE, name))
    path = next(step.path for step in operation.steps if step.moved_from)
    index = Notebook(str(root), TODAY).index
    refs = index.notes["notes/n.md"].links
    assert [index.names.resolve(ref, "notes/n.md", people=False).path for ref in refs] == [path] * 4
    with Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(plan_rename(desk, path, "Ada Byrne"))
    back = (root / "notes/n.md").read_text()
    assert back.replace("%C3%AB", "ë") == text


def test_a_path_without_ending_gets_one_where_the_new_name_seems_to_have_another(vault: Write) -> None:
    root = vault({BYRNE: "x\n", "n.md": "[A](contacts/Ada%20Byrne) [[Ada Byrne]]\n"})
    after = do(root, lambda desk: plan_rename(desk, BYRNE, "will.i.am"))
    assert after["n.md"] == "[A](contacts/will.i.am.md) [[will.i.am]]\n"


def test_a_name_in_decomposed_letters_is_found(vault: Write) -> None:
    path = unicodedata.normalize("NFD", "contacts/Zoë.md")
    root = vault({path: "x\n", "n.md": "[Z](contacts/Zoë.md) [[Zoë]] [Z](contacts/Zoe%CC%88.md)\n"})
    after = do(root, lambda desk: plan_rename(desk, path, "Zo"))
    assert after["n.md"] == "[Z](contacts/Zo.md) [[Zo]] [Z](contacts/Zo.md)\n"


CANVAS = '{\n\t"nodes":[\n\t\t{"id":"1","type":"file","file":"contacts/Ada Byrne.md","subpath":"#Log","x":0},\n\t\t{"id":"2","type":"text","text":"t\\u00e9a \\"with\\" [[Ada Byrne|A]]\\n[A](contacts\\/Ada%20Byrne.md)"},\n\t\t{"id":"3","type":"text","text":"Ada Byrne"}\n\t],\n\t"edges":[{"id":"e","label":"[[Ada Byrne]]"}]\n}'
BASE = """filters:
  and:
    - file.hasLink("Ada Byrne")
    - 'with.contains(link("Ada Byrne", "A"))'
    - "file.hasLink(\\"contacts/Ada Byrne\\")"
    - 'link("contacts/Ada Byrne.md#Log")'
    - file.inFolder("contacts")
views:
  - name: "Ada Byrne"   # [[Ada Byrne]]
    x: with == "[[Ada Byrne]]"
"""


def test_links_in_files_that_are_no_notes_follow(vault: Write) -> None:
    root = vault(
        {
            BYRNE: "x\n",
            "a.canvas": CANVAS,
            "b.base": BASE,
            "templates/P.md": "---\nwith: '[[Ada Byrne]]'\nday: {{date}}\n---\n{{title}} [[Ada Byrne]]\n",
            "n (conflicted copy 2026-11-01).md": "[A](contacts/Ada%20Byrne.md)\n",
            "n.md": "x\n",
            "pnet.toml": 'ignore = ["templates"]\n',
        }
    )
    with Notebook(str(root), TODAY).write_session() as desk:
        assert plan_rename(desk, BYRNE, "Ada Kiln").warnings == ()
    after = do(root, lambda desk: plan_rename(desk, BYRNE, "Ada Kiln"))
    canvas = CANVAS.replace("contacts/Ada Byrne.md", "contacts/Ada Kiln.md").replace(
        "[[Ada Byrne", "[[Ada Kiln"
    )
    assert after["a.canvas"] == canvas.replace("Ada%20Byrne", "Ada%20Kiln")
    assert json.loads(after["a.canvas"])["nodes"][2]["text"] == "Ada Byrne"
    assert after["b.base"] == BASE.replace("Ada Byrne", "Ada Kiln").replace(
        'name: "Ada Kiln"', 'name: "Ada Byrne"'
    )
    assert (
        after["templates/P.md"] == "---\nwith: '[[Ada Kiln]]'\nday: {{date}}\n---\n{{title}} [[Ada Kiln]]\n"
    )
    assert after["n (conflicted copy 2026-11-01).md"] == "[A](contacts/Ada%20Kiln.md)\n"
    assert "templates/P.md" not in Notebook(str(root), TODAY).index.notes


@pytest.mark.parametrize(
    ("path", "text", "links"),
    [
        ("b.base", 'filters: file.name == "Ada Byrne"\n', "1 link in 1 file can't be updated; change it yourself: b.base"),
        ("b.base", "filters: 'link(''Ada Byrne'')'\n", "1 link in 1 file can't be updated; change it yourself: b.base"),
        ("a.canvas", '{"nodes": [{"text": "[[Ada Byrne]] [[Ada Byrne]]"}', "2 links in 1 file can't be updated; change them yourself: a.canvas"),
        ("t/P.md", "<<<<<<< a\n[[Ada Byrne]]\n=======\n>>>>>>> b\n", "1 link in 1 file can't be updated; change it yourself: t/P.md"),
        ("big.canvas", " " * 5_000_000, "big.canvas can't be read, and may link it: check it yourself"),
    ],
)  # fmt: skip
def test_links_that_cannot_follow_are_named_before_the_write(
    vault: Write, path: str, text: str, links: str
) -> None:
    root = vault({BYRNE: "x\n", path: text, "pnet.toml": 'ignore = ["t"]\n'})
    with Notebook(str(root), TODAY).write_session() as desk:
        operation = plan_rename(desk, BYRNE, "Ada Kiln")
        assert operation.warnings == (links,)
        desk.perform(operation)
    assert texts(root)[path] == text


def test_a_deletion_lists_links_in_files_that_are_not_notes(vault: Write) -> None:
    root = vault({BYRNE: "x\n", "a.canvas": CANVAS, "b.base": 'filters: link("Ada Byrne")\n'})
    with Notebook(str(root), TODAY).write_session() as desk:
        assert plan_delete(desk, BYRNE).warnings == (
            "5 links in 2 files still point to it; pnet check does not list them: a.canvas, b.base",
        )


def test_hidden_folders_and_links_out_of_the_vault_stay_as_they_are(vault: Write) -> None:
    root = vault({BYRNE: "x\n", ".obsidian/x.md": "[[Ada Byrne]]\n", "logseq/bak/x.canvas": CANVAS})
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "x.canvas").write_text(CANVAS)
    (root / "out").symlink_to(outside)
    (root / "y.canvas").symlink_to(outside / "x.canvas")
    with Notebook(str(root), TODAY).write_session() as desk:
        operation = plan_rename(desk, BYRNE, "Ada Kiln")
    assert [step.path for step in operation.steps] == ["contacts/Ada Kiln.md"]


NAMES = [
    "Ada Byrne",
    "Ada (Kiln) Moor",
    "Ada [K] M",
    "R&D",
    "O'Neil",
    "100% A",
    "a+b",
    "Zoë",
    "A)(B",
    "Ada",
    "A &lt; B",
]
BY_FORM = {
    "wiki": ["[[{}]]", "![[{}]]", "[[{}|x]]", "[[{}#H]]", "[[contacts/{}.md]]"],
    "url": ["[x](../contacts/{}.md)", "[a [b] c]({}.md 'x')", "![x](contacts/{}.md)", "[x](/contacts/{}.md#H)", "[x](../contacts/{}.md (t))", "[x\ny](./../contacts/{}.md)", '<a href="../contacts/{}.md">x</a>', "\n[r]: ../contacts/{}.md 'x'\n"],
    "angle": ["[x](<../contacts/{}.md>)", "[x](<contacts/{}.md#H> \"t\")"],
}  # fmt: skip
FILLERS = [
    "(",
    ")",
    " ) ",
    "[",
    "] ",
    "text ",
    "\n\n",
    "- ",
    "`c` ",
    "&amp; ",
    "\\",
    "\r\n",
    "'",
    '"',
    "[r] ",
    "[x] ",
    "!",
    "<b>",
    "](",
    "[[",
    "# ",
]


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, str, str]:
    old, new = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    parts = []
    for kind in draw(st.lists(st.sampled_from(["wiki", "url", "angle", "fill", "fill", "fill"]), max_size=9)):
        if kind == "fill":
            parts.append(draw(st.sampled_from(FILLERS)))
            continue
        form = draw(st.sampled_from(BY_FORM[kind]))
        url = (
            old.replace("%", "%25")
            .replace("&", "%26")
            .replace(" ", "%20")
            .replace("[", "%5B")
            .replace("]", "%5D")
        )
        encoded = url.replace("(", "%28").replace(")", "%29").replace("'", "%27")
        target = {
            "wiki": old,
            "url": draw(st.sampled_from([url, encoded])),
            "angle": encoded.replace("%20", " "),
        }[kind]
        parts.append(form.format(target))
    return old, new, "".join(parts)


@given(notes())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
def test_links_lead_to_the_new_path_and_the_text_around_them_stays(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, str, str]
) -> None:
    old, new, text = drawn
    root = tmp_path_factory.mktemp("vault")
    path = f"contacts/{old}.md"
    written = {path: "x\n", "notes/n.md": text, "pnet.toml": ""}
    for name, content in written.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content.encode())
    before = Notebook(str(root), TODAY).index
    originals = texts(root)
    try:
        with Notebook(str(root), TODAY).write_session() as desk:
            operation = plan_rename(desk, path, new)
            desk.perform(operation)
    except PnetError:
        assert texts(root) == originals
        return
    after = Notebook(str(root), TODAY).index
    to = next((step.path for step in operation.steps if step.moved_from), path)
    old_refs, new_refs = before.notes["notes/n.md"].links, after.notes["notes/n.md"].links
    led = [before.names.resolve(ref, "notes/n.md", people=False).path for ref in old_refs]
    leads = [after.names.resolve(ref, "notes/n.md", people=False).path for ref in new_refs]
    assert [to if each == path else each for each in led] == leads
    changed = (root / "notes/n.md").read_bytes().decode()
    stem = to.removeprefix("contacts/").removesuffix(".md")
    # What is no link keeps the old name.
    assert _around(changed, stem, new, old) == _around(text, old)
    if operation.steps:
        Notebook(str(root), TODAY).undo()
    assert texts(root) == originals


def _around(text: str, *names: str) -> str:
    """Return a text without some names, however they are escaped."""
    forms = {form for name in names for form in (name, name.replace("%", "%25").replace("&lt;", "%26lt;"))}
    for chars in (" ", "[]", "()'", "&", "ë"):
        for form in sorted(forms):
            for letter in chars:
                form = form.replace(letter, "".join(f"%{byte:02X}" for byte in letter.encode()))
            forms.add(form)
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "\0")
    return text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("journals/2026_11_01.org", "* met [[Ada Byrne]]\n"),
        ("n.org", "[[file:contacts/Ada Byrne.md][Ada]]\n"),
        ("logseq/config.edn", '{:favorites ["ada byrne" "Bo"]}\n'),
        ("whiteboards/w.edn", '{:blocks ({:block/content "with [[Ada Byrne]] \\"x\\""})}\n'),
        ("d.excalidraw", '{"elements":[{"link":"[[Ada Byrne]]"}]}\n'),
        ("n.markdown", "[Ada](contacts/Ada%20Byrne.md)\n"),
    ],
)
def test_links_in_files_of_other_programs_are_named(vault: Write, path: str, text: str) -> None:
    root = vault({BYRNE: "x\n", path: text, "other.org": "Ada Byrne\n"})
    with Notebook(str(root), TODAY).write_session() as desk:
        warnings = plan_rename(desk, BYRNE, "Ada Kiln").warnings
    assert warnings == (f"1 link in 1 file can't be updated; change it yourself: {path}",)


def test_old_versions_that_logseq_keeps_stay_as_they_are(vault: Write) -> None:
    kept = {"logseq/bak/x.md": "[[Ada Byrne]]\n", "logseq/version-files/base/x.md": "[[Ada Byrne]]\n"}
    root = vault({BYRNE: "x\n", **kept})
    with Notebook(str(root), TODAY).write_session() as desk:
        operation = plan_rename(desk, BYRNE, "Ada Kiln")
    assert [step.path for step in operation.steps] == ["contacts/Ada Kiln.md"]
    assert operation.warnings == ()
