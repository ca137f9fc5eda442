"""Takes the words of notes out of a contact's state, so that the reasons of `due` name nobody. Pure; reads no index."""

from __future__ import annotations

from collections.abc import Iterable

from plaintext_network.network.due.contact_state import ContactState, InteractionSummary


def without_talk(state: ContactState) -> ContactState:
    """Return a state without what you talked about or plan to."""
    return state._replace(interactions=_silent(state.interactions), plans=_silent(state.plans))


def without_words(state: ContactState) -> ContactState:
    """Return a state without any words but the contact's name: with days and places alone, and without changes."""
    return without_talk(state)._replace(
        promises=tuple([promise._replace(text="") for promise in state.promises]),
        yearly=tuple([one if one.text is None else one._replace(text="") for one in state.yearly]),
        introductions=tuple([introduced._replace(other="") for introduced in state.introductions]),
        changes=(),
    )


def _silent(interactions: Iterable[InteractionSummary]) -> tuple[InteractionSummary, ...]:
    return tuple([one._replace(about="") if one.about else one for one in interactions])
