"""Reads the members of a JSON object by type, and says which one has another. Knows nothing about contacts."""

from collections.abc import Iterable, Sequence
from typing import Any


class WrongValue(Exception):
    """Raised for a value that a plan can't have; `steps` lead to it."""

    def __init__(self, steps: Sequence[str | int], fault: str) -> None:
        self.steps, self.fault = tuple(steps), fault


class JsonObject:
    """One JSON object, whose members are read by type."""

    def __init__(self, value: Any, steps: Sequence[str | int]) -> None:
        self.steps = tuple(steps)
        if not isinstance(value, dict):
            raise WrongValue(steps, "this must be an object: {…}")
        self.members: dict[str, Any] = value
        self._read: set[str] = set()

    def _get(self, key: str, default: Any) -> Any:
        self._read.add(key)
        return self.members.get(key, default)

    def has(self, key: str) -> bool:
        return key in self.members

    def wrong(self, key: str, fault: str) -> WrongValue:
        return WrongValue((*self.steps, key), fault)

    def text(self, key: str, *, among: Sequence[str] = (), lines: bool = False) -> str:
        value = self._get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"“{key}” must be a text")
        if among and value not in among:
            raise self.wrong(key, f"“{key}” must be one of {', '.join(word for word in among if word)}")
        return self._checked((*self.steps, key), value, lines=lines)

    def number(self, key: str) -> int:
        value = self._get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key, f"“{key}” must be a whole number")
        return value

    def flag(self, key: str) -> bool:
        value = self._get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"“{key}” must be true or false")
        return value

    def texts(self, key: str, *, lines: bool = False) -> tuple[str, ...]:
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"“{key}” must be a list of texts: […]")
        for number, one in enumerate(value):
            if not isinstance(one, str):
                raise WrongValue((*self.steps, key, number), f"“{key}” must be a list of texts")
            self._checked((*self.steps, key, number), one, lines=lines)
        return tuple(value)

    def path(self, key: str, *, is_folder: bool = False) -> str:
        value = self.text(key)
        if value:
            check_vault_path((*self.steps, key), value, is_folder=is_folder)
        return value

    def objects(self, key: str) -> "list[JsonObject]":
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"“{key}” must be a list: […]")
        return [JsonObject(one, (*self.steps, key, number)) for number, one in enumerate(value)]

    def object(self, key: str) -> "JsonObject":
        return JsonObject(self._get(key, {}), (*self.steps, key))

    def mapping(self, key: str) -> "dict[str, JsonObject]":
        held = self.object(key)
        return {name: JsonObject(value, (*held.steps, name)) for name, value in held.members.items()}

    def values(self, key: str) -> dict[str, tuple[str, ...]]:
        held = self.object(key)
        for name in held.members:
            self._checked(held.steps, name, lines=False)
        return {name: held.texts(name) for name in tuple(held.members)}

    def done(self, shown: Iterable[str] = ()) -> None:
        """Refuse members that nothing has read."""
        for key in self.members:
            if key not in self._read and key not in shown:
                raise self.wrong(key, f"a plan has no “{key}” here")

    def _checked(self, steps: Sequence[str | int], value: str, *, lines: bool) -> str:
        allowed = "\n\t" if lines else "\t"
        if any((letter < " " and letter not in allowed) or letter == "\x7f" for letter in value):
            raise WrongValue(steps, "a text has no control characters")
        return value


def check_vault_path(steps: Sequence[str | int], path: str, *, is_folder: bool) -> None:
    """Refuse a path that is not one of a note or folder in the vault."""
    parts = path.split("/")
    if "\\" in path or any(part in ("", ".", "..") for part in parts) or (len(path) > 1 and path[1] == ":"):
        raise WrongValue(steps, f"“{path}” is no path within the vault")
    if parts[0].startswith(".") or (not is_folder and not path.lower().endswith(".md")):
        raise WrongValue(steps, f"“{path}” is no path of a note")
