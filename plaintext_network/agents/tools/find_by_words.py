"""Finds contacts by the words of a question, in what contacts have besides names. Reads no query language."""

from collections.abc import Sequence

from plaintext_network.agents.tools.question_words import phrases
from plaintext_network.model.language.normalize import search_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import PersonSubject

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.search.query import MayShow

# The properties to look in, the likeliest first.
PROPERTIES = ("location", "circles", "role", "tags", "offers", "needs", "interests")


class FoundByWords(NamedTuple):
    """Contacts who have `words` in the property `name`."""

    name: str
    words: str
    people: Sequence[Person]


def find_by_words(
    people: Sequence[Person], question: str, may_show: "MayShow | None" = None, *, together: bool = False
) -> FoundByWords | None:
    """Return those who have all words together in one property, else those with the longest word that anybody has.

    The question may be a sentence, as in “who do I know in Leeds”. With `together`, no word counts alone. `may_show` says which texts to
    compare, given the path of their note.
    """
    values = {
        name: [(person, text) for person in people for text in PersonSubject(person).texts(name)]
        for name in PROPERTIES
    }
    keys = {name: [search_key(text) for _, text in texts] for name, texts in values.items()}
    for words in phrases(question, alone=not together):
        part = search_key(words)
        if not part:
            # A sign alone would be part of everything.
            continue
        for name, texts in values.items():
            having = (texts[at] for at, key in enumerate(keys[name]) if part in key)
            # Last, since it takes longest.
            found = {
                person.path: person
                for person, text in having
                if may_show is None or may_show(text, person.path)
            }
            if found:
                return FoundByWords(name, words, tuple(found.values()))
    return None
