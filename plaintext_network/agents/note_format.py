"""Describes the format of notes to an agent: which kinds there are, and their properties. Reads no note."""

from plaintext_network.model.note.properties import PROPERTIES

_ABOUT = """# The format of notes

A vault is a folder of Markdown notes with YAML front matter. Every property is optional. Links are written [[Name]].

- A contact is a note in `contacts/`, or one with `type: contact`.
- An interaction is a note in `interactions/` with a date and `with`, a dated line under the heading *Log* of a contact's note, or a line
  of a daily note that links a contact.
- A promise is an open task that names a contact, `- [ ] send the slides 📅 2026-12-04`, or a `follow_up`.
- Events, goals and organizations are notes in `events/`, `goals/` and `organizations/`.

## Properties
"""


def note_format() -> str:
    """Return the description as Markdown."""
    rows = [f"- `{row.name}`: {row.meaning}; such as `{row.example}`" for row in PROPERTIES]
    return "\n".join([_ABOUT, *rows, ""])
