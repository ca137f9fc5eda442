"""No name in the rings covers another name or leaves the picture, in the fonts that Chromium really draws."""

from itertools import cycle, islice
from pathlib import Path

import pytest

from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.markup import markup
from plaintext_network.report.style_sheets import page_style
from plaintext_network.report.svg.rings import rings
from plaintext_network.report.svg.rings_layout import NARROW, WIDE, Canvas
from tests.report.tab import Tab

pytestmark = pytest.mark.system

FIRST = (
    "Ada",
    "Zoë",
    "Maximiliane",
    "Łukasz",
    "田中",
    "Mei-Lin",
    "Þorgerður",
    "Wilhelmina",
    "Ιωάννα",
    "נועה",
    "Jürgen",
    "Mary Anne",
)
LAST = (
    "Lovelace",
    "Brandvold",
    "Kowalczyk-Wiśniewska",
    "さくら",
    "Overgaard",
    "Nwosu-Park",
    "Ng",
    "MMMMMM",
    "Παπαδοπούλου",
    "לוי",
    "Quintanilha",
)
STANDINGS = ("warm", "cooling", "warm", "dormant", "new", "warm", "lost")
CIRCLES = ("friends", "professional", "friends", "choir of St Odulf", "", "family", "professional", "alumni")


def network(people: int) -> Rings:
    """Return this many people of all kinds."""
    made = [
        RingPerson(f"{first} {last}", f"contacts/{number}.md", circle, standing, number % 5 == 0, None)
        for number, (first, last, circle, standing) in enumerate(
            islice(zip(cycle(FIRST), cycle(LAST), cycle(CIRCLES), cycle(STANDINGS), strict=False), people)
        )
    ]
    circles = [circle for circle in dict.fromkeys(CIRCLES) if circle]
    ordered = sorted(made, key=lambda person: (not person.circle, person.circle))
    return Rings(tuple(sorted(circles)), tuple(ordered), (), 0)


# For each pair of texts that overlap by more than a pixel, and for each outside of the picture: what they say.
OVERLAPS = """
(() => {
  const svg = document.querySelector('svg.rings'), frame = svg.getBoundingClientRect(), found = [];
  const boxes = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => {
    const box = one.getBBox(), to = one.getScreenCTM(), flat = box.height * .2;
    const corners = [[0, flat], [box.width, flat], [box.width, box.height - flat], [0, box.height - flat]].map(
      ([x, y]) => new DOMPoint(box.x + x, box.y + y).matrixTransform(to));
    return {text: one.textContent, corners};
  });
  const gap = (one, other) => {
    let least = Infinity;
    for (const {corners} of [one, other]) for (const at of [0, 1]) {
      const x = corners[at + 1].x - corners[at].x, y = corners[at + 1].y - corners[at].y, long = Math.hypot(x, y) || 1;
      const along = points => points.map(point => (point.x * x + point.y * y) / long);
      const first = along(one.corners), second = along(other.corners);
      least = Math.min(least, Math.max(...first) - Math.min(...second), Math.max(...second) - Math.min(...first));
    }
    return least;
  };
  boxes.forEach((one, number) => {
    if (one.corners.some(at => at.x < frame.left - 1 || at.x > frame.right + 1 || at.y < frame.top - 1 || at.y > frame.bottom + 1))
      found.push(`outside: ${one.text}`);
    for (const other of boxes.slice(number + 1)) if (gap(one, other) > 1) found.push(`${one.text} × ${other.text}`);
  });
  return found;
})()
"""


# DejaVu Sans is about the widest that a system has for its windows.
@pytest.mark.parametrize("font", ["Inter", "DejaVu Sans", "P052"])
@pytest.mark.parametrize("people", [1, 12, 40, 48, 60, 100, 150])
@pytest.mark.parametrize("canvas", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_name_covers_another(canvas: Canvas, people: int, font: str, tmp_path: Path, tab: Tab) -> None:
    style = f"{page_style()} body {{ margin: 0 }} svg.rings, svg.rings text {{ display: block; font-family: '{font}' !important }}"
    file = tmp_path / "rings.html"
    drawn = markup(rings(network(people), canvas))
    file.write_text(f"<!doctype html><meta charset=utf-8><title>x</title><style>{style}</style>{drawn}")
    tab.look(width=round(canvas.width))
    tab.open(file)
    assert not tab.run(OVERLAPS)
