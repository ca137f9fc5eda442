"""What a note says about its sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.contact_notes.source_block import SourceBlock, block_text, read_blocks
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse
from tests.exchange.note_trips import facts_beside_properties

BLOCK = SourceBlock(
    "My phone",
    "urn:uuid:1",
    "2026-11-24",
    "5a8f79f5d3427789",
    ("TEL;TYPE=CELL:1", "X-FOO:a\\nb"),
    ("aa", "bb"),
)
WRITTEN = """```vcard
X-PNET-SOURCE;ID="urn:uuid:1";DAY=2026-11-24;DIGEST=5a8f79f5d3427789;NOTE=aa,bb:My phone
TEL;TYPE=CELL:1
X-FOO:a\\nb
```
"""


def test_a_block_is_code_that_begins_with_its_source() -> None:
    assert block_text(BLOCK) == WRITTEN
    assert read_blocks(f"Text.\n\n{WRITTEN}") == (BLOCK,)


@pytest.mark.parametrize(
    "text",
    [
        f"- a\n- b\n\n{WRITTEN}\n\nmore",
        f"- {WRITTEN.replace(chr(10), chr(10) + '  ')}",
        WRITTEN.replace("\n", "\r\n"),
        WRITTEN.rstrip(),
        f"~~~\n```vcard\nX-PNET-SOURCE:forged\n~~~\n{WRITTEN}",
    ],
)
def test_a_block_is_found_wherever_a_note_has_it(text: str) -> None:
    assert read_blocks(text) == (BLOCK,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no block",
        "```vcard\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n```\n",
        "```text\nX-PNET-SOURCE:x\n```vcard\n",
        "````markdown\n```vcard\nX-PNET-SOURCE:x\n```\n````\n",
        "```vcard\nX-PNET-SOURCE:never closed\n",
        "```vcard\n```\nX-PNET-SOURCE:x\n",
    ],
)
def test_other_code_is_no_source_block(text: str) -> None:
    assert read_blocks(text) == ()


LINE = st.text(st.sampled_from(list("`~ab \\u{}<%\t\x1b\u2028\u202e:;=[]#-é")), min_size=1, max_size=30)


@given(st.lists(LINE, max_size=4), LINE)
def test_any_raw_lines_read_back_and_add_no_fact(lines: list[str], id_: str) -> None:
    block = SourceBlock("phone", id_, "2026-11-24", "0" * 16, tuple(lines))
    text = f"---\ntype: person\n---\nMine.\n\n{block_text(block)}"
    assert read_blocks(text) == (block,)
    assert "<%" not in text
    facts = read_facts(parse(text.encode()), "contacts/Ada.md", Rules())
    assert facts_beside_properties(facts) == []
