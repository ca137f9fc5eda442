"""Defines the goal of each measurement, and prints the measurements of one vault beside their goals. Measures nothing."""

from collections.abc import Mapping
from typing import NamedTuple

from tests.bench.commands import (
    CHANGED,
    COUNT,
    DUE,
    LONG,
    PHRASE,
    PICTURES,
    PYTHON,
    REPORT,
    SEARCHER,
    SHORT,
    TABLES,
    UNCHANGED,
    WATCHED,
    WORDS,
)

# Of each measurement: its `seconds`, their `spread`, and `megabytes`.
Figures = Mapping[str, Mapping[str, float]]


class Goal(NamedTuple):
    """At most so many times another measurement, and at most so much; `of` is "seconds" or "megabytes"."""

    name: str
    times: float = 0.0
    other: str = ""
    at_most: float = 0.0
    plus: float = 0.0
    of: str = "seconds"

    def ratio(self, found: Figures) -> float | None:
        """Return how many times the other measurement it is; None without one."""
        if not self.other:
            return None
        return found[self.name][self.of] / found[self.other][self.of]

    def is_met(self, found: Figures) -> bool:
        """Return whether the measurements reach the goal."""
        value = found[self.name][self.of]
        limit = found[self.other][self.of] * self.times + self.plus if self.other else self.at_most
        return value <= limit and (not self.at_most or value <= self.at_most)

    def __str__(self) -> str:
        parts = []
        if self.plus:
            parts.append(f"≤ {self.other} + {self.plus * 1000:.0f} ms")
        elif self.other:
            parts.append(f"≤ {self.times:g} × {self.other.removeprefix(WATCHED)}")
        if self.at_most:
            parts.append(
                f"≤ {self.at_most * 1000:,.0f} ms" if self.of == "seconds" else f"≤ {self.at_most:g} MB"
            )
        return ", ".join(parts)


COLD, YAML = "cold: pnet due", "read all, YAML with libyaml"
SECOND, AFTER = "all files new: second pnet due", "all files new: pnet due later"
FIRST_SEARCH, LATER_SEARCH = "first search: pnet find", "one note changed: pnet find"
PAGE = "page of pnet report"
INDEX, TEXT = "full-text index", "text of all notes"
AT_ONCE, REFRESH = "window: now() right after a save", "window: now() a while after a save"
OVERLAY = "window: over() with an unsaved text"
EARLIER = "earlier version: pnet due"

GOALS = (
    *(Goal(f"pnet {name}", 1.5, COUNT) for name in SHORT),
    Goal("pnet address NAME", 1.3, "pnet path NAME"),
    Goal(f"{WATCHED}pnet address NAME", 1.3, f"{WATCHED}pnet path NAME", at_most=0.04),
    *(Goal(f"pnet {name}", 3, COUNT, at_most=1) for name in LONG),
    *(Goal(f"pnet {name}", at_most=1.5) for name in PICTURES),
    Goal(f"pnet {REPORT}", at_most=3),
    Goal(PAGE, at_most=0.4, of="megabytes"),
    *(Goal(f"{WATCHED}pnet {name}", 6, WATCHED + PYTHON) for name in SHORT),
    *(Goal(f"{WATCHED}pnet {name}", at_most=0.3) for name in LONG),
    *(Goal(f"pnet {table} --format json", 1.2, f"pnet {table}") for table in TABLES),
    Goal(WORDS, 1, SEARCHER),
    Goal(PHRASE, 1, SEARCHER),
    Goal(CHANGED, 1.2, UNCHANGED),
    Goal(DUE, 1, EARLIER, plus=0.001),
    Goal(AT_ONCE, at_most=0.02),
    Goal(REFRESH, at_most=0.02),
    Goal(OVERLAY, at_most=0.002),
    Goal(COLD, 2, YAML),
    Goal(COLD, at_most=400, of="megabytes"),
    Goal(SECOND, 2, AFTER),
    Goal(INDEX, 1, TEXT, of="megabytes"),
)


def reached(found: Figures) -> list[dict[str, object]]:
    """Return each goal that was measured: its name, value, ratio, the goal in words, and whether it is met."""
    return [
        {
            "name": goal.name,
            "value": found[goal.name][goal.of],
            "of": goal.of,
            "ratio": goal.ratio(found),
            "goal": str(goal),
            "met": goal.is_met(found),
        }
        for goal in GOALS
        if goal.name in found and (not goal.other or goal.other in found)
    ]


def megabytes(value: float) -> str:
    """Return a number of megabytes, a small one with its hundredths."""
    return f"{value:.2f}" if value < 1 else f"{value:,.0f}"


def say(title: str, found: Figures) -> None:
    """Print the measurements of one vault, then each goal and whether it is met."""
    bare = found[PYTHON]["seconds"]
    print(f"\n{title}{'':{46 - len(title)}}      ms     ±   × Python     MB")
    for name, figures in found.items():
        line = f"{name:46}"
        if "seconds" in figures:
            s = figures["seconds"]
            line += f"{s * 1000:8.1f}{figures.get('spread', 0) * 1000:6.1f}{s / bare:13.2f}"
        if "megabytes" in figures:
            line = f"{line:73}{figures['megabytes']:7.1f}"
        print(line.rstrip())
    print(f"\n{'':46}   value  ratio  goal (for 110,000 notes)")
    for row in reached(found):
        value, ratio = float(str(row["value"])), row["ratio"]
        shown = f"{value * 1000:8.1f}" if row["of"] == "seconds" else f"{megabytes(value):>5} MB"
        times = f"{ratio:7.2f}" if isinstance(ratio, float) else f"{'':7}"
        print(f"{row['name']!s:46}{shown}{times}  {'' if row['met'] else 'MISSED '}{row['goal']}", flush=True)


def say_growth(sizes: Mapping[str, Figures]) -> None:
    """Print how many times longer a watcher's answers take in the largest vault than in the smallest."""
    small, large = min(sizes, key=int), max(sizes, key=int)
    if small == large:
        return
    print(f"\nwith a watcher, {int(large):,} notes / {int(small):,} notes (goal: flat)")
    for name in (f"{WATCHED}pnet {short}" for short in SHORT):
        print(f"{name:46}{sizes[large][name]['seconds'] / sizes[small][name]['seconds']:8.2f}")
