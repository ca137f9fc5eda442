"""Makes the contents of a small report by hand, for tests of what is written from them."""

from datetime import date, timedelta
from typing import Any

from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.report.contents import ComingDay, DuePerson, DueReason, OpenItem, ReportContents

DAY = date(2026, 11, 24)


def due(name: str, text: str = "every month; last in touch on 2026-10-01", **more: Any) -> DuePerson:
    """Someone due for four days."""
    reason = DueReason(more.get("kind", "touch"), text, DAY - timedelta(4), 4, more.get("about", ""))
    path = more.get("path", f"contacts/{name}.md")
    return DuePerson(name, path, (reason, *more.get("also", ())), date(2026, 10, 1), "monthly")


def report(**fields: Any) -> ReportContents:
    """A report of one person who is due, with these fields."""
    contents = ReportContents(
        vault="notes",
        today=DAY,
        due=(due("Ada Byrne"),),
        waiting=(),
        more_due=0,
        touches=TouchDays(date(2025, 11, 23), DAY, ((date(2026, 10, 1), 1), (date(2026, 11, 20), 4))),
        circles=(CircleStanding("family", 3, (("warm", 2), ("cooling", 1), ("lost", 0))),),
        rings=Rings((), (), (), 0),
        growth=(Growth(DAY, 3, 1, 2),),
        coming=(ComingDay(date(2026, 11, 28), "birthday", "Bo Lund", "contacts/Bo Lund.md", "turns 40"),),
        promises=(
            OpenItem(
                ("Ada Byrne",), "send the glaze recipe", DAY - timedelta(4), 4, ("contacts/Ada Byrne.md",)
            ),
        ),
        thanks=(),
        introductions=(),
        cards=(),
        people=3,
    )
    return contents._replace(**fields)
