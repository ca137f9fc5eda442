"""Measures syncs and address lookups: a first sync and an idle one, and `pnet address` beside `pnet path`, abook and khard."""

import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.exchange.command_line import PNET, Book
from tests.exchange.other_programs import KHARD_CONFIG

Figure = tuple[str, float, float | None, str]
RUNS = 3


def sync_figures(cards: Sequence[bytes], idle_goal: float | None) -> Iterator[Figure]:
    """Measure a sync that adds so many people, one without a change, and one with ten changes on each side."""
    shown = f"{len(cards):,} cards"
    with tempfile.TemporaryDirectory() as place:
        book, folder = Book(Path(place)), Path(place) / "cards"
        folder.mkdir()
        for number, card in enumerate(cards):
            (folder / f"{number:05}.vcf").write_bytes(card)
        (book.root / "pnet.toml").write_text('[sync.phone]\nfolder = "../cards"\nnew = "add"\n')
        first = book.run("sync")
        if first.code not in (0, 1):
            raise RuntimeError(str(first))
        yield f"first sync of {shown}", first.seconds, None, "s"
        yield f"first sync of {shown}, memory", first.megabytes, 200, "MB"
        for _ in range(2):
            book.run("sync")
        idle = min((book.run("sync") for _ in range(RUNS)), key=lambda ran: ran.seconds)
        yield f"sync of {shown}, nothing changed", idle.seconds, idle_goal, "s"
        yield f"sync of {shown}, nothing changed, memory", idle.megabytes, 200, "MB"
        for path in sorted(folder.glob("*.vcf"))[:10]:
            content = path.read_bytes()
            path.write_bytes(content.replace(b"END:VCARD", b"TEL:+1 555 987 0000\r\nEND:VCARD"))
        yield f"sync of {shown}, ten changed", book.run("sync").seconds, None, "s"


def address_figures(book: Book, word: str, cards: Sequence[bytes], runs: int) -> Iterator[Figure]:
    """Measure a warm lookup of one word among all people, beside `pnet path` and the programs that mutt's users have."""
    path = _best(book, [*PNET, "path", word, "--vault", str(book.root), "-q"], runs)
    yield "warm pnet path, processor", path * 1000, None, "ms"
    goal = min(path * 1300, 40)
    found = _best(book, [*PNET, "address", word, "--format", "mutt", "--vault", str(book.root), "-q"], runs)
    yield "warm pnet address, processor", found * 1000, goal, "ms"
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        exported = home / "addressbook"
        if shutil.which("abook") and book.run("export", "--to", "abook", "-o", exported).code == 0:
            words = ["abook", "--datafile", str(exported), "--mutt-query", word]
            yield "  abook, processor", _best(book, words, RUNS) * 1000, None, "ms"
        folder = home / "cards"
        folder.mkdir()
        for number, card in enumerate(cards):
            (folder / f"{number:05}.vcf").write_bytes(card)
        config = home / "khard.conf"
        config.write_text(KHARD_CONFIG.format(folder=folder))
        words = [sys.executable, "-m", "khard", "-c", str(config), "email", "--parsable", word]
        yield "  khard, processor", _best(book, words, 1) * 1000, None, "ms"


def word_of(card: bytes, chance: random.Random) -> str:
    """Return a word of a card's name."""
    found = re.search(rb"(?m)^FN[^:]*:(.*)", card)
    words = found[1].decode().split() if found else ["ada"]
    return chance.choice([word for word in words if word.isalpha()] or ["ada"])


def _best(book: Book, argv: Sequence[str], runs: int) -> float:
    """Return the least seconds of the processor that some runs took, the first two left out."""
    took = []
    for _ in range(runs + 2 if runs > 1 else 1):
        began = _children()
        subprocess.run(
            argv, env=book.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        took.append(_children() - began)
    return min(took[2:] or took)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
