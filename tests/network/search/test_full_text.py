"""Which notes are found, in which order, and the line that shows why."""

import tracemalloc
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.normalize import fold
from plaintext_network.network.search.excerpt import LINE
from plaintext_network.network.search.full_text import (
    SearchableNote,
    SearchResult,
    rank,
    searchable,
)
from plaintext_network.network.search.tokens import folded
from tests.conftest import index_of


def search(query: str, notes: Mapping[str, str], limit: int | None = None) -> tuple[SearchResult, ...]:
    facts = index_of(notes).notes
    return rank(query, (searchable(facts[path], notes[path]) for path in notes), limit)


def paths(query: str, notes: Mapping[str, str], limit: int | None = None) -> list[str]:
    return [hit.path for hit in search(query, notes, limit)]


def shown(query: str, text: str) -> str | None:
    """Return the line that is shown of a note, the words in brackets."""
    (hit,) = search(query, {"notes/a.md": text})
    if hit.shown is None:
        return None
    parts, at = [], 0
    for start, end in hit.spans:
        parts += [hit.shown[at:start], "[", hit.shown[start:end], "]"]
        at = end
    return f"{hit.line}: {''.join(parts)}{hit.shown[at:]}"


def found(query: str, text: str) -> bool:
    return bool(search(query, {"notes/a.md": text}))


NOTES = {
    "contacts/Ada Lovelace.md": """---
aliases: [Countess]
role: Analyst
tags: [math]
---
She likes trains.
""",
    "contacts/Bo.md": "---\norganization: Lovelace & Co\n---\nOf the engine, twice: engine.\n",
    "notes/engines.md": "The engine that Ada wrote of.\n\nAn engine, the engine, engines and Ada Lovelace.\n",
    "notes/other.md": "Nothing of note.\n",
}


def test_all_words_must_occur_somewhere_in_a_note() -> None:
    assert paths("ada engine", NOTES) == ["notes/engines.md"]
    assert paths("countess trains math", NOTES) == ["contacts/Ada Lovelace.md"]
    assert paths("ada submarine", NOTES) == []
    assert paths("", NOTES) == paths('""', NOTES) == paths(" \u0301 ", NOTES) == []


def test_a_name_comes_before_a_property_and_a_property_before_any_number_in_the_text() -> None:
    notes = {
        "notes/1.md": "ada " * 1000,
        "notes/2.md": "---\ntopic: ada\n---\n" + "ada " * 1000,
        "notes/3.md": "---\ntopic: ada\n---\n",
        "notes/4.md": "---\naliases: Ada\n---\n" + "filler " * 1000,
    }
    assert paths("ada", notes) == ["notes/4.md", "notes/2.md", "notes/3.md", "notes/1.md"]


def test_a_contact_comes_slightly_before_another_note() -> None:
    notes = {"a.md": "the engine\n", "contacts/b.md": "the engine\n", "notes/c.md": "engine engine\n"}
    assert paths("engine", notes) == ["notes/c.md", "contacts/b.md", "a.md"]


def test_a_rarer_word_weighs_more() -> None:
    notes = {f"notes/{n}.md": "common" for n in range(9)}
    notes |= {"notes/a.md": "common common rare", "notes/b.md": "common rare rare"}
    assert paths("common rare", notes) == ["notes/b.md", "notes/a.md"]


def test_a_short_note_comes_before_a_long_one() -> None:
    assert paths("engine", {"a.md": "engine " + "filler " * 50, "b.md": "engine"}) == ["b.md", "a.md"]


def test_ties_are_in_the_order_of_their_paths_and_the_limit_counts_notes() -> None:
    notes = {f"notes/{letter}.md": "engine" for letter in "dbca"}
    assert paths("engine", notes) == ["notes/a.md", "notes/b.md", "notes/c.md", "notes/d.md"]
    assert paths("engine", notes, 2) == ["notes/a.md", "notes/b.md"]
    assert paths("engine", notes, 0) == []


@pytest.mark.parametrize(
    ("query", "text", "yes"),
    [
        ("eng", "the engine", True),
        ("gine", "the engine", False),
        ("ENGINE", "the engine", True),
        ("zoe", "Zoë", True),
        ("zoë", "ZOE", True),
        ("lukasz", "Łukasz", True),
        ("strasse", "Straße", True),
        ("brien", "Seán O’Brien", True),
        ("o'brien", "Seán O’Brien", True),
        ("case", "snake_case", True),
        ("touch", "#touch", True),
        ("#touch", "a #touch", True),
        ("ada@", "<ada@example.org>", True),
        ("11-20", "2026-11-20", True),
        ("c++", "likes C++ best", True),
        ("a.c", "abc", False),
        ("engine", "---\nengine: x\n---\n", False),
        ("x", "---\nengine: x\n---\n", True),
        ('"the engine"', "see the  Engine", True),
        ('"the engine"', "the\nengine", True),
        ('"engine the"', "the engine", False),
        ('"the engi"', "the engine", True),
        ("“the engine”", "the old engine", False),
        ('"the engine', "engine of the", True),
        ("さくら", "田中さくらと話した", True),
        ("中さ", "田中さくら", True),
        ("tower", "東京tower", True),
        ("สวัสดี", "ขอสวัสดีครับ", True),
        ("회사", "우리회사", True),
        ("न", "हिन्दी", False),
        ("हिन्दी", "भाषा हिन्दी।", True),
        ("שלום", "בשלום", False),
        ("שלום", "שָׁלוֹם", True),
        ("engine", "---\nbad: [\n---\nengine\n", True),
        ("wheel", "---\nbad: [wheel\n---\nengine\n", True),
        ("wheel", "---\nan unclosed wheel\n", True),
    ],
)
def test_a_word_is_looked_for_where_words_begin(query: str, text: str, yes: bool) -> None:
    assert found(query, text) is yes


@pytest.mark.parametrize(
    ("query", "text", "line"),
    [
        ("engine", "one\n\n  The engine runs. \n", "3: The [engine] runs."),
        ("engine", "one\r\nthe engine\r\n", "2: the [engine]"),
        ("engine", "one\rthe engine\rtwo", "2: the [engine]"),
        ("ada engine", "Ada.\nThe engine of Ada.\nengine\n", "2: The [engine] of [Ada]."),
        ("ada engine", "an Ada\nan engine\n", "1: an [Ada]"),
        ("analyst", "---\nrole: Analyst\n---\nHello\n", "2: role: [Analyst]"),
        ("a ad ada", "Ada", "1: [Ada]"),
        ("zoe", "met Zoë’s cat", "1: met [Zoë]’s cat"),
        ("zoe", "met Zoe\u0308\u0308 x", "1: met [Zoe\u0308\u0308] x"),
        ("zoe", "met Zoe\u0308", "1: met [Zoe\u0308]"),
        ("strasse", "die Straße dort", "1: die [Straße] dort"),
        ("stras", "die Straße dort", "1: die [Straß]e dort"),
        ("さくら", "田中さくらと", "1: 田中[さくら]と"),
        ('"the engine"', "of the  engine, the engine", "1: of [the  engine], [the engine]"),
        ('"the engine"', "of the \nengine the", "1: of [the]"),
        ("engine", "", None),
    ],
)
def test_the_line_that_shows_it(query: str, text: str, line: str | None) -> None:
    if line is None:
        hit = search(query, {"notes/engine.md": text})[0]
        assert (hit.line, hit.shown, hit.spans) == (None, None, ())
    else:
        assert shown(query, text) == line


def test_a_long_line_is_cut_near_its_first_word() -> None:
    text = "x " * 500 + "engine " + "y " * 500 + "engine"
    (hit,) = search("engine", {"a.md": text})
    assert hit.shown is not None
    assert len(hit.shown) == LINE
    assert [hit.shown[start:end] for start, end in hit.spans] == ["engine"]
    (hit,) = search("engine", {"a.md": "x " * 500 + "engine"})
    assert hit.shown is not None
    assert (len(hit.shown), hit.shown[-6:]) == (LINE, "engine")
    (hit,) = search("engine", {"a.md": "engine" + " x" * 500})
    assert hit.shown is not None
    assert (len(hit.shown), hit.spans) == (LINE, ((0, 6),))


WORDS = "word " * 60


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        # A link that begins too early, or ends too late, is left out.
        (
            f"{WORDS}[an early label](https://example.org/{'x' * 30}) and an engine {WORDS}",
            "and an engine",
            "",
        ),
        (f"{WORDS}[[An early page {'x' * 40}|label]] and an engine {WORDS}", "and an engine", ""),
        (f"{WORDS}![[early {'x' * 50}.png]] and an engine {WORDS}", "and an engine", ""),
        (f"{WORDS}[![alt]({'i' * 40})]({'j' * 40}) and an engine {WORDS}", "and an engine", ""),
        (f"engine {'y ' * 105}[a late label](https://example.org) {WORDS}", "", "y y"),
        (f"engine {'y ' * 105}![late]({'x' * 8_000}) {WORDS}", "", "y y"),
        (f"engine {'y ' * 110}[[A late page]] {WORDS}", "", "y y"),
        # A link with the word is whole.
        (f"{WORDS}[{'x ' * 40}engine](https://example.org) {WORDS}", "[x x x", ""),
        (f"{WORDS}[label](https://{'x' * 150}/engine/{'x' * 60}) {WORDS}", "[label](", ""),
        # Of a link that is too long, the label alone is shown.
        (f"{WORDS}[the engine here](https://example.org/{'x' * 300}) {WORDS}", "the engine here", "here"),
        (f"{WORDS}[the](https://example.org/engine{'x' * 300}) {WORDS}", "", "xxx"),
        # No links.
        (f"{WORDS}[ an engine ]( {'y ' * 300}", "", "y y"),
        (f"{WORDS}[[ an engine {'y ' * 300}", "", "y y"),
    ],
)
def test_no_link_is_cut(line: str, begins: str, ends: str) -> None:
    (hit,) = search("engine", {"a.md": line})
    assert hit.shown is not None
    assert len(hit.shown) <= LINE
    assert hit.shown in line
    assert (hit.shown[: len(begins)], hit.shown[len(hit.shown) - len(ends) :]) == (begins, ends)
    assert [hit.shown[start:end] for start, end in hit.spans] == ["engine"]


def test_a_line_of_many_links_takes_no_longer() -> None:
    line = "[[a]] [b](c) " * 100_000 + "engine " + "[[a]] [b](c) " * 100_000
    (hit,) = search("engine", {"a.md": line})
    assert hit.shown is not None
    assert (hit.shown[:6], hit.shown[-6:]) == ("[b](c)", "[b](c)")


def test_a_hit_tells_the_note() -> None:
    hit = search("countess", NOTES)[0]
    assert hit[:3] == ("contacts/Ada Lovelace.md", "Ada Lovelace", "contact")
    assert (hit.line, hit.shown, hit.spans) == (2, "aliases: [Countess]", ((10, 18),))
    assert hit.score > 0


def test_the_stem_is_a_name_too() -> None:
    text = searchable(index_of({"contacts/al.md": "---\nname: Ada\n---\n"}).notes["contacts/al.md"], "")
    assert text == SearchableNote("contacts/al.md", "contact", "Ada", ("al",), (), "")


def test_a_text_is_asked_for_once_and_not_kept() -> None:
    asked: list[int] = []

    def texts() -> Iterator[SearchableNote]:
        for number in range(300):

            def text(number: int = number) -> str:
                asked.append(number)
                return "engine " + "filler " * 5_000

            yield SearchableNote(f"{number:03}.md", "plain", "", (), (), text)

    rank("engine", texts())
    tracemalloc.start()
    hits = rank("engine", texts(), 3)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [hit.path for hit in hits] == ["000.md", "001.md", "002.md"]
    assert asked == [*range(300), *range(300)]
    # The texts are 10 MB.
    assert peak < 1_000_000


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["engine", "Ada", " ", "\n", "\r\n", "é", "e\u0301", "ß", "田", "が", '"', "’", "ﬁ"]),
        st.just("---\n"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_folding_goes_line_by_line_and_character_by_character(text: str) -> None:
    assert folded(text) == fold(text).replace("’", "'")
    assert fold(text) == "".join(map(fold, text))
    assert folded(text).count("\n") == text.count("\n")


@given(PIECES, PIECES)
def test_any_text_is_searched_for_any_words(query: str, text: str) -> None:
    for hit in rank(query, [SearchableNote("a.md", "plain", "", (), None, text)]):
        assert hit.line is not None
        assert hit.shown is not None
        line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[hit.line - 1]
        assert hit.shown in line
        ends = [place for span in hit.spans for place in span]
        assert ends == sorted(ends)
        assert hit.spans
        assert all(0 <= start < end <= len(hit.shown) for start, end in hit.spans)


@given(PIECES, st.data())
def test_a_word_of_a_text_finds_it_and_is_what_is_marked(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if word.isascii() and word.isalnum()]
    if words:
        word = data.draw(st.sampled_from(words))
        (hit,) = rank(word, [SearchableNote("a.md", "plain", "", (), None, text)])
        assert hit.shown is not None
        assert fold(word) in [fold(hit.shown[start:end])[: len(word)] for start, end in hit.spans]


@given(st.permutations(sorted(NOTES)))
def test_the_answer_does_not_depend_on_the_order_of_the_texts(order: list[str]) -> None:
    assert search("engine|of", NOTES) == search("engine|of", {path: NOTES[path] for path in order})
    assert search("the engine", NOTES) == search("the engine", {path: NOTES[path] for path in order})


@pytest.mark.parametrize(
    "query",
    ["+442079460018", "0044 20 7946 0018", '"+44 20 7946 0018"', "020 7946 0018", "tel:+44-20-79460018"],
)
@pytest.mark.parametrize(
    "written",
    ["+44 20 7946 0018", "tel:+442079460018", "+44 (0)20 7946-0018", "(020) 7946 0018", "0044.20.79460018"],
)
def test_a_telephone_number_is_found_by_its_digits(query: str, written: str) -> None:
    notes = {
        "contacts/Ada.md": f"---\nphone: '{written}'\n---\n",
        "contacts/Bo.md": "---\nphone: +44 20 7946 00181\n---\n2079460019\n",
    }
    assert paths(query, notes) == ["contacts/Ada.md"]
