"""Invents the mailbox, the calendars and the chats of Jonas Meyer, and the vault of the people he knows."""

from collections.abc import Iterable
from pathlib import Path

ME = "Jonas Meyer <jonas@meyer.example>"
WORK = "Jonas Meyer <j.meyer@work.example>"

VAULT = {
    "Me.md": "---\ntype: me\nname: Jonas Meyer\nemails: [jonas@meyer.example, j.meyer@work.example]\nphones: ['+44 7700 900999']\n---\n",
    # A friend with two addresses.
    "contacts/Ada Lovelace.md": "---\nemails: [ada@analytical.example, ada@home.example]\nphones: ['+44 20 7946 0018']\n---\n",
    # Two friends who share an address.
    "contacts/Liv Havnevik.md": "---\nemails: [havnevik@fjord.example]\n---\n",
    "contacts/Arne Havnevik.md": "---\nemails: [havnevik@fjord.example]\n---\n",
    "contacts/Bo Ek.md": "---\nemails: [bo@ek.example]\nbirthday: 11-22\n---\n## Log\n- 2026-11-10 email: about the boat [direction:: out]\n",
    "contacts/Lena Vogt.md": "---\nemails: [lena.vogt@beispiel.example]\n---\n## Log\n- 2026-11-13 lunch at the market\n",
    "contacts/Priya Nair.md": "---\nemails: [priya@work.example]\naliases: [Pri]\n---\n",
    "contacts/Sam Ode.md": "---\nemails: [info@ode-cycles.example]\nprivate: true\n---\n",
    "contacts/Tom Baker.md": "---\n---\n",
    "contacts/Tom Okafor.md": "---\n---\n",
    "contacts/Zoë Marsh.md": "---\nemails: [zoe@marsh.example]\n---\n## Log\n- 2026-11-19 message: the lido\n",
}


class Mailbox:
    """Messages, which become an mbox."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(
        self,
        sender: str,
        to: str,
        date: str,
        subject: str = "hello",
        cc: str = "",
        message_id: str = "",
        **fields: str,
    ) -> None:
        """Add a message; `date` is as in a header, or a day of November 2026."""
        number = len(self.messages) + 1
        if date.isdecimal():
            date = f"{date} Nov 2026 10:00:00 +0000"
        lines = [f"From: {sender}", f"To: {to}", *([f"Cc: {cc}"] if cc else []), f"Date: {date}"]
        lines += [f"Message-ID: <{message_id or number}@invented.example>", f"Subject: {subject}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
        self.messages.append(
            "From invented Fri Nov 20 10:00:00 2026\n" + "\n".join(lines) + "\n\nPrivate words.\n\n"
        )

    def write(self, path: Path) -> str:
        """Write the messages as an mbox, and return its path."""
        path.write_text("".join(self.messages), encoding="utf-8")
        return str(path)


def inbox() -> Mailbox:
    """Return what Jonas got."""
    box = Mailbox()
    box.add("Ada Lovelace <ada@analytical.example>", ME, "20", "The engine")
    box.add("Ada <ada@home.example>", ME, "12")
    # Newsletters, receipts, lists, and programs.
    box.add(
        "Analytical News <news@analytical.example>",
        ME,
        "20",
        List_Unsubscribe="<https://analytical.example/u>",
    )
    box.add("Shop <receipts@shop.example>", ME, "19", Auto_Submitted="auto-generated")
    box.add("Bo Ek <bo@ek.example>", "boats@lists.example", "18", List_Id="<boats.lists.example>")
    box.add("Lena Vogt <lena.vogt@beispiel.example>", ME, "17", "Abwesenheit", Auto_Submitted="auto-replied")
    box.add("noreply@bank.example", ME, "17")
    # A colleague in Cc, and Jonas in Cc.
    box.add("Ada Lovelace <ada@analytical.example>", WORK, "16", cc="Priya Nair <priya@work.example>")
    box.add("Priya Nair <priya@work.example>", "Ada Lovelace <ada@analytical.example>", "11", cc=WORK)
    # Two people at one address: the name says who, or nothing does.
    box.add("Liv Havnevik <havnevik@fjord.example>", ME, "15")
    box.add("havnevik@fjord.example", ME, "14")
    # In German.
    box.add("=?utf-8?q?Lena_Vogt?=  <lena.vogt@beispiel.example>", ME, "9", "=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
    # On a day that is noted.
    box.add("Lena Vogt <lena.vogt@beispiel.example>", ME, "13")
    box.add("Zoe <zoe@marsh.example>", ME, "18", "a day before it was logged")
    # An answer to what was noted as unanswered.
    box.add("Bo Ek <bo@ek.example>", ME, "10", "Re: the boat")
    # A shop's address, which is no person's.
    box.add("Ode Cycles <info@ode-cycles.example>", ME, "8")
    # A clock that is wrong.
    box.add("Bo Ek <bo@ek.example>", ME, "1 Jan 2031 10:00:00 +0000")
    box.add("Bo Ek <bo@ek.example>", ME, "1 Jan 1970 00:00:00 +0000")
    # The same message in two folders, and one to everybody.
    box.add("Ada Lovelace <ada@analytical.example>", ME, "20", message_id="1")
    everybody = ", ".join(f"guest{number}@party.example" for number in range(12))
    box.add("Priya Nair <priya@work.example>", f"{WORK}, {everybody}", "7")
    # A stranger who writes once.
    box.add("Recruiter <hire@talent.example>", ME, "20")
    return box


def sent() -> Mailbox:
    """Return what Jonas wrote."""
    box = Mailbox()
    box.add(ME, "Ada Lovelace <ada@analytical.example>", "20", "Re: The engine", message_id="s1")
    box.add(ME, ME, "20", "buy milk", message_id="s2")
    box.add(WORK, "Priya Nair <priya@work.example>", "6", cc="Bo Ek <bo@ek.example>", message_id="s3")
    # To two friends at once.
    box.add(
        ME, "Bo Ek <bo@ek.example>, Lena Vogt <lena.vogt@beispiel.example>", "5", "Saturday?", message_id="s4"
    )
    # A friend who is not in the vault, and one whose new address is not.
    box.add(ME, "Grace Hopper <grace@navy.example>", "18", message_id="s5")
    box.add(ME, "Grace Hopper <grace@navy.example>", "19", message_id="s6")
    box.add(ME, "Tom Baker <tom@new.example>", "18", message_id="s7")
    box.add(ME, "Tom Baker <tom@new.example>", "17", message_id="s8")
    box.add(ME, "support@shop.example", "17", message_id="s9")
    box.add(ME, "support@shop.example", "18", message_id="s10")
    return box


def calendar(*events: str, name: str = "Jonas") -> str:
    """Return a calendar with these events."""
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//invented//EN",
            f"X-WR-CALNAME:{name}",
            *events,
            "END:VCALENDAR",
            "",
        ]
    )


def event(uid: str, start: str, title: str, *lines: str, people: Iterable[str] = ()) -> str:
    """Return an event; `people` are addresses, with a state after a space: `ada@home.example DECLINED`."""
    when = f"DTSTART;VALUE=DATE:{start}" if len(start) == 8 else f"DTSTART:{start}"
    attendees = [
        f"ATTENDEE;PARTSTAT={state or 'ACCEPTED'};CN={address.partition('@')[0]}:mailto:{address}"
        for address, _, state in (one.partition(" ") for one in people)
    ]
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", when, f"SUMMARY:{title}", *attendees, *lines, "END:VEVENT"]
    )


def own_calendar() -> str:
    """Return the calendar that Jonas keeps."""
    jonas = "j.meyer@work.example"
    return calendar(
        event("m1", "20261118T120000Z", "Lunch at Luca", people=["ada@home.example", "bo@ek.example", jonas]),
        event("m2", "20261117T120000Z", "Budget", people=["priya@work.example", f"{jonas} DECLINED"]),
        # Every week with Priya, also in the weeks to come.
        event(
            "m3", "20261102T090000Z", "1:1", "RRULE:FREQ=WEEKLY;COUNT=8", people=["priya@work.example", jonas]
        ),
        event("m4", "20261122", "Bo Ek's birthday", "RRULE:FREQ=YEARLY"),
        event("m5", "20261121T190000Z", "Dinner with Zoë Marsh"),
        event("m6", "20261121T080000Z", "Dentist"),
        event("m7", "20261119T080000Z", "Prepare slides for Priya Nair"),
        event("m8", "20261119T180000Z", "Beer with Tom"),
        event("m9", "20261113T120000Z", "Lena", people=["lena.vogt@beispiel.example", jonas]),
        event("m10", "20261120T170000Z", "Cancelled: call with Bo Ek", "STATUS:CANCELLED"),
        event(
            "m11",
            "20261109T170000Z",
            "All hands",
            people=[jonas, *(f"c{n}@work.example" for n in range(30)), "priya@work.example"],
        ),
        event("pnet-birthday-1", "20261120", "Ada Lovelace"),
        event("m12", "20261116T100000Z", "Interview", people=["grace@navy.example", jonas]),
        event("m13", "20261123T100000Z", "Ada's lawyer"),
        event("m14", "20261112T180000Z", "Coffee Pri"),
    )


def shared_calendar() -> str:
    """Return a second calendar, which has one of the meetings, too."""
    return calendar(
        event("m1", "20261118T120000Z", "Lunch at Luca", people=["ada@home.example", "bo@ek.example"]),
        event("other", "20261121T190000Z", "Dinner with Zoë Marsh"),
        name="Shared",
    )


CHAT = """Chat Session,Message Date,Type,Sender ID,Sender Name,Text
Ada,2026-11-14 09:00:00,Incoming,+442079460018,Ada L.,Are you there?
Ada,2026-11-14 09:05:00,Outgoing,,,Nearly
Zoë Marsh,2026-11-19 20:00:00,Incoming,,Zoë Marsh,The lido tomorrow
Zoë Marsh,2026-11-22 20:00:00,Incoming,,Zoë Marsh,I left my towel
Ada,2026-11-23 08:00:00,Notification,,,Ada changed her number
"""
