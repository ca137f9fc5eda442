"""Defines a `NamedTuple` that works as that of `typing` does, but takes a tenth of the time to define a class.

A short answer imports a hundred such classes, and uses a few of them. So a class compiles its `__new__` when it creates its
first value. A wrong definition, for which `typing` raises an error, is left to mypy.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from inspect import Signature
    from typing import Any

try:
    # `namedtuple` uses this, too; it is twice as fast as a property.
    from _collections import _tuplegetter as _getter  # type: ignore[import-not-found]
except ImportError:
    from operator import itemgetter

    def _getter(index: int, doc: str) -> property:
        return property(itemgetter(index), doc=doc)


# What reads the first field, the second, and so on; all classes share it.
_getters: "tuple[Any, ...]" = ()


def _first_getters(count: int) -> "tuple[Any, ...]":
    """Return getters for at least `count` fields. Replaces them all at once, since several threads may import."""
    global _getters
    getters = _getters
    if len(getters) < count:
        getters = _getters = tuple(
            _getter(index, f"Alias for field number {index}") for index in range(count)
        )
    return getters


class _NamedTupleClass(type):
    _fields: "tuple[str, ...]"
    _field_defaults: "dict[str, Any]"

    def __new__(cls, name: str, bases: "tuple[type, ...]", namespace: "dict[str, Any]") -> "_NamedTupleClass":
        base = bases[0]
        if base is not tuple and not hasattr(base, "_fields"):
            fields = tuple(namespace.get("__annotations__", ()))
            namespace["_field_defaults"] = {name: namespace[name] for name in fields if name in namespace}
            namespace.update(zip(fields, _first_getters(len(fields)), strict=False))
            namespace["_fields"] = namespace["__match_args__"] = fields
            namespace["__slots__"] = ()
        return super().__new__(cls, name, bases, namespace)

    @property
    def __signature__(cls) -> "Signature":
        # Late: only `help` and similar tools need it.
        from inspect import signature

        owner = _owner(cls)
        new = _compiled(owner)
        new.__annotations__ = vars(owner).get("__annotations__", {})
        found = signature(new)
        return found.replace(parameters=list(found.parameters.values())[1:])


def _new(cls: "Any", /, *values: object, **named: object) -> "Any":
    """Compile the `__new__` of a class, and create its first value. A value that has only defaults needs no `__new__`."""
    defaults = cls._field_defaults
    if not values and not named and len(defaults) == len(cls._fields):
        return tuple.__new__(cls, defaults.values())
    owner = _owner(cls)
    # A static method, since it was not defined in the body of the class: values have it, too.
    owner.__new__ = staticmethod(_compiled(owner))
    return owner.__new__(cls, *values, **named)


def _owner(cls: "Any") -> "Any":
    """Return the class that defines the fields: the class itself, or one that it inherits from."""
    return next(base for base in cls.__mro__ if "_fields" in vars(base))


def _compiled(cls: _NamedTupleClass) -> "Any":
    """Return a function that creates values of a class. As in `namedtuple`, it is compiled: nothing else is as fast."""
    arguments = "".join(f"{field}, " for field in cls._fields)
    # The names of fields are identifiers.
    new = eval(f"lambda _cls, {arguments}: _new(_cls, ({arguments}))", {"_new": tuple.__new__})  # noqa: S307
    new.__defaults__ = tuple(cls._field_defaults.values())
    new.__name__, new.__qualname__ = "__new__", f"{cls.__qualname__}.__new__"
    return new


# From Python 3.14 on, the annotations of a class are not yet known when it is defined.
if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple
else:

    class NamedTuple(tuple, metaclass=_NamedTupleClass):
        __slots__ = ()

        __new__ = _new

        @classmethod
        def _make(cls, values: "Iterable[Any]") -> "Any":
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes: "Any") -> "Any":
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"Got unexpected field names: {list(changes)!r}")
            return made

        # For `copy.replace` of Python 3.13.
        __replace__ = _replace

        def _asdict(self) -> "dict[str, Any]":
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> "tuple[Any, ...]":
            return tuple(self)
