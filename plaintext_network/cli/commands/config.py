"""Implements `pnet config`: shows the settings in force and their origin."""

import os

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.vault.config.effective import effective_color, effective_settings, effective_today
from plaintext_network.vault.config.user_config import user_config

FIELDS = ("key", "value", "origin")


def run(session: Session) -> int:
    """Run `pnet config`."""
    options, screen = session.options, session.screen
    user = user_config()
    color = effective_color(user, os.environ, options.color)
    today = effective_today(session.today, os.environ, options.today)
    found = effective_settings(session.notebook.settings, session.place, color, today, user)
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=FIELDS)
    rows(
        screen,
        [{"key": s.key, "value": s.value, "origin": s.origin} for s in found],
        fields,
        form,
        whole="value",
    )
    for p in (*user.problems, *session.notebook.settings.problems):
        screen.note(("warning", f"{p.path}:{p.line}:{p.column}: {p.message}; {p.hint}"))
    return 0
