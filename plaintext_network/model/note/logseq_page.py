"""Reads what Logseq means by the file name, title, properties and tags of a page or journal. Reads no other note."""

from collections.abc import Sequence

from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note.entries.log_lines import is_touch
from plaintext_network.model.note.page_lists import split_list
from plaintext_network.model.note.page_names import in_journals, is_page, last_part, page_of_path
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.notes.fields import Field
from plaintext_network.notes.note import Note
from plaintext_network.notes.page_properties import title_field, without_block_fields
from plaintext_network.notes.source import Spans
from plaintext_network.notes.tags import Tag


class LogseqPage:
    """A note as a page of Logseq's; for any other note, its methods change nothing.

    `name` is the page's name with its namespaces, "" if the note is no page; `in_graph` is True for journals, too.
    """

    def __init__(self, note: Note, path: str) -> None:
        self.note, self.path = note, path
        self.is_page = is_page(path)
        self.in_graph = self.is_page or in_journals(path)
        self.title = title_field(note) if self.is_page and note.body.fields else None
        # Names come from the file, unless a page has a title.
        self.name = self.title.text if self.title else page_of_path(path) if self.is_page else ""

    def type_words(self, text: str) -> list[str]:
        """Return the words of a type: one, or in a page of Logseq's those between commas."""
        if not self.is_page or "," not in text:
            return [text]
        return [text[span.start : span.end] for span in split_list(text)]

    def kind_tags(self, plain: Values, tags: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tags that may give the note its kind.

        To Logseq, `#Person/Hal` and `[[Person/Hal]]` are links to a page, and make no person of the page with the tag.
        """
        if not self.is_page or not any("/" in tag for tag in tags):
            return tags
        bare = plain.tags("tags", links=False)
        return tuple(tag if tag in bare else last_part(tag) for tag in tags)

    def name_as(self, kind: str) -> str:
        """Return the name that a note has by its file, or by its title as a page of Logseq's."""
        if not self.name:
            return stem_of(self.path)
        return self.name if kind == "plain" else last_part(self.name)

    def own_fields(self, fields: Sequence[Field]) -> Sequence[Field]:
        """Return those of the fields that Logseq counts as properties of a page, except its title."""
        if not fields or not self.in_graph:
            return fields
        return [field for field in without_block_fields(self.note, fields) if field != self.title]

    def tags_that_link(self, starts: Sequence[int], touch_tag: str) -> tuple[set[int], list[Tag]]:
        """Return where links begin that are tags, `#[[close friends]]`, and the tags in a namespace, `#Person/Hal`, which are links.

        `starts` are the offsets of the note's links.
        """
        text, body = self.note.visible, self.note.body
        lists = Spans(f.value for f in body.fields if property_key(f.name) in ("tags", "tag", "type"))
        tagged = {start for start in starts if text.startswith("#", start - 1) or start in lists}
        links = [
            tag
            for tag in body.tags
            if "/" in tag.text
            and not text.startswith("#[[", tag.span.start)
            and not is_touch(tag.text, touch_tag)
        ]
        return tagged, links
