"""Our named tuples behave as those of `typing`."""

import copy
import inspect
import pickle
import sys
import threading
import types
import typing
from collections.abc import Callable
from typing import Any

import pytest

from plaintext_network import named_tuples

T = typing.TypeVar("T")
# From 3.13 on, `copy.replace` calls this method.
NEW = sys.version_info >= (3, 13)


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


class Typed(named_tuples.NamedTuple, typing.Generic[T]):
    value: T


class NotYetUsed(named_tuples.NamedTuple):
    text: str
    line: int = 1


class ChildOfNotYetUsed(NotYetUsed):
    __slots__ = ()

    def __new__(cls, line: int) -> "ChildOfNotYetUsed":
        return super().__new__(cls, "a", line)


def named_tuple(names: list[str]) -> Any:
    """Return a class that this call defines."""
    body = {"__annotations__": dict.fromkeys(names, int)}
    return types.new_class("Kind", (named_tuples.NamedTuple,), {}, lambda namespace: namespace.update(body))


def parameters(kind: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(kind).parameters.values())


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
    lambda kind: (kind("a").__new__(kind, "b"), kind("a").__replace__(text="b") if NEW else None),
    lambda kind: [parameter.replace(annotation=None) for parameter in parameters(kind)],
    lambda kind: kind.text.__doc__,
    lambda kind: typing.get_type_hints(kind),
    lambda kind: kind("a").__getnewargs__(),
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
    texts = set()
    for kind in (Ours, Theirs):
        with pytest.raises((TypeError, ValueError, AttributeError)) as raised:
            WRONG[number](kind)
        texts.add(str(raised.value).replace("Ours", "Theirs"))
    assert len(texts) == 1


def test_values_are_copied_and_pickled_as_what_they_are() -> None:
    for value in (Ours("a"), OnlyDefaults(), Child("a", 2)):
        pickled = (pickle.loads(pickle.dumps(value, number)) for number in range(pickle.HIGHEST_PROTOCOL + 1))  # noqa: S301
        for other in (*pickled, copy.copy(value), copy.deepcopy(value)):
            assert other == value
            assert type(other) is type(value)


def test_a_value_of_defaults_alone_and_others_after_it() -> None:
    assert (OnlyDefaults(), OnlyDefaults("b"), OnlyDefaults()) == (("a", 1), ("b", 1), ("a", 1))


def test_a_subclass_has_its_own_methods_and_the_same_fields() -> None:
    child = Child("a")
    assert (child.shout(), child.place, type(child._replace(line=2))) == ("A", "a:1", Child)
    assert type(Ours("a")) is Ours


def test_a_subclass_that_creates_the_first_value_changes_no_name() -> None:
    assert ChildOfNotYetUsed(2) == NotYetUsed("a", 2)
    with pytest.raises(TypeError, match=r"^NotYetUsed\.__new__\(\) missing"):
        NotYetUsed()  # type: ignore[call-arg]


def test_help_shows_types() -> None:
    for kind in (Ours, Child):
        text, line = parameters(kind)
        assert (text.annotation, str(line.default)) == (str, "1")


def test_a_class_with_a_type_variable() -> None:
    assert (Typed[int](3).value, Typed("a")) == (3, ("a",))


def test_a_pattern_matches_by_position() -> None:
    match Ours("a", 2):
        case Ours(text, line):
            assert (text, line) == ("a", 2)


def test_threads_define_classes_and_create_first_values_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_tuples, "_getters", ())
    wrong: list[object] = []
    begin = threading.Barrier(8)

    def work(at: int) -> None:
        begin.wait()
        for number in range(at, 60 + at):
            names = [f"field_{index}" for index in range(number)]
            kind = named_tuple(names)
            value = kind(*range(number))
            wrong.extend(name for index, name in enumerate(names) if getattr(value, name) != index)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(at,)) for at in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
