"""Compares versions of one note: what changed in its properties, Log entries and tasks. Reads no file and no history."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note import properties
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.notes.note import Note, parse

PROPERTY, LOG, TASKS = "property", "log", "tasks"
_NOT_COMPARED = UNREADABLE | {"conflict-marker", "too-large", "only-zeros"}


class Difference(NamedTuple):
    """One thing that differs between two versions of a note.

    `kind` is `property`, `log` or `tasks`. A property with one value has `old` and `new`, each None if it is not set.
    A list has what was `added` and `removed`, and so do Log entries and tasks, each with its line as a reader sees it.
    `done` are the tasks that were ticked.
    """

    kind: str
    property: str | None
    old: str | None = None
    new: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


class Version(NamedTuple):
    """What one version of a note says: the values of each property, Log entries and tasks, and which of these are open."""

    properties: Mapping[str, tuple[str, ...]]
    log: Counter[str]
    tasks: Counter[str]
    open_tasks: Counter[str]

    @property
    def closed(self) -> Counter[str]:
        """The tasks that are ticked or cancelled."""
        return self.tasks - self.open_tasks


class VersionReader:
    """Reads versions of the note at one path, under the rules and the kind that it has now."""

    def __init__(self, path: str, kind: str, rules: Rules) -> None:
        self._path, self._kind, self._rules = path, kind, rules

    @cached_property
    def _words(self) -> dict[str, properties.PropertyDefinition]:
        return properties.own_identifiers(self._kind, self._rules)

    def read(self, content: bytes) -> Version | None:
        """Return what a version says; None if its properties can't be read, or it contains an unsettled conflict."""
        note = parse(content)
        if any(found.code in _NOT_COMPARED for found in note.problems):
            return None
        facts = read_facts(note, self._path, self._rules)
        found: dict[str, tuple[str, ...]] = {}
        for name, texts in (*facts.properties, *facts.other):
            row = self._words.get(property_key(name))
            # The first name wins, as in a note: a kind that changed may have given it another meaning.
            shown = tuple(" ".join(text.split()) for text in map(visible_text, texts) if text.strip())
            if shown:
                found.setdefault(row.name if row else name, shown)
        if facts.tags:
            found["tags"] = facts.tags
        return Version(found, _log(note, facts), *_tasks(facts))

    def differences(
        self, before: Sequence[Version], after: Version, base: Version | None = None
    ) -> Iterator[Difference]:
        """Yield what a version changes. One that merges several changes what does not follow from them and their `base`.

        Without a base, it changes what none of them says.
        """
        yield from self._properties(before, after, base)
        added, removed = _changed([one.log for one in before], after.log, base and base.log)
        if added or removed:
            yield Difference(LOG, None, added=added, removed=removed)
        added, removed = _changed([one.tasks for one in before], after.tasks, base and base.tasks)
        ticked, _ = _changed([one.closed for one in before], after.closed, base and base.closed)
        done = tuple(text for text in ticked if text not in added)
        if added or removed or done:
            yield Difference(TASKS, None, added=added, removed=removed, done=done)

    def _properties(
        self, before: Sequence[Version], after: Version, base: Version | None
    ) -> Iterator[Difference]:
        keys: dict[str, str] = {}
        for version in (after, *before):
            for name in version.properties:
                keys.setdefault(property_key(name), name)
        order = {property_key(name): at for at, name in enumerate(properties.property_names(self._kind))}
        for key in sorted(keys, key=lambda key: order.get(key, len(order))):
            old, new = [_texts(version, key) for version in before], _texts(after, key)
            origin = None if base is None else _texts(base, key)
            row = self._words.get(key)
            if (row and row.many) or len(new) > 1 or any(len(texts) > 1 for texts in old):
                counted = [Counter(texts) for texts in old]
                added, removed = _changed(counted, Counter(new), None if origin is None else Counter(origin))
                if added or removed:
                    yield Difference(PROPERTY, keys[key], added=added, removed=removed)
            elif (replaced := _replaced(old, new, origin)) is not None:
                first = replaced[0] if replaced else None
                yield Difference(PROPERTY, keys[key], first, new[0] if new else None)


def _replaced(
    old: Sequence[tuple[str, ...]], new: tuple[str, ...], base: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """Return the value that another one replaces, if any.

    If both sides of a merge had changed it, the merge chose one of their values and replaced the other.
    """
    if base is None or len(old) < 2:
        return None if new in old or not (old or new) else (old[0] if old else ())
    changed = [value for value in old if value != base]
    others = [value for value in changed or [base] if value != new]
    # One side alone changed it, or both in the same way.
    return others[0] if others and (new not in changed or len(set(changed)) > 1) else None


def _texts(version: Version, key: str) -> tuple[str, ...]:
    return next((texts for name, texts in version.properties.items() if property_key(name) == key), ())


def _changed(
    before: Sequence[Counter[str]], after: Counter[str], base: Counter[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was added to lists and removed from them.

    A merge is expected to add to the base what any side added, and to remove what any side removed. Without a base, it adds what
    no side has, and removes what every side has.
    """
    most, least = Counter[str](), before[0].copy() if before else Counter[str]()
    for one in before:
        most |= one
        least &= one
    if base is not None and len(before) > 1:
        removed = Counter[str]()
        for one in before:
            removed |= base - one
        most = least = (most | base) - removed
    return tuple((after - most).elements()), tuple((least - after).elements())


def _log(note: Note, facts: Facts) -> Counter[str]:
    source = note.visible_source if note.body.hidden else note.source
    lines = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers = [one.line for one in facts.interactions if one.form in ("log", "daily")]
    return Counter(_shown(lines[number - 1]) for number in numbers if number <= len(lines))


def _shown(line: str) -> str:
    return " ".join(visible_text(line.strip().lstrip("-*+# ")).split())


def _tasks(facts: Facts) -> tuple[Counter[str], Counter[str]]:
    texts = [(" ".join(task.text.split()), task.open) for task in facts.tasks]
    return Counter(text for text, _ in texts), Counter(text for text, is_open in texts if is_open)
