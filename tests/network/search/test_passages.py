"""A note's passages: what of it can be found by meaning, and on which line."""

import pytest

from plaintext_network.network.search.passages import MOST_WORDS, passages

NOTE = """\
---
name: Ada Lovelace
aliases: [Countess]
birthday: 1815-12-10
role: Mathematician
offers:
  - patience with "numbers"
  - "[[Analytical engine|the engine]]"
interests: [horses, flying machines]
cadence: monthly
emails: ada@example.org
---
# Our friendship began early

She explained **loops** to me,
twice, and [wrote it down](https://example.org/loops).
> She never laughs at a question.

```
print("not a passage")
```
%% nor is this %%

## Log
- 2026-11-18 call: talked about horses [got:: a tip for the races] #touch
- [ ] send her the proofs 📅 2026-12-01
- [[2026-11-01]] met at [[Royal Society|the Society]] [direction:: in] ^abc
- https://example.org/x
---
1. One more thing to ask
"""


def test_the_passages_of_a_note() -> None:
    assert [(one.line, one.text) for one in passages(NOTE)] == [
        (5, "role: Mathematician"),
        (7, "offers: patience with numbers"),
        (8, "offers: the engine"),
        (9, "interests: horses, flying machines"),
        (13, "Our friendship began early"),
        (15, "She explained loops to me, twice, and wrote it down. She never laughs at a question."),
        (25, "call: talked about horses ; got a tip for the races"),
        (26, "send her the proofs"),
        (27, "met at the Society"),
        (30, "One more thing to ask"),
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_any_line_ends_a_line(newline: str) -> None:
    assert passages(NOTE.replace("\n", newline)) == passages(NOTE)


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "Seven words make up each of these."
    found = passages("\n".join([sentence] * 30))
    assert {one.line for one in found} == {1}
    assert " ".join(one.text for one in found) == " ".join([sentence] * 30)
    assert all(one.text.endswith("these.") and len(one.text.split()) <= MOST_WORDS for one in found)


def test_a_sentence_without_end_is_cut_all_the_same() -> None:
    found = passages("again " * 400)
    assert sum(len(one.text.split()) for one in found) == 400
    assert max(len(one.text.split()) for one in found) == MOST_WORDS


@pytest.mark.parametrize(
    "text",
    ["", "\n", "---\n", "---\nname: Ada\n---\n", "- \n* \n>\n", "```\nopen code", "Hm.", "- 2026-11-18\n"],
)
def test_a_note_that_says_too_little_has_none(text: str) -> None:
    assert passages(text) == ()


@pytest.mark.parametrize(
    "text", ["---\nrole: Singer\nno end", "~~~\na b\n```\nc d\n~~~\ntwo words", "a\n\n---\ntwo words"]
)
def test_odd_notes_have_the_passages_that_are_left(text: str) -> None:
    assert len(passages(text)) == 1
