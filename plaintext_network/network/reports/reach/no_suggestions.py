"""Says why there is nobody to introduce: nothing matches what is noted, or nothing is noted. Matches nothing itself."""

from __future__ import annotations

from plaintext_network.errors import shell_word
from plaintext_network.network.people.privacy import SuggestionView

# As many needs or offers are quoted.
_MOST = 3


def why_no_suggestions(view: SuggestionView, path: str | None) -> str | None:
    """Return why nothing was found for a contact, or for everybody; None if nobody's need is noted."""
    if path is None:
        has_needs = any(said.needs for said in view.statements.values())
        return "nothing that anybody offers matches what others need yet" if has_needs else None
    facts = view.person(path).facts
    needs, offers = facts.texts("needs"), facts.texts("offers")
    parts = [f"nobody in your notes offers what {facts.name} needs ({_some(needs)})"] if needs else []
    if offers:
        parts.append(
            f"{'nobody' if needs else 'nobody in your notes'} needs what {'they offer' if needs else f'{facts.name} offers'}"
        )
    if parts:
        return f"{', and '.join(parts)} yet"
    name = shell_word(facts.name)
    return (
        f"{facts.name}'s note has no `needs` and no `offers` yet: pnet set {name} needs --add 'a quiet room'"
    )


def _some(texts: tuple[str, ...]) -> str:
    return ", ".join(texts[:_MOST]) + (", …" if len(texts) > _MOST else "")
