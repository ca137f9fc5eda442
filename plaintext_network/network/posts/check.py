"""Checks a draft against its audience: each finding with its place, its rule, and how to allow it. Changes no draft.

It finds English words in their places in a sentence, not meanings; so every finding can be allowed. Of a paragraph in another
language, it checks names, contact details and the user's own lists only.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from plaintext_network.model.note.post_rules import RULES, Allowance, allowance
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.posts.audience import Audience
from plaintext_network.network.posts.circle_lists import kept_topics, words_to_avoid
from plaintext_network.network.posts.confidences import find_secrets
from plaintext_network.network.posts.contact_details import find_contact_details
from plaintext_network.network.posts.criticism import find_criticism
from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.languages import Foreign, foreign_paragraphs
from plaintext_network.network.posts.naming import find_names
from plaintext_network.network.posts.others_secrets import secrets_of_others
from plaintext_network.network.posts.personal import find_personal
from plaintext_network.network.posts.reading import Reading
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# What compares a draft with English lists, and what holds in any language.
_IN_ENGLISH = (secrets_of_others, find_criticism, find_personal, find_secrets)
_IN_ANY_LANGUAGE = (find_names, find_contact_details, words_to_avoid, kept_topics)


# What was compared, for an answer that finds nothing.
_WORDS = "listed words, names or contact details"
_NAMES_ONLY = "names, contact details or words of your own lists"
_NO_WRITER = (
    "no note about you: your field and your employer's name were not checked; add a note with `type: me`"
)


class PostFinding(NamedTuple):
    """Something in a draft that should not go out: its place, its rule, why, and the text it is about.

    `line` and `column` count from 1; `width` is in characters, within that line. `hint` says how to allow it.
    """

    path: str
    line: int
    column: int
    width: int
    rule: str
    reason: str
    hint: str
    text: str


class PostCheck(NamedTuple):
    """The findings in a draft, in the order of its text.

    `audience`: its circles as spelled, none if everybody may read it. `declared`: the draft or the request names an audience.
    `remarks`: what the draft's own settings say that can't be used, what was not checked, and sentences to look at again.
    `scope`: what it looked for, as the end of “no … found”; it never judges the tone.
    """

    path: str
    audience: tuple[str, ...]
    declared: bool
    findings: tuple[PostFinding, ...]
    remarks: tuple[str, ...]
    scope: str


def check_post(
    index: Index, rules: Rules, note: Note, path: str = "-", audience: Sequence[str] = ()
) -> PostCheck:
    """Check a draft for these circles, else for those that it declares, else for everybody."""
    settings = _settings(note, rules)
    declared = tuple(circle for circle in audience if circle.strip()) or settings.texts("audience")
    readers = Audience(declared, rules.post)
    allowed = [found for text in rules.post.allow if (found := allowance(text))]
    remarks: list[str] = []
    if any(found.code in UNREADABLE for found in note.problems):
        remarks.append("the front matter can't be read, so that nothing in it counts")
    for text in settings.texts("allow"):
        if found := allowance(text):
            allowed.append(found)
        else:
            remarks.append(f"allow: “{text}” begins with no rule; the rules are {', '.join(RULES)}")
    draft = Reading(index, note, path, readers)
    foreign = foreign_paragraphs(draft)
    if foreign.languages:
        remarks.append(_not_in_english(foreign))
    if not draft.writers and not foreign.is_all:
        remarks.append(_NO_WRITER)
    unique = {(f.line, f.column, f.rule, f.text): f for f in _findings(draft, foreign, allowed)}
    findings = sorted(_without_wider(unique.values()), key=lambda f: (f.line, f.column, f.rule))
    scope = _NAMES_ONLY if foreign.is_all else _WORDS
    return PostCheck(path, readers.circles, bool(declared), tuple(findings), tuple(remarks), scope)


def _without_wider(findings: Collection[PostFinding]) -> Iterator[PostFinding]:
    """Yield the findings, but none around another that says the same of the same person: `she is pregnant`, `pregnant`."""
    for wide in findings:
        end = wide.column + wide.width
        if not any(
            one.hint == wide.hint
            and one.line == wide.line
            and one.width < wide.width
            and wide.column <= one.column
            and one.column + one.width <= end
            for one in findings
        ):
            yield wide


def _not_in_english(foreign: Foreign) -> str:
    """Return what was checked of the paragraphs in other languages."""
    languages = " and ".join(foreign.languages)
    checked = "checked names, contact details and your own lists only"
    if foreign.is_all:
        return f"looks like {languages}: {checked}"
    number = len(foreign.spans)
    looks = "1 paragraph looks" if number == 1 else f"{number} paragraphs look"
    return f"{looks} like {languages}: {checked} there"


def _settings(note: Note, rules: Rules) -> Values:
    """Return what a draft says of itself in its front matter and inline fields."""
    values = Values(note.source, words_of("post", rules), rules.daily.format)
    values.add_header(note.header.properties)
    for field in note.body.fields:
        values.add_field(field)
    return values


def _findings(draft: Reading, foreign: Foreign, allowed: Sequence[Allowance]) -> Iterator[PostFinding]:
    """Yield what the checks find and nothing allows."""
    in_english = () if foreign.is_all else chain.from_iterable(check(draft) for check in _IN_ENGLISH)
    in_any = chain.from_iterable(check(draft) for check in _IN_ANY_LANGUAGE)
    for hit in chain((hit for hit in in_english if not foreign.covers(hit.start)), in_any):
        text = draft.text[hit.start : hit.end]
        if not any(one.covers(hit.rule, (*hit.about, text)) for one in allowed):
            yield _finding(draft, hit, hit.about[0] if hit.about else text)


def _finding(draft: Reading, hit: Hit, about: str) -> PostFinding:
    source = draft.note.source
    line, column, width = source.place(Span(hit.start, hit.end))
    hint = f"say it otherwise, or allow it in the front matter: allow: [{_allow_value(hit.rule, about)}]"
    text = " ".join(source.text[hit.start : hit.end].split())
    return PostFinding(draft.path, line, column, width, hit.rule, hit.reason, hint, text)


def _allow_value(rule: str, about: str) -> str:
    """Return the YAML value that allows one finding."""
    escaped = about.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{rule}: {escaped}"'
