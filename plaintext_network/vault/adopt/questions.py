"""Defines the questions that `pnet init` can't answer itself. Asks none."""

from plaintext_network.errors import counted
from plaintext_network.model.note.rules import InteractionRules, LogRules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.adopt.draft import Draft, Table
from plaintext_network.vault.adopt.folders import FolderEvidence
from plaintext_network.vault.adopt.headings import DatedHeading, PeopleHeading
from plaintext_network.vault.config.toml_table import dotted, toml_text


class Question(NamedTuple):
    """A question with the answer yes or no.

    `hint` says what the other answer than the default would change, and how. The answer yes adds `texts` to a setting if
    `adds`, else takes them out; the draft is as if the answer were `default`. A setting that is
    no list gets the text. `usual` is the list's default, as far as the vault needs it.
    """

    text: str
    default: bool
    hint: str
    table: Table
    key: str
    texts: tuple[str, ...]
    adds: bool = True
    is_list: bool = True
    usual: tuple[str, ...] = ()

    def answered(self, draft: Draft, yes: bool) -> Draft:
        """Return the draft with the answer."""
        if not self.is_list:
            return draft.put(self.table, self.key, self.texts[0] if yes else None)
        if yes == self.adds:
            known = draft.texts(self.table, self.key) or self.usual
            return draft.put(self.table, self.key, tuple(dict.fromkeys((*known, *self.texts))))
        left = tuple(text for text in draft.texts(self.table, self.key) if text not in self.texts)
        return draft.put(self.table, self.key, left)


_NOUNS = {"contact": "people", "interaction": "meetings, calls or letters"}


def folder_question(kind: str, found: FolderEvidence, *, default: bool, usual: tuple[str, ...]) -> Question:
    """Ask whether the notes of a folder are of a kind."""
    marks = "an e-mail address, a birthday or the like" if kind == "contact" else "a date or participants"
    notes = counted(found.notes, "note")
    has = f"“{found.folder}” has {notes}, {found.alike or 'none'} with {marks}"
    table = ("kinds", kind)
    where = f"folders under [{dotted(*table)}]"
    hint = (
        f"{notes} in {found.folder}/ may not be {_NOUNS[kind]}; if so, remove {toml_text(found.folder)} from {where}"
        if default
        else f"{notes} in {found.folder}/ may be {_NOUNS[kind]}; if so, add {toml_text(found.folder)} to {where}"
    )
    return Question(
        f"{has}. Are they {_NOUNS[kind]}?", default, hint, table, "folders", (found.folder,), usual=usual
    )


def list_question(paths: tuple[str, ...]) -> Question:
    """Ask whether notes among people that only list others are people."""
    names = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
    one = len(paths) == 1
    text = f"{names} only {'lists' if one else 'list'} other people. {'Is it a person' if one else 'Are they people'}?"
    hint = f"not read, since {'it lists' if one else 'they list'} other people: {names}; to read {'it' if one else 'them'}, remove {'it' if one else 'them'} from `ignore`"
    return Question(text, False, hint, (), "ignore", paths, adds=False)


def heading_question(found: DatedHeading) -> Question:
    """Ask whether dated lines under a heading are interactions."""
    lines = counted(found.lines, "dated line")
    has = f"{lines} in contacts' notes {'is' if found.lines == 1 else 'are'} under “{found.text}”"
    hint = f"{has}; to count {'it' if found.lines == 1 else 'them'} as interactions, add {toml_text(found.text)} to headings under [log]"
    text = f"{has}. Count {'it' if found.lines == 1 else 'them'} as interactions?"
    return Question(text, False, hint, ("log",), "headings", (found.text,), usual=LogRules().headings)


def people_question(found: PeopleHeading) -> Question:
    """Ask whether the people under a heading of interactions' notes took part."""
    has = f"{counted(found.notes, 'interaction note')} {'lists' if found.notes == 1 else 'list'} people under “{found.text}”"
    hint = f"{has}; if they took part, add {toml_text(found.text)} to participants under [interactions]"
    usual = InteractionRules().participants
    return Question(
        f"{has}. Did they take part?",
        False,
        hint,
        ("interactions",),
        "participants",
        (found.text,),
        usual=usual,
    )


def touch_question(linked: int, tagged: int, tag: str) -> Question:
    """Ask whether each line of a daily note that links somebody is an interaction."""
    has = (
        f"{counted(linked, 'line')} of daily notes {'links' if linked == 1 else 'link'} people, "
        f"{tagged} {'carries' if tagged == 1 else 'carry'} #{tag}"
    )
    them = "it" if linked == 1 else "them all"
    hint = f'{has}; to count {them}, write touch = "link" under [daily]'
    return Question(f"{has}. Count {them}?", False, hint, ("daily",), "touch", ("link",), is_list=False)
