"""Knows what programs and people call the columns of a table of messages, and reads its words for channels and directions."""

from __future__ import annotations

from functools import cache

from plaintext_network.exchange.errors import ChatColumnsUnknown
from plaintext_network.exchange.readers.header import Header
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.model.note.properties import CHANNELS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# What a column can have. `person` is the other side, or whoever wrote; `chat` is the name of a conversation.
ROLES = ("date", "time", "person", "address", "to", "chat", "direction", "channel", "text", "ignore")

# `/` separates titles, as in `readers.column_titles`. Of several columns with a role, the first in this order counts.
_TABLE = """
date | Message Date / Date / Datetime / Date Time / Date-Time / Timestamp / Day / When / Sent at / Sent on / Sent Date / Date Sent / Created at / Date1 / Readable Date / Time sent / date_unixtime / timestamp_ms / date_sent / Zeitstempel / Datum / Datum/Uhrzeit / Datum und Uhrzeit / Tag / Gesendet am / Wann / Date et heure / Jour / Horodatage / Fecha / Fecha y hora / Día / Data / Data e ora / Data e hora / Giorno / Dia / Dag / Datum en tijd / Dato / Data i godzina / Dzień / Päivämäärä / Päivä / Datum a čas / Dátum / Tarih / Дата / Дата и время / Ημερομηνία / 日付 / 日時 / 日期 / 时间 / 날짜
time | Time / Hour / Clock / Uhrzeit / Zeit / Heure / Hora / Ora / Tijd / Tid / Klokkeslett / Klockslag / Godzina / Czas / Aika / Kello / Čas / Idő / Saat / Время / Ώρα / 時刻 / 時間 / 시간
person | Sender Name / Contact Name / Name / Person / People / With / Who / Contact / Sender / From / Author / Username / User Name / User / sender_name / From Name / Display Name / Partner / Participant / Correspondent / Name / Number / Nickname / Person Name / Kontakt / Kontaktname / Absender / Absendername / Von / Verfasser / Autor / Wer / Mit / Auteur / Expéditeur / De / Nom / Contact / Qui / Avec / Remitente / Nombre / Contacto / Quién / Con / Mittente / Nome / Contatto / Autore / Chi / Remetente / Contato / Quem / Com / Afzender / Naam / Van / Wie / Met / Contactpersoon / Avsender / Avsändare / Afsender / Navn / Namn / Fra / Från / Med / Nadawca / Nazwa / Imię / Od / Kto / Lähettäjä / Nimi / Kuka / Odesílatel / Jméno / Küldő / Név / Gönderen / İsim / Отправитель / Имя / Кто / От / Контакт / Автор / Αποστολέας / Όνομα / 送信者 / 名前 / 相手 / 发送者 / 发件人 / 姓名 / 联系人 / 보낸사람 / 이름
address | Sender ID / Phone / Phone Number / Number / Handle / Address / UserPhone / User Phone / Sender Number / Sender Phone / Mobile / Email / E-Mail / Email Address / Nummer / Telefon / Telefonnummer / Rufnummer / Handynummer / Adresse / Numéro / Téléphone / Número / Teléfono / Numero / Telefono / Telefone / Telefoonnummer / Numer / Puhelin / Телефон / Номер / 電話番号 / 电话 / 手机 / 전화번호
to | To / Recipient / Recipients / Receiver / Recipient Name / An / Empfänger / Empfängername / À / Destinataire / Destinataires / Para / Destinatario / Destinatarios / A / Destinatário / Aan / Ontvanger / Til / Till / Mottaker / Mottagare / Modtager / Do / Odbiorca / Vastaanottaja / Příjemce / Címzett / Alıcı / Кому / Получатель / Προς / 宛先 / 受信者 / 收件人 / 接收者 / 받는사람
chat | Chat Session / Conversation Id / Conversation / Conversation Title / Chat / Chat Name / Chatname / Thread / Thread Name / Thread Id / Group / Group Name / Room / Gespräch / Unterhaltung / Chatverlauf / Gruppe / Fil / Groupe / Conversación / Grupo / Conversazione / Chat di gruppo / Gruppo / Conversa / Gesprek / Groep / Samtale / Konversation / Gruppe / Rozmowa / Grupa / Ryhmä / Skupina / Беседа / Чат / Группа / チャット / 聊天 / 群聊 / 대화
direction | Direction / Type / Message Type / Msg Type / Kind / In/Out / Incoming/Outgoing / Sent/Received / Folder / Box / From Me / Is From Me / is_from_me / Outgoing / Richtung / Typ / Art / Nachrichtentyp / Direction / Sens / Dirección / Tipo / Direzione / Direção / Richting / Soort / Retning / Riktning / Kierunek / Suunta / Směr / Yön / Направление / Тип / 方向 / 類型 / 类型 / 種類 / 방향
channel | Channel / Medium / Via / Service / App / Platform / Network / Messenger / How / Kanal / Dienst / Wie / Canal / Application / Canale / Servizio / Kanaal / Kanał / Kanava / Канал / チャネル / 渠道 / 채널
text | Message / Text / Body / Content / MessageBody / Message Body / Message Text / Messages / Subject / Summary / Note / Notes / What / Description / Nachricht / Nachrichtentext / Nachrichteninhalt / Inhalt / Notiz / Was / Betreff / Texte / Contenu / Quoi / Mensaje / Texto / Contenido / Messaggio / Testo / Contenuto / Mensagem / Conteúdo / Bericht / Tekst / Inhoud / Besked / Melding / Meddelande / Innehåll / Wiadomość / Treść / Viesti / Teksti / Zpráva / Üzenet / Mesaj / Сообщение / Текст / Μήνυμα / メッセージ / 本文 / 消息 / 内容 / 訊息 / 메시지 / 내용
"""

# Words of programs for a message's direction; the numbers are those of Android's SMS.
_IN = "in incoming received inbox receive from 1 eingehend eingang empfangen erhalten reçu reçus entrant recibido recibida entrante ricevuto ricevuta entrata recebido recebida ontvangen inkomend mottatt mottagen modtaget odebrana odebrane przychodzące vastaanotettu přijatá přijato fogadott gelen входящее входящий получено 受信 接收 收到 수신"
_OUT = "out outgoing sent sentbox outbox send to me 2 4 ausgehend ausgang gesendet envoyé envoyés sortant enviado enviada saliente inviato inviata uscita verzonden uitgaand sendt skickat skickad wysłana wysłane wychodzące lähetetty odeslaná odesláno küldött giden исходящее исходящий отправлено 送信 发送 發送 已发送 발신"
_BOTH = "both mutual beide beides both ways les deux ambos entrambi"
# Rows that nobody wrote to anybody.
_NO_MESSAGE = "system notification service event info draft failed 3 5 6 entwurf benachrichtigung systemnachricht brouillon borrador bozza"
_FLAGS = {
    "true": "out",
    "false": "in",
    "1": "out",
    "0": "in",
    "yes": "out",
    "no": "in",
    "ja": "out",
    "nein": "in",
}

_CHANNELS = {
    "email": "mail mails emails courriel correo",
    "call": "phone telephone anruf telefon telefonat telefonanruf appel llamada chiamata ligação telefoon samtal opkald voice voicecall",
    "video": "zoom teams meet facetime skype webex jitsi videocall videoanruf videochat",
    "in-person": "meeting met lunch coffee dinner walk visit treffen besuch kaffee essen rencontre reunión incontro encontro afspraak personally persönlich",
    "letter": "brief post postcard lettre carta lettera kaart karte",
    "event": "party conference meetup veranstaltung konferenz",
    "social": "linkedin mastodon twitter x facebook instagram bluesky xing tiktok",
    "message": "whatsapp signal telegram sms mms imessage messenger chat text threema wechat line viber matrix discord slack rcs dm nachricht mensaje messaggio mensagem bericht",
}  # fmt: skip


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    """Map each title to its roles: “Wie” is how in German, and who in Dutch."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        role, titles = line.split(" | ", 1)
        # Not at a bare slash: “In/Out” is one title.
        for title in titles.split(" / "):
            key = title_key(title)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), role)))
    return found


@cache
def _rank() -> dict[str, int]:
    titles = [title for line in _TABLE.strip().splitlines() for title in line.split(" | ", 1)[1].split(" / ")]
    found: dict[str, int] = {}
    for number, title in enumerate(titles):
        found.setdefault(title_key(title), number)
    return found


@cache
def _words(words: str) -> frozenset[str]:
    return frozenset(map(title_key, words.split()))


def header_of(cells: Sequence[str]) -> Header | None:
    """Return the header that a row is, or None: it has a column of days, and one of people or addresses."""
    known = _titles()
    keys = [title_key(cell) for cell in cells]
    found: dict[int, str] = {}
    for index in sorted(range(len(keys)), key=lambda at: _rank().get(keys[at], 0)):
        role = next((one for one in known.get(keys[index], ()) if one not in found.values()), "")
        if role:
            found[index] = role
    given = set(found.values())
    if "date" not in given and "time" in given:
        # A column called “Time” may have whole dates.
        found = {index: "date" if role == "time" else role for index, role in found.items()}
    if "date" in found.values() and given & {"person", "address", "chat", "to"} and len(found) > 1:
        return Header(tuple(cells), found, tuple(cells))
    return None


def taken_header(
    cells: Sequence[str], take: Sequence[tuple[str, str]], file_name: str, *, is_header: bool
) -> Header:
    """Return the header with the columns that the user names, by title or number from 1. Raises ChatColumnsUnknown."""
    known = header_of(cells) if is_header else None
    found = dict(known.roles) if known else {}
    keys = [title_key(cell) for cell in cells]
    for column, role in take:
        number = column.strip()
        if title_key(column) in keys and is_header:
            index = keys.index(title_key(column))
        elif number.isdecimal() and 1 <= int(number) <= len(cells):
            index = int(number) - 1
        else:
            raise ChatColumnsUnknown(file_name, cells, unknown=column)
        found = {at: one for at, one in found.items() if one != role and at != index}
        if role != "ignore":
            found[index] = role
    if not {"date"} <= set(found.values()) or not set(found.values()) & {"person", "address", "chat", "to"}:
        raise ChatColumnsUnknown(file_name, cells)
    titles = tuple(cells) if is_header else tuple(f"column {number}" for number in range(1, len(cells) + 1))
    return Header(titles, found, titles)


def channel_of(word: str) -> str:
    """Return pnet's channel for a word of a table; "" for a word that names none."""
    key = title_key(word).replace(" ", "-")
    if key in CHANNELS:
        return key
    bare = key.replace("-", "")
    return next((channel for channel, words in _CHANNELS.items() if bare in _words(words)), "")


def direction_of(word: str, title: str) -> str:
    """Return out, in, both, `none` for what is no message, or "" for a word that says nothing of a direction."""
    key = title_key(word)
    if title_key(title) in ("from me", "is from me", "outgoing"):
        return _FLAGS.get(key, "")
    for direction, words in (("in", _IN), ("out", _OUT), ("both", _BOTH), ("none", _NO_MESSAGE)):
        if key in _words(words) or (key.split(" ", 1)[0] in _words(words) and not key[:1].isdecimal()):
            return direction
    return ""
