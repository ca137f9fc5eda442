"""Two vaults, each with a folder of cards that vdirsyncer keeps in sync with one server, which rewrites cards as it does in life."""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.exchange.command_line import Book, Ran
from tests.exchange.other_programs import Radicale, radicale
from tests.exchange.rewriting_proxy import rewriting_proxy
from tests.exchange.vcard_oracle import read_file
from tests.exchange.vdirsyncer import Exchanged, Vdirsyncer

# What each property of a card is called in a note.
PROPERTIES: Mapping[str, str] = {
    "FN": "name",
    "NICKNAME": "aliases",
    "EMAIL": "emails",
    "TEL": "phones",
    "URL": "links",
    "ADR": "addresses",
    "ORG": "organization",
    "TITLE": "role",
    "BDAY": "birthday",
}
Values = Mapping[str, tuple[str, ...]]
# Of files: what they contain, and when each was written.
Written = Mapping[str, tuple[bytes, int]]


class Side:
    """A vault, its folder of cards, and vdirsyncer between that and the server."""

    def __init__(self, home: Path, url: str, settings: str = "") -> None:
        self.book, self.folder = Book(home), home / "cards"
        self.engine = Vdirsyncer(home / "engine", self.folder, url, self.book.environ)
        (self.book.root / "pnet.toml").write_text(
            f'[sync.phone]\nfolder = "{self.folder}"\nnew = "add"\ngone = "archive"\n{settings}'
        )

    def sync(self, *options: str) -> Ran:
        """Run `pnet sync`."""
        return self.book.run_here("sync", *options)

    def notes(self) -> dict[str, Values]:
        """Return what every note's front matter says, by path. A note without a `name` is called as its file is."""
        return {
            path: _front_matter(path, text)
            for path, text in self.book.notes().items()
            if not path.startswith(".")
        }

    def cards(self) -> dict[str, Values]:
        """Return what every card says, by file."""
        return {path.name: card_values(path.read_bytes()) for path in self.folder.glob("*.vcf")}

    def files(self) -> Written:
        """Return the bytes of every note and card, and when each was written."""
        paths = [*self.book.root.rglob("*.md"), *self.folder.iterdir()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths if path.is_file()}


class Round(NamedTuple):
    """What a round said: each `pnet sync`, and each run of vdirsyncer."""

    synced: tuple[Ran, ...]
    exchanged: tuple[Exchanged, ...]


class World(NamedTuple):
    """Both sides, and the server between them. `url` is where its clients find it, and `store` its files."""

    sides: tuple[Side, Side]
    server: Radicale
    url: str
    store: Path

    def round(self, *options: str, sync: Callable[..., Ran] | None = None) -> Round:
        """Sync there and back: vault, folder, server, the other folder and vault, and again in the other direction.

        `sync` runs `pnet sync` on a side with these options.
        """
        run = sync or (lambda side, *words: side.sync(*words))
        one, other = self.sides
        synced, exchanged = list[Ran](), list[Exchanged]()
        for first, second in ((one, other), (other, one)):
            synced.append(run(first, *options))
            exchanged += [first.engine.sync(), second.engine.sync()]
            synced.append(run(second, *options))
        return Round(tuple(synced), tuple(exchanged))

    def files(self) -> Written:
        """Return all files of both sides and of the server."""
        stored = {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in self.stored().values()}
        return {**stored, **self.sides[0].files(), **self.sides[1].files()}

    def stored(self) -> dict[str, Path]:
        """Return the server's cards by their names there."""
        return {path.name: path for path in self.store.iterdir() if not path.name.startswith(".")}

    def server_cards(self) -> dict[str, Values]:
        """Return what every card on the server says, by its name there."""
        return {name: card_values(path.read_bytes()) for name, path in self.stored().items()}

    def put(self, name: str, content: bytes) -> None:
        """Write a card as a phone does, which stores it on the server at once."""
        status, said = self.server.request("PUT", f"{self.url}{name}", content, "text/vcard; charset=utf-8")
        if status not in (200, 201, 204):
            raise RuntimeError(f"{status} {said!r}")

    def delete(self, name: str) -> None:
        """Delete a card as a phone does."""
        self.server.request("DELETE", f"{self.url}{name}")


@contextlib.contextmanager
def synced_world(home: Path, kind: str, settings: str = "") -> Iterator[World]:
    """Run a world around a server of one kind while the block runs."""
    home.mkdir(parents=True, exist_ok=True)
    with radicale(home) as server, rewriting_proxy(server.book, kind) as url:
        sides = (Side(home / "a", url, settings), Side(home / "b", url, settings))
        yield World(sides, server, url, home / "store/collection-root/user/cards")


def card_values(content: bytes) -> Values:
    """Return what a card says, by its properties' names."""
    cards = read_file(content)
    items = sorted((cards[0].items if cards else ()), key=lambda item: item.name)
    return {
        name: tuple(item.readings[0] for item in found)
        for name, found in itertools.groupby(items, key=lambda item: item.name)
    }


def _front_matter(path: str, text: str) -> Values:
    """Return a note's values under the names that they have on cards, and all else that it says under ""."""
    head = text.split("\n---", 1)[0].removeprefix("---\n") if text.startswith("---\n") else ""
    found = yaml.load(head, Loader=yaml.BaseLoader) or {}  # noqa: S506
    given = {"name": Path(path).stem, **found}
    values = {name: given.get(called, ()) for name, called in PROPERTIES.items()}
    return {
        **{
            name: tuple(map(str, each)) if isinstance(each, list | tuple) else (str(each),)
            for name, each in values.items()
        },
        "STATUS": (str(found.get("status", "")),),
        "": (text,),
    }
