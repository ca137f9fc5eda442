"""The section of the rings: pictures for the eye, and the same in words, once."""

from datetime import date

from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.rings_section import rings_section, rings_table
from plaintext_network.report.markup import markup
from tests.report.made_report import report

ZOE = RingPerson("Zoë Brandvold", "contacts/Zoë Brandvold.md", "friends", "cooling", True, date(2026, 10, 27))
RINGS = Rings(("friends",), (ZOE,), (), 0)


def test_the_table_says_the_same() -> None:
    table = markup(rings_table(RINGS, PersonLinks((), ())))
    assert '<caption class="unseen">Where everyone stands</caption>' in table
    assert '<th scope="row"><bdi>Zoë Brandvold</bdi></th><td>friends</td><td>a while ago</td>' in table
    assert '<time datetime="2026-10-27">27 October 2026</time></td><td>due</td>' in table


def test_one_of_both_pictures_is_there_without_a_style_sheet() -> None:
    drawn = markup(rings_section(report(rings=RINGS), PersonLinks((), ())))
    assert drawn.count("<svg") == 2
    assert '<div class="on-phone" hidden=""><svg' in drawn
    assert (
        '<figure aria-label="Where everyone stands"><figcaption class="unseen">You in the middle, and 1 person around you'
        in drawn
    )


def test_without_people_there_is_no_section() -> None:
    assert rings_section(report(), PersonLinks((), ())) is None
