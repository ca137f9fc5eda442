"""A text's word pieces are those of BERT's uncased tokenizer; its numbers are given."""

import pytest

from plaintext_network.vault.meaning.word_pieces import MOST_PIECES, piece_numbers, vocabulary

PIECES = [
    ("", []),
    ("a", [1037]),
    ("Somebody who can repair the harmonium.", [8307, 2040, 2064, 7192, 1996, 25546, 5007, 1012]),
    ("Bríd's café: naïve & co-operative", [7987, 3593, 1005, 1055, 7668, 1024, 15743, 1004, 2522, 1011, 12160]),
    ("Zoë Brandvold/Łukasz Straße", [11199, 4435, 6767, 6392, 1013, 1105, 15750, 17112, 2358, 27807]),
    ("ΟΔΟΣ ΛΌΓΟΣ", [1169, 29722, 29730, 29733, 1165, 29730, 29721, 29730, 29733]),
    ("東京 tower 田中", [1879, 1755, 3578, 1911, 1746]),
    ("x" * 101, [100]),
    ("100 % – 3.5°C, €20 £5", [2531, 1003, 1516, 1017, 1012, 1019, 7737, 2278, 1010, 1574, 11387, 27813]),
    ("e\u0301te\u0301 \u00ad soft\u200bwidth\ttab\nline", [3802, 2063, 3730, 9148, 11927, 2232, 21628, 2240]),
    ("👍 thumbs ½ ﬁne", [100, 16784, 1092, 1984, 2638]),
    ("don't @ me #touch [[Ada]]", [2123, 1005, 1056, 1030, 2033, 1001, 3543, 1031, 1031, 15262, 1033, 1033]),
    ("\x00\x07bell\ufffd", [4330]),
    ("🤷🏽\u200d♀️", [100]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_word_pieces(text: str, pieces: list[int]) -> None:
    assert piece_numbers(text) == [101, *pieces, 102]


def test_the_end_of_a_long_text_is_cut() -> None:
    long = piece_numbers("word " * 300)
    assert len(long) == MOST_PIECES
    assert (long[0], long[-1]) == (101, 102)


def test_each_piece_has_one_number() -> None:
    assert len(vocabulary()) == 30522
