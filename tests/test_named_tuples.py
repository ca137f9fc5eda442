"""Our named tuples behave as those of `typing`."""

import copy
import inspect
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from plaintext_network import named_tuples


class Ours(named_tuples.NamedTuple):
    """A word."""

    text: str
    line: "int" = 1

    @property
    def place(self) -> str:
        return f"{self.text}:{self.line}"


class Theirs(typing.NamedTuple):
    """A word."""

    text: str
    line: "int" = 1

    @property
    def place(self) -> str:
        return f"{self.text}:{self.line}"


class OnlyDefaults(named_tuples.NamedTuple):
    text: str = "a"
    line: int = 1


class Child(Ours):
    __slots__ = ()

    def shout(self) -> str:
        return self.text.upper()


SAME: tuple[Callable[[Any], object], ...] = (
    lambda kind: kind("a"),
    lambda kind: kind("a", 2),
    lambda kind: kind(line=3, text="a"),
    lambda kind: kind("a").place,
    lambda kind: kind("a", 2)._replace(text="b"),
    lambda kind: kind("a")._asdict(),
    lambda kind: kind._make(["a", 2]),
    lambda kind: hash(kind("a")),
    lambda kind: kind("a") < kind("b"),
    lambda kind: kind.__doc__,
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__),
    lambda kind: repr(kind("a")).replace(kind.__name__, ""),
    lambda kind: list(inspect.signature(kind).parameters),
    lambda kind: hasattr(kind("a"), "__dict__"),
)
WRONG: tuple[Callable[[Any], object], ...] = (
    lambda kind: kind(),
    lambda kind: kind("a", 2, 3),
    lambda kind: kind("a", text="b"),
    lambda kind: kind("a", other=1),
    lambda kind: kind._make(["a"]),
    lambda kind: kind("a")._replace(other=1),
    lambda kind: setattr(kind("a"), "text", "b"),
    lambda kind: setattr(kind("a"), "other", "b"),
)


@pytest.mark.parametrize("number", range(len(SAME)))
def test_the_same_values(number: int) -> None:
    assert SAME[number](Ours) == SAME[number](Theirs)


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_the_same_mistakes_raise_errors(number: int) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises((TypeError, ValueError, AttributeError)):
            WRONG[number](kind)


def test_values_are_copied_and_pickled_as_what_they_are() -> None:
    for value in (Ours("a"), OnlyDefaults(), Child("a", 2)):
        for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301
            assert other == value
            assert type(other) is type(value)


def test_a_value_of_defaults_alone_and_others_after_it() -> None:
    assert (OnlyDefaults(), OnlyDefaults("b"), OnlyDefaults()) == (("a", 1), ("b", 1), ("a", 1))


def test_a_subclass_has_its_own_methods_and_the_same_fields() -> None:
    child = Child("a")
    assert (child.shout(), child.place, type(child._replace(line=2))) == ("A", "a:1", Child)
    assert type(Ours("a")) is Ours
