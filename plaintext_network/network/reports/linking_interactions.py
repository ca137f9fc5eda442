"""Finds the interactions whose text links a note: a Log line, a daily line, a note of an interaction. Reports nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView


class LinkingInteraction(NamedTuple):
    """An interaction, the path of a note that its text links, and the `path:line` of the link."""

    interaction: DatedInteraction
    linked: str
    place: str


def naming_notes(view: SuggestionView, paths: Collection[str]) -> dict[str, set[str]]:
    """Return the notes that may refer to these, by path, each with those it may mean."""
    found: dict[str, set[str]] = {}
    for path in paths:
        for source in view.notes_naming(path):
            found.setdefault(source, set()).add(path)
    return found


def links_to(
    view: SuggestionView, interaction: DatedInteraction, wanted: Collection[str]
) -> Iterator[LinkingInteraction]:
    """Yield the notes among `wanted` that an interaction's text links: its whole note, or its own line."""
    for ref in view.links_in(interaction):
        note = view.resolve(ref, interaction.path, people=False).note
        if note is not None and note.path in wanted:
            yield LinkingInteraction(interaction, note.path, f"{interaction.path}:{ref.line}")


def interactions_linking(view: SuggestionView, paths: Collection[str]) -> Iterator[LinkingInteraction]:
    """Yield the interactions that link these notes, oldest first, planned ones last; without newsletters, each once for a note."""
    sources = naming_notes(view, paths)
    for interaction in (*view.interactions_of(sources), *view.plans_in(sources)):
        if interaction.is_newsletter(view.rules):
            continue
        seen: set[str] = set()
        for found in links_to(view, interaction, sources[interaction.path]):
            if found.linked not in seen:
                seen.add(found.linked)
                yield found
