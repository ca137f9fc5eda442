"""Offers tags: those in use, the most frequent first, and those that the settings name."""

from collections.abc import Iterator

from plaintext_network.lsp.features.completion.insertion import Change, Insertion
from plaintext_network.lsp.features.completion.make_items import Offer
from plaintext_network.lsp.features.completion.match_words import fitting
from plaintext_network.lsp.features.completion.places.place import Place
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.language.normalize import name_key
from plaintext_network.notes.tags import tags_in


def offer_tags(request: Request, place: Place) -> Iterator[Offer]:
    """Yield tags for the text after a `#`."""
    for tag in fitting(tags_in_use(request, place), place.typed):
        # With a space in it, it is a link of Logseq's.
        text = tag if next(tags_in(f"#{tag}"), None) else f"[[{tag}]]"
        yield Offer(tag, "tag", Insertion(Change(place.start, place.end, text)))


def tags_in_use(request: Request, place: Place) -> list[str]:
    """Return the tags that notes have, the most frequent first, then those of the settings. Spellings of one tag are one."""
    used, rules = request.in_use("tags", place), request.rules
    settings = (rules.log.tag, rules.tasks.filter, *(tag for _, rule in rules.kinds for tag in rule.tags))
    found: dict[str, str] = {}
    for tag in (*used, *settings):
        if bare := tag.strip("#/"):
            found.setdefault(name_key(bare), bare)
    return list(found.values())
