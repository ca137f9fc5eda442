"""Shows what is kept between runs, or removes it."""

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.vault.cache.status import (
    CacheStatus,
    all_cache_statuses,
    cache_status_at,
    remove_cache,
)

FIELDS = ("vault", "path", "size", "written", "notes", "state")
USUAL_OF_MANY = ("vault", "size", "notes", "state")


def run(session: Session) -> int:
    """Run `pnet cache`."""
    options, screen = session.options, session.screen
    if options.action == "clear":
        return _clear(session, all_cache_statuses() if options.all else [cache_status_at(session.place.root)])
    found = all_cache_statuses() if options.all else [session.notebook.cache_status]
    if not found and screen.out.terminal:
        screen.note(("muted", "nothing is kept"))
    form = choose_format(options.format, screen)
    # A terminal is narrow, and the path tells the vault again.
    usual = USUAL_OF_MANY if form == "table" and options.all else FIELDS
    fields = choose_fields(options.fields, form, known=FIELDS, usual=usual)
    records = [
        {
            "vault": kept.vault,
            "path": kept.path,
            "size": _said(kept.size) if form == "table" else kept.size,
            "written": kept.written.isoformat(" ", "seconds") if kept.written else None,
            "notes": kept.notes,
            "state": kept.state,
        }
        for kept in found
    ]
    if form == "table" and fields == FIELDS and len(records) == 1:
        # One is told line by line: its path is longer than a column.
        rows(
            screen,
            [{"key": k, "value": v} for k, v in records[0].items()],
            ("key", "value"),
            form,
            whole="value",
        )
    else:
        rows(screen, records, fields, form)
    return 0


def _clear(session: Session, found: list[CacheStatus]) -> int:
    for kept in found:
        remove_cache(kept.path)
    size = sum(kept.size for kept in found)
    session.screen.note(
        f"removed {_said(size)}; the next run reads every note" if size else "nothing was kept"
    )
    return 0


def _said(size: int) -> str:
    """Return a size as people read it."""
    if size < 1000:
        return f"{size} bytes"
    number, units = size / 1000, ["kB", "MB", "GB"]
    while number >= 1000 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return f"{number:.1f} {units[0]}"
