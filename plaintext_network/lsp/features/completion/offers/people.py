"""Offers people and other notes by any part of their names. Neither finds the typed text nor writes links."""

from collections.abc import Callable, Iterator
from heapq import nsmallest

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.features.completion.insertion import Insertion
from plaintext_network.lsp.features.completion.make_items import MOST_ITEMS, Offer
from plaintext_network.lsp.features.completion.offers.other_notes import is_in_folder, other_notes
from plaintext_network.lsp.features.completion.request import Request
from plaintext_network.model.language.normalize import fold, name_key, without_ending
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.page_names import is_page
from plaintext_network.network.index.link_text import LinkStyle, link_to
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.network.people.descriptions import DESCRIPTION, described
from plaintext_network.network.people.hidden_people import NOT_APPROACHED, hidden_people
from plaintext_network.network.people.rank_contacts import best_fit
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.state_values import of_state, rank_contacts

# How many of the people you were in touch with last come before others with as good a name.
MOST_RECENT = 200
# In plain text, letters within a word offer nobody.
BEGINNING_OF_WORDS = 4

# How to write the link to a note.
Write = Callable[[Facts], "Insertion | None"]


def offer_notes(
    request: Request, typed: str, write: Write, *, only_people: bool, worst: int = 9
) -> Iterator[Offer]:
    """Yield offers of contacts that a text fits, best first, then of other notes, and last of the note itself.

    `worst` is the worst grade of `find_contact` to offer.
    """
    folder, _, last = typed.replace("\\", "/").rpartition("/")
    own: list[ContactNames] = []
    found = _ranked(request, typed, worst)
    if folder and last != typed:
        found += [
            known
            for known in _ranked(request, last, worst)
            if is_in_folder(known[0], folder) and all(known[0] != other[0] for other in found)
        ]
    people: list[ContactNames] = []
    for known in found:
        (own if known[0] == request.path else people).append(known)
    yield from _offers(request, typed, people[:MOST_ITEMS], write)
    if not only_people:
        yield from other_notes(request, typed, write)
    yield from _offers(request, typed, own, write)


def _ranked(request: Request, typed: str, worst: int) -> list[ContactNames]:
    """Return the contacts that a text fits: by grade, then those you were in touch with last, then by name.

    Those who died or aren't to be contacted come last: you may still write about them.
    """
    by_grade = rank_contacts(request.view.notebook, typed)
    on_disk = request.view.on_disk
    recent, late = of_state(on_disk, _recent), of_state(on_disk, _not_approached)
    open_notes = request.view.documents
    least = len(recent)

    def rank(known: ContactNames) -> tuple[int, str, str]:
        return recent.get(known[0], least), known[4][0], known[0]

    def is_late(path: str) -> bool:
        if path not in open_notes:
            return path in late
        facts = request.index.notes.get(path)
        return bool(facts and facts.contact and facts.contact.status in NOT_APPROACHED)

    found: list[ContactNames] = []
    last: list[ContactNames] = []
    for grade in sorted(by_grade):
        if grade > worst:
            break
        first: list[ContactNames] = []
        for known in by_grade[grade]:
            (last if is_late(known[0]) else first).append(known)
        lately = [known for known in first if known[0] in recent]
        # Enough of them, and nobody else needs to be sorted.
        found += nsmallest(MOST_ITEMS + 1, first if len(lately) <= MOST_ITEMS else lately, rank)
        if len(found) > MOST_ITEMS:
            break
    return found + nsmallest(MOST_ITEMS, last, rank)


def _recent(notebook: Notebook) -> dict[str, int]:
    """Return the contacts you were in touch with last, numbered, the last one first."""
    found: dict[str, int] = {}
    for day in notebook.index.interactions_by_day(until=notebook.today):
        for interaction in reversed(day):
            for path in interaction.people:
                found.setdefault(path, len(found))
        if len(found) >= MOST_RECENT:
            break
    return found


def _not_approached(notebook: Notebook) -> frozenset[str]:
    """Return the contacts who died or aren't to be contacted."""
    index, rules = notebook.index, notebook.settings.rules
    hidden = hidden_people(index, rules)
    # The status of a private contact is stored elsewhere.
    private = [path for path, person in hidden.items() if person.private]
    descriptions = index.summaries(DESCRIPTION, rules)
    fetch(descriptions, private)
    private = [
        path
        for path in private
        if (value := descriptions.get(path)) is None or described(path, value).status not in NOT_APPROACHED
    ]
    return frozenset(hidden).difference(private)


def prepare_people(notebook: Notebook) -> None:
    """Read what the next offers of people need; `notebook` has no unsaved texts."""
    of_state(notebook, _recent)
    of_state(notebook, _not_approached)
    rank_contacts(notebook, "")


def _offers(request: Request, typed: str, people: list[ContactNames], write: Write) -> Iterator[Offer]:
    namesakes: dict[str, list[str]] = {}
    for known in people:
        namesakes.setdefault(name_key(known[1]), []).append(known[0])
    told_apart: dict[str, str] = {}
    for paths in namesakes.values():
        if len(paths) > 1:
            told_apart.update(_told_apart(request, paths))
    for known in people:
        path, name = known[0], known[1]
        if (insertion := write(_facts(request, known))) is None:
            continue
        details = (_other_name(known, typed), told_apart.get(path))
        yield Offer(name, "person", insertion, " · ".join(filter(None, details)), path)


def _facts(request: Request, known: ContactNames) -> Facts:
    """Return a contact's facts. For most contacts, a link needs only the names, which are faster to read."""
    path, name, *_ = known
    return request.index.notes[path] if is_page(path) else Facts(path, "contact", name)


def _other_name(known: ContactNames, typed: str) -> str:
    """Return the alias or address that the text fits, unless it fits the name."""
    fits = best_fit(known, typed)
    if not fits or fits in fold(known[1]):
        return ""
    return next((alias for alias in known[2] if fold(alias) == fits), fits)


def _told_apart(request: Request, paths: list[str]) -> dict[str, str]:
    """Return what distinguishes contacts of one name: their organizations, else their folders, else their files."""
    notes = request.index.notes
    fetch(notes, paths)
    contacts = [notes[path].contact for path in paths]
    organizations = [contact.organization if contact else None for contact in contacts]
    folders = [path.rpartition("/")[0] for path in paths]
    for texts in (organizations, folders):
        if all(texts) and len(set(texts)) == len(texts):
            return {path: text or "" for path, text in zip(paths, texts, strict=True)}
    # As much as there is; the path says the rest.
    return {
        path: " · ".join(filter(None, (organization, without_ending(path))))
        for path, organization in zip(paths, organizations, strict=True)
    }


def link_of(
    request: Request, facts: Facts, *, people: bool, body: bool, markdown: bool = False
) -> str | None:
    """Return the link to a note in the vault's style, None if no link can lead there. In properties, all links are `[[…]]`."""
    style = request.style._replace(markdown=True) if markdown else request.style
    try:
        return link_to(
            request.index.names,
            facts,
            request.path,
            people=people,
            style=style if body else LinkStyle(False, style.path),
        )
    except EditRefused:
        return None
