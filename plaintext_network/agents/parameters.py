"""Defines the parameters of tools, and reads the arguments of a call by them. Knows no tool."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from plaintext_network.errors import PnetError, either
from plaintext_network.named_tuples import NamedTuple

# Characters of one argument: a sentence, a query or a name is shorter.
LONGEST_ARGUMENT = 4_000
MOST_TEXTS = 50
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_FLAGS = {"true": True, "false": False}


class ArgumentInvalid(PnetError):
    """Raised for an argument that a tool doesn't take; `choices` are those that it would take."""

    def __init__(self, name: str, expected: str, choices: Iterable[str] = ()) -> None:
        self.name, self.expected, self.choices = name, expected, tuple(choices)
        super().__init__(f"{name}: {expected}")


class Parameter(NamedTuple):
    """One parameter of a tool. `least` and `most` limit a number; `choices` are the only texts allowed."""

    name: str
    type: Literal["text", "texts", "number", "flag"]
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its values."""
        schema: dict[str, Any] = {"description": self.description}
        if self.type == "text":
            schema["type"] = "string"
            if self.choices:
                schema["enum"] = list(self.choices)
        elif self.type == "texts":
            items: dict[str, Any] = {"type": "string"}
            if self.choices:
                items["enum"] = list(self.choices)
            schema |= {"type": "array", "items": items}
        elif self.type == "number":
            schema |= {"type": "integer", "minimum": self.least, "maximum": self.most}
        else:
            schema["type"] = "boolean"
        return schema


def input_schema(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments."""
    parameters = tuple(parameters)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {one.name: one.schema for one in parameters},
        "additionalProperties": False,
    }
    if required := [one.name for one in parameters if one.required]:
        schema["required"] = required
    return schema


class Arguments:
    """The arguments of one call, each of its parameter's type."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a text without space around it; empty if it is not given."""
        found = self._values.get(name)
        return found.strip() if isinstance(found, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return several texts, without empty ones; none if they are not given."""
        return tuple(filter(None, (text.strip() for text in self._values.get(name) or ())))

    def values(self, name: str) -> tuple[str, ...]:
        """Return the texts of a parameter that takes one or several."""
        found = self._values.get(name)
        return self.texts(name) if isinstance(found, list) else tuple(filter(None, (self.text(name),)))

    def number(self, name: str, usual: int) -> int:
        """Return a number, or the usual one if it is not given."""
        found = self._values.get(name)
        return usual if found is None else int(found)

    def flag(self, name: str) -> bool:
        """Return whether a flag is given and true."""
        return bool(self._values.get(name))


def read_arguments(parameters: Iterable[Parameter], given: Mapping[str, Any] | None) -> Arguments:
    """Return the arguments of a call. Raises ArgumentInvalid, whose message has none of their values."""
    parameters = tuple(parameters)
    given = {} if given is None else given
    known = {one.name for one in parameters}
    if not known.issuperset(given):
        # An unknown name isn't repeated: it may be anything.
        raise ArgumentInvalid(
            "arguments", f"this tool takes only {either(sorted(known))}" if known else "this tool takes none"
        )
    values: dict[str, Any] = {}
    for one in parameters:
        value = given.get(one.name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if one.required:
                raise ArgumentInvalid(one.name, "give a value")
            continue
        values[one.name] = _read(one, value)
    return Arguments(values)


def _read(parameter: Parameter, value: Any) -> Any:
    name = parameter.name
    if parameter.type == "text":
        return _text(parameter, value)
    if parameter.type == "texts":
        # Models give one text where a list of one is meant, and lists as JSON.
        texts = _list_in(value) if isinstance(value, str) else value
        if not isinstance(texts, list) or len(texts) > MOST_TEXTS:
            raise ArgumentInvalid(name, f"give a list of at most {MOST_TEXTS} texts")
        return [_text(parameter, text) for text in texts]
    if parameter.type == "number":
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        # Some clients send every argument as a text.
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ArgumentInvalid(name, f"give a whole number from {parameter.least} to {parameter.most}")
        return min(max(value, parameter.least), parameter.most)
    if isinstance(value, str):
        value = _FLAGS.get(value.strip().lower(), value)
    if not isinstance(value, bool):
        raise ArgumentInvalid(name, "give true or false")
    return value


def _list_in(text: str) -> list[Any]:
    """Return the texts of a JSON array of texts, and any other text as the only one."""
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return [text]


def _text(parameter: Parameter, value: Any) -> str:
    if not isinstance(value, str):
        raise ArgumentInvalid(parameter.name, "give a text")
    if len(value) > LONGEST_ARGUMENT:
        raise ArgumentInvalid(parameter.name, f"give at most {LONGEST_ARGUMENT} characters")
    if parameter.choices and value not in parameter.choices:
        raise ArgumentInvalid(parameter.name, f"give {either(parameter.choices)}", parameter.choices)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ArgumentInvalid(parameter.name, "give a text of whole characters") from None
    return value
