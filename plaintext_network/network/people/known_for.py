"""Lists what you can ask a contact about: offers, role, interests, topics you discussed; each with its source."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.talks import Talk, talks


class KnownFor(NamedTuple):
    """One thing. `how` is `needs`, `offers`, `role`, `interests`, `tags` or `topics`; `day` is the last day you discussed it."""

    how: str
    text: str
    source: str
    day: date | None = None

    @property
    def says(self) -> str:
        """Return it as part of a sentence."""
        if self.how == "topics":
            return f"you talked about {self.text} on {self.day}"
        word = {"interests": "likes", "tags": "tagged", "role": "is"}.get(self.how, self.how)
        return f"{word} {self.text}"


def known_from_note(facts: Facts) -> Iterator[KnownFor]:
    """Yield a contact's offers, role, interests and tags."""
    return (KnownFor(how, text, f"{facts.path}:{line}") for how, text, line in lines_of_known(facts))


def lines_of_known(facts: Facts) -> Iterator[tuple[str, str, int]]:
    """Yield the property, the text and the line of each of a contact's offers, role, interests and tags."""
    for name in ("offers", "role", "interests"):
        texts = (facts.contact.role,) if name == "role" and facts.contact else facts.texts(name)
        for number, text in enumerate(texts):
            if text:
                yield name, text, facts.line(name, number)
    written_on = {
        tag.strip("#/"): facts.line("tags", number)
        for number, text in reversed(list(enumerate(facts.texts("tags"))))
        for tag in text.replace(",", " ").split()
    }
    for tag in facts.tags:
        # For a tag in the body, only the note is known.
        yield "tags", tag, written_on.get(tag, 1)


def known_from_topics(
    index: Index, rules: Rules, today: date, wanted: Callable[[str], bool] | None = None
) -> dict[str, list[KnownFor]]:
    """Return the topics of interactions, or the wanted ones, by contact: each once, with its last day. A crowd doesn't count."""
    keys: dict[str, str] = {}
    found: dict[str, list[KnownFor]] = {}
    for path, fields in talks(index, rules).items():
        last: dict[str, KnownFor] = {}
        for talk in map(Talk._make, fields):
            if talk.crowd or talk.day > today.toordinal():
                continue
            for text, line in talk.topics:
                if text not in keys:
                    keys[text] = name_key(text) if wanted is None or wanted(text) else ""
                if key := keys[text]:
                    last[key] = KnownFor("topics", text, f"{talk.path}:{line}", date.fromordinal(talk.day))
        if last:
            found[path] = list(last.values())
    return found
