"""Suggests the command that keeps an earlier organization in the property `former`. Runs nothing."""

from plaintext_network.errors import shell_word
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.same_value import is_same_organization
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.visible_text import visible_text


def keep_former(facts: Facts, old: str, rules: Rules) -> str | None:
    """Return the command for an organization that a contact had; None if it is still theirs, or already a former one."""
    if facts.contact is None or not old.strip():
        return None
    synonyms = Synonyms.of(rules.profile.synonyms)
    noted = (facts.contact.organization or "", *facts.contact.former)
    if any(is_same_organization(visible_text(old), one, synonyms) for one in noted if one):
        return None
    return f"pnet set {shell_word(facts.name)} former --add {shell_word(old)}"
