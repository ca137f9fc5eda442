"""A text names a private contact in whatever form: by name, nickname, initials or address, but not by ordinary words."""

from collections.abc import Mapping
from datetime import date

import pytest

from plaintext_network.model.language.ordinary_words import is_used_as_name
from plaintext_network.network.people.hidden_people import HiddenPerson
from plaintext_network.network.people.private_names import PrivateNames
from plaintext_network.network.reports.goals.goals import goal
from plaintext_network.network.reports.reach.reach import reach
from plaintext_network.network.reports.topics.topics import topics
from tests.conftest import view_of

BRID = HiddenPerson(
    True,
    ("Bríd Hegarty", "Bee"),
    ("bh1970@mail.example", "https://www.linkedin.com/in/zq-weaver-77/", "https://social.example/@loomsong"),
    ("+353 87 555 0199",),
    ("Quernstone Mills",),
)
NAMED = """
Bríd
a word about Bríd
a word about bríd
A WORD ABOUT BRÍD
Bri\u0301d
Br\u00adíd and Br\u200bíd
brid's loom
Bríd’s loom
Brids loom
Bríd Hegarty
Brid Hegarty
Hegarty, Bríd
Hegarty Bríd
**Bríd** _Hegarty_
Bridie
Breda
Biddy's recipe
as Brídie says
Bee came
ask Bee
Bríd H.
Bríd H
B. Hegarty
B Hegarty
Dr Hegarty
Mrs. Hegarty
the Hegartys
hegarty
B.H.
B. H. said so
BH told me
#brid
#bríd-hegarty
#BrídHegarty
@bridhegarty
@bhegarty
brid_hegarty.md
contacts/Bríd Hegarty.md
interactions/2026-10-01 Coffee with Bríd.md
Br%C3%ADd%20Hegarty.md
Br&iacute;d
[[Bríd Hegarty|B]]
[[B|Bríd]]
bh1970@mail.example
BH1970@MAIL.EXAMPLE
mailto:bh1970@mail.example
linkedin.com/in/zq-weaver-77
@zq-weaver-77
as @loomsong wrote
@loomsong@social.example
087 555 0199
+353 (87) 555-0199
00353875550199
a tour of Quernstone Mills
a Bhríd, a chara
""".strip().split("\n")
NOT_NAMED = """

bread and bridges
a bridal shop
bridge
the bees
the hybrid
2026-11-30
087 555 0198
quernstone mills grind flour
UK and IT
a bright idea
""".strip("\n").split("\n")


def is_named(text: str, *others: str, more: Mapping[str, str] | None = None) -> bool:
    links = "['https://www.linkedin.com/in/zq-weaver-77/', 'https://social.example/@loomsong']"
    emails = f"emails: [bh1970@mail.example]\nlinks: {links}\nphones: ['+353 87 555 0199']\n"
    notes = {
        "contacts/Bríd Hegarty.md": f"---\nprivate: true\naliases: [Bee]\n{emails}organization: Quernstone Mills\n---\n",
        **{f"contacts/{name}.md": "" for name in others},
        **(more or {}),
    }
    return not view_of(notes).may_quote(text)


@pytest.mark.parametrize("text", NAMED)
def test_every_form_names_somebody_private(text: str) -> None:
    assert is_named(text)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_other_words_name_nobody(text: str) -> None:
    assert not is_named(text)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Zephyrine Quillfeather", "Zeph Zephy Zephie Zeph's Zephyr ZEPH"),
        ("Robert Dunn", "Bob Bobby Rob Robbie"),
        ("Bob Dunn", "Robert Bobby"),
        ("Francisco Ruiz", "Paco Pancho Curro Fran"),
        ("Dolores Ruiz", "Lola"),
        ("Ekaterina Orlova", "Katya Katyusha"),
        ("Aleksandr Orlov", "Sasha Shura"),
        ("Małgorzata Nowak", "Gosia"),
        ("Wolfgang Huber", "Wolfi"),
        ("Therese Huber", "Resi"),
        ("Kristina Lund", "Stina Kicki"),
        ("Erzsébet Nagy", "Zsóka Bözsi"),
        ("Pádraig Óg Ó Sé", "Paddy Podge Pádraig"),
        ("Siobhán Ní Bhriain", "Shiv Siobhán"),
        ("Philomena Roe", "Mena Phil"),
        ("Christopher Roe", "Chris Topher Kit"),
        ("Jean-Luc Picard", "Jean-Luc JeanLuc Luc"),
        ('Robert "Spud" Dunn', "Spud Bob"),
        ("Aunt Zinnia", "Zinnia Zinny"),
        ("Margaret Lydon", "Mags mags Peig"),
        ("Gearóid Flynn", "Ger Gerry"),
        ("Ruairí Moran", "Rory"),
        ("Tomás Mac Eoin", "Tom Tomáisín MacEoin"),
        ("Catherine Nee", "Cáit Kay"),
        ("Mary Lally", "Mamie Moll"),
        ("Dafydd Prys", "Dai"),
        ("Krystyna Nowak", "Krysia"),
        ("Oluwaseun Bello", "Seun Olu"),
        ("王小明", "王小明 小明"),
        ("Ольга Петрова", "Ольга ольга Петрова"),
        ("김 민수", "민수 민수가"),
        ("김민수", "김민수 민수 민수씨 김민수씨"),
        ("田中さくら", "田中さくら さくらさん 田中さん"),
        ("田中美咲", "美咲さん 田中さん"),
        ("Наталья Иванова", "Наталью Натальи Натальей Ивановой Наташа"),
        ("Сергей Орлов", "Сергею Сергеем Серёжа Орловым"),
        ("Ελένη Παππά", "Ελένης ΕΛΕΝΗ Παππά"),
        ("Νίκος Παππάς", "Νίκου Νίκο"),
        ("محمد الفاسي", "محمد لمحمد ومحمد الفاسي"),
        ("שרה לוי", "שרה לשרה ושרה"),
        ("प्रिया शर्मा", "प्रिया शर्मा"),
        ("Anne-Marie O'Hara-Smith", "O'Hara O’Hara OHara O'Hara-Smith Smith"),
        ("María José Ñúñez de la Vega", "Ñúñez Vega"),
        ("Jürgen Möller", "Juergen Moeller Jürgens"),
        ("Natalya Orlova", "Natasha Natalia"),
        ("Mohammed Aziz", "Muhammad Mohamed"),
    ],
)
def test_nicknames_of_many_languages_name_somebody(name: str, called: str) -> None:
    names = PrivateNames({"a.md": HiddenPerson(True, (name,))})
    for word in called.split():
        assert names.find(f"a book from {word} on music"), word


def test_an_alias_in_another_script_has_a_surname_too() -> None:
    assert PrivateNames({"a.md": HiddenPerson(True, ("田中さくら", "Sakura Tanaka"))}).find(
        "tea with Tanaka-san"
    )


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Anna Roe", "Hannah"),
        ("Наталья Иванова", "натуральный"),
        ("김민수", "김치"),
        ("田中さくら", "大学"),
        ("John Roe", "Ian"),
        ("Margaret Roe", "Mary"),
        ("Theodore Roe", "The"),
    ],
)
def test_another_name_is_no_nickname(name: str, other: str) -> None:
    assert not PrivateNames({"a.md": HiddenPerson(True, (name,))}).find(f"a book from {other} here")


@pytest.mark.parametrize(
    "text",
    [
        "Will wrote", "with Will", "Will's book", "ask Will", "Will", "Thanks: Will helped", "Mark and Ada came", "told Mark",
        "Grace, then Ada", "Hope has a dog", "with May", "Rose lent me a lamp", "(Grace)", "Grace: a lamp",
        "meetings/2026-11-20 Will and Ada.md", "2026-11-20 Mark lunch", "2026-11-20 May tea", "10:30 Will", "Grace about the tiles",
        "slides for May", "a word from May", "the book of May's", "met through May", "#grace", "tea #will later", "grace's book",
    ],
)  # fmt: skip
def test_an_ordinary_word_is_a_name_where_it_is_used_as_one(text: str) -> None:
    word = next(
        word for word in ("Will", "Mark", "Grace", "Hope", "May", "Rose") if word.lower() in text.lower()
    )
    at = text.lower().index(word.lower())
    assert is_used_as_name(text, at, at + len(word))


@pytest.mark.parametrize(
    "text",
    [
        "Will you come?", "Done. Will call again", "I will", "Mark the date", "mark the date", "May I ask?", "in May", "May 2026",
        "since May", "5 May", "5 Hope Street", "Hope Street", "Hope you are well", "- Hope it works", "Grace period", "with grace",
        "Rose bushes", "early May", "Grace Church", "April and May", "the end of May", "12th of May", "#will-power", "#may", "from March to May", "the mark's edge",
    ],
)  # fmt: skip
def test_elsewhere_an_ordinary_word_is_no_name(text: str) -> None:
    word = next(
        word for word in ("Will", "Mark", "Grace", "Hope", "May", "Rose") if word.lower() in text.lower()
    )
    at = text.lower().index(word.lower())
    assert not is_used_as_name(text, at, at + len(word))


def test_somebody_else_written_in_full_is_not_the_private_one() -> None:
    assert not is_named("a book for Bríd Murphy", "Bríd Murphy")
    assert not is_named("a book for Brid Murphy's son", "Bríd Murphy")
    assert not is_named("a book for Murphy, Bríd", "Bríd Murphy")
    assert is_named("a book for Bríd Murphy")
    assert is_named("a book for Bríd", "Bríd Murphy")
    assert is_named("for Bríd and Bríd Murphy", "Bríd Murphy")


def test_a_shared_first_name_is_the_other_one_s_only_if_its_line_links_them() -> None:
    assert not is_named("a book for Bríd [[Bríd Murphy]]", "Bríd Murphy")
    assert not is_named("a book for [[Bríd Murphy|Bríd]]", "Bríd Murphy")
    assert is_named("a book for Bríd, [[Bríd Murphy]] and [[Bríd Hegarty]]", "Bríd Murphy")
    assert is_named("Bríd Hegarty and [[Bríd Murphy]]", "Bríd Murphy")
    assert is_named("a book for Bríd H. [[Bríd Murphy]]", "Bríd Murphy")
    assert is_named("a book for Bríd [[Ann]]", "Bríd Murphy", "Ann")


@pytest.mark.parametrize("called", ["Lena", "Anna"])
def test_half_of_a_double_name_is_shared_like_a_first_name(called: str) -> None:
    notes = {"contacts/Anna-Lena Berg.md": "---\nprivate: true\n---\n", f"contacts/{called} Holm.md": ""}
    view = view_of(notes)
    assert not view.may_quote(f"a word about {called}")
    assert view.may_quote(f"a word about {called} [[{called} Holm]]")
    assert view.may_quote(f"a word about {called} Holm")


def test_a_surname_is_anybody_s_who_has_it() -> None:
    assert is_named("the Hegarty wedding")
    assert not is_named("the Hegarty wedding", "Tom Hegarty")
    assert not is_named("the Hegarty wedding", more={"organizations/Hegarty & Sons.md": ""})
    assert is_named("Dr Hegarty's clinic", "Tom Hegarty")


def test_an_employer_tells_nothing_if_others_work_there_or_it_has_a_note() -> None:
    text = "a tour of Quernstone Mills"
    assert is_named(text)
    assert not is_named(text, more={"contacts/Ann.md": "---\norganization: Quernstone Mills\n---\n"})
    assert not is_named(text, more={"organizations/Quernstone Mills.md": ""})
    assert not is_named(text, more={"Me.md": "---\ntype: me\norganization: Quernstone Mills\n---\n"})


def test_a_word_of_the_name_is_theirs_in_each_property_of_a_meeting_they_took_part_in() -> None:
    notes = {
        "contacts/Seán Óg Ryan.md": "---\nprivate: true\n---\n",
        "contacts/Ann.md": "",
        "interactions/2026-11-17 Type.md": '---\nwith: ["[[Ann]]", "[[Seán Óg Ryan]]"]\ntopics: [Óg type]\ngave: [the key of Óg]\n---\n',
    }
    view = view_of(notes)
    assert view.may_quote("Óg type")
    for line in (2, 3, 4):
        assert not view.may_quote("Óg type", source=f"interactions/2026-11-17 Type.md:{line}")
    assert topics(view) == ()


def test_what_only_a_note_says_that_may_not_be_cited_is_unsaid() -> None:
    about = "---\nwith: [Ann, Margaret Lydon]\ntopics: [lease]\n---\n"
    notes = {
        "contacts/Margaret Lydon.md": "---\nprivate: true\n---\n",
        "contacts/Ann.md": "",
        "goals/Unit.md": "---\ntopics: [lease]\n---\n",
        "interactions/2026-11-10 Mags and Ann.md": about,
    }
    assert not reach(view_of(notes), "lease", "topic").now
    assert not [one for part in goal(view_of(notes), "goals/Unit.md").helps for one in part.people]
    assert not topics(view_of(notes))
    notes["interactions/2026-09-10 Ann.md"] = about
    assert [one.name for one in reach(view_of(notes), "lease", "topic").now] == ["Ann"]
    (helper,) = (one for part in goal(view_of(notes), "goals/Unit.md").helps for one in part.people)
    assert helper.why == "talked with you about lease on 2026-09-10"
    assert [one.date for one in topics(view_of(notes))] == [date(2026, 9, 10)]


def test_the_label_of_a_link_is_a_name_where_it_stands() -> None:
    view = view_of(
        {
            "contacts/Bríd Hegarty.md": "---\nprivate: true\n---\n",
            "contacts/Ann.md": "## Log\n- 2026-11-01 call [got:: a word of [[Bríd Hegarty|my sister]]]\n"
            "- 2026-11-02 call [got:: tea with my sister]\n- 2026-11-03 call with [Birdie](<Bríd Hegarty.md>)\n"
            "- 2026-11-04 call with [[Ann|my sister]]\n",
            "interactions/2026-11-05 Tea.md": '---\nwith: [Ann, "[[Bríd Hegarty|my sister]]"]\ngot: [a cup for my sister]\n---\n',
        }
    )
    assert not view.may_quote("a word of my sister", source="contacts/Ann.md:2")
    assert view.may_quote("a word", source="contacts/Ann.md:2")
    assert view.may_quote("tea with my sister", source="contacts/Ann.md:3")
    assert not view.may_quote("call with Birdie", source="contacts/Ann.md:4")
    assert view.may_quote("call with my sister", source="contacts/Ann.md:5")
    assert not view.may_quote("a cup for my sister", source="interactions/2026-11-05 Tea.md:3")


def test_a_month_may_be_short_for_a_name() -> None:
    declan = PrivateNames({"a.md": HiddenPerson(True, ("Declan Roe",))})
    assert declan.find("a pint with Dec")
    assert not declan.find("due on Dec 10")


def test_without_private_people_no_text_names_anybody() -> None:
    assert PrivateNames({}).find("Zoë Adler and Will") == ()
