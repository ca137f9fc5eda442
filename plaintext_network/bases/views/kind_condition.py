"""Writes the condition that is true for the notes of one kind: by type, folder, tag and property, as pnet decides it.

`model/note/kinds` decides what kind a note is. A formula can't say all of it: see `exceptions` for what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import translate

from plaintext_network.bases.evaluation.vault_file import composed
from plaintext_network.bases.views.conditions import (
    Condition,
    all_of,
    any_of,
    literal,
    none_of,
    pattern,
    reference,
    text,
    texts,
)
from plaintext_network.bases.views.vault_words import VaultWords
from plaintext_network.model.language.normalize import without_ending
from plaintext_network.model.note.rules import KINDS, KindRule
from plaintext_network.vault.files.ignore import is_left_out

# Notes that only describe their folder.
_INDEX_NOTES = ("readme", "index", "moc")
# A name that begins with a day, a week or a month.
_DATED = pattern(r"^(19|20)\d\d([-_. ]|\d\d\d\d)", "")


class KindConditions:
    """The conditions for one vault."""

    def __init__(self, words: VaultWords) -> None:
        self.words, self.rules = words, words.rules

    def notes(self) -> tuple[Condition, ...]:
        """Return the conditions for every note that pnet reads."""
        folders = self.words.template_folders()
        templates = [f"!file.inFolder({text(folder)})" for folder in folders]
        named = (self.rules.templates.contact, self.rules.templates.interaction)
        paths = [f"{without_ending(path.strip('/'))}.md" for path in named if path]
        files = [
            f"file.path != {text(path)}"
            for path in paths
            if not is_left_out(path, self.rules.ignore)
            and not path.startswith(tuple(f"{folder}/" for folder in folders))
        ]
        ignored = [condition for glob in self.rules.ignore if (condition := self._ignored(glob))]
        return tuple(dict.fromkeys(('file.ext == "md"', *ignored, *templates, *files)))

    def of(self, kind: str, but: Sequence[str] = (), also: Sequence[str] = ()) -> Condition:
        """Return the condition for the notes of a kind, without those at the paths `but`, and with those `also`."""
        usual = all_of(
            *self.notes(),
            any_of(self._by_type(kind), all_of(*self._without_type(), any_of(*self._without(kind)))),
            *(f"file.path != {text(composed(path))}" for path in but),
        )
        return any_of(usual, *(f"file.path == {text(composed(path))}" for path in also))

    # Types

    def _by_type(self, kind: str) -> Condition | None:
        names = self.words.type_names()
        found = [_has_any(name, self.words.types(name, kind)) for name in names]
        classes = [
            _has_any(name, values)
            for name in self.words.class_names()
            if (values := self.words.types(name, kind))
        ]
        own = any_of(*found) if any(found) else None
        if not classes:
            return own
        return any_of(own, all_of(*self._without_type(), any_of(*classes)))

    def _without_type(self) -> Iterable[Condition]:
        """Yield the conditions for a note that has no type: one with an unknown type is of no kind."""
        return [f"!{reference(name)}" for name in self.words.type_names()]

    # Folders and marks

    def _without(self, kind: str) -> Iterable[Condition]:
        """Yield the conditions by which a note without a type is one of a kind."""
        by_folder = [self._in_folder(folder, kind) for folder in self.words.folders(kind)]
        if by_folder:
            yield all_of(any_of(*by_folder), *self._no_index(kind))
        if marks := list(self._marks(kind)):
            yield all_of(*self._outside(), any_of(*marks))

    def _in_folder(self, folder: str, kind: str) -> Condition:
        deeper = [
            other
            for each in KINDS
            for other in self.words.folders(each)
            if each != kind and other.startswith(f"{folder}/")
        ]
        return all_of(
            f"file.inFolder({text(folder)})", none_of(*(f"file.inFolder({text(each)})" for each in deeper))
        )

    def _no_index(self, kind: str) -> Iterable[Condition]:
        """Yield the conditions for a note that describes no folder."""
        folders = [folder.rpartition("/")[2].lower() for folder in self.words.folders(kind)]
        names = tuple(dict.fromkeys((*_INDEX_NOTES, *folders)))
        yield '!file.basename.startsWith("_")'
        yield f"![{texts(names)}].contains(file.basename.lower())"

    def _outside(self) -> Iterable[Condition]:
        folders = [
            folder
            for kind in KINDS
            for folder in self.words.folders(kind)
            if folder in self.words.all_folders
        ]
        if outside := none_of(*(f"file.inFolder({text(folder)})" for folder in dict.fromkeys(folders))):
            yield outside

    def _marks(self, kind: str) -> Iterable[Condition]:
        """Yield the conditions by a file's name, its tags, and the `where` rule."""
        rule = dict(self.rules.kinds)[kind]
        for name in rule.names:
            yield f"{_name_pattern(name)}.matches(file.path)"
        if tags := self.words.tags(kind):
            tagged = f"file.hasTag({texts(tags)})"
            yield all_of(tagged, *self._no_journal()) if kind == "contact" else tagged
        if rule.where:
            yield self._where(rule)

    def _no_journal(self) -> Iterable[Condition]:
        yield f"!{_DATED}.matches(file.basename)"

    def _where(self, rule: KindRule) -> Condition:
        return all_of(
            *(
                any_of(*(_has_any(written, values) for written, values in self.words.values(name, wanted)))
                for name, wanted in rule.where
            )
        )

    # Ignored files

    def _ignored(self, glob: str) -> Condition | None:
        """Return the condition for what a glob of `ignore` doesn't leave out."""
        wanted = composed(glob.removeprefix("./").strip("/"))
        if not wanted:
            return None
        anywhere = "/" not in wanted and not glob.removeprefix("./").startswith("/")
        if not set(wanted) & set("*?["):
            here = [
                folder
                for folder in sorted(self.words.all_folders)
                if _is_at(folder, wanted, anywhere=anywhere)
            ]
            if here:
                return (
                    all_of(*(f"!file.inFolder({text(folder)})" for folder in here))
                    if len(here) == 1
                    else none_of(*(f"file.inFolder({text(folder)})" for folder in here))
                )
            if not anywhere:
                return f"file.path != {text(wanted)}"
        start = "(^|/)" if anywhere or wanted.startswith("**/") else "^"
        return f"!{pattern(start + _glob(wanted.removeprefix('**/')) + '(/|$)', '')}.matches(file.path)"


def _is_at(folder: str, wanted: str, *, anywhere: bool) -> bool:
    return folder == wanted or (anywhere and folder.endswith(f"/{wanted}"))


def _has_any(name: str, values: Sequence[tuple[str, bool]]) -> str | None:
    """Return the condition that a property has one of some values; those that are links are compared as links."""
    if not values:
        return None
    shown = ", ".join(f"link({text(value)})" if is_link else text(value) for value, is_link in values)
    return f"list({reference(name)}).containsAny({shown})"


def _glob(glob: str) -> str:
    """Return a glob as a part of a regular expression of JavaScript."""
    in_python = translate(glob)
    # Python writes `(?s:…)\Z` around it, and `*` atomically since 3.12.
    inner = in_python.removeprefix("(?s:").removesuffix(r")\Z").removesuffix(r")\z")
    if set(glob) & set("[") or "(?" in inner:
        return "".join(
            ".*" if letter == "*" else "." if letter == "?" else literal(letter) for letter in glob
        )
    return inner.replace("\\/", "/")


def _name_pattern(name: str) -> str:
    """Return a pattern of file names as a regular expression for a path; `___` separates levels in Logseq."""
    levels = [level for level in without_ending(name).replace("___", "/").split("/") if level]
    parts = [
        "".join("[^/]*" if c == "*" else "[^/]" if c == "?" else literal(c) for c in level)
        for level in levels
    ]
    return pattern("(^|/|___)" + "(/|___)".join(parts) + r"\.md$")
