"""Computes the functions of texts, numbers, dates, lists and objects. Those of files and links are in `file_methods`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cmp_to_key

from plaintext_network.bases.evaluation.comparisons import is_equal, order_of
from plaintext_network.bases.evaluation.limits import MOST_CHARACTERS, check_length, check_pairs
from plaintext_network.bases.evaluation.moments import format_moment, relative_text
from plaintext_network.bases.evaluation.patterns import replacement
from plaintext_network.bases.evaluation.property_values import USUAL, Reading
from plaintext_network.bases.evaluation.values import (
    EvaluationFailed,
    LinkTo,
    Matcher,
    Moment,
    is_empty,
    is_true,
    number_text,
    text_of,
    type_name,
)
from plaintext_network.model.language.normalize import fold

# Every number from this on is whole.
_WHOLE_FROM = 2.0**52
# With how many others each item of a long list is compared to sort it.
_COMPARED = 50
_LONGEST_FORMAT = 1000


def call_method(
    value: object, name: str, arguments: Sequence[object], now: datetime, reading: Reading = USUAL
) -> object:
    """Return the result of a function of a value. Raises EvaluationFailed."""
    if name in _OF_ANY:
        return _OF_ANY[name](value, *arguments[:1])
    if isinstance(value, str):
        return _of_text(value, name, arguments, reading)
    if isinstance(value, LinkTo):
        return _of_text(text_of(value), name, arguments, reading)
    if isinstance(value, bool) or value is None:
        if value is None and name in _FALSE_WITHOUT_VALUE:
            return False
        raise _unknown(value, name)
    if isinstance(value, float):
        return _of_number(value, name, arguments)
    if isinstance(value, Moment):
        return _of_moment(value, name, arguments, now)
    if isinstance(value, tuple):
        return _of_list(value, name, arguments, reading)
    if isinstance(value, Matcher) and name == "matches":
        return value.pattern.search(_text(arguments[0])[:MOST_CHARACTERS]) is not None
    if isinstance(value, Mapping) and name in ("keys", "values"):
        return tuple(value) if name == "keys" else tuple(value.values())
    raise _unknown(value, name)


def _unknown(value: object, name: str) -> EvaluationFailed:
    what = "a missing value" if value is None else f"a value of type {type_name(value)}"
    return EvaluationFailed(f"{what} has no function {name}")


_OF_ANY: Mapping[str, Callable[..., object]] = {
    "isEmpty": is_empty,
    "isTruthy": is_true,
    "isType": lambda value, name: type_name(value) == name,
    "toString": text_of,
}
_FALSE_WITHOUT_VALUE = ("contains", "containsAll", "containsAny", "startsWith", "endsWith", "matches")


def _text(value: object) -> str:
    return value if isinstance(value, str) else text_of(value)


def _whole(value: object) -> int:
    if not isinstance(value, float) or not math.isfinite(value):
        raise EvaluationFailed(f"a whole number is needed, not {text_of(value) or 'a missing value'}")
    return int(max(min(value, 1e9), -1e9))


def _of_text(text: str, name: str, arguments: Sequence[object], reading: Reading) -> object:
    if name in ("contains", "containsAll", "containsAny"):
        wanted, key = _listed(arguments), reading.key(text)
        check_pairs(len(wanted), len(text))
        among = [reading.key(_text(each)) in key for each in wanted]
        return all(among) if name == "containsAll" else any(among)
    if name in ("startsWith", "endsWith"):
        part = _text(arguments[0])
        return text.startswith(part) if name == "startsWith" else text.endswith(part)
    if name == "lower":
        return text.lower()
    if name == "title":
        return re.sub(r"(?<!\S)\S", lambda first: first[0].upper(), text.lower())
    if name == "trim":
        return text.strip()
    if name == "reverse":
        return text[::-1]
    if name == "repeat":
        times = max(_whole(arguments[0]), 0)
        check_length(times * len(text))
        return text * times
    if name == "slice":
        return text[_slice(arguments)]
    if name == "split":
        return _split(text, arguments)
    if name == "replace":
        return _replaced(text, *arguments[:2])
    raise _unknown(text, name)


def _slice(arguments: Sequence[object]) -> slice:
    return slice(_whole(arguments[0]), _whole(arguments[1]) if len(arguments) > 1 else None)


def _split(text: str, arguments: Sequence[object]) -> tuple[object, ...]:
    by = arguments[0]
    if isinstance(by, Matcher):
        check_pairs(by.pattern.groups + 1, len(text))
        parts = [part for part in by.pattern.split(text) if part is not None]
    else:
        parts = text.split(_text(by)) if by else list(text)
    return tuple(parts[: _whole(arguments[1])] if len(arguments) > 1 else parts)


def _replaced(text: str, what: object, by: object) -> str:
    new = _text(by)
    if isinstance(what, Matcher):
        matches = sum(1 for _ in what.pattern.finditer(text)) if what.everywhere else 1
        # Each $1 stands for a part of the text.
        check_length(len(text) + matches * (len(new) + new.count("$") * len(text)))
        try:
            return what.pattern.sub(replacement(new), text, count=0 if what.everywhere else 1)
        except (re.error, IndexError):
            raise EvaluationFailed(
                "the replacement names a group that the regular expression lacks"
            ) from None
    check_length(len(text) + text.count(_text(what)) * len(new))
    return text.replace(_text(what), new)


def _of_number(number: float, name: str, arguments: Sequence[object]) -> object:
    if name == "abs":
        return abs(number)
    if not math.isfinite(number):
        return number_text(number) if name == "toFixed" else number
    if name in ("ceil", "floor"):
        return float(math.ceil(number) if name == "ceil" else math.floor(number))
    if name == "round":
        digits = max(min(_whole(arguments[0]), 15), -15) if arguments else 0
        shifted = number * 10.0**digits
        # A number as large as this is whole. JavaScript rounds a half up.
        return number if abs(shifted) > _WHOLE_FROM else math.floor(shifted + 0.5) / 10.0**digits
    if name == "toFixed":
        return f"{number:.{min(max(_whole(arguments[0]), 0), 100)}f}"
    raise _unknown(number, name)


def _of_moment(moment: Moment, name: str, arguments: Sequence[object], now: datetime) -> object:
    if name == "date":
        return Moment(moment.at.replace(hour=0, minute=0, second=0, microsecond=0))
    if name == "time":
        return moment.at.strftime("%H:%M:%S")
    if name == "format":
        form = _text(arguments[0])
        if len(form) > _LONGEST_FORMAT:
            raise EvaluationFailed("the format is too long")
        return format_moment(moment, form)
    if name == "relative":
        return relative_text(moment, now)
    raise _unknown(moment, name)


def _of_list(items: tuple[object, ...], name: str, arguments: Sequence[object], reading: Reading) -> object:
    if name in ("contains", "containsAll", "containsAny"):
        among_items = _listed(arguments)
        check_pairs(len(items), len(among_items))
        among = [any(_is_alike(item, wanted, reading) for item in items) for wanted in among_items]
        return all(among) if name == "containsAll" else any(among)
    if name == "join":
        by, texts = _text(arguments[0]), list(map(text_of, items))
        check_length(sum(map(len, texts)) + len(by) * len(texts))
        return by.join(texts)
    if name == "flat":
        return tuple(each for item in items for each in (item if isinstance(item, tuple) else (item,)))
    if name == "reverse":
        return items[::-1]
    if name == "slice":
        return items[_slice(arguments)]
    if name == "sort":
        check_pairs(len(items), _COMPARED)
        return tuple(sorted(items, key=cmp_to_key(compare)))
    if name == "unique":
        check_pairs(len(items), len(items))
        found: list[object] = []
        for item in items:
            if not any(is_equal(item, other) for other in found):
                found.append(item)
        return tuple(found)
    if name == "mean":
        numbers = [item for item in items if isinstance(item, float)]
        return sum(numbers) / len(numbers) if numbers else None
    raise _unknown(items, name)


def _listed(arguments: Sequence[object]) -> list[object]:
    """Return arguments, those of a list one by one."""
    return [each for item in arguments for each in (item if isinstance(item, tuple) else (item,))]


def _is_alike(item: object, wanted: object, reading: Reading) -> bool:
    if isinstance(item, str) and isinstance(wanted, str):
        return reading.key(item) == reading.key(wanted)
    return is_equal(item, wanted)


def compare(left: object, right: object) -> int:
    """Return how to sort two values of any type: numbers and dates by size, others by their text; missing ones come last."""
    order = order_of(left, right)
    if order is not None and not (isinstance(left, str) and isinstance(right, str)):
        return order
    missing = (is_empty(left), is_empty(right))
    if any(missing):
        return missing[0] - missing[1]
    one, other = (_sort_key(value) for value in (left, right))
    return (one > other) - (one < other)


def _sort_key(value: object) -> tuple[str, str]:
    # As the language of the user's system sorts, where accents matter only between equal letters.
    text = shown_text(value)
    return fold(text), text


def shown_text(value: object) -> str:
    """Return a value as a cell shows it: a link without brackets, the name of a file, a list with commas."""
    if isinstance(value, LinkTo):
        return value.label or value.target.rpartition("/")[2]
    if isinstance(value, tuple):
        return ", ".join(map(shown_text, value))
    if type_name(value) == "file":
        return str(value).rpartition("/")[2].removesuffix(".md")
    return text_of(value)
