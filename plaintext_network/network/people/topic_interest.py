"""Finds what in somebody's note says that a topic interests them. Knows no notes."""

from collections.abc import Callable
from functools import cache

from plaintext_network.model.language.keywords import find_keywords
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.terms import CONTEXT, Terms, find_terms, term_beginnings
from plaintext_network.network.people.topics_of import about_topic


def interest_in(topic: str) -> Callable[[str, str], bool]:
    """Return a test of a property and its text: whether somebody who says so would like to read about a topic.

    They would if the text is about it, as for `about_topic`, in words of any form: a photographer likes photography. They
    would not if the text is about something else: as “a cello for a child” is not about children, nor “German law” about
    German.
    """
    wanted = find_terms(topic)
    is_about_it = about_topic(topic)
    beginnings = term_beginnings(wanted)
    # Of “better speeches”, a text about speeches has not every word.
    has_only_terms = len(find_keywords(topic).written) == sum(not term.compound for term in wanted.words)

    @cache
    def is_interested(how: str, text: str) -> bool:
        if is_about_it(text):
            return not _is_aside(wanted, find_terms(text, how == "role"), how)
        folded = fold(text)
        if not has_only_terms or not any(beginning in folded for beginning in beginnings):
            return False
        terms = find_terms(text, how == "role")
        return _has_all(wanted, terms) and not _is_aside(wanted, terms, how)

    return is_interested


def _has_all(wanted: Terms, terms: Terms) -> bool:
    stems = {term.stem for term in terms.words}
    return all(term.stem in stems for term in wanted.words) and any(term.telling for term in wanted.words)


def _is_aside(wanted: Terms, terms: Terms, how: str) -> bool:
    """Return whether a text has the words of a topic, but is about something else."""
    found = {term.stem: term for term in terms.words}
    languages = {term.stem.removesuffix(" speak") for term in wanted.words if term.stem.endswith(" speak")}
    if languages and not terms.translated and languages & found.keys():
        return True
    if how not in ("needs", "role"):
        return False
    shared = [found[term.stem] for term in wanted.words if term.stem in found]
    return bool(shared) and all(term.part <= CONTEXT and not term.telling for term in shared)
