"""Changes the text of a note at random: what people type, paste and delete, broken front matter, and odd characters."""

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.bench.edits.random_notes import EVENTS, GOALS, ORGANIZATIONS, PEOPLE

LINKS = tuple(
    form.format(name)
    for name in (*PEOPLE[:8], ORGANIZATIONS[0], EVENTS[0], GOALS[0], "Nobody Else", "contacts/Ada")
    for form in ("[[{}]]", "[[{}|they]]", "with:: [[{}]] ", "![[{}#Log]]", "[text]({}.md)", '"[[{}]]"')
)
LINES = (
    "type: contact\n", "type: me\n", "type: interaction\n", "name: Ada\n", "aliases: [Bo, Ada]\n", "private: perhaps\n",
    "birthday: 2026-02-30\n", "birthday: 12/05\n", "cadence: often\n", "status: odd\n", "follow_up: send it\n", "photo: ada.jpg\n",
    'photo: "[[Ada Lovelace.png]]"\n', "date: 01-11-2026\n", "with: Ada, Bo Chan\n", 'with: ["[[Ada]]", Nobody Else]\n',
    "knows: [Ada, Zed]\n", "knows:\n  - Bo\n  - '[[Nobody]]'\n", "direction: up\n", "planned: maybe\n", "name: [\n", "a: b: c\n",
    "<<: *a\n", "x: &a [*a, *a]\n", "tags: {a: {b: c}}\n", "\tname: x\n", "- [ ] send the map 📅 2026-02-31\n", "- [ ] call due: friday\n",
    "- 2026-11-20 coffee with [[Ada]]\n", "- 2026-13-40 coffee\n", "- tea with [[Bo]] #touch\n", "## Log\n", "## Attendees\n- [[Ada]]\n",
    "> [!note] [[Nobody]]\n", "```\n[[Ada]]\n", "%% a comment\n", "<!-- a comment\n", "-->\n", "$$\n", "---\n", "***\n", "...\n",
    "<<<<<<< HEAD\nrole: Pilot\n=======\nrole: Judge\n>>>>>>> other\n", "| a | [[Ada\\|b]] |\n|---|---|\n", "    [[indented]]\n",
    "> " * 120 + "deep\n", "- " * 120 + "deep\n", "x" * 3000 + "\n",
)  # fmt: skip
SIGNS = (
    "[[", "]]", "[", "]", "(", "{", "}", '"', "'", "`", ":", ": ", "#", "#touch", "|", "\\", "@", "&", "*", "%%", "-", "\n", "\n\n",
    "\r\n", "\r", "\t", "\0", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u202e", "\ufffd", "\xa0",
    "é", "e\u0301", "\u0301", "🎉", "👩‍👩‍👧", "🇳🇴", "𝒜", "İ", "ﬀ", "ß", "田中 さくら", "שלום", "\ud83c", "\udf89",
)  # fmt: skip
WORDS = ("met Ada", " and Bo Chan ", "Zoë Brandvold", "friday", "2026-11-20", "the engine", " ")
PLACES = ("anywhere", "line start", "line end", "front matter", "start", "end")
ENDINGS = ("\n", "\r\n", "\r")


class Change(NamedTuple):
    """Deletes `length` characters and inserts a text, at a fraction of the note from such a place on.

    With an ending, the whole note gets that line ending.
    """

    fraction: float
    place: str
    length: int
    text: str
    ending: str = ""

    def apply(self, text: str) -> str:
        """Return a text with this change."""
        if self.ending:
            return re.sub(r"\r\n|\r|\n", self.ending, text)
        at = self._offset(text)
        return text[:at] + self.text + text[at + self.length :]

    def _offset(self, text: str) -> int:
        at = int(self.fraction * len(text))
        if self.place == "line start":
            return text.rfind("\n", 0, at) + 1
        if self.place == "line end":
            end = text.find("\n", at)
            return len(text) if end < 0 else end
        if self.place == "front matter":
            starts = [m.end() for m in re.finditer("\n", text[: max(text.find("\n---", 3) + 1, 0)])]
            return starts[int(self.fraction * (len(starts) - 1))] if starts else 0
        return {"start": 0, "end": len(text)}.get(self.place, at)


def random_change(chance: Random, pasted: Sequence[str] = ()) -> Change:
    """Return a change; it may paste one of these texts."""
    kind = chance.random()
    if kind < 0.03:
        return Change(0, "start", 0, "", chance.choice(ENDINGS))
    place = chance.choice(PLACES)
    if kind < 0.2:
        return Change(chance.random(), place, chance.choice((1, 2, 5, 40, 400, 10**6)), "")
    if kind < 0.27 and pasted:
        return Change(chance.random(), place, 0, chance.choice(pasted)[:2000])
    if kind < 0.45:
        return Change(chance.random(), chance.choice(("front matter", "line start")), 0, chance.choice(LINES))
    written = chance.choice((LINKS, LINES, SIGNS, WORDS))
    return Change(chance.random(), place, chance.choice((0, 0, 0, 1, 4)), chance.choice(written))


def changes() -> st.SearchStrategy[Change]:
    """Return a strategy of changes."""
    texts = st.sampled_from(("", *WORDS, *SIGNS, *LINES, *LINKS)) | st.text(max_size=6)
    return st.builds(
        Change,
        st.floats(0, 1),
        st.sampled_from(PLACES),
        st.sampled_from((0, 0, 0, 1, 3, 30, 10**6)),
        texts,
        st.sampled_from(("",) * 30 + ENDINGS),
    )
