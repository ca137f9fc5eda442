"""Proposes settings that fit a folder of notes, with a reason for each. Writes nothing."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from plaintext_network.errors import WriteFailed, counted
from plaintext_network.model.dates.calendar import parse_cadence, parse_day, parse_yearly
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.kinds import kind_of
from plaintext_network.model.note.properties import vocabulary
from plaintext_network.model.note.rules import DEFAULT_KINDS, KINDS, LogRules, Rules
from plaintext_network.vault import FILE
from plaintext_network.vault.adopt.daily import daily_format
from plaintext_network.vault.adopt.survey import NoteScan, glances, ignored, values_of
from plaintext_network.vault.adopt.words import (
    CONTAINERS,
    KIND_WORDS,
    PROPERTY_WORDS,
    comparable_word,
    last_word,
    parent_folders,
    writable,
)
from plaintext_network.vault.config.settings import parse_settings
from plaintext_network.vault.config.toml_table import dotted, toml_list, toml_text
from plaintext_network.vault.files.walk import walk


class Proposal(NamedTuple):
    """The text of a pnet.toml, and the reasons for it, in sentences; and whether some notes will be contacts."""

    text: str
    found: tuple[str, ...]
    has_contacts: bool = False


NEW = """\
# Settings of this vault. Every one has a default, shown here behind its #:
# take the # away to change it. `pnet config` lists what is in force.

# ignore = []                      # files and folders not to read, such as ["Templates"]

# [due]
# cadence = "never"                # for people whose notes and circles name none
# first_follow_up = "3 days"       # after meeting somebody
# reply_within = "3 days"          # after they wrote
# birthday_notice = "0 days"       # how long before the day to say so
# give_up_after = 3                # messages without an answer
# stale = "1 year"                 # promises older than this are counted, not listed

# [circles.friends]                # people with `circles: friends`
# cadence = "2 months"

# [kinds.contact]                  # which notes are people
# folders = ["contacts"]
# tags = []

# [kinds.interaction]              # which notes are meetings, calls, letters
# folders = ["interactions"]
# tags = []

# [properties]                     # your words for ours
# with = ["attendees"]

# [log]
# headings = ["Log"]               # dated lines under these, in a contact's note, are interactions

# [daily]
# format = "%Y-%m-%d"              # how daily notes are named
"""

_MORE = """
# More can be set: [due] how soon and how patient, [circles.NAME] a cadence for those in it,
# [daily] touch = "link" where every link to somebody in a daily note is a conversation.
"""

_HEAD = """\
# Settings of this vault, from what was found in it. All else has its default:
# `pnet config` lists what is in force.
"""

_LEGIBLE: dict[str, Callable[[str], object]] = {
    "cadence": parse_cadence,
    "birthday": parse_yearly,
    "last_contact": parse_day,
    "met_on": parse_day,
    "date": parse_day,
    "follow_up": parse_day,
}


_Pairs = tuple[tuple[str, tuple[str, ...]], ...]


class _Rule(NamedTuple):
    """The proposed rule for one kind."""

    folders: tuple[str, ...]
    tags: tuple[str, ...]
    types: tuple[str, ...]
    where: _Pairs


def propose(root: "str | os.PathLike[str]") -> Proposal:
    """Return settings that fit a folder, which need not exist. Raises WriteFailed if it is a file.

    In a large vault, it reads MOST_NOTES notes from all over it, and the first MOST_BYTES of each.
    """
    try:
        top = os.path.realpath(root)
    except FileNotFoundError:
        raise WriteFailed(os.fspath(root), "the working directory is gone") from None
    if os.path.lexists(top) and not os.path.isdir(top):
        raise WriteFailed(os.fspath(root), "it is not a folder")
    if not os.path.isdir(top):
        return Proposal(NEW, ("a new folder: contacts go to contacts/, interactions to interactions/",))
    everything = [file.path for file in walk(top).files]
    ignore = ignored(top, everything)
    paths = [file.path for file in walk(top, ignore).files] if ignore else everything
    if not paths:
        return Proposal(NEW, ("no notes yet: contacts go to contacts/, interactions to interactions/",))
    return _for_notes(top, paths, ignore)


def _for_notes(top: str, paths: list[str], ignore: tuple[str, ...]) -> Proposal:
    notes = glances(top, paths)
    said = []
    if len(notes) < len(paths):
        said.append(f"{len(notes):,} of {counted(len(paths), 'note')} were looked into")
    folders = _folders(paths)
    homes = {path: _home(path, folders) for path in paths}
    counts = Counter(home for home in homes.values() if home)
    rules, remarks = _rules(notes, folders, homes, counts)
    kinds = _kinds(notes, parse_settings(_text((), rules, (), (), None)).rules)
    for kind in KINDS:
        own = {folder: count for folder, count in counts.most_common() if folders[folder] == kind}
        said += _kind_found(kind, notes, own, rules.get(kind))
    if "contact" not in kinds.values():
        said.append(f"no contacts were recognised: [kinds.contact] in {FILE} says which notes are people")
    properties = _properties(notes, kinds)
    said += _without_participants(notes, kinds, properties)
    if properties:
        read = (f"{theirs} as {ours}" for ours, words in properties for theirs in words)
        said.append(f"properties: {', '.join(read)}")
    headings = _headings(notes, kinds)
    if headings:
        said.append(f"interactions: dated lines in contacts' notes under {' and '.join(headings)}")
    daily, remark = daily_format(top, paths)
    said += [remark] if remark else []
    if ignore:
        said.append(f"not read: {', '.join(f'{glob}/' for glob in ignore)}")
    text = _text(ignore, rules, properties, headings, daily)
    return Proposal(text, tuple(said + remarks), "contact" in kinds.values())


def _folders(paths: Iterable[str]) -> dict[str, str]:
    """Return the kind of each folder whose name suggests one, except folders inside another of the same kind."""
    every = dict.fromkeys(folder for path in paths for folder in parent_folders(path))
    named = {folder: KIND_WORDS[last_word(folder)] for folder in every if last_word(folder) in KIND_WORDS}
    named |= {folder: kind for kind, usual in DEFAULT_KINDS for folder in usual.folders if folder in every}
    for folder, kind in sorted(named.items()):
        if last_word(folder) in CONTAINERS and any(
            inner.startswith(f"{folder}/") and named[inner] == kind for inner in named
        ):
            del named[folder]
    kept: dict[str, str] = {}
    for folder, kind in sorted(named.items()):
        outer = next((kept[outside] for outside in parent_folders(folder) if outside in kept), None)
        if outer != kind and writable(folder):
            kept[folder] = kind
    return kept


def _home(path: str, folders: Mapping[str, str]) -> str | None:
    """Return the deepest folder around a note that has a kind."""
    return next((folder for folder in parent_folders(path) if folder in folders), None)


def _rules(
    notes: list[NoteScan],
    folders: Mapping[str, str],
    homes: Mapping[str, str | None],
    counts: Mapping[str, int],
) -> tuple[dict[str, _Rule], list[str]]:
    tags, tag_remarks = _tags(notes)
    where = _where(notes)
    types, type_remarks = _types(notes, folders, homes, _KindHints(tags, where))
    rules = {}
    for kind, usual in DEFAULT_KINDS:
        # The fullest folder first: new notes go into the first one.
        own = tuple(
            sorted((f for f, other in folders.items() if other == kind), key=lambda f: (-counts[f], f))
        )
        rule = _Rule(
            () if own == usual.folders else own,
            tuple(tag for tag, other in tags.items() if other == kind),
            tuple(word for word, other in types.items() if other == kind),
            where.get(kind, ()),
        )
        if any(rule):
            rules[kind] = rule
    return rules, tag_remarks + type_remarks


def _tags(notes: list[NoteScan]) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each tag that suggests one, and sentences about the others."""
    whole, inner = Counter[str](), Counter[str]()
    for note in notes:
        whole.update({tag for tag in map(_kind_tag, note.head_tags) if tag})
        inner.update({tag for tag in map(_kind_tag, note.inner_tags - note.head_tags) if tag})
    remarks = []
    found = {}
    for tag, count in sorted(whole.items()):
        # Body tags count too: a tag that marks single lines would turn all those notes into meetings.
        if inner[tag] * 10 > count:
            remarks.append(
                f"#{tag} marks single lines of {counted(inner[tag], 'note')}, so it doesn't show the kind of a note"
            )
        else:
            found[tag] = KIND_WORDS[last_word(tag)]
    return found, remarks


def _kind_tag(tag: str) -> str | None:
    """Return the part of a tag that suggests a kind: `people` of people/friends, all of type/person."""
    first, _, rest = tag.partition("/")
    if comparable_word(first) in ("type", "kind", "note", "is", "class") and rest:
        first = f"{first}/{rest.partition('/')[0]}"
    return first if last_word(first) in KIND_WORDS else None


class _KindHints(NamedTuple):
    """What gives a note's kind away besides its type and folder."""

    tags: Mapping[str, str]
    where: Mapping[str, _Pairs]

    def kind(self, note: NoteScan) -> str | None:
        for tag in sorted(note.head_tags):
            if kind := self.tags.get(tag.partition("/")[0], self.tags.get(tag)):
                return kind
        for kind, pairs in self.where.items():
            if all(set(values_of(note, name)) & set(words) for name, words in pairs):
                return kind
        return None


def _types(
    notes: list[NoteScan], folders: Mapping[str, str], homes: Mapping[str, str | None], telling: _KindHints
) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each unknown type; an unknown type would overrule a note's folder."""
    places: dict[str, Counter[str]] = {}
    told: dict[str, set[str | None]] = {}
    for note in notes:
        home = homes[note.path]
        for word in values_of(note, "type")[:1]:
            places.setdefault(word, Counter())[home or ""] += 1
            told.setdefault(word, set()).add(telling.kind(note))
    known = {name for _, usual in DEFAULT_KINDS for name in usual.types}
    found, remarks = {}, []
    for word, counts in sorted(places.items()):
        if word.lower() in known:
            continue
        kinds = {folders.get(home) for home in counts}
        # Without a kind's folder, a tag or property may decide, and an unknown type would overrule it.
        kinds = told[word] if kinds == {None} else kinds
        if comparable_word(word) in KIND_WORDS:
            found[word] = KIND_WORDS[comparable_word(word)]
        elif len(kinds) == 1 and (kind := kinds.pop()):
            found[word] = kind
        else:
            remarks += [
                f"type {word} makes {counted(count, 'note')} in {home}/ plain, since it occurs elsewhere too;"
                f" to read them, add {toml_text(word)} to types under [kinds.{folders[home]}]"
                for home, count in sorted(counts.items())
                if home
            ]
    return found, remarks


def _where(notes: list[NoteScan]) -> dict[str, _Pairs]:
    """Return for each kind the property that some vaults use instead of a type, and its values.

    Only one property: with several, a note would need all of them.
    """
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for note in notes:
        for key, values in note.properties.items():
            if property_key(key) in ("category", "categories", "class", "kind"):
                for value in values:
                    if kind := KIND_WORDS.get(comparable_word(value)):
                        counts.setdefault(kind, Counter())[property_key(key), value] += 1
    found: dict[str, _Pairs] = {}
    for kind, each in counts.items():
        (name, _), _ = each.most_common(1)[0]
        found[kind] = ((name, tuple(sorted(value for other, value in each if other == name))),)
    return found


def _kinds(notes: list[NoteScan], rules: Rules) -> dict[str, str]:
    """Return the kind that each note will have."""
    found = {}
    for note in notes:
        values = {property_key(key): texts for key, texts in note.properties.items()}
        tags = sorted(note.head_tags | note.inner_tags)
        found[note.path] = kind_of(note.path, values.get("type", ()), tags, values, rules)
    return found


def _properties(notes: list[NoteScan], kinds: Mapping[str, str]) -> _Pairs:
    """Return the names that notes of a kind use for our properties and that pnet doesn't know."""
    spelled: dict[tuple[str, str], Counter[str]] = {}
    values: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        known = vocabulary(kinds[note.path], ())
        for key in note.properties:
            word = property_key(key)
            meant = (ours for ours in PROPERTY_WORDS.get(word, ()) if property_key(ours) in known)
            if word not in known and (ours := next(meant, None)):
                spelled.setdefault((ours, word), Counter())[key] += 1
                values.setdefault((ours, word), []).extend(note.properties[key])
    found: dict[str, list[tuple[int, str]]] = {}
    for (ours, word), spellings in sorted(spelled.items()):
        read = _LEGIBLE.get(ours, bool)
        written = values[ours, word]
        # A property whose values mostly can't be read as ours means something else there.
        if 2 * sum(1 for value in written if read(value)) >= len(written):
            found.setdefault(ours, []).append((-spellings.total(), spellings.most_common(1)[0][0]))
    return tuple((ours, tuple(word for _, word in sorted(words))) for ours, words in found.items())


def _without_participants(notes: list[NoteScan], kinds: Mapping[str, str], properties: _Pairs) -> list[str]:
    """Return a sentence that counts the interactions without participants, since links in a text are only mentions."""
    words = {
        "with",
        *(property_key(word) for ours, theirs in properties for word in theirs if ours == "with"),
    }
    meetings = [note for note in notes if kinds[note.path] == "interaction"]
    silent = [
        note for note in meetings if note.linked and not words & set(map(property_key, note.properties))
    ]
    if not silent:
        return []
    if len(meetings) == 1:
        return [
            "the one interaction links somebody in its text and names nobody under `with`: it is nobody's touch"
        ]
    return [
        f"{len(silent):,} of {len(meetings):,} interactions link somebody in their text and name nobody under `with`: "
        "they are nobody's touch"
    ]


def _headings(notes: list[NoteScan], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the Log headings of contacts, most frequent first; empty if they are the usual ones."""
    contacts = (note for note in notes if kinds[note.path] == "contact")
    counts = Counter(heading for note in contacts for heading in note.log_headings)
    spelled: dict[str, str] = {}
    for heading, _ in counts.most_common():
        spelled.setdefault(name_key(heading), heading)
    headings = tuple(spelled.values())
    usual = {name_key(heading) for heading in LogRules().headings}
    return () if spelled.keys() <= usual else headings


# Sentences and TOML


def _kind_found(kind: str, notes: list[NoteScan], counts: Mapping[str, int], rule: _Rule | None) -> list[str]:
    """Yield at most one sentence about the notes of a kind; `counts` are per folder."""
    usual = dict(DEFAULT_KINDS)[kind].types
    written = {word.lower() for note in notes for word in values_of(note, "type")[:1]}
    types = [word for word in usual if word in written] + list(rule.types if rule else ())
    parts = [f"{counted(count, 'note')} in {folder}/" for folder, count in counts.items()]
    parts += [f"notes of type {' or '.join(types)}"] if types else []
    if rule and rule.tags:
        parts.append(f"notes tagged {' or '.join(f'#{tag}' for tag in rule.tags)}")
    parts += [f"notes whose {name} is {' or '.join(values)}" for name, values in rule.where] if rule else []
    if not parts:
        return []
    listed = ", ".join(parts[:-1]) + ", and " + parts[-1] if len(parts) > 1 else parts[0]
    return [f"{'yourself' if kind == 'me' else kind + 's'}: {listed}"]


def _text(
    ignore: tuple[str, ...],
    rules: Mapping[str, _Rule],
    properties: _Pairs,
    headings: tuple[str, ...],
    daily: str | None,
) -> str:
    tables = [f"ignore = {toml_list(ignore)}\n"] if ignore else []
    for kind, rule in rules.items():
        lists = (("types", rule.types), ("folders", rule.folders), ("tags", rule.tags))
        lines = [f"{name} = {toml_list(words)}" for name, words in lists if words]
        if rule.where:
            pairs = (f"{dotted(name)} = {toml_list(values)}" for name, values in rule.where)
            lines.append(f"where = {{ {', '.join(pairs)} }}")
        tables.append("\n".join((f"[kinds.{kind}]", *lines, "")))
    if properties:
        lines = [f"{dotted(ours)} = {toml_list(theirs)}" for ours, theirs in properties]
        tables.append("\n".join(("# Our words for yours.", "[properties]", *lines, "")))
    if headings:
        tables.append(f"[log]\nheadings = {toml_list(headings)}\n")
    if daily:
        tables.append(f"[daily]\nformat = {toml_text(daily)}\n")
    return "\n".join((_HEAD, *tables)) + _MORE
