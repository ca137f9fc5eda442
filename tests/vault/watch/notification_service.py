"""Runs a notification service for tests: takes the name on a session bus, and prints each notification as a line of JSON.

`python -m tests.vault.watch.notification_service WAY`: `markup` reads a body for markup, `plain` does not, `refusing` answers with
faults, `silent` never answers.
"""

import asyncio
import json
import sys

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

NAME = "org.freedesktop.Notifications"
METHODS = {
    "Notify": (("s", "u", "s", "s", "s", "as", "a{sv}", "i"), ("u",)),
    "GetCapabilities": ((), ("as",)),
    "GetServerInformation": ((), ("s", "s", "s", "s")),
}


def introspected() -> str:
    def arguments(kinds: tuple[str, ...], way: str) -> str:
        return "".join(f'<arg type="{kind}" direction="{way}"/>' for kind in kinds)

    methods = "".join(
        f'<method name="{name}">{arguments(given, "in")}{arguments(back, "out")}</method>'
        for name, (given, back) in METHODS.items()
    )
    return f'<node><interface name="{NAME}">{methods}</interface></node>'


class Service:
    def __init__(self, way: str) -> None:
        self.way = way
        self.notices = 0

    def answer(self, message: Message) -> Message | bool:
        if message.message_type is not MessageType.METHOD_CALL:
            return False
        if message.member == "Introspect":
            return Message.new_method_return(message, "s", [introspected()])
        if message.interface != NAME:
            return False
        if self.way == "silent":
            return True
        if message.member == "GetCapabilities":
            told = ["actions", "body", *(["body-markup"] if self.way == "markup" else [])]
            return Message.new_method_return(message, "as", [told])
        if message.member == "GetServerInformation":
            return Message.new_method_return(message, "ssss", ["service", "tests", "1", "1.2"])
        if self.way == "refusing":
            return Message.new_error(message, f"{NAME}.Error", "no more\nnotices")
        self.notices += 1
        app, _, icon, title, body, *_ = message.body
        print(json.dumps([app, icon, title, body]), flush=True)  # noqa: T201 - its answer
        return Message.new_method_return(message, "u", [self.notices])


async def serve(way: str) -> None:
    bus = await MessageBus().connect()
    bus.add_message_handler(Service(way).answer)
    await bus.request_name(NAME)
    print("ready", flush=True)  # noqa: T201 - as above
    await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
