"""The proof refuses front matter that doesn't say what both sides wanted."""

import pytest

from plaintext_network.model.merge.front_matter.front_parts import Front, split_front
from plaintext_network.model.merge.front_matter.front_proof import proves_front
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.marker_style import MarkerStyle

BASE = "# top\nrole: x\ncity: x\ntags: [a, b]\nbio: |\n  one\n  two\nown: 1\n"
OURS = "# top\nrole: y\ncity: y\ntags: [a, b, o]\nbio: |\n  ONE\n  two\n# ours\nown: 1\n"
THEIRS = "# top\nrole: z\ncity: x\ntags: [a, t]\nbio: |\n  one\n  TWO\nown: 2 # two\n"
RIGHT = (
    "# top\n<<<<<<< ours\nrole: y\n=======\nrole: z\n>>>>>>> theirs\n"
    "city: y\ntags: [a, o, t]\nbio: |\n  ONE\n  TWO\n# ours\nown: 2 # two\n"
)


def is_proved(merged: str, body: str = "Body\n") -> bool:
    base, ours, theirs = (_front(text) for text in (BASE, OURS, THEIRS))
    return proves_front(base, ours, theirs, f"---\n{merged}---\n", body, Rules(), MarkerStyle())


def _front(text: str) -> Front:
    front = split_front(f"---\n{text}---\n")
    assert front
    return front


def test_what_both_sides_wanted_is_proved() -> None:
    assert is_proved(RIGHT)
    assert is_proved(RIGHT.replace("tags: [a, o, t]", "tags:\n- t\n- '#o'\n- a"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("city: y\n", "city: x\n"),
        ("city: y\n", ""),
        ("city: y\n", "city: y\nCity: y\n"),
        ("city: y\n", "city: y\nlocation: y\n"),
        ("city: y\n", "city: y\nnew: y\n"),
        ("city: y\n", "city: y\ncity: y\n"),
        ("city: y\n", "location: y\n"),
        ("[a, o, t]", "[a, o]"),
        ("[a, o, t]", "[a, b, o, t]"),
        ("[a, o, t]", "[a, o, t, t]"),
        ("[a, o, t]", "a"),
        ("  ONE\n", "  one\n"),
        ("  TWO\n", ""),
        ("  TWO\n", "  TWO\n  TWO\n"),
        ("own: 2", "own: 1"),
        ("# ours\n", ""),
        ("# ours\n", "# ours\n# ours\n# ours\n"),
        (" # two", ""),
        ("role: y\n=======\nrole: z\n", "role: z\n=======\nrole: y\n"),
        ("role: y\n=======\nrole: z\n", "role: y\n=======\nrole: y\n"),
        ("role: y\n=======\nrole: z\n", "role: y\n=======\nrole: 'z'\n"),
        ("role: y\n=======\nrole: z\n", "role: y\n=======\n"),
        ("<<<<<<< ours\nrole: y\n=======\nrole: z\n>>>>>>> theirs\n", "role: y\n"),
        ("<<<<<<< ours\nrole: y\n=======\nrole: z\n>>>>>>> theirs\n", ""),
        ("=======\n", ""),
        (">>>>>>> theirs\n", ""),
        ("city: y\n", "<<<<<<< ours\ncity: y\n=======\ncity: x\n>>>>>>> theirs\n"),
        ("own: 2 # two\n", "---\nown: 2 # two\n"),
        ("own: 2 # two\n", "own: [2 # two\n"),
    ],
)
def test_anything_else_is_refused(old: str, new: str) -> None:
    assert old in RIGHT
    assert not is_proved(RIGHT.replace(old, new))
