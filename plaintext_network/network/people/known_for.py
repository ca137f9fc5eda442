"""Lists what you can ask a contact about: offers, role, interests, topics you discussed; each with its source."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index


class KnownFor(NamedTuple):
    """One thing. `how` is `offers`, `role`, `interests`, `tags` or `topics`; `day` is the last day you discussed it."""

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
    for name in ("offers", "role", "interests"):
        texts = (facts.contact.role,) if name == "role" and facts.contact else facts.texts(name)
        for number, text in enumerate(texts):
            if text:
                yield KnownFor(name, text, f"{facts.path}:{facts.line(name, number)}")
    written_on = {
        tag.strip("#/"): facts.line("tags", number)
        for number, text in reversed(list(enumerate(facts.texts("tags"))))
        for tag in text.replace(",", " ").split()
    }
    for tag in facts.tags:
        # For a tag in the body, only the note is known.
        yield KnownFor("tags", tag, f"{facts.path}:{written_on.get(tag, 1)}")


def known_from_topics(
    index: Index, rules: Rules, today: date, wanted: Callable[[str], bool] | None = None
) -> dict[str, list[KnownFor]]:
    """Return the topics of interactions, or the wanted ones, by contact: each once, with its last day. A crowd doesn't count."""
    keys: dict[str, str] = {}
    last: dict[str, dict[str, KnownFor]] = {}
    for passed in index.all_interactions():
        if not passed.topics or passed.day > today or passed.is_newsletter(rules) or passed.is_crowd(rules):
            continue
        for said in passed.topics:
            text = said[0]
            if text not in keys:
                keys[text] = name_key(text) if wanted is None or wanted(text) else ""
            if key := keys[text]:
                about = KnownFor("topics", text, passed.at(said), passed.day)
                for person in passed.people:
                    last.setdefault(person, {})[key] = about
    return {path: list(topics.values()) for path, topics in last.items()}
