"""A stranger's text stays text, and reads back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.inert_text import (
    escaped_line,
    plain_text,
    quoted,
    quotes_in,
    text_digest,
)
from plaintext_network.notes.note import parse
from tests.exchange.note_trips import facts_beside_properties, hostile_texts

SIGNS = st.text(st.sampled_from(list("ab \\u{}[]<%`~#-*+.1>:$&;x^()\n\t\x1b\u2028=|A/!_é")), max_size=40)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \n Lovelace\t", "Ada Lovelace"),
        ("e\u0301", "é"),
        ("[[Ada]]", "[ [Ada] ]"),
        ("[Ada](contacts/Ada.md)", "[Ada] (contacts/Ada.md)"),
        ("[1]: contacts/Ada.md", "[1] : contacts/Ada.md"),
        ("<% tp.file.title %>", "< % tp.file.title %>"),
        ("{{title}}", "{ {title}}"),
        ("((62b1))", "( (62b1))"),
        ("a\u202egpj\u200b.exe", "agpj.exe"),
        ("bell\x07", "bell"),
        ("C# [beta] (old) 50%", "C# [beta] (old) 50%"),
    ],
)
def test_a_property_gets_plain_text(text: str, shown: str) -> None:
    assert plain_text(text) == shown


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Likes tea, and horses.", "Likes tea, and horses."),
        ("- apples", "- apples"),
        ("1. first", "1. first"),
        ("C# costs $5 (50%)", "C# costs $5 (50%)"),
        ("https://example.org/#a_b", "https://example.org/#a_b"),
        (r"C:\Users\x", r"C:\Users\x"),
        ("- [ ] pay me", r"\- \[ ] pay me"),
        ("* TODO pay", r"\* TODO pay"),
        ("- 2026-11-01 call: hi", r"\- 2026-11-01 call: hi"),
        ("see [[Ada]] #touch", r"see \[\[Ada]] \#touch"),
        ("due:: 2026-01-01", r"due:\: 2026-01-01"),
        ("## Log", r"\#\# Log"),
        ("---", r"\---"),
        ("<% x %>", r"<\% x %>"),
        ("%% hidden %%", r"%\% hidden %\%"),
        ("<!-- x", r"\<!-- x"),
        ("```", r"\`\`\`"),
        ("text ^abc", r"text \^abc"),
        (r"\[[x]]", r"\\\[\[x]]"),
    ],
)
def test_only_what_would_mean_more_gets_a_backslash(line: str, written: str) -> None:
    assert escaped_line(line) == written


@given(st.lists(SIGNS, min_size=1, max_size=3))
def test_quoted_texts_read_back_exactly(texts: list[str]) -> None:
    note = f"Mine.\n\n{quoted(texts, 'My phone')}\n\n> Mine, too.\n"
    assert [text for source, text in quotes_in(note) if source == "My phone"] == texts


@given(SIGNS)
def test_a_quoted_text_adds_no_fact(text: str) -> None:
    note = f"---\ntype: person\n---\nMine.\n\n{quoted([text], 'phone')}\n"
    facts = read_facts(parse(note.encode()), "contacts/Ada.md", Rules())
    assert facts_beside_properties(facts) == []
    assert [name for name, _ in facts.properties] == ["type"]


@pytest.mark.parametrize("text", hostile_texts())
def test_a_hostile_text_adds_no_fact(text: str) -> None:
    note = f"---\ntype: person\n---\nMine.\n\n{quoted([text], 'phone')}\n\n## Log\n- 2026-01-02 call: x\n"
    facts = read_facts(parse(note.encode("utf-8", "replace")), "contacts/Ada.md", Rules())
    assert facts_beside_properties(facts) == [*facts.interactions]
    assert [str(found.day) for found in facts.interactions] == ["2026-01-02"]


def test_blanks_and_unicode_form_make_no_other_note() -> None:
    assert text_digest("Café\n au lait ") == text_digest("Cafe\u0301 au lait")
    assert text_digest("Café") != text_digest("Cafe")
