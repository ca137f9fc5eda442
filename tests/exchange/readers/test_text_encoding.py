"""The encoding of a text file is found from its bytes, and a guess is said."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.readers.text_encoding import find_encoding
from tests.exchange.readers.reading import items, outcome

GERMAN = "Vorname;Nachname;Straße\nJürgen;Müller;Hauptstraße 3\nÄnne;Größe;Köln\n"
FRENCH = "Prénom,Nom,Société\nZoé,Lefèvre,Société Générale\nFrançois,Noël,Hôtel\n"
JAPANESE = "氏名,電話番号,メール\n山田太郎,03-1234-5678,a@b.jp\n佐藤花子,090-1234-5678,c@d.jp\n"
CHINESE = "姓名,电话,公司\n王小明,123,北京科技有限公司\n"
TRADITIONAL = "姓名,電話,公司\n陳大文,123,台北科技公司\n"
KOREAN = "이름,전화,회사\n김민수,010,삼성전자\n"
RUSSIAN = "Имя,Фамилия\nИван,Петров\nАнна,Смирнова\n"
GREEK = "Όνομα,Επώνυμο\nΓιώργος,Παπαδόπουλος\n"
POLISH = "Imię,Nazwisko\nŁukasz,Wiśniewski\nMałgorzata,Dąbrowska\n"
CZECH = "Jméno,Příjmení\nJiří,Dvořák\n"
HUNGARIAN = "Név\nGyőző Szűcs\n"
TURKISH = "Ad,Soyad\nGökçe,Yıldız\nİbrahim,Şahin\n"
NORWEGIAN = "Fornavn,Etternavn\nÅse,Bjørn\nØyvind,Sæther\n"
PORTUGUESE = "Nome\nJoão Gonçalves\nConceição\n"
SMART = "Name,Notes\nO’Brien,“hello” – it’s\n"
ONE_NAME = "First Name,Last Name\nTaro,山田\n"
ONE_LETTER = "Name,Email\nMüller,a@b\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((GERMAN, encoding) for encoding in ("cp1252", "latin-1", "mac_roman", "cp850")),
        *((FRENCH, encoding) for encoding in ("cp1252", "latin-1", "mac_roman", "cp850")),
        *((JAPANESE, encoding) for encoding in ("shift_jis", "cp932", "euc_jp", "iso2022_jp")),
        *((ONE_NAME, encoding) for encoding in ("shift_jis", "euc_jp")),
        *((CHINESE, encoding) for encoding in ("gb18030", "gbk", "gb2312")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8_r")),
        *((NORWEGIAN, encoding) for encoding in ("cp1252", "mac_roman")),
        *((PORTUGUESE, encoding) for encoding in ("cp1252", "mac_roman")),
        *((SMART, encoding) for encoding in ("cp1252", "mac_roman")),
        *((ONE_LETTER, encoding) for encoding in ("cp1252", "mac_roman")),
        (TRADITIONAL, "big5"),
        (KOREAN, "euc_kr"),
        (GREEK, "cp1253"),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (TURKISH, "cp1254"),
    ],
)
def test_a_legacy_encoding_is_guessed_and_said(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    found = find_encoding(io.BytesIO(content))
    assert content.decode(found.codec) == text
    assert "the file is not UTF-8; pnet read it as " in found.remark


@pytest.mark.parametrize("text", [GERMAN, JAPANESE, CHINESE, "a,b\n1,2\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_for_sure(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    found = find_encoding(io.BytesIO(content))
    assert content[found.mark :].decode(found.codec) == text
    assert not found.remark


def test_a_few_bytes_that_are_not_utf_8_are_read_as_windows_does() -> None:
    content = "Zoé,Müller,Größe,naïve\n".encode() + b"Ren\xe9,x\n"
    found = find_encoding(io.BytesIO(content))
    assert found.codec == "utf-8"
    assert found.remark == "some characters of the file are not UTF-8; pnet read them as Windows-1252"


def test_bytes_beyond_the_first_part_of_a_file_count() -> None:
    content = b"a,b\n" * 500_000 + "Müller,x\n".encode("cp1252")
    assert find_encoding(io.BytesIO(content)).codec == "cp1252"


def test_zero_bytes_within_ascii_are_no_utf_16() -> None:
    assert find_encoding(io.BytesIO(b"a,b\n\x00x,y\n")).codec == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding(content: bytes) -> None:
    stream = io.BytesIO(content)
    found = find_encoding(stream)
    assert stream.tell() == 0
    content[found.mark :].decode(found.codec, "replace")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_table_in_utf_16_without_a_mark_is_a_table(codec: str) -> None:
    mark = b"\xff\xfe\x00\x00" if codec == "utf-32-le" else b""
    text = "Name;Email;Phone\nZoë Ångström;z@x;1\n李雷;l@x;2\n"
    assert [outcome(item) for item in items(mark + text.encode(codec))] == ["Zoë Ångström", "李雷"]


def test_hebrew_is_told_from_other_alphabets() -> None:
    text = "Name,Email\nשרה כהן,sarah@x\nדוד לוי,david@x\n"
    assert [outcome(item) for item in items(text.encode("cp1255"))] == ["שרה כהן", "דוד לוי"]
