import io
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest

from plaintext_network.exchange import limits
from plaintext_network.exchange.vcard.cards import BrokenCard, Card, read_cards
from plaintext_network.exchange.vcard.write_cards import write_card

MB = 2**20
ADA = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n"


class Generated(io.RawIOBase):
    """A stream of pieces that are never in memory at once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces: Iterator[bytes] = iter(pieces)

    def read(self, _size: int = -1) -> bytes:
        return next(self.pieces, b"")


def read(*pieces: bytes) -> list[Card | BrokenCard]:
    return list(read_cards(io.BytesIO(b"".join(pieces))))


def names(found: Iterable[Card | BrokenCard]) -> list[tuple[int, str]]:
    return [
        (card.line, card.reason if isinstance(card, BrokenCard) else card.lines[-1].value) for card in found
    ]


@pytest.mark.parametrize("fold", [b"", b"\n "], ids=["one line", "folded"])
def test_a_value_that_is_too_long_is_refused_with_its_card_alone(fold: bytes) -> None:
    value = (b"x" * 1000 + fold) * (limits.VALUE // 1000 + 1)
    found = read(ADA, b"BEGIN:VCARD\nFN:Eve\nNOTE:", value, b"\nEND:VCARD\n", ADA)
    assert [(card.line, type(card)) for card in found][:2] == [(1, Card), (5, BrokenCard)]
    assert found[1] == BrokenCard(5, "a value is longer than 4 MB", "Eve")
    assert isinstance(found[2], Card)


def test_a_card_that_is_too_long_is_refused_alone() -> None:
    found = read(
        ADA,
        b"BEGIN:VCARD\nFN:Eve\n",
        (b"NOTE:" + b"x" * 994 + b"\n") * (limits.RECORD // 1000 + 1),
        b"END:VCARD\n",
        ADA,
    )
    assert found[1] == BrokenCard(5, "the card is longer than 8 MB", "Eve")
    assert isinstance(found[0], Card)
    assert isinstance(found[2], Card)


def test_a_card_of_too_many_lines_is_refused_alone() -> None:
    found = read(ADA, b"BEGIN:VCARD\nFN:Eve\n", b"A:\n" * 200_001, b"END:VCARD\n", ADA)
    assert found[1] == BrokenCard(5, "the card has more than 200,000 lines", "Eve")
    assert isinstance(found[2], Card)


def test_cards_may_be_nested_three_deep_and_no_deeper() -> None:
    def nested(depth: int) -> bytes:
        return b"BEGIN:VCARD\nFN:Eve\n" + b"AGENT:\nBEGIN:VCARD\n" * (depth - 1) + b"END:VCARD\n" * depth

    assert names(read(nested(3), ADA))[1:] == [(10, "Ada")]
    assert read(nested(4), ADA)[0] == BrokenCard(1, "cards are nested more than 3 deep", "Eve")
    assert names(read(nested(100_000), ADA)) == [(1, "cards are nested more than 3 deep"), (300_001, "Ada")]


def test_more_cards_than_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RECORDS", 3)
    assert names(read(ADA * 3)) == [(1, "Ada"), (5, "Ada"), (9, "Ada")]
    assert names(read(ADA * 5)) == [
        (1, "Ada"),
        (5, "Ada"),
        (9, "Ada"),
        (13, "the file has more than 3 cards; the rest is not read"),
    ]


def test_a_file_that_is_too_long_is_read_up_to_the_limit() -> None:
    chunk = b"From: " + b"x" * MB
    pieces = (ADA if number == 0 else chunk for number in range(limits.FILE // MB + 2))
    found = names(read_cards(Generated(pieces)))  # type: ignore[arg-type]
    assert found[0] == (1, "Ada")
    assert [reason for _, reason in found[1:]] == ["the file is longer than 256 MB; the rest is not read"]


def long_value() -> Iterator[bytes]:
    yield ADA + b"BEGIN:VCARD\nFN:Eve\nPHOTO;ENCODING=b:"
    yield from (b"QUJD" * (MB // 4) for _ in range(200))
    yield b"\nEND:VCARD\n" + ADA


def many_lines() -> Iterator[bytes]:
    yield ADA + b"BEGIN:VCARD\nFN:Eve\n"
    yield from ((b"NOTE:" + b"x" * 393 + b"\r\n") * (MB // 400) for _ in range(30))
    yield b"\nEND:VCARD\n" + ADA


@pytest.mark.parametrize("pieces", [long_value, many_lines])
def test_a_long_card_needs_little_memory(pieces: Callable[[], Iterator[bytes]]) -> None:
    tracemalloc.start()
    found = list(read_cards(Generated(pieces())))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(card) for card in found] == [Card, BrokenCard, Card]
    assert peak < 20 * MB


def test_many_cards_need_little_memory() -> None:
    card = ADA.replace(b"END", b"PHOTO;ENCODING=b:" + b"QUJD" * (MB // 4) + b"\nEND")
    tracemalloc.start()
    cards = read_cards(Generated(card for _ in range(30)))  # type: ignore[arg-type]
    assert Counter(map(type, cards)) == {Card: 30}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MB


@pytest.mark.parametrize(
    "line",
    [
        b"N:" + b"\\" * 300_001 + b"x",
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"x=\n" * 150_000,
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"x\ny\n" * 70_000,
        b"NOTE:" + b"\xff" * 1_000_000,
        b"X" + b"\n x" * 150_000,
        b'X;A="' + b"\n :" * 150_000,
        b"A;" + b"," * 200_000 + b":",
        b"NOTE:" + b"\\\n" * 150_000,
        b"PHOTO;BASE64:" + b"\nQUJD" * 150_000,
    ],
)
@pytest.mark.parametrize("version", [b"2.1", b"3.0"])
def test_reading_takes_time_in_proportion_to_the_length(line: bytes, version: bytes) -> None:
    # This test doesn't end in minutes if the time grows faster.
    (card,) = read(b"BEGIN:VCARD\nVERSION:" + version + b"\n" + line + b"\nEND:VCARD\n")
    assert isinstance(card, Card)
    for written in ("2.1", "3.0"):
        assert write_card(card, written).endswith(b"END:VCARD\r\n")
