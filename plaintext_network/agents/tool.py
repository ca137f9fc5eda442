"""Defines what a tool is: its words, its parameters, and the function that answers. Has no tool."""

from collections.abc import Callable, Mapping
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.parameters import Arguments, Parameter, input_schema
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction.record import Operation

# The JSON types of fields.
ARRAY, OBJECT, STRING = "array", "object", "string"


class PlannedWrite(NamedTuple):
    """A write that a tool planned and that nobody has approved yet, and what to answer once it is done."""

    operation: Operation
    answer: Mapping[str, Any]


class Tool(NamedTuple):
    """A tool that reads, plans a write, or has neither function: then it applies what another one planned.

    `fields` has each field of the answer with its JSON type and what it is; all texts here are fixed. `is_additive` says that a write
    only adds, and `is_idempotent` that repeating it changes nothing.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    fields: Mapping[str, tuple[str, str]]
    read: Callable[[AgentView, Arguments], Mapping[str, Any]] | None = None
    plan: Callable[[AgentView, Arguments], PlannedWrite] | None = None
    is_additive: bool = False
    is_idempotent: bool = True

    @property
    def writes(self) -> bool:
        """Whether calling it may lead to a write."""
        return self.read is None

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return input_schema(self.parameters)

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer. Fields that only some answers have are not required."""
        fields = {
            **self.fields,
            "left_out": (
                "object",
                "how many more items each list has, at least, by its name; read on with offset",
            ),
        }
        return {
            "type": "object",
            "properties": {
                name: {"type": type_, "description": description}
                for name, (type_, description) in fields.items()
            },
            "required": ["left_out"],
        }

    @property
    def hints(self) -> dict[str, bool]:
        """All four annotations of the protocol."""
        return {
            "readOnlyHint": not self.writes,
            "destructiveHint": self.writes and not self.is_additive,
            "idempotentHint": self.is_idempotent,
            "openWorldHint": False,
        }
