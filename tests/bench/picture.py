"""Draws how times grow with the number of notes, as SVG; both axes are logarithmic."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT, TOP = 760, 420, 70, 50, 230, 20
COLORS = ("#0b6e4f", "#08415c", "#cc2936", "#8a6d3b", "#6b6570", "#b388eb", "#388697")


def draw(lines: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Return a picture of lines: name → (notes, seconds)."""
    points = [point for line in lines.values() for point in line]
    low_x, high_x = min(n for n, _ in points), max(n for n, _ in points)
    low_y, high_y = 0.005, 10 ** (int(log10(max(s for _, s in points))) + 1)

    def x(notes: float) -> float:
        share = (log10(notes) - log10(low_x)) / (log10(high_x) - log10(low_x)) if high_x > low_x else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(seconds: float) -> float:
        share = (log10(seconds) - log10(low_y)) / (log10(high_y) - log10(low_y))
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    tick = 0.01
    while tick <= high_y:
        label = f"{tick * 1000:g} ms" if tick < 1 else f"{tick:g} s"
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end" fill="#444">{label}</text>'
        )
        tick *= 10
    parts += [
        f'<text x="{x(n):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle" fill="#444">{n:,} notes</text>'
        for n in sorted({n for n, _ in points})
    ]
    ends = sorted((y(line[-1][1]), name) for name, line in lines.items())
    at: dict[str, float] = {}
    for wanted, name in ends:
        at[name] = max(wanted, max(at.values(), default=0) + 16)
    for (name, line), color in zip(lines.items(), COLORS, strict=False):
        path = " ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(n):.1f}" cy="{y(s):.1f}" r="3" fill="{color}"/>' for n, s in line]
        parts.append(
            f'<text x="{WIDTH - RIGHT + 10}" y="{at[name] + 4:.1f}" fill="{color}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"
