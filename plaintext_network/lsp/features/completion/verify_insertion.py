"""Verifies that pnet reads an inserted link with special characters as that link. Writes none."""

from plaintext_network.lsp.features.completion.insertion import Insertion
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import parse

# What can make code, a comment or HTML of the text around it.
_UNUSUAL = late_pattern(r"[`%<>~$\\]")


def proved(insertion: Insertion | None, link: str, text: str) -> Insertion | None:
    """Return an insertion of a link into the body of a text, None if it would not be read as this link there."""
    if insertion is None or not _UNUSUAL.search(link):
        return insertion
    targets = [found.target for found in links_in(link)]
    main, others = insertion
    changed = text[: main.start] + main.text + text[main.end :]
    start = main.start
    for other in others:
        changed = changed[: other.start] + other.text + changed[other.end :]
        start += len(other.text) - (other.end - other.start)
    body = parse(changed.encode("utf-8", "surrogatepass")).body
    # The link begins with the text, with brackets before it, or with its label.
    first = start + len(main.text) - len(main.text.lstrip())
    is_read = any(
        found.span.start <= first < found.span.end and found.target in targets for found in body.links
    )
    return insertion if is_read else None
