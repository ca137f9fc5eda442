"""Asks on the terminal which proposals of `pnet touches` to log, person by person. Decides nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.touch_words import touch_in_words
from plaintext_network.exchange.touches.touch_plan import ACCEPT, DECLINE, LATER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.cli.prompts import Prompter
    from plaintext_network.exchange.touches.touch_plan import Touch, TouchPlan

# Lines of one person before the rest is counted.
MOST_LINES = 8
_ONE = {"y": "yes", "n": "never", "s": "skip", "q": "quit", "?": "keys"}
_SEVERAL = {
    "a": "all",
    "l": "last",
    "b": "one by one",
    "n": "never",
    "s": "skip",
    "q": "quit",
    "?": "keys",
}
_MEANINGS = {
    "y": "log it",
    "a": "log all of them",
    "l": "log the newest, and never propose the others again",
    "b": "ask about each of them",
    "n": "don't log, and never propose it again",
    "s": "skip: propose it again next time",
    "q": "stop: log what you accepted, and propose the rest again next time",
}


class _Stopped(Exception):
    """Raised when the user has had enough; `answered` has the proposals that were answered for this person."""

    def __init__(self, answered: Sequence[Touch] = ()) -> None:
        self.answered = tuple(answered)


def ask_touches(screen: Screen, prompter: Prompter, plan: TouchPlan) -> TouchPlan:
    """Ask about each person's proposals, those with the newest first, and return the plan with the answers."""
    groups = plan.groups()
    answered: list[Touch] = []
    try:
        for number, group in enumerate(groups, 1):
            answered += _ask(screen, prompter, group, f"{number} of {len(groups)}")
    except _Stopped as stopped:
        answered += stopped.answered
    except Cancelled:
        pass
    done = {(touch.day, touch.people, touch.keys): touch for touch in answered}
    return plan.with_touches(
        [
            done.get((touch.day, touch.people, touch.keys), touch._replace(answer=LATER))
            for touch in plan.touches
        ]
    )


def _ask(screen: Screen, prompter: Prompter, group: Sequence[Touch], position: str) -> list[Touch]:
    """Ask about one person's proposals, newest first."""
    screen.warn()
    screen.warn(("heading", group[0].names))
    for line in group_lines(group):
        screen.warn(line)
    keys = _ONE if len(group) == 1 else _SEVERAL
    key = _key(screen, prompter, f"Log {'it' if len(group) == 1 else 'them'}? {position}", keys)
    if key == "q":
        raise _Stopped
    if key == "b":
        return _each(screen, prompter, group)
    if key == "l":
        return [group[0]._replace(answer=ACCEPT), *(touch._replace(answer=DECLINE) for touch in group[1:])]
    answer = {"y": ACCEPT, "a": ACCEPT, "n": DECLINE}.get(key, LATER)
    return [touch._replace(answer=answer) for touch in group]


def _each(screen: Screen, prompter: Prompter, group: Sequence[Touch]) -> list[Touch]:
    answers: list[Touch] = []
    for touch in group:
        try:
            key = _key(screen, prompter, f"{touch.day}  {touch_in_words(touch)}: log it?", _ONE)
        except Cancelled:
            key = "q"
        if key == "q":
            # What was answered before counts.
            raise _Stopped(answers)
        answers.append(touch._replace(answer={"y": ACCEPT, "n": DECLINE}.get(key, LATER)))
    return answers


def _key(screen: Screen, prompter: Prompter, question: str, keys: dict[str, str]) -> str:
    while (key := prompter.key(question, keys, enter="s")) == "?":
        for name in keys:
            if name != "?":
                label = f"{name}, Enter" if name == "s" else f"{name}, Ctrl-D" if name == "q" else name
                screen.warn(f"  {label:<9}  {_MEANINGS[name]}")
    return key


def group_lines(group: Sequence[Touch], most: int = MOST_LINES) -> list[str]:
    """Return the lines that show one person's proposals: a day and words, the newest first, and how many more there are."""
    lines = [f"  {touch.day}  {touch_in_words(touch)}" for touch in group[:most]]
    if len(group) > most:
        lines.append(f"  and {len(group) - most} more, from {group[-1].day} on")
    return lines
