"""Laws of merging that hold for any notes and any bytes."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plaintext_network.model.merge.conflicts.conflict_views import read_views
from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.header import ListValue, MappingValue, Value, plain_value
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.read_header import read_header
from plaintext_network.notes.source import Source
from tests.model.merge.whole_text import merge_whole_texts, merged

WORDS = st.sampled_from(["Ada", "b c", "'q # r'", '"d"', "2026-01-02", "NO", "a@x", "12:30", '"[[Ada]]"'])
SINGLES = ("role", "own", "Met-On", "snooze")
LISTS = ("tags", "emails", "knows", "my list")


def _write_list(items: list[str], form: str) -> str:
    if form == "below" and items:
        return "".join(f"\n  - {item}" for item in items)
    return f" [{', '.join(items)}]"


def _front() -> st.SearchStrategy[str]:
    singles = st.tuples(st.sampled_from(SINGLES), WORDS.map(lambda word: f" {word}"))
    forms = st.builds(_write_list, st.lists(WORDS, max_size=3), st.sampled_from(["below", "brackets"]))
    lists = st.tuples(st.sampled_from(LISTS), forms)
    comment = st.sampled_from(["", "", "", "# about {}\n", "\n", "# more about {}\n"])
    lines = st.tuples(comment, st.one_of(singles, lists))
    return st.lists(lines, min_size=1, max_size=6, unique_by=lambda line: line[1][0]).map(
        lambda all_lines: "".join(
            above.format(name) + f"{name}:{value}\n" for above, (name, value) in all_lines
        )
    )


FRONTS = _front()
NOTES = st.builds(lambda front: f"---\n{front}---\nBody\n", FRONTS)


def _values(text: str) -> dict[str, object]:
    header, problems = read_header(Source(text))
    assert not header.shadowed
    assert {problem.code for problem in problems} <= {"front-matter-empty"}
    return {p.name: _plain(p.value, p.name) for p in header.properties}


def _exact_values(text: str) -> dict[str, object]:
    return {p.name: plain_value(p.value) for p in read_header(Source(text))[0].properties}


def _plain(value: Value, name: str) -> object:
    if isinstance(value, ListValue):
        return Counter(_plain(item, name) for item in value.items)
    assert not isinstance(value, MappingValue)
    # Among people and tags, a link, a tag and a name are spellings of one value; `[[Ada]]` is another address than `Ada`.
    return value.text.strip("[]#") if name in ("knows", "tags") else value.text


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_one_changed_side_is_the_result(base: bytes, changed: bytes) -> None:
    assert merge_notes(base, changed, base, merge_whole_texts, Rules()).text == changed
    assert merge_notes(base, base, changed, merge_whole_texts, Rules()).text == changed
    assert merge_notes(base, changed, changed, merge_whole_texts, Rules()).text == changed


PIECES = st.lists(
    st.sampled_from(
        [b"---\n", b"---\r\n", b"a: 1\n", b"a:\n", b"b: [x, y]\n", b"tags:\n", b"- x\n", b"  - y # z\n", b"# c\n", b"\n", b"a: |\n", b"  t\n",
         b"\xff", b"\0", b"\xef\xbb\xbf", b"\r", b"{a: 1}\n", b"<<<<<<< x\n", b"=======\n", b"a: &x 1\n", b"b: *x\n", b"'q", b"? k\n", b"...\n"]
    ),
    max_size=9,
).map(b"".join)  # fmt: skip


@settings(max_examples=400)
@given(PIECES, PIECES, PIECES)
def test_no_bytes_are_too_odd(base: bytes, ours: bytes, theirs: bytes) -> None:
    result = merge_notes(base, ours, theirs, merge_whole_texts, Rules())
    assert result.is_by_note or result.text == merge_whole_texts(base, ours, theirs).text


@settings(max_examples=300)
@given(NOTES, NOTES, NOTES)
# One side removed a list, the other replaced its item: what it added stays.
@example(
    '---\nemails:\n  - "[[Ada]]"\n---\nBody\n',
    "---\nrole: Ada\n---\nBody\n",
    "---\nemails:\n  - Ada\n---\nBody\n",
)
# One side removed a list, the other spelled its item in another way: it is gone.
@example(
    '---\nknows:\n  - "[[Ada]]"\n---\nBody\n',
    "---\nrole: Ada\n---\nBody\n",
    "---\nknows:\n  - Ada\n---\nBody\n",
)
# One side removed a list, the other wrote its item a second time: that one stays.
@example(
    "---\ntags:\n  - Ada\n---\nBody\n", "---\nrole: Ada\n---\nBody\n", "---\ntags: [Ada, Ada]\n---\nBody\n"
)
def test_every_side_finds_its_values(base: str, ours: str, theirs: str) -> None:
    result = merged(base, ours, theirs)
    assert result.is_by_note
    views = read_views(result.text.decode(), MarkerStyle())
    assert views
    before, here, there = _values(base), _values(ours), _values(theirs)
    sides = ((_values(views.ours), here, there, theirs), (_values(views.theirs), there, here, ours))
    for view, own, other, text in sides:
        assert set(view) <= set(here) | set(there)
        for name, value in own.items():
            old = before.get(name)
            if name in LISTS and not isinstance(view.get(name), str):
                added = _items(value) - _items(old)
                assert added <= _items(view.get(name))
            elif other.get(name) == old or value == other.get(name):
                assert view[name] == value
        old_values, other_values = _exact_values(base), _exact_values(text)
        for name in set(before) - set(own):
            # A second `Ada` in a list, or `[[Ada]]` for Ada, is an addition.
            if other_values.get(name) == old_values[name]:
                assert name not in view


def _items(value: object) -> Counter[object]:
    return value if isinstance(value, Counter) else Counter()


@settings(max_examples=300)
@given(NOTES, NOTES, NOTES)
def test_the_sides_can_be_swapped(base: str, ours: str, theirs: str) -> None:
    first, second = merged(base, ours, theirs), merged(base, theirs, ours)
    assert (first.conflicts, sorted(first.properties)) == (second.conflicts, sorted(second.properties))
    here, there = (read_views(each.text.decode(), MarkerStyle()) for each in (first, second))
    assert here
    assert there
    assert _values(here.ours) == _values(there.theirs)
    assert _values(here.theirs) == _values(there.ours)
