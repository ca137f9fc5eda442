"""Merges lines that mean nothing to YAML: comments and blank lines. Knows no properties."""

from plaintext_network.model.merge.front_matter.merge_order import merge_order, merged_keys, tokens_of
from plaintext_network.notes.changed_version import changed_version
from plaintext_network.notes.source import lines_of


def merge_silent_lines(base: str, ours: str, theirs: str) -> str:
    """Merge lines of comments and blank lines: each is removed if one side removed it, and added if one side added it."""
    merged = changed_version(base, ours, theirs)
    if merged is not None:
        return merged
    before, here, there = (tokens_of(lines_of(text)) for text in (base, ours, theirs))
    order = merge_order(before, here, there, merged_keys(before, here, there))
    return "".join(str(token.value) for token in order)
