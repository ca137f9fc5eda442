"""Reads a vault with proposed settings, and counts what pnet finds. Proposes nothing."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.kind_rules import kind_of
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DEFAULT_KINDS, KINDS, KindRule, Rules
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.notes.note import parse
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files import read_file
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.parallel_map import Progress


class RuleCount(NamedTuple):
    """A rule as text, such as `in People/` or `tagged #person`, and how many notes it gives their kind."""

    rule: str
    notes: int


class Counts(NamedTuple):
    """The notes by kind and rule, the interactions by form, and the touches.

    `silent` counts the notes of interactions without a participant that pnet knows.
    """

    kinds: tuple[tuple[str, tuple[RuleCount, ...]], ...]
    interactions: tuple[tuple[str, int], ...]
    touches: int
    silent: int = 0

    def of(self, kind: str) -> int:
        """Return the number of notes of a kind."""
        return sum(each.notes for each in dict(self.kinds).get(kind, ()))


class Reading:
    """A vault, read with proposed settings instead of those in its pnet.toml. Stores nothing."""

    def __init__(self, root: str, today: date, rules: Rules, progress: Progress | None = None) -> None:
        self._root, self._rules = os.path.realpath(root), rules
        self.notebook = Notebook(
            self._root, today, progress, cache=False, live=False, settings=Settings(rules)
        )

    @property
    def index(self) -> Index:
        """The index of every note."""
        return self.notebook.index

    def counts(self) -> Counts:
        """Return the numbers that `pnet stats` would show, and which rule gives each note its kind."""
        stats = self.notebook.reports.stats()
        by_rule: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for facts in self.index.notes.values():
            if facts.kind in by_rule:
                by_rule[facts.kind][_rule_of(facts, self._rules)] += 1
        kinds = tuple(
            (kind, tuple(RuleCount(*pair) for pair in found.most_common())) for kind, found in by_rule.items()
        )
        return Counts(kinds, stats.interactions, stats.touches, self._silent())

    def _silent(self) -> int:
        notes = (path for path, facts in self.index.notes.items() if facts.kind == "interaction")
        return sum(not any(each.people for each in self.index.interactions.get(path, ())) for path in notes)

    def tagged_lines(self) -> int:
        """Count the lines of daily notes that are interactions."""
        return self._daily_lines(self.index)

    def linked_lines(self) -> int:
        """Count the lines of daily notes that would be interactions with `touch = "link"`."""
        linked = self._rules._replace(daily=self._rules.daily._replace(touch="link"))
        return self._daily_lines(self.index.replace(dict(self._read_again(linked))))

    def _daily_lines(self, index: Index) -> int:
        dated = (path for path, facts in index.notes.items() if facts.kind == "plain" and facts.interactions)
        return sum(bool(each.people) for path in dated for each in index.interactions.get(path, ()))

    def _read_again(self, rules: Rules) -> Iterator[tuple[str, Facts]]:
        with read_file.Reader(self._root) as reader:
            for path, facts in self.index.notes.items():
                if facts.day is None or facts.kind != "plain":
                    continue
                try:
                    yield path, read_facts(parse(reader.read(path)), path, rules)
                except (FileNotFoundError, read_file.NotRead):
                    continue


def _rule_of(facts: Facts, rules: Rules) -> str:
    """Return the rule that gives a note its kind, in words."""
    values = {property_key(name): texts for name, texts in (*facts.properties, *facts.other)}

    def gives(types: Sequence[str], tags: Sequence[str], with_values: bool, rule: KindRule) -> bool:
        only = tuple((kind, rule if kind == facts.kind else KindRule()) for kind, _ in DEFAULT_KINDS)
        there = values if with_values else {}
        return kind_of(facts.path, types, tags, there, rules._replace(kinds=only)) == facts.kind

    own = dict(rules.kinds)[facts.kind]
    for text in values.get("type", ()):
        if gives((text,), (), False, own):
            return f"of type {visible_text(text)}"
    for text, rule in _single_rules(own):
        if gives((), facts.tags, True, rule):
            return text
    return "by another type or tag"


def _single_rules(rule: KindRule) -> Iterator[tuple[str, KindRule]]:
    """Yield each rule of a kind by itself, in the order in which they decide."""
    for folder in sorted(rule.folders, key=len, reverse=True):
        yield f"in {folder.strip('/')}/", KindRule(folders=(folder,))
    for pattern in rule.names:
        yield f"named {pattern}", KindRule(names=(pattern,))
    for tag in rule.tags:
        yield f"tagged #{tag.strip('#/')}", KindRule(tags=(tag,))
    for name, wanted in rule.where:
        for value in wanted:
            yield f"whose {name} is {visible_text(value)}", KindRule(where=((name, (value,)),))
