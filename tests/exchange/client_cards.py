"""Lists the programs whose cards are written, and writes so many cards in turn. The same seed writes the same bytes."""

import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.exchange import desktop_cards, phone_cards
from tests.exchange.invented_people import Person, invent

Client = Callable[[Person, random.Random], bytes]
CLIENTS: Mapping[str, Client] = {
    "iphone": phone_cards.iphone,
    "macos": phone_cards.macos,
    "android": phone_cards.android,
    "android-3.0": phone_cards.android_30,
    "google": phone_cards.google,
    "nokia": phone_cards.nokia,
    "blackberry": phone_cards.blackberry,
    "samsung": phone_cards.samsung,
    "outlook": desktop_cards.outlook,
    "outlook-3.0": desktop_cards.outlook_30,
    "nextcloud": desktop_cards.nextcloud,
    "fastmail": desktop_cards.fastmail,
    "evolution": desktop_cards.evolution,
    "kaddressbook": desktop_cards.kaddressbook,
    "thunderbird": desktop_cards.thunderbird,
    "lotus": desktop_cards.lotus,
    "khard": desktop_cards.khard_file,
}


class ClientCard(NamedTuple):
    """One card as a client writes it."""

    client: str
    person: Person
    content: bytes


def client_cards(count: int, seed: int = 1) -> Iterator[ClientCard]:
    """Write so many cards, one client after the other; up to 1,600 have different names."""
    names = tuple(CLIENTS)
    for number in range(count):
        client = names[number % len(names)]
        person = invent(number, seed)
        chance = random.Random(f"{seed}/{client}/{number}")  # noqa: S311
        yield ClientCard(client, person, CLIENTS[client](person, chance))
