"""Gathers what every part of an event's page needs to know of the event. Reports nobody."""

from plaintext_network.model.note.facts import Task
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.events.event_list import (
    Event,
    days_of,
    is_coming,
    linking,
    note_of,
    with_links,
)


class EventFacts:
    """One event with its days, its note and what links it, on the day of a view."""

    def __init__(self, view: SuggestionView, event: Event) -> None:
        self.view = view
        self.first, self.last = days_of(view, event)
        self.coming = is_coming((self.first, self.last), event, view.today)
        links = linking(view, (event,)).get(event.path or "", ())
        self.event, self.mentions = with_links(view, event, links)
        self.has_begun = self.first is None or self.first <= view.today
        self.note = note_of(view, event)
        self.topics = tuple(view.texts(self.note, "topics")) if self.note else ()

    def is_about_it(self, task: Task, path: str) -> bool:
        """Return whether an open task of a note links the event, and may be quoted."""
        if not task.open or not self.view.may_quote(task.text, source=f"{path}:{task.line}"):
            return False
        notes = (self.view.resolve(ref, path, people=False).note for ref in task.people)
        return any(note is not None and note.path == self.event.path for note in notes)
