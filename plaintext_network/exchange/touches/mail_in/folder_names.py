"""Recognizes folders of sent mail, drafts, spam and deleted mail by their names or labels."""

import re
from functools import lru_cache

SENT, DRAFT, DELETED, SPAM, BULK, CHAT = "sent", "draft", "deleted", "spam", "bulk", "chat"
# As mail programs and Gmail call them in the languages that most of their users have.
_NAMES = {
    SENT: (
        "sent", "sent mail", "sent messages", "sent items", "sent-mail", "outbox", "gesendet", "gesendete objekte", "gesendete elemente",
        "gesendete nachrichten", "messages envoyés", "éléments envoyés", "envoyés", "enviados", "elementos enviados", "correo enviado",
        "mensajes enviados", "itens enviados", "e-mails enviados", "inviati", "posta inviata", "posta inviata", "elementi inviati", "verzonden",
        "verzonden items", "verzonden berichten", "skickat", "skickade", "sendt", "sendte", "sendte elementer", "wysłane", "elementy wysłane",
        "отправленные", "odeslané", "odeslaná pošta", "已发送", "送信済み", "送信済みメール", "보낸편지함", "gönderilmiş postalar",
        "lähetetyt", "elküldött",
    ),
    DRAFT: (
        "draft", "drafts", "templates", "unsent messages", "unsent", "postausgang", "entwurf", "entwürfe", "vorlagen", "brouillons", "brouillon", "borradores", "rascunhos", "bozze",
        "concepten", "utkast", "kladder", "wersje robocze", "robocze", "черновики", "koncepty", "草稿", "下書き", "임시보관함", "taslaklar",
        "luonnokset", "piszkozatok",
    ),
    DELETED: (
        "trash", "bin", "deleted", "deleted items", "deleted messages", "papierkorb", "gelöscht", "gelöschte objekte", "gelöschte elemente",
        "corbeille", "éléments supprimés", "papelera", "elementos eliminados", "lixo", "lixeira", "itens excluídos", "itens eliminados", "cestino",
        "posta eliminata", "prullenbak", "verwijderde items", "papperskorg", "papperskorgen", "borttagna objekt", "papirkurv", "slettede elementer",
        "kosz", "elementy usunięte", "корзина", "удаленные", "koš", "已删除", "ゴミ箱", "휴지통", "çöp kutusu", "roskakori", "kuka",
    ),
    SPAM: (
        "spam", "junk", "junk mail", "junk email", "junk e-mail", "bulk mail", "junk-e-mail", "unerwünscht", "spamverdacht", "werbung und spam",
        "pourriel", "courrier indésirable", "indésirables", "correo no deseado", "correo basura", "lixo eletrônico", "posta indesiderata",
        "ongewenste e-mail", "skräppost", "søppelpost", "uønsket mail", "niechciane", "спам", "nevyžádaná pošta", "垃圾邮件", "迷惑メール",
        "스팸함", "istenmeyen e-posta", "roskaposti", "levélszemét",
    ),
    CHAT: ("chat", "chats"),
}  # fmt: skip
# How Gmail sorts what isn't from people.
_CATEGORY = re.compile(
    r"(?:ca|ka)t[eé]gor\w+\W+(?:promo|werbung|publicit|social|soziale|sociale|redes|réseaux|reclame)", re.I
)
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
# Gmail's folders in IMAP are below this one.
_PARTS = re.compile(r"[/\\.]")


@lru_cache(maxsize=2_000)
def folder_kind(name: str) -> str:
    """Return what a folder or label contains: one of the words above, "" for mail of any other kind.

    The name may be a path with the separators of IMAP and Maildir++: `Archive/Sent`, `.INBOX.Trash`. Folders within the trash are
    thrown away too.
    """
    kinds = [_KINDS.get(part.strip(" []_-").lower(), "") for part in _PARTS.split(_decoded(name))]
    return next((kind for kind in (DELETED, SPAM, DRAFT, SENT) if kind in kinds), kinds[-1])


def label_kind(label: str) -> str:
    """Return what messages with a label of Gmail are, as of a folder."""
    return BULK if _CATEGORY.match(label) else folder_kind(label)


_SHIFTED = re.compile(r"&([^-]*)-")


def _decoded(name: str) -> str:
    """Return the name of a folder of IMAP as text: Entw&APw-rfe is Entwürfe (RFC 3501 §5.1.3)."""
    if "&" not in name:
        return name
    return _SHIFTED.sub(lambda found: _shifted(found[1]), name)


def _shifted(digits: str) -> str:
    if not digits:
        return "&"
    try:
        return f"+{digits.replace(',', '/')}-".encode("ascii").decode("utf-7")
    except UnicodeError:
        return digits
