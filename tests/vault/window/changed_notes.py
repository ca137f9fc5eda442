"""Draws changes of small random vaults: unsaved texts and removed notes. Holds no expectation."""

from hypothesis import strategies as st

from tests.vault.other_days import contacts, note, vaults

# Conflict copies by name and by content, folder notes and notes in their folders, and what is no note.
SPECIAL = (
    "contacts/Ada (conflicted copy 2026-11-20).md",
    "contacts/Ada 2.md",
    "contacts/Ada/Ada.md",
    "contacts/Ada/Notes.md",
    "contacts/Bo/Plans.md",
    "contacts/Ada Adams.md",
    "Elsewhere.md",
    ".hidden/Note.md",
    "contacts/readme.txt",
)


def with_uid(text: str) -> str:
    """Return a contact's text with a uid, which a copy has, too."""
    return text.replace("---\n", "---\nuid: one\n", 1)


names = st.sampled_from(("", "", "name: Ada\n", "name: Bo\n", "aliases: [Cy, Job]\n", "aliases: [Adda]\n"))


@st.composite
def changed_texts(draw: st.DrawFn) -> dict[str, bytes | None]:
    """A few unsaved texts, by path; None for a note that was deleted."""
    texts: dict[str, bytes | None] = {}
    other = draw(vaults())
    paths = [path for path in other if path != "pnet.toml"]
    for path in draw(st.lists(st.sampled_from(paths), max_size=3, unique=True)):
        text = other[path]
        if path.startswith("contacts/"):
            text = text.replace("---\n", "---\n" + draw(names), 1)
            text = draw(st.sampled_from((text, with_uid(text))))
        texts[path] = draw(st.sampled_from((text, text, text, "", "---\nbroken: [\n---\n")).map(str.encode))
    for path in draw(st.lists(st.sampled_from(SPECIAL), max_size=3, unique=True)):
        text = draw(st.one_of(contacts(), contacts().map(with_uid), st.just("See [[Ada]] and [[Bo|him]].\n")))
        texts[path] = text.encode()
    for path in draw(st.lists(st.sampled_from([*paths, *SPECIAL]), max_size=2, unique=True)):
        texts[path] = None
    return texts


@st.composite
def special_vaults(draw: st.DrawFn) -> dict[str, str]:
    """A vault, some of whose contacts have copies or folders."""
    notes = dict(draw(vaults()))
    if draw(st.booleans()):
        notes["contacts/Ada.md"] = with_uid(notes["contacts/Ada.md"])
        notes["contacts/Ada 2.md"] = with_uid(draw(contacts()))
    for path in draw(st.lists(st.sampled_from(SPECIAL), max_size=3, unique=True)):
        notes.setdefault(path, draw(contacts()))
    if draw(st.booleans()):
        notes["notes/Two.md"] = note({"type": "me"})
    return notes
