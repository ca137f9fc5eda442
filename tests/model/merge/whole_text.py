"""A merge by lines for tests: the version of the side that changed the text, else a conflict between the whole texts."""

from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import LineMerge, MergedNote
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.marker_style import MarkerStyle


def merge_whole_texts(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
    if ours == theirs or theirs == base:
        return LineMerge(ours, 0)
    if ours == base:
        return LineMerge(theirs, 0)
    return LineMerge(b"<<<<<<< ours\n%b=======\n%b>>>>>>> theirs\n" % (ours, theirs), 1)


_STYLE, _RULES = MarkerStyle(), Rules()


def merged(
    base: str, ours: str, theirs: str, style: MarkerStyle = _STYLE, rules: Rules = _RULES, path: str = ""
) -> MergedNote:
    return merge_notes(base.encode(), ours.encode(), theirs.encode(), merge_whole_texts, rules, style, path)


def merged_front(base: str, ours: str, theirs: str) -> str:
    """Return the merged front matter of three notes that have the same body, without its `---` lines."""
    before, here, there = (f"---\n{front}---\nBody\n" for front in (base, ours, theirs))
    result = merged(before, here, there)
    assert result.is_by_note
    text = result.text.decode()
    assert text.endswith("---\nBody\n")
    return text.removeprefix("---\n").removesuffix("---\nBody\n")
