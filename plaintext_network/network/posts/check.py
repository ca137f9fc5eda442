"""Checks a draft against its audience: each finding with its place, its rule, and how to allow it. Changes no draft.

It finds English words, not meanings; so every finding can be allowed.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from plaintext_network.model.note.post_rules import RULES, Allowance, allowance
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.posts.audience import Audience
from plaintext_network.network.posts.circle_lists import kept_topics, words_to_avoid
from plaintext_network.network.posts.criticism import find_criticism
from plaintext_network.network.posts.draft import Draft, Hit
from plaintext_network.network.posts.naming import find_names
from plaintext_network.network.posts.personal import find_personal, find_secrets
from plaintext_network.notes.header import UNREADABLE
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

_CHECKS = (find_criticism, find_names, words_to_avoid, find_personal, kept_topics, find_secrets)


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
    `remarks`: what the draft's own settings say that can't be used, and sentences to look at again.
    """

    path: str
    audience: tuple[str, ...]
    declared: bool
    findings: tuple[PostFinding, ...]
    remarks: tuple[str, ...]


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
    draft = Draft(index, note, path, readers)
    unique = {(f.line, f.column, f.rule, f.text): f for f in _findings(draft, allowed)}
    findings = sorted(unique.values(), key=lambda f: (f.line, f.column, f.rule))
    return PostCheck(path, readers.circles, bool(declared), tuple(findings), tuple(remarks))


def _settings(note: Note, rules: Rules) -> Values:
    """Return what a draft says of itself in its front matter and inline fields."""
    values = Values(note.source, words_of("post", rules), rules.daily.format)
    values.add_header(note.header.properties)
    for field in note.body.fields:
        values.add_field(field)
    return values


def _findings(draft: Draft, allowed: Sequence[Allowance]) -> Iterator[PostFinding]:
    """Yield what the checks find and nothing allows."""
    for hit in chain.from_iterable(check(draft) for check in _CHECKS):
        text = draft.text[hit.start : hit.end]
        if not any(one.covers(hit.rule, (*hit.about, text)) for one in allowed):
            yield _finding(draft, hit, hit.about[0] if hit.about else text)


def _finding(draft: Draft, hit: Hit, about: str) -> PostFinding:
    source = draft.note.source
    line, column, width = source.place(Span(hit.start, hit.end))
    hint = f"say it otherwise, or allow it in the front matter: allow: [{_allow_value(hit.rule, about)}]"
    text = " ".join(source.text[hit.start : hit.end].split())
    return PostFinding(draft.path, line, column, width, hit.rule, hit.reason, hint, text)


def _allow_value(rule: str, about: str) -> str:
    """Return the YAML value that allows one finding."""
    escaped = about.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{rule}: {escaped}"'
