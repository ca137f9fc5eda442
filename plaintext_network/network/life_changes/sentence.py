"""Says in a few words what changed in somebody's life, and what to do about it: `moved to Acme`, `congratulate`. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.same_value import split_employer
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Words about work after which nobody knows whether to congratulate.
_NO_JOB = late_pattern(
    r"between (?:jobs|roles|things)|unemploy|out of work|laid off|redundan|dismiss|let go|looking|seeking|search|job ?hunt|"
    r"\bleave\b|sick|sabbatical|break\b|career change|retire|pension|\bex\b|\bformer|previous|"
    r"arbeitslos|arbeitssuchend|elternzeit|rente|ruhestand|chomage|retraite|desemplead|jubilad"
)
# Work without an organization to move to.
_NO_PLACE = late_pattern(
    r"free-?lanc|self-?employ|independent|own business|student|study|stay-?at-?home|home-?maker|selbstandig|freiberuf|"
    r"autonomo|independant"
)
# A location that takes no `in`.
_NO_IN = late_pattern(r"(?:in|at|on|near|between|abroad|remote|remotely|travel\w*|nomad\w*|overseas)\b")


class ChangeSentence(NamedTuple):
    """What changed, without the name, and what to do: `moved to Acme`, `congratulate`."""

    text: str
    advice: str


def change_sentence(changes: Mapping[str, tuple[str, str]]) -> ChangeSentence:
    """Return the sentence for the old and the new value of each property that changed; an empty new value is none any more."""
    new = {name: now for name, (_, now) in changes.items()}
    role, organization, location = (new.get(name, "") for name in ("role", "organization", "location"))
    left = changes["organization"][0] if "organization" in changes and not organization else ""
    parts = [part for part in (_work(role, organization), f"no longer at {left}" if left else "") if part]
    work = ", ".join(parts)
    if not work:
        return ChangeSentence(f"now {_place(location)}", "ask how it is there")
    text = f"{work}, {'now ' if left and not role else ''}{_place(location)}" if location else work
    is_neutral = left or any(map(_is_neutral, (role, organization)))
    return ChangeSentence(text, "ask how they are" if is_neutral else "congratulate")


def _work(role: str, organization: str) -> str:
    no_place = any(pattern.search(fold(organization)) for pattern in (_NO_JOB, _NO_PLACE))
    if not role:
        return f"now {organization}" if no_place else f"moved to {organization}" if organization else ""
    name, employer = split_employer(role)
    if not organization or no_place:
        return f"now {role}" + (f", {organization}" if organization else "")
    return f"now {name if fold(employer) == fold(organization) else role} at {organization}"


def _is_neutral(text: str) -> bool:
    return bool(_NO_JOB.search(fold(text)))


def _place(location: str) -> str:
    return location if _NO_IN.match(fold(location)) else f"in {location}"
