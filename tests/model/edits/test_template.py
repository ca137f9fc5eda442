"""A template's placeholders are filled in as Obsidian and Templater would; anything else is refused with its place."""

from datetime import UTC, date, datetime

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.template import fill_template

NOW = datetime(2026, 11, 24, 9, 5, 7, tzinfo=UTC)


def filled(text: str, language: str = "en") -> str:
    return fill_template(text, "Ada Byrne", date(2026, 11, 24), NOW, language)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{title}} {{ Title }} {{DATE:YYYY}}", "Ada Byrne Ada Byrne 2026"),
        ("{{date}} {{time}}", "2026-11-24 09:05"),
        ("{{date:Do MMMM YYYY}}", "24th November 2026"),
        ("{{date:gggg-[W]ww}}", "2026-W48"),
        ("{{date:GGGG-[W]WW}}", "2026-W48"),
        ("{{date:DDDD}} {{date:DDD}}", "328 328"),
        ("{{time:h:mm A}} {{time:hh:mm a}} {{date:h:mm A}}", "9:05 AM 09:05 am 9:05 AM"),
        ("{{date:dddd, MMMM Do YYYY, h:mm:ss a}}", "Tuesday, November 24th 2026, 9:05:07 am"),
        ("{{date:[Week] w, [Q]Q YYYY}}", "Week 48, Q4 2026"),
        ("{{date:LL}} {{date:L}}", "November 24, 2026 11/24/2026"),
        ("{{date:X}}", "1795511107"),
        ("{{date:YYYY-MM-DDTHH:mm:ssZ}}", "2026-11-24T09:05:07+00:00"),
        ("{{date:E e d dd do}}", "2 2 2 Tu 2nd"),
        ("{{date:100%}}", "100%"),
        ("{{date+1d}} {{date-1w:DD.MM.}} {{date+1M:MMMM}} {{date+1y:YYYY}}", "2026-11-25 17.11. December 2027"),
        ("{{yesterday}} {{tomorrow:D.M.}}", "2026-11-23 25.11."),
        ("<% tp.file.title %><%- tp.file.cursor(1) -%>", "Ada Byrne"),
        ('<% tp.date.now("Do MMM") %>', "24th Nov"),
        ("<%tp.date.now()%> <% tp.date.now('DD', -7) %> <% tp.date.now(`D.M.`, 1) %>", "2026-11-24 17 25.11."),
        ('<% tp.date.tomorrow("dddd") %> <% tp.date.yesterday() %>', "Wednesday 2026-11-23"),
        ('<% tp.file.creation_date() %> <% await tp.file.creation_date("YYYY") %>', "2026-11-24 09:05 2026"),
        ("{ {title}} {{{title}}}", "{ {title}} {Ada Byrne}"),
    ],
)  # fmt: skip
def test_a_placeholder_is_filled_in(template: str, text: str) -> None:
    assert filled(template) == text


def test_months_and_weekdays_are_in_the_language_of_the_vault() -> None:
    assert filled("{{date:dddd, D. MMMM}}", "de") == "Dienstag, 24. November"
    assert filled("{{date:LL}}", "fr") == "24 novembre 2026"


@pytest.mark.parametrize(
    ("template", "line", "shown"),
    [
        ("a\n{{weather}}\n", 2, "{{weather}}"),
        ("---\nx: {{VALUE:name}}\n---\n", 2, "{{VALUE:name}}"),
        ("<% tp.user.mine() %>", 1, "<% tp.user.mine() %>"),
        ("x\n\n<%* const a = 1;\nawait tp.file.move(a) %>", 3, "<%* const a = 1; await tp.file.move(a) %>"),
        ('<% tp.date.now("YYYY", 0, tp.file.title, "YYYY") %>', 1, '<% tp.date.now("YYYY", 0, tp.file.title, "YYYY") %>'),
        ("<% tp.system.prompt('who') %>", 1, "<% tp.system.prompt('who') %>"),
        ("<%* never closed", 1, "<%* never closed"),
        ("{{title}}\n{{" + "x" * 90 + "}}", 2, "{{" + "x" * 57 + "…"),
    ],
)  # fmt: skip
def test_any_other_placeholder_is_refused_with_its_line(template: str, line: int, shown: str) -> None:
    with pytest.raises(EditRefused) as refused:
        filled(template)
    assert refused.value.reason.startswith(
        f"line {line} of the template has {shown}, which pnet can't fill in;"
    )
    assert "--no-template" in refused.value.reason
