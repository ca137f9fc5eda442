"""Implements `pnet cache`: shows the cache files of one vault or of all, or removes them."""

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
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
        screen.note(("muted", "no cache"))
    form = choose_format(options.format, screen)
    # A terminal is narrow, and the path repeats the vault.
    usual = USUAL_OF_MANY if form == "table" and options.all else FIELDS
    fields = choose_fields(options.fields, form, known=FIELDS, usual=usual)
    records = [
        {
            "vault": kept.vault,
            # A shell expands this to all files of the cache.
            "path": f"{kept.path}.*" if form == "table" else kept.path,
            "size": _readable(kept.size) if form == "table" else kept.size,
            "written": kept.written.isoformat(" ", "seconds") if kept.written else None,
            "notes": kept.notes,
            "state": kept.state,
        }
        for kept in found
    ]
    if form == "table" and fields == FIELDS and len(records) == 1:
        # A single cache is shown as key and value: its path is longer than a column.
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
        f"removed {_readable(size)}; the next command re-reads every note" if size else "no cache to remove"
    )
    return 0


def _readable(size: int) -> str:
    """Return a size in bytes, kB, MB or GB (powers of 1000)."""
    if size < 1000:
        return counted(size, "byte")
    number, units = size / 1000, ["kB", "MB", "GB"]
    while number >= 1000 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return f"{number:.1f} {units[0]}"
