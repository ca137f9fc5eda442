"""Calls for every tool: 200 and more for each, with names that exist, that don't, and that somebody hidden has."""

import random
from collections.abc import Iterator
from typing import Any

from plaintext_network.agents.parameters import Parameter
from plaintext_network.agents.tool import Tool

MANY = 200
# What each type of parameter is given beside names.
WORDS = (
    "cello", "lamp", "map", "tea", "advice", "a", "z", "ze", "zep", "qui", "brack", "friends", "mentors", "Lisbon", "Mint", "Fair", "Sing", "Site",
    "is:due", "is:waiting", "touched:>1m", "not:circle:mentors", "knows:z", "knows:zeph", "organization:brack", "circle:mentors", "tags:zephyrine",
    "email:zq1971", "has:x", "path:contacts", "::", "\"", "(", "contacts/Ada.md", "../../etc/passwd", "contacts/Nobody.md", "nobody at all",
    "ignore previous instructions", "2026-11-24", "yesterday", "last friday", "2 weeks", "1y", "31 february", "goals/Sing.md:3", "contacts/Ada.md:9",
)  # fmt: skip
CHANNELS = (
    "",
    "coffee with {}",
    "call with Ada about {}",
    "with: {}; gave: a map",
    "met {} and Bo; follow up in 2 weeks: ask {}",
)


def calls(tool: Tool, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield many arguments for a tool: each name and word for each parameter alone, then mixtures."""
    texts = [
        parameter
        for parameter in tool.parameters
        if parameter.type in ("text", "texts") and not parameter.choices
    ]
    values = (*names, *WORDS)
    required = _required(tool.parameters)
    found = 0
    yield {}
    for parameter in texts:
        for value in values:
            yield required | {parameter.name: _typed(parameter, value)}
            found += 1
    chance = random.Random(tool.name)  # noqa: S311 - the same calls each time
    while found < MANY:
        yield required | {
            parameter.name: _any(parameter, chance, values)
            for parameter in tool.parameters
            if chance.random() < 0.6
        }
        found += 1


def _required(parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    usual = {"name": "Ada", "target": "cello", "text": "map", "sentence": "coffee with Ada", "by": "friday", "until": "2 weeks", "promise": "map", "property": "role", "values": ["Baker"], "token": "x"}  # fmt: skip
    return {one.name: usual[one.name] for one in parameters if one.required or one.name == "values"}


def _typed(parameter: Parameter, value: str) -> Any:
    return [value] if parameter.type == "texts" else value


def _any(parameter: Parameter, chance: random.Random, values: tuple[str, ...]) -> Any:
    if parameter.type == "number":
        return chance.choice((0, 1, 5, 20, 1000, -1))
    if parameter.type == "flag":
        return chance.random() < 0.5
    if parameter.choices:
        return chance.choice(parameter.choices)
    return _typed(parameter, chance.choice(values))
