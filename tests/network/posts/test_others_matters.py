"""What somebody else may not want told, and how to reach them: found for every audience."""

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.posts.check import PostCheck, check_post
from plaintext_network.notes.note import parse
from tests.conftest import index_of

NOTES = {
    "me.md": "---\ntype: me\nname: Nora Ferris\nphones: ['021 555 0100']\nemails: [nora@ferris.test]\n---\n",
    "organizations/Hollis Pumps.md": "---\nemails: [hello@hollis.test]\nphones: ['021 555 0199']\n---\n",
    "contacts/Sinéad Byrne.md": "---\nphones: ['+353 86 555 0142']\n---\n",
    "contacts/Declan Roche.md": "---\nbirthday: 1979-03-04\naddress: 14 Quay Terrace, Cork\n---\n",
    "contacts/Ann Kiely.md": "---\nemails: [ann.kiely@mailbox.test]\n---\n",
}
INDEX = index_of(NOTES)


def checked(text: str, *audience: str) -> PostCheck:
    return check_post(INDEX, Rules(), parse(text.encode()), "-", audience)


def found(text: str, *audience: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in checked(text, *(audience or ("friends",))).findings]


@pytest.mark.parametrize("audience", ["friends", "clients", "everybody"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sinéad is pregnant!", "pregnant"),
        ("Sinéad's pregnant!", "pregnant"),
        ("Declan is off with depression.", "depression"),
        ("Ann's divorce came through.", "divorce"),
        ("Declan got fired.", "fired"),
        ("Declan is job hunting.", "job hunting"),
        ("Ann Kiely is in rehab.", "in rehab"),
        ("Ann came out to me last night.", "came out to"),
        ("Declan has cancer.", "cancer"),
        ("I saw Ann today. She has left her husband.", "has left her"),
        ("Sinéad and her boss are having an affair.", "having an affair"),
        ("Ann's husband walked out on her.", "walked out on"),
        ("Get well soon, Declan!", "Get well soon"),
        ("Sinéad is leaving in June. Nobody knows yet.", "leaving"),
    ],
)
def test_a_matter_of_somebody_else_is_found_whoever_reads_it(text: str, said: str, audience: str) -> None:
    assert found(text, audience)[0] == ("secret-of-another", said)


@pytest.mark.parametrize(
    "text",
    [
        "Ann spoke about depression at work.",
        "Declan wrote a novel about a drunk notary.",
        "Declan plays a divorced detective tonight.",
        "Ann's workshop on burnout was full.",
        "Sinéad is expecting forty guests.",
        "Declan is not pregnant, he ate a pie.",
        "Declan could be fired from a cannon.",
        "Congratulations to Sinéad on her promotion!",
        "Ann is off to Spain.",
        "The cancer ward thanked Ann.",
        "Ann asked whether Declan was ill.",
        "“Sinéad is pregnant” is a sentence in a play.",
    ],
)
def test_what_a_text_or_an_event_is_about_is_nobodys_secret(text: str) -> None:
    assert [rule for rule, _ in found(text, "everybody")] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call Sinéad: 086 555 0142.", "086 555 0142"),
        ("Ring 00353 86 5550142 after six.", "00353 86 5550142"),
        ("Ann has a new number, 087 123 4567.", "087 123 4567"),
        ("Write to ann.kiely@mailbox.test today.", "ann.kiely@mailbox.test"),
        ("Declan was born on 4 March 1979.", "4 March 1979"),
        ("Declan's birthday is 04/03/1979.", "04/03/1979"),
        ("Declan turns 48 on March 4th.", "March 4th"),
        ("Flowers go to 14 Quay Terrace.", "14 Quay Terrace"),
        ("Declan moved to 7 Mill Lane last week.", "7 Mill Lane"),
    ],
)
def test_how_to_reach_somebody_is_found(text: str, said: str) -> None:
    assert found(text) == [("contact-details", said)]


@pytest.mark.parametrize(
    "text",
    [
        "Call me on 021 555 0100 or write to nora@ferris.test.",
        "Hollis Pumps is at hello@hollis.test and 021 555 0199.",
        "Ann asks for letters to info@choir.test.",
        "Happy birthday, Declan!",
        "Declan sold 12 345 678 pumps in 2024.",
        "Sinéad speaks at 7 Mill Lane on Friday.",
        "The hall has the number 01632 960 184.",
    ],
)
def test_what_is_for_everybody_is_not_found(text: str) -> None:
    assert found(text) == []


class TestOtherLanguages:
    GERMAN = "Mein Chef ist ein Idiot, und das ist nicht die ganze Geschichte."

    def test_english_lists_say_nothing_about_them_and_the_answer_says_so(self) -> None:
        answer = checked(self.GERMAN)
        assert answer.findings == ()
        assert answer.remarks == (
            "looks like German: checked names, contact details and your own lists only",
        )
        assert "listed words" not in answer.scope

    def test_contact_details_are_found_in_them(self) -> None:
        text = self.GERMAN + " Die Nummer von Sinéad ist 086 555 0142."
        assert [f.rule for f in checked(text).findings] == ["contact-details"]

    def test_paragraphs_in_english_are_checked(self) -> None:
        answer = checked(self.GERMAN + "\n\nDeclan is an idiot.\n")
        assert [(f.line, f.rule) for f in answer.findings] == [(3, "person-ill")]
        assert answer.remarks[0].startswith("1 paragraph looks like German")

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Nous avons gagné le prix, et je suis très content pour elle.", "French"),
            ("Hoy es un día muy especial para mi madre y para los vecinos.", "Spanish"),
            ("Oggi è una bella giornata e sono molto felice per il libro.", "Italian"),
            ("Vi har en ny dirigent, och jag är mycket glad för det.", "Swedish"),
            ("Сегодня мы встретили новых друзей.", "Cyrillic script"),
        ],
    )
    def test_a_language_is_told_by_its_frequent_words(self, text: str, language: str) -> None:
        assert checked(text).remarks == (
            f"looks like {language}: checked names, contact details and your own lists only",
        )

    @pytest.mark.parametrize("text", ["Sinéad!", "Fintech is a casino.", "On y va, said Ann.", ""])
    def test_a_short_text_is_english(self, text: str) -> None:
        assert checked(text).remarks == ()


def test_an_answer_without_findings_says_what_was_looked_for() -> None:
    assert checked("Good morning.").scope == "listed words, names or contact details"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Bobby is pregnant.", ["secret-of-another"]),
        ("@robert is an idiot.", ["person-ill"]),
        ("Dear Robert, you are a liar.", ["person-ill"]),
        ("Bobby Fischer is an idiot.", []),
    ],
)
def test_a_contact_is_known_by_a_nickname_an_account_and_you(text: str, rules: list[str]) -> None:
    index = index_of({"contacts/Robert Kane.md": ""})
    findings = check_post(index, Rules(), parse(text.encode()), "-", ("friends",)).findings
    assert [finding.rule for finding in findings] == rules


HOSTILE = (
    "Declan is ",
    "he is ",
    "my ",
    "never lend a ",
    "i had ",
    '"a ',
    "1 2",
    "123456 ",
    "Abc ",
    "a\n\n",
    "@a",
    "my boss and ",
    "is he treats ",
    "“",
)


def work(text: str) -> int:
    """Return the number of calls and of regular expressions' runs that one check takes."""
    import sys

    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        checked(text, "everybody")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("part", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    short = "Declan came. " + part * (3_000 // len(part))
    long = "Declan came. " + part * (6_000 // len(part))
    # The first check of such a text reads lists that the later ones find read.
    checked(long, "everybody")
    assert work(long) < 2.4 * work(short)
