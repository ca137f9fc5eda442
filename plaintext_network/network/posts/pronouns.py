"""Finds whom `he`, `it`, `that man` and `this place` mean in a draft. Names nobody itself."""

from plaintext_network.network.posts.draft import Draft
from plaintext_network.network.posts.subject import FIELD, GROUP, PERSON, PLACE, WORK, Subject
from plaintext_network.network.posts.word_lists import phrases, words

_OTHER_NAMES = (("other names for somebody", (PERSON,)), ("other names for a place", (PLACE, FIELD)))
# How many words may be between a pronoun and whom it means.
_REACH = 30


def with_pronouns(draft: Draft, named: list[Subject]) -> list[Subject]:
    """Return subjects with the pronouns that mean one of them, in this sentence or after the one before."""
    found: list[Subject] = []
    upcoming = iter(named)
    following = next(upcoming, None)
    last: dict[str, Subject] = {}
    renamed = {
        first: (end, kinds)
        for heading, kinds in _OTHER_NAMES
        for _, first, end in phrases(heading).find(draft.words)
    }
    until = 0
    for at, word in enumerate(draft.words):
        while following is not None and following.start <= at:
            found.append(following)
            last[following.kind] = following
            if following.kind == PERSON:
                last.pop(GROUP, None)
                last.pop(WORK, None)
            following = next(upcoming, None)
        end, kinds = renamed.get(at, (at + 1, _kinds_meant(word.key)))
        if word.key in ("you", "you're", "you've") and found and _is_addressed(draft, found[-1], at):
            kinds = (PERSON,)
        until = max(until, end if at in renamed else 0)
        if (
            at >= until
            and word.key in words("other people")
            and not (found and found[-1].start <= at < found[-1].end)
        ):
            last.pop(PERSON, None)
            continue
        for kind in kinds:
            meant = last.get(kind)
            if (
                meant
                and at >= meant.end
                and at - meant.end <= _REACH
                and word.sentence - draft.words[meant.start].sentence <= 1
            ):
                pronoun = meant._replace(start=at, end=end, pronoun=True)
                found.append(pronoun)
                last[kind] = pronoun
                break
    return found


def _is_addressed(draft: Draft, person: Subject, at: int) -> bool:
    """Return whether the draft speaks to somebody: `Bob, you are late`."""
    if person.pronoun:
        return draft.words[person.start].key.startswith("you")
    after = (
        draft.text[draft.words[person.end - 1].end : draft.words[person.end].start]
        if person.end <= at
        else ""
    )
    before = draft.words[person.start - 1] if person.start else None
    opens = before is None or before.sentence != draft.words[person.start].sentence or before.key == "dear"
    return person.kind == PERSON and opens and after.strip() in (",", "!", ":", "—")


def _kinds_meant(key: str) -> tuple[str, ...]:
    """Return the kinds of subjects that a pronoun may mean, the likeliest first."""
    if key in words("pronouns of a person"):
        return (PERSON,)
    if key in words("pronouns of several"):
        return (GROUP, PLACE, FIELD)
    return (WORK, PLACE, FIELD) if key in words("pronouns of a thing") else ()
