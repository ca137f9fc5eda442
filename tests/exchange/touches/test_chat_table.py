"""Tables of messages, as the exports of messengers and people's own lists have them."""

import io
from collections.abc import Sequence
from datetime import date

import pytest

from plaintext_network.exchange.errors import ChatColumnsUnknown
from plaintext_network.exchange.touches.chat_in.chat_table import matches, read
from plaintext_network.exchange.touches.source_event import RefusedEvent, SkippedEvent, SourceEvent
from plaintext_network.exchange.touches.touch_options import TouchOptions

ME = ("Jonas Meyer",)
TODAY = date(2026, 11, 25)


def shown(text: str, me: Sequence[str] = ME, **options: object) -> list[str]:
    """Return each row as `day channel direction people`, `skipped: reason` or `refused: reason`."""
    asked = TouchOptions(me=tuple(me), until=TODAY)._replace(**options)  # type: ignore[arg-type]
    found = []
    for item in read(io.BytesIO(text.encode()), "chat.csv", asked):
        if isinstance(item, SourceEvent):
            people = " + ".join(" ".join(filter(None, (one.name, one.address))) for one in item.people)
            found.append(f"{item.day} {item.channel} {item.direction} {people}")
        else:
            found.append(f"{'skipped' if isinstance(item, SkippedEvent) else 'refused'}: {item.reason}")
    return found


# Each: what wrote it, its text, and what the rows are.
TABLES = {
    "a list of one's own": (
        "date,person,channel,text\n2026-11-20,Ada Lovelace,signal,hi\n2026-11-21,Bo Ek,call,the boat\n",
        ["2026-11-20 message both Ada Lovelace", "2026-11-21 call both Bo Ek"],
    ),
    "a list in German, in another order": (
        "Was;Wie;Wer;Datum\nHallo;Anruf;Ada;20.11.2026\nEssen;Treffen;Bo;3.11.26\n",
        ["2026-11-20 call both Ada", "2026-11-03 in-person both Bo"],
    ),
    "whatstk": (
        "date,username,message\n2026-11-20 09:15:00,Ada Lovelace,hi\n2026-11-20 09:16:00,Jonas Meyer,hello\n",
        ["2026-11-20 message in Ada Lovelace", "2026-11-20 message out Ada Lovelace"],
    ),
    "WhatsApp with the day first": (
        "Date,Time,Author,Message\n20/11/2026,09:15,Ada,hi\n03/11/2026,10:00,You,yo\n",
        ["2026-11-20 message in Ada", "2026-11-03 message out Ada"],
    ),
    "WhatsApp with the month first": (
        "Date,Author,Message\n11/3/26\u202f9:15 PM,Ada,hi\n11/20/26 10:00 AM,You,yo\n",
        ["2026-11-03 message in Ada", "2026-11-20 message out Ada"],
    ),
    "the month first, as the other order would be in the future": (
        "Date,Time,Author,Message\n10/12/26,09:15,Ada,hi\n11/9/26,10:00,You,yo\n",
        ["2026-10-12 message in Ada", "2026-11-09 message out Ada"],
    ),
    "iMazing": (
        "Chat Session,Message Date,Service,Type,Sender ID,Sender Name,Status,Text\n"
        "Ada,2026-11-20 09:15:00,iMessage,Incoming,+442079460018,Ada,Read,hi\n"
        "Ada,2026-11-20 09:16:00,iMessage,Outgoing,,,Read,yo\n"
        "Bo,2026-11-20 09:17:00,SMS,Outgoing,,,Read,yo\n"
        "Ada,2026-11-20 09:18:00,iMessage,Notification,,,Read,left\n",
        [
            "2026-11-20 message in Ada +442079460018",
            "2026-11-20 message out Ada +442079460018",
            "2026-11-20 message out Bo",
            "skipped: automatic",
        ],
    ),
    "SMS of Android, of several people": (
        "type,date,address,contact_name,body\n1,1795170000000,+442079460018,Ada,hi\n2,1795170000001,+4670,Bo,hi\n3,1795170000001,+4670,Bo,hi\n",
        ["2026-11-20 message in Ada +442079460018", "2026-11-20 message out Bo +4670", "skipped: automatic"],
    ),
    "Telegram": (
        "id,type,date,date_unixtime,from,from_id,text\n1,service,2026-11-20T09:15:00,1795170000,,,x\n"
        "2,message,2026-11-20T09:15:00,1795170000,Ada,user1,hi\n3,message,2026-11-20T09:15:00,1795170000,Jonas Meyer,user2,hi\n",
        ["skipped: automatic", "2026-11-20 message in Ada", "2026-11-20 message out Ada"],
    ),
    "LinkedIn": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        "x,,Ada Lovelace,u,Jonas Meyer,u,2026-11-20 12:30:00 UTC,,hello,INBOX\ny,,Jonas Meyer,u,Bo Ek,u,2026-11-20 12:30:00 UTC,,hello,INBOX\n",
        ["2026-11-20 message in Ada Lovelace", "2026-11-20 message out Bo Ek"],
    ),
    "Signal": (
        "date,sender,body,quote,sticker\n2026-11-20 09:15:00,Ada,hi,,\n2026-11-20 09:15:00,Me,hi,,\n",
        ["2026-11-20 message in Ada", "2026-11-20 message out Ada"],
    ),
    "a group, in which only those count who wrote on the day that the user did": (
        "date,sender,body\n2026-11-19 09:15:00,Ada,hi\n2026-11-20 09:15:00,Bo,hi\n2026-11-20 09:15:00,Me,hi\n2026-11-21 09:15:00,Cy,hi\n",
        ["skipped: crowd", "2026-11-20 message in Bo", "2026-11-20 message out Bo", "skipped: crowd"],
    ),
    "no header": (
        "2026-11-20,Ada Lovelace,message,hi there everybody\n2026-11-21,Bo,call,the boat\n",
        ["2026-11-20 message both Ada Lovelace", "2026-11-21 call both Bo"],
    ),
    "an address with a name": ("Date,From\n2026-11-20,Ada <ADA@example.org>\n", ["2026-11-20 message both Ada ada@example.org"]),
    "days to come": ("Date,Person\n2026-11-26,Ada\n", ["skipped: ahead"]),
    "rows that can't be read": (
        "date,person\nnever,Ada\n,Ada\n2026-02-30,Ada\n2026-11-20,\n2026-11-20,Ada\n",
        [
            "refused: “never” is no day",
            "refused: it has no day",
            "refused: “2026-02-30” is no day",
            "skipped: automatic",
            "2026-11-20 message both Ada",
        ],
    ),
    "two orders of day and month": (
        "Date,Author\n3/4/26 10:00,Ada\n4/3/26 10:00,Ada\n",
        ["refused: “3/4/26 10:00” can be two days; add --day-first or --no-day-first", "refused: “4/3/26 10:00” can be two days; add --day-first or --no-day-first"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_who_wrote_to_whom_and_when(name: str) -> None:
    text, expected = TABLES[name]
    assert shown(text) == expected


@pytest.mark.parametrize("name", [name for name in TABLES if name != "no header"])
def test_a_table_of_messages_is_detected(name: str) -> None:
    assert matches(TABLES[name][0].encode())


@pytest.mark.parametrize(
    "text", ["First Name,Last Name,Email\nAda,Lovelace,a@b.c\n", "a,b\n1,2\n", "", "hello\n"]
)
def test_another_table_is_none(text: str) -> None:
    assert not matches(text.encode())


def test_columns_can_be_named() -> None:
    text = "Zeitpunkt der Aktion;Bekannte;Sonstiges\n2026-11-20;Ada;x\n"
    take = (("Zeitpunkt der Aktion", "date"), ("2", "person"))
    assert shown(text, take=take) == ["2026-11-20 message both Ada"]
    with pytest.raises(ChatColumnsUnknown, match="Zeitpunkt der Aktion"):
        shown(text)
    with pytest.raises(ChatColumnsUnknown, match="Nobody"):
        shown(text, take=(("Nobody", "person"),))


def test_a_table_that_hides_the_user_says_how_to_name_them() -> None:
    remarks: list[str] = []
    for me, example in (
        ((), "Ada Lovelace"),
        (("jonas@meyer.example",), "Jonas Meyer"),
        (("Jonas",), "Jonas Meyer"),
    ):
        remarks.clear()
        shown(TABLES["whatstk"][0], me, remark=remarks.append)
        assert remarks[0].startswith("chat.csv doesn't show who wrote to whom: which of “")
        assert remarks[0].endswith(f'are you? For example, add --me "{example}"')


def test_the_order_of_day_and_month_can_be_given() -> None:
    assert shown("Date,Person\n3/4/26,Ada\n", day_first=True) == ["2026-04-03 message both Ada"]
    assert shown("Date,Person\n3/4/26,Ada\n", day_first=False) == ["2026-03-04 message both Ada"]


def test_texts_are_read_only_on_request() -> None:
    stream = io.BytesIO(b"date,person,text\n2026-11-20,Ada,secret\n")
    quiet, asked = (next(read(stream, "c.csv", TouchOptions(subjects=on))) for on in (False, True))
    assert not isinstance(quiet, RefusedEvent | SkippedEvent)
    assert not isinstance(asked, RefusedEvent | SkippedEvent)
    assert (quiet.text, asked.text, quiet.id) == ("", "secret", asked.id)
