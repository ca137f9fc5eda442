"""Builds a vault with a private person whose every value holds a canary, and searches for the canary in whatever leaves."""

import base64
import io
import quopri
import zipfile
from pathlib import Path

from tests.exchange.command_line import Book

CANARY = "Kanarienvogel"
EMAIL, PHONE = "zwitscher@canary.example", "+49 555 0199231"
FORMATS = ("vcard", "csv", "json", "jsonl", "markdown", "google", "ldif", "abook")
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"canary-in-pixels" * 8 + b"\xff\xd9"
NOTES = {
    "contacts/Ada Lovelace.md": "---\nemails: [ada@example.org]\nphones: [+1 555 0100]\norganization: Acme\ntags: [friend]\n"
    f'knows: ["[[{CANARY} Zwei]]"]\nmet_through: "[[{CANARY} Zwei]]"\ncircles: [inner]\n---\n'
    f"Spoke about [[{CANARY} Zwei]].\n\n## Log\n- 2026-11-01 coffee with [[{CANARY} Zwei]]\n\n"
    f"```vcard\nX-PNET-SOURCE;ID=1;DAY=2026-11-01;DIGEST=0:phone\nRELATED;VALUE=text:{CANARY} Zwei\nN:Lovelace;Ada;;;\n```\n",
    f"contacts/{CANARY} Zwei.md": f"---\nprivate: true\nemails: [{EMAIL}]\nphones: ['{PHONE}']\norganization: {CANARY} AG\n"
    f"photo: attachments/{CANARY} Zwei.jpg\naliases: [{CANARY}chen]\n---\nAbout {CANARY}.\n\n"
    f"```vcard\nX-PNET-SOURCE;ID=2;DAY=2026-11-01;DIGEST=0:phone\nN:Zwei;{CANARY};;;\nX-SECRET:{CANARY}\n```\n",
    "contacts/Bo Ek.md": "---\nemails: [bo@example.org]\nphoto: attachments/Bo Ek.jpg\n---\n",
}


def private_vault(folder: Path) -> Book:
    """Write a vault in which one of three people is private."""
    book = Book(folder)
    for path, text in NOTES.items():
        (book.root / path).parent.mkdir(parents=True, exist_ok=True)
        (book.root / path).write_bytes(text.encode())
    (book.root / "attachments").mkdir()
    (book.root / "attachments" / f"{CANARY} Zwei.jpg").write_bytes(PHOTO)
    (book.root / "attachments" / "Bo Ek.jpg").write_bytes(PHOTO.replace(b"canary", b"bo-ek!"))
    return book


def canaries(content: bytes) -> list[str]:
    """Return what of the private person is in some bytes, as text or coded."""
    plain = content.replace(b"\r\n ", b"").replace(b"\n ", b"").replace(b"=\r\n", b"")
    texts = [plain, quopri.decodestring(plain), *_unpacked(content)]
    words = plain.replace(b"\n", b" ").replace(b":", b" ").replace(b",", b" ").split()
    coded = (word for word in words if len(word) > 20 and _is_base64(word))
    texts += [base64.b64decode(word + b"=" * (-len(word) % 4), validate=False) for word in coded]
    wanted = (CANARY, "kanarien", EMAIL, "zwitscher", PHONE, "0199231", "canary-in-pixels")
    return [each for each in wanted if any(each.lower().encode() in text.lower() for text in texts)]


def _is_base64(word: bytes) -> bool:
    return all(chr(sign).isalnum() or chr(sign) in "+/=" for sign in word)


def _unpacked(content: bytes) -> list[bytes]:
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [name.encode() + file.read(name) for name in file.namelist()]
