"""Describes a note in a few lines of Markdown: a contact as `pnet show` does, any other by its facts and first lines."""

from collections.abc import Iterable, Iterator

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.markdown_text import markdown_text
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.prose import prose_with_lines
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.problems import shortened

# The lines of a description, and the characters of each.
MOST_LINES, LONGEST = 8, 240
# The lines of a contact's page to show, in this order, and how many of each.
_OF_CONTACT = (
    ("status", 1),
    ("private", 1),
    ("in touch", 1),
    ("last", 1),
    ("due", 1),
    ("planned", 1),
    ("you promised", 3),
    ("some day", 1),
    ("needs", 1),
    ("likes", 1),
)
# Properties that say nothing to a reader, or say it a second time.
_NOT_SHOWN = frozenset(("type", "name", "aliases", "tags", "uid", "photo", "date", "read", "allow"))
_MOST_PROPERTIES, _MOST_COLLEAGUES, _MOST_SOURCES = 4, 5, 500
_OF_ANY_NOTE = frozenset(("plain", "template"))


def describe_note(view: EditorView, path: str, line: int = 0) -> str:
    """Return what to know about a note in Markdown, at most MOST_LINES lines.

    Of a note that is no contact, the text from a line on is shown; lines start at 0.
    """
    facts = view.notebook.index.notes.get(path)
    if facts is None:
        return ""
    if facts.kind == "contact":
        return "\n".join(_contact(view, facts)[:MOST_LINES])
    document = view.document(path)
    is_any = facts.kind in _OF_ANY_NOTE
    lines = [_head(facts.name, _title(document, facts) if is_any else facts.kind), *_properties(view, facts)]
    # A blank line before the text.
    room = MOST_LINES - len(lines) - 1
    if text := list(_first_lines(view, document, line))[: max(room, 0)]:
        lines += ["", *(f"{each}  " for each in text[:-1]), text[-1]]
    return "\n".join(lines)


def describe_candidates(paths: Iterable[str]) -> str:
    """Return a list of the notes that an ambiguous link may mean, in Markdown."""
    paths = list(paths)
    shown = paths[: MOST_LINES - 1 if len(paths) < MOST_LINES else MOST_LINES - 2]
    lines = [f"**{len(paths)} notes have this name:**"]
    lines += [f"- {markdown_text(path)}" for path in shown]
    if more := len(paths) - len(shown):
        lines.append(f"- and {more} more")
    return "\n".join(lines)


def _head(name: str, after: str) -> str:
    return f"**{markdown_text(name)}**" + (f": {markdown_text(shortened(after, LONGEST))}" if after else "")


def _title(document: Document, facts: Facts) -> str:
    """Return the title of a note that has another name."""
    title = next((heading for heading in document.note.body.headings[:1] if heading.level == 1), None)
    shown = visible_text(title.text) if title else ""
    return "" if name_key(shown) == name_key(facts.name) else shown


def _item(label: str, text: str) -> str:
    return f"- {markdown_text(label)}: {markdown_text(shortened(text, LONGEST))}"


def _contact(view: EditorView, facts: Facts) -> list[str]:
    notebook = view.notebook
    person = notebook.contact_at(facts.path)
    texts: dict[str, list[str]] = {}
    for each in notebook.reports.short_page(person):
        texts.setdefault(each.label, []).append(each.text)
    # The last unanswered message may be later than the last touch.
    touch = [text for text in texts.get("last", ()) if text.startswith(str(person.last_touch))]
    texts["last"] = touch or texts.get("last", [])
    lines = [_head(facts.name, next(iter(texts.get("is", ())), ""))]
    return lines + [_item(label, text) for label, most in _OF_CONTACT for text in texts.get(label, ())[:most]]


def _properties(view: EditorView, facts: Facts) -> Iterator[str]:
    shown = [(name, ", ".join(texts)) for name, texts in facts.properties if name not in _NOT_SHOWN and texts]
    if facts.day:
        shown.insert(0, ("date", facts.day.isoformat()))
    yield from (_item(name, text) for name, text in shown[:_MOST_PROPERTIES])
    if facts.kind == "organization" and (colleagues := _people_of(view, facts)):
        more = f" and {len(colleagues) - _MOST_COLLEAGUES} more" if len(colleagues) > _MOST_COLLEAGUES else ""
        yield _item("you know", ", ".join(colleagues[:_MOST_COLLEAGUES]) + more)


def _people_of(view: EditorView, organization: Facts) -> list[str]:
    """Return the names of the contacts at an organization whom a report may name."""
    notebook = view.notebook
    index = notebook.index
    kinds = index.names.kinds
    sources = [path for path in index.sources_naming(organization.path) if kinds.get(path) == "contact"]
    sources = sources[:_MOST_SOURCES]
    fetch(index.notes, sources)
    shown = SuggestionView(index, notebook.settings.rules, notebook.today)
    return [
        contact.name
        for path in sources
        if (contact := shown.contact(path))
        and any(
            index.names.resolve(ref, path, people=False).path == organization.path
            for ref in contact.refs("organization")
        )
    ]


def _first_lines(view: EditorView, document: Document, line: int) -> Iterator[str]:
    for text, number in prose_with_lines(document.note, view.notebook.settings.rules):
        if number > line:
            yield markdown_text(shortened(text, LONGEST))
