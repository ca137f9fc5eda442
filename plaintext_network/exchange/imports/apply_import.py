"""Carries out the plan of an import as one operation, which one undo reverts. Asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plaintext_network.exchange.imports.base import (
    LEFT_OUT,
    Base,
    record_key,
    store_base,
)
from plaintext_network.exchange.imports.import_contacts import ImportPlanner
from plaintext_network.exchange.imports.import_options import ImportOptions
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.imports.plan import SKIP, Plan, PlannedRecord
from plaintext_network.exchange.imports.prepare_import import ImportPreparation, News, PreparedImport
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.life_changes.noted import LifeChange
from plaintext_network.vault.cache.remembered_changes import note_changes
from plaintext_network.vault.transaction.record import Operation
from plaintext_network.vault.transaction.transaction import last_write

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


class ImportResult(NamedTuple):
    """What an import did: the plan with its final outcomes, the news, and notices for the user.

    `is_remembered` is False if what the source said could not be stored, so that the next import asks more questions.
    """

    plan: Plan
    news: tuple[News, ...] = ()
    notices: Values = ()
    is_remembered: bool = True


def apply_plan(
    notebook: Notebook,
    plan: Plan,
    planner: ImportPlanner | None = None,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> ImportResult:
    """Carry out a plan, and return what happened to each record. One `undo` takes all of it back.

    `planner` is the one that made the plan, if it was made just now. A record that can't be written is refused, and the others
    are imported. Raises what `Notebook.write_session` and its `perform` raise.
    """
    if not any(map(_writes, plan.records)) and not plan.archive:
        planner = planner or _planner(notebook, plan)
        prepared = ImportPreparation(notebook.dry_run(), planner, plan).prepared(progress)
        return _remember(notebook.root, planner.base, prepared, "")
    with notebook.write_session(on_wait) as session:
        if planner is None or not planner.is_current:
            planner = _planner(notebook, plan)
        prepared = ImportPreparation(session, planner, plan).prepared(progress)
        # First: then the notes change as it says, however many they are.
        note_news(notebook, plan.source, prepared.news)
        notices = session.perform(prepared.operation)
        write = last_write(notebook.root) if prepared.operation.steps else ""
        return _remember(notebook.root, planner.base, prepared, write)._replace(notices=notices)


def preview_plan(
    notebook: Notebook,
    plan: Plan,
    planner: ImportPlanner | None = None,
    progress: Progress | None = None,
) -> tuple[ImportResult, Operation]:
    """Return what carrying out a plan would do, without writing anything."""
    planner = planner or _planner(notebook, plan)
    prepared = ImportPreparation(notebook.dry_run(), planner, plan).prepared(progress)
    return ImportResult(prepared.plan, prepared.news), prepared.operation


def _writes(planned: PlannedRecord) -> bool:
    return planned.outcome in ("added", "changed") or bool(
        planned.answer or any(question.answer for question in planned.questions)
    )


def _planner(notebook: Notebook, plan: Plan) -> ImportPlanner:
    options = ImportOptions(plan.source, tags=plan.tags, circles=plan.circles, folder=plan.folder)
    return ImportPlanner(notebook, options, plan.kind)


def note_news(notebook: Notebook, source: str, news: Iterable[News]) -> None:
    """Remember what a source says is new in contacts' lives."""
    found: dict[str, list[LifeChange]] = {}
    for one in news:
        change = LifeChange(one.property, one.old, one.new, notebook.today, source)
        found.setdefault(one.path, []).append(change)
    if found:
        note_changes(notebook.root, notebook.settings.rules, found)


def _remember(root: str, base: Base, prepared: PreparedImport, write: str) -> ImportResult:
    for key, seen in prepared.seen:
        base.remember(key, seen._replace(write=write) if key in prepared.written else seen)
    for planned in prepared.plan.records:
        if planned.record and planned.change.apart and planned.outcome in ("asked", "skipped"):
            base.set_apart(record_key(planned.record), planned.change.apart)
        if planned.record and (planned.answer == SKIP or planned.outcome in ("added", "changed")):
            base.mark(record_key(planned.record), LEFT_OUT if planned.answer == SKIP else "")
    stored = not base.has_changed or store_base(root, prepared.plan.source, base)
    return ImportResult(prepared.plan, prepared.news, (), stored)
