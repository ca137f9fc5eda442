"""The page of a report: what it shows of contents made by hand, and that it needs nothing else."""

import base64
import hashlib
import re
from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.network.reports.person_cards import PersonCard
from plaintext_network.report.contents import ComingDay, DuePerson, DueReason, OpenItem, ReportContents
from plaintext_network.report.html.page import page
from plaintext_network.report.html.person_links import obsidian_address

TODAY = date(2026, 11, 24)
NOTHING = ReportContents(
    vault="notes",
    today=TODAY,
    due=(),
    waiting=(),
    more_due=0,
    touches=TouchDays(TODAY - timedelta(370), TODAY, ()),
    circles=(),
    rings=Rings((), (), (), 0),
    growth=(),
    coming=(),
    promises=(),
    thanks=(),
    introductions=(),
    cards=(),
    people=0,
)


def card(name: str, path: str) -> PersonCard:
    return PersonCard(
        name=name,
        path=path,
        role="Baker",
        organization=None,
        location="Bristol",
        circles=("friends",),
        standing="warm",
        cadence="monthly",
        last_touch=date(2026, 11, 20),
        touches=3,
        next_due=date(2026, 12, 20),
        why=(),
        last="call: rye",
        promises=("bring bread",),
        needs=("a fan", "a hand"),
        offers=(),
        interests=("rye", "sopranos"),
        months=(0,) * 23 + (3,),
    )


def due(name: str, path: str, text: str = "monthly; last in touch on 2026-09-20") -> DuePerson:
    reason = DueReason("touch", text, date(2026, 11, 12), 12, "")
    return DuePerson(name, path, (reason,), date(2026, 9, 20), "monthly")


def seen(html: str) -> str:
    """Return the text of a page, on one line."""
    body = html[html.index("<body>") :]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def test_a_page_allows_its_own_style_and_nothing_else() -> None:
    html = page(NOTHING)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy.replace(chr(39), "&#x27;")}"' in html
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_a_page_has_no_script_no_inline_style_and_no_address_to_load() -> None:
    everybody = NOTHING._replace(
        due=(due("Ada", "contacts/Ada.md"),), cards=(card("Ada", "contacts/Ada.md"),), people=1
    )
    html = page(everybody, links="obsidian")
    assert not re.search(r"<script|<iframe|<img|<link|\son\w+=|\sstyle=|\ssrc=|url\(|@import", html)


def test_a_vault_without_contacts_gets_a_page_that_says_what_to_do() -> None:
    html = page(NOTHING)
    text = seen(html)
    assert 'No contacts yet Add one: pnet add "Ada Lovelace"' in text.replace("&quot;", '"')
    assert "Private people are left out." in text
    assert "<svg" not in html
    assert "<nav" not in html


def test_a_quiet_day_says_so() -> None:
    text = seen(page(NOTHING._replace(people=1)))
    assert "Nobody today. Enjoy the quiet." in text
    assert "Nothing is planned." in text
    assert "Nothing is open." in text


def test_a_year_without_a_touch_has_no_empty_calendar() -> None:
    ada = card("Ada", "contacts/Ada.md")._replace(last_touch=date(2023, 3, 9))
    html = page(NOTHING._replace(cards=(ada,), people=1))
    assert "No touch is noted in the last year. The last one was on 9 March 2023 ." in seen(html)
    assert "days-0" not in html[html.index("<body") :]
    # Of those without a card, a later one is possible.
    assert "The last one" not in seen(page(NOTHING._replace(cards=(ada,), people=2)))


def test_open_items_are_beside_a_long_list_and_below_a_short_one() -> None:
    promises = tuple(OpenItem(("Ada",), f"bring bread {n}", None, None) for n in range(9))
    people = tuple(due(f"Person {number}", f"contacts/{number}.md") for number in range(30))
    below = page(NOTHING._replace(people=31, promises=promises))
    beside = page(NOTHING._replace(people=31, promises=promises, due=people))
    assert "bring bread 7" in below
    assert "and 1 more" in seen(below)
    assert "bring bread 6" not in beside
    assert "and 3 more" in seen(beside)


def test_cards_can_be_chosen_by_circle_and_found_by_letter() -> None:
    names = [f"{letter}da" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
    cards = tuple(card(name, f"contacts/{name}.md") for name in ("Ärne", *names))
    cards = (cards[0]._replace(circles=("choir",)), *cards[1:])
    html = page(NOTHING._replace(cards=cards, people=25, due=(due("Ada", "contacts/Ada.md"),)))
    text = seen(html)
    assert "everyone 25 due 1 friends 24 choir 1" in text
    assert '<a id="only-1" href="#only-1"><bdi>friends</bdi>' in html
    assert '<article id="p1" class="card in-2">' in html
    assert '<article id="p2" class="card is-due in-1">' in html
    # Each letter once, and an umlaut under its own letter.
    assert '<li><a href="#p1">A</a></li><li><a href="#p3">B</a></li>' in html
    assert "#people:has(#only-1:target) .card:not(.in-1)" in html


def test_few_cards_need_no_choice() -> None:
    html = page(NOTHING._replace(cards=(card("Ada", "contacts/Ada.md"),), people=1))
    assert 'class="choices"' not in html
    assert 'class="letters"' not in html


def test_names_of_open_items_lead_to_cards() -> None:
    promise = OpenItem(("Ada", "Bo"), "bring bread", None, None, ("contacts/Ada.md", "contacts/Bo.md"))
    html = page(NOTHING._replace(cards=(card("Bo", "contacts/Bo.md"),), people=2, promises=(promise,)))
    assert '<strong><bdi>Ada</bdi>, <a href="#p1"><bdi>Bo</bdi></a></strong>: bring bread' in html


def test_a_shared_meeting_names_everybody() -> None:
    meeting = ComingDay(date(2026, 12, 1), "planned", "Ada", None, "planned: tea", ("Bo", "Cy"))
    assert "Ada , Bo , Cy · planned: tea" in seen(page(NOTHING._replace(people=3, coming=(meeting,))))


def test_who_is_due_leads_to_their_card_and_back() -> None:
    html = page(
        NOTHING._replace(
            due=(due("Ada Lovelace", "contacts/Ada.md"),),
            cards=(card("Ada Lovelace", "contacts/Ada.md"),),
            people=1,
        )
    )
    assert '<li id="d1">' in html
    assert '<h3><a href="#p1"><bdi>Ada Lovelace</bdi></a></h3>' in html
    assert '<article id="p1" class="card is-due in-1">' in html
    assert '<a href="#d1">keep in touch</a>' in html
    assert "12 days ago" in html


def test_a_name_without_a_card_is_no_link() -> None:
    assert "<h3><bdi>Ada</bdi></h3>" in page(NOTHING._replace(due=(due("Ada", "contacts/Ada.md"),)))


def test_every_id_is_there_once_and_every_fragment_leads_somewhere() -> None:
    people = [(f"Person {number}", f"contacts/{number}.md") for number in range(80)]
    html = page(
        NOTHING._replace(
            due=tuple(due(*one) for one in people),
            cards=tuple(card(*one) for one in people[10:]),
            growth=(Growth(date(2026, 9, 30), 70, 70, 50), Growth(TODAY, 80, 10, 60)),
            people=80,
        )
    )
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert max(Counter(ids).values()) == 1
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_a_long_list_is_cut_and_says_how_to_see_the_rest() -> None:
    people = tuple(due(f"Person {number}", f"contacts/{number}.md") for number in range(63))
    text = seen(page(NOTHING._replace(due=people, more_due=4)))
    assert "Person 59" in text
    assert "Person 60" not in text
    assert "And 7 more people: pnet due" in text


def test_who_is_left_for_later_by_the_weekly_limit_is_not_counted_as_due() -> None:
    text = seen(page(NOTHING._replace(people=5, due=(due("Ada", "contacts/Ada.md"),), later=4)))
    assert "1 person to get back to." in text
    assert "4 more left for later by the weekly limit: pnet due --all" in text


def test_whom_to_leave_in_peace_is_counted_beyond_the_list() -> None:
    people = tuple(due(f"Person {number}", f"contacts/{number}.md") for number in range(63))
    text = seen(page(NOTHING._replace(people=68, waiting=people, more_waiting=5)))
    assert "68 to leave alone for now" in text
    assert "and 8 more" in text


def test_what_is_open_says_how_much_more_there_is() -> None:
    item = OpenItem(("Ada",), "made", TODAY, 0)
    text = seen(page(NOTHING._replace(people=1, introductions=(item,) * 10, more_introductions=5)))
    assert "and 7 more" in text
    # Nobody counts all favours.
    text = seen(page(NOTHING._replace(people=1, thanks=(item,) * 10, has_more_thanks=True)))
    assert "and more" in text


def test_a_card_of_somebody_due_beyond_the_list_says_why() -> None:
    ada = card("Ada", "contacts/Ada.md")._replace(why=("turns 40 today",))
    html = page(NOTHING._replace(people=1, cards=(ada,)))
    assert '<article id="p1" class="card is-due in-1">' in html
    assert "Due: turns 40 today" in seen(html)


def test_every_section_is_a_landmark_with_a_heading() -> None:
    html = page(NOTHING)
    for anchor in re.findall(r'<section id="(\w+)"', html):
        assert f'aria-labelledby="{anchor}-title"' in html
        assert f'<h2 id="{anchor}-title">' in html


def test_coming_days_and_open_things_are_listed() -> None:
    text = seen(
        page(
            NOTHING._replace(
                people=4,
                coming=(
                    ComingDay(date(2026, 12, 19), "birthday", "Noor", "contacts/Noor.md", "turns 31"),
                    ComingDay(date(2026, 12, 19), "event", "Fair", None, "Bristol"),
                ),
                promises=(OpenItem(("Ada",), "bring bread", date(2026, 11, 20), 4),),
                introductions=(OpenItem(("Ada", "Bo"), "asked", None, None),),
            )
        )
    )
    assert "Sat 19 Dec Noor · turns 31 Fair , Bristol" in text
    assert "Promises Ada : bring bread 4 days ago Introductions Ada , Bo : asked" in text


def test_standings_are_said_in_words_beside_the_bars() -> None:
    standings = (("warm", 2), ("cooling", 0), ("dormant", 1), ("lost", 0), ("new", 0))
    text = seen(page(NOTHING._replace(people=3, circles=(CircleStanding("choir", 3, standings),))))
    assert "choir 2 in touch, 1 long ago 3" in text


def test_obsidian_opens_the_note_of_a_card() -> None:
    contents = NOTHING._replace(vault="my notes", cards=(card("Zoë", "contacts/Zoë & Co.md"),), people=1)
    assert '<a href="obsidian://open?vault=my%20notes&amp;file=contacts%2FZo%C3%AB%20%26%20Co">' in page(
        contents, links="obsidian"
    )
    assert "obsidian:" not in page(contents)


@pytest.mark.parametrize("name", ['C# 100% "x" & <y>', "a\nb", "שלום", "\N{WAVING HAND SIGN}", "a+b=c?d"])
def test_obsidian_gets_any_path_whole(name: str) -> None:
    address = obsidian_address("my vault", f"contacts/{name}.md")
    assert address is not None
    assert parse_qs(urlsplit(address).query) == {"vault": ["my vault"], "file": [f"contacts/{name}"]}


def test_a_file_whose_name_is_no_text_has_no_link() -> None:
    # Obsidian would say that there is no such note.
    assert obsidian_address("notes", "contacts/Zo\udceb.md") is None
    assert obsidian_address("n\udcff", "contacts/Ada.md") is None


def test_a_page_with_private_people_says_so() -> None:
    assert "Keep it to yourself." in seen(page(NOTHING._replace(private=True)))


def test_the_same_contents_give_the_same_bytes() -> None:
    contents = NOTHING._replace(cards=(card("Ada", "contacts/Ada.md"),), people=1)
    assert page(contents) == page(contents)


def test_days_in_sentences_are_words() -> None:
    assert 'last in touch on <time datetime="2026-09-20">20 Sep</time>' in page(
        NOTHING._replace(due=(due("Ada", "contacts/Ada.md"),))
    )
