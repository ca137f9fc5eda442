"""Reads the days of arguments, as the command line does. Knows no tool."""

from datetime import date

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.parameters import Arguments, Parameter
from plaintext_network.model.dates.periods import parse_horizon, parse_period

DATES = "2026-11-24, “yesterday”, “last friday”, “3 days ago”, “november” or “2026”"
WITHIN = Parameter("within", "text", "look ahead so far, such as “2w”, “3 months” or 2026-12-24")
SINCE = Parameter("since", "text", f"the first day: {DATES}")
UNTIL = Parameter("until", "text", f"the last day: {DATES}")


def horizon(view: AgentView, arguments: Arguments) -> date | None:
    """Return the last day of `within`; None if it is not given. Raises SpanNotUnderstood."""
    within = arguments.text(WITHIN.name)
    return parse_horizon(within, view.today) if within else None


def period(view: AgentView, arguments: Arguments) -> tuple[date | None, date | None]:
    """Return the first day of `since` and the last day of `until`; None for what is not given. Raises DateNotUnderstood."""
    since, until = arguments.text(SINCE.name), arguments.text(UNTIL.name)
    return (
        parse_period(since, view.today).first if since else None,
        parse_period(until, view.today).last if until else None,
    )
