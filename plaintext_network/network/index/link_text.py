"""Chooses the text of a link: the shortest link to a note, and a link's new text after a rename. Pure."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from plaintext_network.errors import EditRefused
from plaintext_network.model.language.normalize import bare_target, name_key, stem_of, without_ending
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.page_names import page_names
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.names import ALIAS, NAME, SIGNLESS, STEM, Names, page_keys
from plaintext_network.network.index.reference_link import LINKED_KINDS
from plaintext_network.notes.links import links_in

# Characters that would end a link or its target.
_NOT_IN_A_LINK = re.compile(r'[\[\]|#^\r\n*"<>]')
# Markdown links escape the others.
_NOT_IN_MARKDOWN = re.compile(r"[\r\n]")


class LinkStyle(NamedTuple):
    """How a vault writes links: as Markdown or as `[[…]]`, and how much of a note's path. The paths are Obsidian's words."""

    markdown: bool = False
    path: Literal["shortest", "relative", "absolute"] = "shortest"


def link_to(
    names: Names,
    facts: Facts,
    source: str,
    *,
    people: bool,
    style: LinkStyle = LinkStyle(),  # noqa: B008
    label: str = "",
) -> str:
    """Return a link from one note to another: by file name if that is unambiguous, else by name or path.

    `people` is true where the link names a person. A style of paths is followed where the link then leads there. Raises
    EditRefused if no link can lead there.
    """
    # Where people are named contacts come first, for us; a link that leads there without that leads there for everybody.
    for among in dict.fromkeys((False, people)):
        for target in _targets(facts, source, style):
            if not _leads(names, target, source, facts.path, people=among):
                continue
            if facts.page not in ("", facts.stem):
                # Logseq has no label within a link.
                return f"[[{target}]]" if label in ("", facts.name, target) else f"[{label}]([[{target}]])"
            if not style.markdown:
                link = _wiki(target, label or (facts.stem if style.path != "shortest" else ""))
            elif stem_of(target) == facts.stem:
                link = _markdown(target, label or facts.name)
            else:
                # Other programs don't find a name that is not a file name.
                continue
            if _is_read(link, target):
                return link
    raise EditRefused(f"no link can lead to {facts.path}; rename its file first")


def _targets(facts: Facts, source: str, style: LinkStyle) -> Iterator[str]:
    """Yield possible targets, the vault's own form first."""
    if facts.page not in ("", facts.stem):
        # Logseq knows such a page by its name alone.
        yield facts.page
        return
    whole = without_ending(facts.path)
    if style.path == "absolute":
        yield whole
    elif style.path == "relative":
        yield posixpath.relpath(whole, posixpath.dirname(source) or ".")
    yield from (facts.stem, facts.name, whole)


def _wiki(target: str, label: str) -> str:
    return f"[[{target}]]" if label in ("", target) else f"[[{target}|{label}]]"


# What ends a Markdown link's target, and what a percent sign would change.
_ESCAPED = re.compile(r"[\s%()<>\"'#?\\\[\]^|`]")


def _markdown(target: str, label: str) -> str:
    escaped = _ESCAPED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)
    shown = label.replace("[", "(").replace("]", ")")
    return f"[{shown}]({escaped}.md)"


def _is_read(link: str, target: str) -> bool:
    """Return whether a text is read as one link to a target: `[[Ada.png]]` is a picture, and a backslash belongs to the bar after it."""
    found = next(links_in(link), None)
    return found is not None and found.span == (0, len(link)) and without_ending(found.target) == target


def _leads(names: Names, target: str, source: str, path: str, *, people: bool, wiki: bool = True) -> bool:
    unusable = _NOT_IN_A_LINK if wiki else _NOT_IN_MARKDOWN
    if not target or target != target.strip() or unusable.search(target):
        return False
    return _found(names, target, source, people=people) == path


def _found(names: Names, target: str, source: str, *, people: bool) -> str | None:
    return names.resolve(Ref(target, 1, 1, 0), source, people=people).path


class Move(NamedTuple):
    """A note's new path or name, and the names of all notes before and after.

    With `in_graph`, a graph of Logseq's has the note: each tag is a link to the page of that name.
    """

    old: Facts
    new: Facts
    before: Names
    after: Names
    in_graph: bool = False

    def target(self, target: str, source: str, *, people: bool, wiki: bool = True) -> str | None:
        """Return the new target of a link, in the form the link has; None if it needs no change.

        A Markdown link (not `wiki`) stays a path: from the vault's root, or from its own note's folder.

        Raises EditRefused if no link can lead there.
        """
        if _found(self.before, target, source, people=people) != self.old.path:
            return None
        place = self.new.path if source == self.old.path else source
        leads = _found(self.after, target, place, people=people) == self.new.path
        if leads and (self._by_alias(target) or self._says_the_same(target)):
            return None
        ending = target[-3:] if target[-3:].lower() == ".md" else ""
        is_path = not wiki or target.startswith("/")
        paths: Iterable[str] = self._paths(target, source, place) if is_path else ()
        for candidate in (*paths, *self._candidates(bare_target(target), place)):
            if _leads(self.after, candidate, place, self.new.path, people=people, wiki=wiki):
                return candidate + ending
        raise EditRefused(f"pnet can't update the link “{target}” to {self.new.path}", source)

    def _ranks(self, key: str) -> set[int]:
        return {rank for rank, path in self.before.table.get(key, ()) if path == self.old.path}

    def _by_alias(self, target: str) -> bool:
        ranks = set() if "/" in target else self._ranks(name_key(bare_target(target)))
        return bool(ranks) and ranks <= {ALIAS, SIGNLESS}

    def _says_the_same(self, target: str) -> bool:
        """Return whether a link uses the part that didn't change: the stem if only the name did, or the reverse."""
        if self._is_page(target):
            return name_key(self.old.page) == name_key(self.new.page)
        ranks = set() if "/" in target else self._ranks(name_key(bare_target(target)))
        stems, names = self.old.stem == self.new.stem, self.old.name == self.new.name
        if "/" in target or STEM in ranks:
            return stems and self.old.path == self.new.path
        return names if NAME in ranks else False

    def _paths(self, target: str, source: str, place: str) -> Iterator[str]:
        """Yield the new path of a Markdown link that is a path, counted from where the old one counts."""
        new, here = without_ending(self.new.path), posixpath.dirname(place)
        if target.startswith("/"):
            yield f"/{new}"
        bare, old = without_ending(target), without_ending(self.old.path)
        from_note = posixpath.normpath(posixpath.join(posixpath.dirname(source), bare))
        if name_key(from_note) == name_key(old):
            relative = posixpath.relpath(new, here or ".")
            yield f"./{relative}" if target.startswith("./") else relative
        elif "/" in target and name_key(bare) == name_key(old):
            yield new

    def _is_page(self, target: str) -> bool:
        """Return whether a link has the name of the old page, as Logseq writes it."""
        return bool(self.new.page) and name_key(bare_target(target)) in page_keys(self.old)

    def _candidates(self, target: str, source: str) -> Iterator[str]:
        """Yield possible targets of a link, the one closest to its old form first."""
        if self._is_page(target):
            dotted = page_names(self.old.path)[1:]
            if name_key(bare_target(target)) in map(name_key, dotted):
                yield from page_names(self.new.path)[1:]
            yield self.new.page
        folder, slash, last = target.rpartition("/")
        here = posixpath.dirname(source)
        if slash:
            if posixpath.dirname(self.old.path) == posixpath.dirname(self.new.path):
                yield f"{folder}/{self.new.stem}"
            if target.startswith("."):
                yield posixpath.relpath(without_ending(self.new.path), here or ".")
        elif STEM in self._ranks(name_key(last)):
            yield self.new.stem
        else:
            yield self.new.name
        yield from _targets(self.new, source, LinkStyle())

    @property
    def renames_tags(self) -> bool:
        """Return whether tags name the page."""
        is_page = "/" in self.old.page or (self.in_graph and self.old.kind != "plain")
        return is_page and self.new.page not in ("", self.old.page)

    def tag(self, text: str) -> str | None:
        """Return the new text of a tag that names a page of Logseq's; None if it stays.

        Outside of a graph, only a tag with a namespace does. The tag of a plain page, such as `#person`, may be a mark.
        """
        if not self.renames_tags:
            return None
        return self.new.page if name_key(text) == name_key(self.old.page) else None

    def is_person(self, typed: str, source: str) -> bool:
        """Return whether a bare text was a person's name before the move."""
        return self.before.is_person(Ref(typed, 1, 1, 0, None), source)

    def name(self, typed: str, source: str) -> str | None:
        """Return the new form of a bare name in a property that names people; None if it needs no change."""
        return self._bare(typed, source, people=True)

    def reference(self, name: str, typed: str, source: str) -> str | None:
        """Return the new form of a bare name in a property that names notes of the moved one's kind; None if it stays."""
        is_of_kind = LINKED_KINDS.get(name) == self.old.kind
        return self._bare(typed, source, people=False) if is_of_kind else None

    def _bare(self, typed: str, source: str, *, people: bool) -> str | None:
        target = self.target(typed, source, people=people)
        if target is None:
            return None
        place = self.new.path if source == self.old.path else source
        by_name = _found(self.after, self.new.name, place, people=people) == self.new.path
        return self.new.name if by_name else stem_of(target) if "/" not in target else target
