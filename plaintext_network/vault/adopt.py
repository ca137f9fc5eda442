"""Owns the first pnet.toml of a folder: proposes settings that fit what is there. Touches no other file."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from plaintext_network.errors import AlreadyThere, WriteFailed
from plaintext_network.model.dates import parse_cadence, parse_day, parse_yearly
from plaintext_network.model.fields import vocabulary
from plaintext_network.model.kinds import kind_of
from plaintext_network.model.names import fold, name_key, property_key
from plaintext_network.model.rules import DEFAULT_KINDS, KINDS, DailyRules, LogRules, Rules
from plaintext_network.problems import shortened
from plaintext_network.vault import files
from plaintext_network.vault.settings import FILE, day_patterns, dotted, parse, toml_list, toml_text

MOST_NOTES = 2000
MOST_BYTES = 65_536


class Proposal(NamedTuple):
    """The text of a pnet.toml, and what it rests on, in plain sentences."""

    text: str
    found: tuple[str, ...]


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

_HEAD = """\
# Settings of this vault, from what was found in it. All else has its default:
# `pnet config` lists what is in force.
"""

# Folders, tags and types that people use, as `_word` gives them.
_WORDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "contact": """contact contacts person persons people human humans crm kontakt kontakte personen leute
            menschen contacto contactos persona personas personne personnes addressbook address-book
            adressbuch rolodex""",
        "interaction": """interaction interactions meeting meetings meeting-note meeting-notes call calls
            activity activities call-notes 1-1 1-1s 1on1 1on1s one-on-one one-on-ones conversation
            conversations catch-up catch-ups besprechung besprechungen treffen gesprach gesprache
            reunion reunions reuniones""",
        "organization": """organization organizations organisation organisations company companies org orgs
            firm firms firma firmen unternehmen employer employers empresa empresas entreprise
            entreprises""",
        "event": """event events conference conferences meetup meetups konferenz konferenzen veranstaltung
            veranstaltungen""",
    }.items()
    for word in words.split()
}
# A folder of this name is a container where a folder of people is within it.
_CONTAINERS = ("crm",)
_TEMPLATES = ("template", "templates", "vorlage", "vorlagen", "plantillas", "modeles")
_LOGS = """log logs contact-log interaction-log history contact-history interaction-history interactions
    timeline touchpoints conversations meetings calls activity journal verlauf historie chronik gesprache"""

# Other people's words for our properties, as `property_key` gives them.
_FOREIGN: dict[str, str] = {
    word: ours
    for ours, words in {
        "name": "fullname",
        "emails": "mail mails emailaddress",
        "phones": "mobile tel telephone cell cellphone phonenumber telefon mobil handy",
        "links": "website websites web homepage linkedin twitter github",
        "organization": "employer org worksat workplace firma unternehmen arbeitgeber",
        "role": "job jobtitle position beruf",
        "location": "lives livesin basedin wohnort ort",
        "birthday": "bday birthdate dateofbirth dob born geburtstag",
        "circles": "group groups",
        "cadence": """frequency contactfrequency contactinterval contactevery stayintouch keepintouch
            reachout interval""",
        "met_on": "datemet firstmet",
        "met_at": "wheremet metwhere placemet howwemet",
        "met_through": "introducedby metvia referredby",
        "interests": "hobbies likes",
        "last_contact": """lastcontacted lastcontactdate lastcontactedon lasttouch lastspoke lastspoken
            lasttalked lastmet lastseen letzterkontakt""",
        "with": "attendees attendee participants participant people teilnehmer anwesende asistentes",
        "date": "when day datum",
        "channel": "medium via",
        "topics": "subject subjects agenda themen",
        "place": "location where venue",
    }.items()
    for word in words.split()
}
_LEGIBLE: dict[str, Callable[[str], object]] = {
    "cadence": parse_cadence,
    "birthday": parse_yearly,
    "last_contact": parse_day,
    "met_on": parse_day,
    "date": parse_day,
}


_Pairs = tuple[tuple[str, tuple[str, ...]], ...]


class _Note(NamedTuple):
    """What a quick look at one note tells: nothing here is parsed, only scanned by line."""

    path: str
    properties: Mapping[str, tuple[str, ...]]
    head_tags: frozenset[str]
    inner_tags: frozenset[str]
    log_headings: tuple[str, ...]


class _Rule(NamedTuple):
    """What is proposed for one kind."""

    folders: tuple[str, ...]
    tags: tuple[str, ...]
    types: tuple[str, ...]
    where: _Pairs


def propose(root: "str | os.PathLike[str]") -> Proposal:
    """Look at a folder, which need not exist, and return settings that fit it. Raise WriteFailed for a file.

    Of a large vault, MOST_NOTES notes spread over it are looked into, and the first MOST_BYTES of each.
    """
    try:
        top = os.path.realpath(root)
    except FileNotFoundError:
        raise WriteFailed(os.fspath(root), "the working directory is gone") from None
    if os.path.lexists(top) and not os.path.isdir(top):
        raise WriteFailed(os.fspath(root), "it is not a folder")
    if not os.path.isdir(top):
        return Proposal(NEW, ("a new folder: contacts go to contacts/, interactions to interactions/",))
    ignore = _ignored(top)
    paths = [file.path for file in files.walk(top, ignore).files]
    if not paths:
        return Proposal(NEW, ("no notes yet: contacts go to contacts/, interactions to interactions/",))
    return _for_notes(top, paths, ignore)


def _for_notes(top: str, paths: list[str], ignore: tuple[str, ...]) -> Proposal:
    notes = _looked_into(top, paths)
    said = []
    if len(notes) < len(paths):
        said.append(f"{len(notes):,} of {len(paths):,} notes were looked into")
    folders = _folders(paths)
    homes = {path: _home(path, folders) for path in paths}
    counts = Counter(home for home in homes.values() if home)
    rules, remarks = _rules(notes, folders, homes, counts)
    kinds = _kinds(notes, parse(_text((), rules, (), (), None)).rules)
    for kind in KINDS:
        own = {folder: count for folder, count in counts.most_common() if folders[folder] == kind}
        said += _kind_found(kind, notes, own, rules.get(kind))
    if "contact" not in kinds.values():
        said.append(f"no contacts were recognised: [kinds.contact] in {FILE} says which notes are people")
    properties = _properties(notes, kinds)
    if properties:
        read = (f"{theirs} as {ours}" for ours, words in properties for theirs in words)
        said.append(f"properties: {', '.join(read)}")
    headings = _headings(notes, kinds)
    if headings:
        said.append(f"interactions: dated lines in contacts' notes under {' and '.join(headings)}")
    daily, remark = _daily(top, paths)
    said += [remark] if remark else []
    if ignore:
        said.append(f"not read: {', '.join(f'{glob}/' for glob in ignore)}")
    return Proposal(_text(ignore, rules, properties, headings, daily), tuple(said + remarks))


def write(root: "str | os.PathLike[str]", text: str) -> str:
    """Make the vault's pnet.toml, and its folder where that is missing; return the file's path.

    Raise AlreadyThere where there is one, whatever it holds, and WriteFailed where the system refuses.
    """
    folder = os.path.realpath(root)
    target = os.path.join(folder, FILE)
    made: list[str] = []
    try:
        _make_folders(folder, made)
        _create(folder, target, text.encode())
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise WriteFailed(os.fspath(root), "it is not a folder") from error
        raise AlreadyThere(target) from error
    except OSError as error:
        for folder in reversed(made):
            # Somebody may have put something there meanwhile.
            with suppress(OSError):
                os.rmdir(folder)
        raise WriteFailed(target, str(error.strerror)) from error
    return target


def _make_folders(folder: str, made: list[str]) -> None:
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        os.mkdir(each)
        made.append(each)


def _create(folder: str, target: str, content: bytes) -> None:
    """Write a file that does not exist yet, whole or not at all."""
    if os.path.lexists(target):
        raise FileExistsError(target)
    # A link fails where the name is taken, which a rename would not.
    draft = os.path.join(folder, f".{FILE}.{os.urandom(4).hex()}.tmp")
    _write_new(draft, content)
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no hard links.
        _write_new(target, content)
    finally:
        os.unlink(draft)
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows opens no folder.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: str, content: bytes) -> None:
    unlinked = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | unlinked, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise


# What is there


def _ignored(top: str) -> tuple[str, ...]:
    """Return the folders that hold no notes of their own: templates, and Logseq's backups."""
    named = [
        _json(top, ".obsidian/templates.json").get("folder"),
        _json(top, ".obsidian/plugins/templater-obsidian/data.json").get("templates_folder"),
    ]
    folders = [name.strip("/") for name in named if isinstance(name, str)]
    with suppress(OSError):
        folders += sorted(name for name in os.listdir(top) if _word(name) in _TEMPLATES)
    if os.path.isfile(os.path.join(top, "logseq", "config.edn")):
        folders.append("logseq")
    within = (name for name in folders if name and name[0] != "." and "/." not in name and _writable(name))
    there = dict.fromkeys(name for name in within if os.path.isdir(os.path.join(top, name)))
    return tuple(re.sub(r"([*?[])", r"[\1]", name) for name in there)


def _json(top: str, path: str) -> dict[str, object]:
    # Late: only a folder that is adopted needs it.
    import json

    try:
        value = json.loads(_content(top, path))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _content(top: str, path: str) -> str:
    """Return the beginning of a file as text, empty where it can't be read."""
    try:
        return files.read(top, path, MOST_BYTES)[:MOST_BYTES].decode("utf-8-sig", "replace")
    except (FileNotFoundError, files.NotRead):
        return ""


def _looked_into(top: str, paths: list[str]) -> list[_Note]:
    step = max(1, -(-len(paths) // MOST_NOTES))
    return [_scan(path, _content(top, path)) for path in paths[::step]]


_KEY = re.compile(r"""(?:"([^"]+)"\s?|'([^']+)'\s?|([^\s#"'\[\]{}:,&*?|>%@`-][^:#]{0,80})):(?:\s+(.*))?""")
_ITEM = re.compile(r"\s*-\s+(.*)")
_DATED = re.compile(r"\s*[-*+][ \t]+(?:\*\*|__|\[\[)?\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
_TAG = re.compile(r"(?<!\S)#([^\s#,;.:!?()\[\]\"'`]*[^\W\d_][^\s#,;.:!?()\[\]\"'`]*)")


def _scan(path: str, text: str) -> _Note:
    lines = re.split("\r\n|\r|\n", text)
    head, body = _parted(lines)
    properties = _scanned(head)
    head_tags, inner_tags = set[str](), set[str]()
    for key, values in properties.items():
        if property_key(key) in ("tag", "tags"):
            head_tags.update(values)
    headings: dict[str, None] = {}
    heading, fenced = "", False
    for line in body:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        if line.startswith("#") and line.lstrip("#")[:1] in (" ", "\t"):
            heading = line.strip("#*_: \t")
            heading = heading if _word(heading) in _LOGS.split() else ""
        elif heading and _DATED.match(line):
            headings[heading] = None
        if "#" in line:
            tags = _TAG.findall(line)
            # A line of nothing but tags speaks of the note, as the front matter does.
            (head_tags if tags and not _TAG.sub("", line).strip() else inner_tags).update(tags)
    whole = frozenset(tag.removeprefix("#") for each in head_tags for tag in re.split(r"[\s,]+", each) if tag)
    return _Note(path, properties, whole, frozenset(inner_tags), tuple(headings))


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return lines[1:number], lines[number + 1 :]
    return [], lines


def _scanned(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        if match := _KEY.fullmatch(line.rstrip()):
            key = (match[1] or match[2] or match[3]).strip()
            found[key] = tuple(_values(match[4] or ""))
        elif key and (item := _ITEM.fullmatch(line)):
            found[key] = (*found[key], *_values(item[1]))
        elif line.strip() and not line[0].isspace():
            key = ""
    return found


def _values(written: str) -> Iterator[str]:
    text = re.sub(r"(?:^|\s)#(?=\s).*", "", written).strip()
    listed = text.startswith("[") and not text.startswith("[[") and text.endswith("]")
    for part in text[1:-1].split(",") if listed else (text,):
        value = part.strip()
        if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
            value = value[1:-1]
        if value.startswith("[[") and value.endswith("]]"):
            value = value[2:-2].partition("|")[0]
        if value.strip():
            yield value.strip()


def _word(text: str) -> str:
    """Return the form in which folders, tags, headings are known: no case, accents, marks, first number."""
    word = re.sub(r"[\W_]+", "-", fold(text)).strip("-")
    return word if word in _WORDS else re.sub(r"^[\d-]+", "", word)


def _writable(name: str) -> bool:
    """Tell whether TOML can hold a name, which is so unless it is no Unicode text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


# What is proposed


def _folders(paths: Iterable[str]) -> dict[str, str]:
    """Return the kind of each folder named for one, but for those within another of the same kind."""
    every = dict.fromkeys(folder for path in paths for folder in _above(path))
    named = {folder: _WORDS[_last_word(folder)] for folder in every if _last_word(folder) in _WORDS}
    named |= {folder: kind for kind, usual in DEFAULT_KINDS for folder in usual.folders if folder in every}
    for folder, kind in sorted(named.items()):
        if _last_word(folder) in _CONTAINERS and any(
            inner.startswith(f"{folder}/") and named[inner] == kind for inner in named
        ):
            del named[folder]
    kept: dict[str, str] = {}
    for folder, kind in sorted(named.items()):
        outer = next((kept[above] for above in _above(folder) if above in kept), None)
        if outer != kind and _writable(folder):
            kept[folder] = kind
    return kept


def _last_word(path: str) -> str:
    return _word(path.rpartition("/")[2])


def _above(path: str) -> Iterator[str]:
    """Give the folders around a path, the deepest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _home(path: str, folders: Mapping[str, str]) -> str | None:
    """Return the deepest folder around a note that stands for a kind."""
    return next((folder for folder in _above(path) if folder in folders), None)


def _rules(
    notes: list[_Note], folders: Mapping[str, str], homes: Mapping[str, str | None], counts: Mapping[str, int]
) -> tuple[dict[str, _Rule], list[str]]:
    tags, tag_remarks = _tags(notes)
    types, type_remarks = _types(notes, folders, homes)
    where = _where(notes)
    rules = {}
    for kind, usual in DEFAULT_KINDS:
        # The fullest first: a new note goes to the first.
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


def _tags(notes: list[_Note]) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each tag that stands for one, and what is to be said of the others."""
    whole, inner = Counter[str](), Counter[str]()
    for note in notes:
        whole.update({tag for tag in map(_kind_tag, note.head_tags) if tag})
        inner.update({tag for tag in map(_kind_tag, note.inner_tags - note.head_tags) if tag})
    remarks = []
    found = {}
    for tag, count in sorted(whole.items()):
        # Tags in the body count too: one that marks single lines would make a meeting of all those notes.
        if inner[tag] * 10 > count:
            remarks.append(f"#{tag} stands on single lines of {_notes(inner[tag])}: it tells no kind of note")
        else:
            found[tag] = _WORDS[_last_word(tag)]
    return found, remarks


def _kind_tag(tag: str) -> str | None:
    """Return the part of a tag that stands for a kind: `people` of people/friends, all of type/person."""
    first, _, rest = tag.partition("/")
    if _word(first) in ("type", "kind", "note", "is", "class") and rest:
        first = f"{first}/{rest.partition('/')[0]}"
    return first if _last_word(first) in _WORDS else None


def _types(
    notes: list[_Note], folders: Mapping[str, str], homes: Mapping[str, str | None]
) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each type that is not known yet; a type keeps a note from going by its folder."""
    places: dict[str, Counter[str]] = {}
    for note in notes:
        home = homes[note.path]
        for word in _values_of(note, "type")[:1]:
            places.setdefault(word, Counter())[home or ""] += 1
    known = {name for _, usual in DEFAULT_KINDS for name in usual.types}
    found, remarks = {}, []
    for word, counts in sorted(places.items()):
        if word.lower() in known:
            continue
        kinds = {folders.get(home) for home in counts}
        if _word(word) in _WORDS:
            found[word] = _WORDS[_word(word)]
        elif len(kinds) == 1 and (kind := kinds.pop()):
            found[word] = kind
        else:
            remarks += [
                f"type {word} makes {_notes(count)} in {home}/ plain, since it stands elsewhere too;"
                f" to read them, add {toml_text(word)} to types under [kinds.{folders[home]}]"
                for home, count in sorted(counts.items())
                if home
            ]
    return found, remarks


def _where(notes: list[_Note]) -> dict[str, _Pairs]:
    """Return for each kind the property that some vaults have instead of a type, and its values.

    One property alone: of several, a note would need all.
    """
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for note in notes:
        for key, values in note.properties.items():
            if property_key(key) in ("category", "categories", "class", "kind"):
                for value in values:
                    if kind := _WORDS.get(_word(value)):
                        counts.setdefault(kind, Counter())[property_key(key), value] += 1
    found: dict[str, _Pairs] = {}
    for kind, each in counts.items():
        (name, _), _ = each.most_common(1)[0]
        found[kind] = ((name, tuple(sorted(value for other, value in each if other == name))),)
    return found


def _values_of(note: _Note, name: str) -> tuple[str, ...]:
    return next((values for key, values in note.properties.items() if property_key(key) == name), ())


def _kinds(notes: list[_Note], rules: Rules) -> dict[str, str]:
    """Return the kind that each note will be of."""
    found = {}
    for note in notes:
        values = {property_key(key): texts for key, texts in note.properties.items()}
        word = next(iter(values.get("type", ())), None)
        tags = sorted(note.head_tags | note.inner_tags)
        found[note.path] = kind_of(note.path, word, tags, values, rules)
    return found


def _properties(notes: list[_Note], kinds: Mapping[str, str]) -> _Pairs:
    """Return the words for our properties that notes of a kind use and pnet does not know."""
    spelled: dict[tuple[str, str], Counter[str]] = {}
    values: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        known = vocabulary(kinds[note.path], ())
        for key in note.properties:
            word = property_key(key)
            ours = _FOREIGN.get(word, "")
            if word not in known and property_key(ours) in known:
                spelled.setdefault((ours, word), Counter())[key] += 1
                values.setdefault((ours, word), []).extend(note.properties[key])
    found: dict[str, list[tuple[int, str]]] = {}
    for (ours, word), spellings in sorted(spelled.items()):
        read = _LEGIBLE.get(ours, bool)
        written = values[ours, word]
        # What can't be read as ours in most notes means something else there.
        if 2 * sum(1 for value in written if read(value)) >= len(written):
            found.setdefault(ours, []).append((-spellings.total(), spellings.most_common(1)[0][0]))
    return tuple((ours, tuple(word for _, word in sorted(words))) for ours, words in found.items())


def _headings(notes: list[_Note], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings of contacts' logs, the most frequent first; none where they are the usual ones."""
    contacts = (note for note in notes if kinds[note.path] == "contact")
    counts = Counter(heading for note in contacts for heading in note.log_headings)
    spelled: dict[str, str] = {}
    for heading, _ in counts.most_common():
        spelled.setdefault(name_key(heading), heading)
    headings = tuple(spelled.values())
    return () if headings == LogRules().headings else headings


# Daily notes


def _daily(top: str, paths: Iterable[str]) -> tuple[str | None, str | None]:
    """Return the format of daily notes where it is not the usual one, and what is to be said of it."""
    written, whose = _moment_format(top, paths)
    if not written:
        return None, None
    pattern = strftime_of(written)
    if pattern is None:
        return None, f"daily notes: {whose} names them {shortened(written)}, which has no equal here"
    said = f"daily notes: named {pattern}, as in {whose}"
    return (None if pattern == DailyRules().format else pattern), said


def _moment_format(top: str, paths: Iterable[str]) -> tuple[str, str]:
    """Return the format of daily notes in Moment.js's letters, and whose it is; empty texts for none."""
    periodic = _json(top, ".obsidian/plugins/periodic-notes/data.json")
    for daily in (periodic.get("daily"), *_calendar_days(periodic)):
        if isinstance(daily, dict) and daily.get("enabled", True):
            return _text_in(daily, "format") or "YYYY-MM-DD", "Obsidian's Periodic Notes"
    if os.path.isfile(os.path.join(top, ".obsidian", "daily-notes.json")):
        return _text_in(_json(top, ".obsidian/daily-notes.json"), "format") or "YYYY-MM-DD", "Obsidian"
    journals = [path.rpartition("/")[2] for path in paths if path.startswith("journals/")]
    if named := _LOGSEQ.search(_content(top, "logseq/config.edn")):
        # Logseq has Java's letters for year, day and weekday.
        return re.sub(r"y+|d+|E+", _from_java, named[1]), "Logseq"
    if any(re.fullmatch(r"\d{4}_\d\d_\d\d\.md", name, re.ASCII) for name in journals):
        return "YYYY_MM_DD", "Logseq"
    return "", ""


_LOGSEQ = re.compile(r'^[^;\n]*:journal/file-name-format\s+"([^"\n]+)"', re.MULTILINE)


def _calendar_days(periodic: Mapping[str, object]) -> Iterator[object]:
    sets = periodic.get("calendarSets")
    for each in sets if isinstance(sets, list) else ():
        if isinstance(each, dict) and each.get("id") == periodic.get("activeCalendarSet", each.get("id")):
            day = each.get("day")
            # Without a word on it, a set's daily notes are off.
            yield {"enabled": False, **day} if isinstance(day, dict) else None


def _text_in(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def _from_java(letters: re.Match[str]) -> str:
    run = letters[0]
    return run.upper() if run[0] in "yd" else "dddd" if len(run) > 3 else "ddd"


# Moment.js 2.30, src/lib/format/format.js.
_MOMENT = re.compile(
    r"\[([^\[\]]*)\]|\\(.)|([Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY"
    r"|YY|y{2,4}|yo?|gg(?:ggg?)?|GG(?:GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|LTS|LT|LL?L?L?|l{1,4})|(.)",
    re.DOTALL,
)
_STRFTIME = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "M": "%m",
    "DDDD": "%j",
    "DD": "%d",
    "D": "%d",
    "dddd": "%A",
    "ddd": "%a",
    "GGGG": "%G",
    "WW": "%V",
    "E": "%u",
}


def strftime_of(moment: str) -> str | None:
    """Return a Moment.js format in strftime's letters, without folders that the day does not need; else None.

    None where a token has no equal (`Do`, `Q`), or the whole does not tell one day from another.
    """
    if len(moment) > 100:
        return None
    parts = []
    for escaped, backslashed, token, plain in _MOMENT.findall(moment):
        if token and token not in _STRFTIME:
            return None
        parts.append(_STRFTIME[token] if token else (escaped or backslashed or plain).replace("%", "%%"))
    # The day alone decides, wherever the note lies.
    return next(reversed(day_patterns("".join(parts))), None)


# What is said and written


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"


def _kind_found(kind: str, notes: list[_Note], counts: Mapping[str, int], rule: _Rule | None) -> list[str]:
    """Say, in at most one sentence, which notes are of a kind; `counts` are those of its folders."""
    usual = dict(DEFAULT_KINDS)[kind].types
    written = {word.lower() for note in notes for word in _values_of(note, "type")[:1]}
    types = [word for word in usual if word in written] + list(rule.types if rule else ())
    parts = [f"{_notes(count)} in {folder}/" for folder, count in counts.items()]
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
    return "\n".join((_HEAD, *tables))
