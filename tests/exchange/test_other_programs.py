"""Real programs accept what pnet exports: Radicale stores each card, khard lists and opens them, abook converts its file."""

import subprocess
from pathlib import Path

import pytest

from tests.exchange.client_cards import CLIENTS
from tests.exchange.command_line import Book
from tests.exchange.other_programs import khard_names, khard_opens, radicale
from tests.exchange.round_trip import EVERYTHING
from tests.exchange.test_round_trip import files_of
from tests.exchange.vcard_oracle import read_file

FILES = files_of(len(CLIENTS) * 3, 8)
COUNT = sum(len(read_file(content)) for content in FILES.values())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A vault with the cards of all clients."""
    made = Book(tmp_path_factory.mktemp("book"))
    for name, content in FILES.items():
        folder = made.file(f"cards/{name}", content).parent
    assert made.run_here("import", folder).code == 0
    return made


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_radicale_stores_every_card_and_khard_opens_it(book: Book, tmp_path: Path, version: str) -> None:
    folder = tmp_path / "cards"
    assert book.run_here("export", "--vcard", version, *EVERYTHING, "--split", folder).code == 0
    files = sorted(folder.rglob("*.vcf"))
    assert len(files) == COUNT
    with radicale(tmp_path) as server:
        refused = [
            path.name
            for number, path in enumerate(files)
            if server.put(f"{number}.vcf", path.read_bytes()) != 201
        ]
        assert refused == []
        assert len(server.cards()) == COUNT
    names, said = khard_names(folder, tmp_path)
    assert len(names) == COUNT, said
    assert khard_opens(folder, tmp_path, sorted(names)[0])


@pytest.mark.system
def test_abook_reads_what_is_written_for_it(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "addressbook"
    assert book.run_here("export", "--to", "abook", "-o", file).code == 0
    done = subprocess.run(
        [
            "abook",
            "--convert",
            "--informat",
            "abook",
            "--infile",
            str(file),
            "--outformat",
            "csv",
            "--outfile",
            "-",
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().splitlines()) == COUNT
