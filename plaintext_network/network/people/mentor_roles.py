"""Decides who is a mentor or a mentee, by circle or tag. Knows none of their advice."""

from plaintext_network.model.language.normalize import circle_key, name_key
from plaintext_network.model.note.facts import Facts

# The circles and tags that make somebody a mentor or a mentee.
ROLES = {"mentor": "mentor", "mentors": "mentor", "mentee": "mentee", "mentees": "mentee"}


def mentor_roles(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the roles of a contact, mentor, mentee or both, by circle or tag; each with the place that says so."""
    found: dict[str, str] = {}
    for number, circle in enumerate(facts.contact.circles if facts.contact else ()):
        if role := ROLES.get(circle_key(circle)):
            found.setdefault(role, f"{facts.path}:{facts.line('circles', number)}")
    for tag in facts.tags:
        for part in tag.split("/"):
            if role := ROLES.get(name_key(part)):
                found.setdefault(role, f"{facts.path}:{tag_line(facts, tag)}")
    return tuple(sorted(found.items(), reverse=True))


def tag_line(facts: Facts, tag: str) -> int:
    """Return the line of a tag among a note's properties, else 1, since the line of a tag in the body isn't known."""
    for number, text in enumerate(facts.texts("tags")):
        if tag in (part.strip("#/") for part in text.replace(",", " ").split()):
            return facts.line("tags", number)
    return 1
