"""Plans the files that `pnet bases` writes to a vault. Writes nothing, and never changes a file that the user changed."""

from __future__ import annotations

from datetime import date, datetime, time

from plaintext_network.bases.evaluation.rows import files_that_hold
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.files.base_file import Filter
from plaintext_network.bases.files.read_base import read_base
from plaintext_network.bases.views.base_text import WrittenBase, WrittenView, base_text
from plaintext_network.bases.views.conditions import Condition
from plaintext_network.bases.views.kind_condition import KindConditions
from plaintext_network.bases.views.vault_views import views_of
from plaintext_network.bases.views.vault_words import VaultWords
from plaintext_network.errors import NoteNotFound, counted, joined
from plaintext_network.model.edits.base_mark import is_as_written, with_mark, without_mark
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import FileStep, Operation

# Assigned, not imported: only annotations need these.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

FOLDER = "Bases"
# How many notes a filter lists by path; more would make it unreadable.
MOST_EXCEPTIONS = 12


class Difference(NamedTuple):
    """The notes of a kind on which a filter and pnet disagree: those that only the filter, or only pnet, counts."""

    kind: str
    extra: tuple[str, ...]
    missing: tuple[str, ...]


class PlannedBases(NamedTuple):
    """What `pnet bases` writes: the operation, the paths of files that are up to date, and those that somebody changed."""

    operation: Operation
    unchanged: tuple[str, ...]
    left: tuple[str, ...]
    differences: tuple[Difference, ...]


class _KindFilters:
    """The conditions for the kinds of a vault, with exceptions for notes that a formula can't tell by a rule."""

    def __init__(self, words: VaultWords) -> None:
        self.words, self.conditions = words, KindConditions(words)
        self.differences: list[Difference] = []
        self._made: dict[str, Condition] = {}

    def of(self, kind: str) -> Condition:
        if kind not in self._made:
            self._made[kind] = self._with_exceptions(kind)
        return self._made[kind]

    def _with_exceptions(self, kind: str) -> Condition:
        usual = self.conditions.of(kind)
        wanted = set(self.words.paths(kind)) & set(self.words.files.files)
        found = {file.path for file in files_that_hold(_parsed(usual), {}, self.words.files, _MIDNIGHT)}
        extra, missing = tuple(sorted(found - wanted)), tuple(sorted(wanted - found))
        but, also = (paths if len(paths) <= MOST_EXCEPTIONS else () for paths in (extra, missing))
        if (not but and extra) or (not also and missing):
            self.differences.append(Difference(kind, () if but else extra, () if also else missing))
        return self.conditions.of(kind, but, also)


# No condition for a kind asks for the day.
_MIDNIGHT = datetime.combine(date.min, time())


def _parsed(condition: Condition) -> Filter:
    base, faults = read_base(
        base_text(WrittenBase("", condition, (), (), (WrittenView("all", ("file.name",)),))).encode()
    )
    if base.filters is None or faults:
        raise AssertionError(f"pnet wrote a filter that it can't read: {faults}")
    return base.filters


def bases_of(words: VaultWords) -> tuple[dict[str, str], tuple[Difference, ...]]:
    """Return the text of each file of a vault by its name, and where they differ from what pnet reads."""
    filters = _KindFilters(words)
    texts = {f"{base.name}.base": base_text(base) for base in views_of(words, filters.of)}
    return texts, tuple(filters.differences)


def write_bases(notebook: Notebook, folder: str = FOLDER) -> PlannedBases:
    """Write the views of a vault to one of its folders, and return what was written and what was left alone.

    Raises what every write does: see `Notebook.write_session`.
    """
    with notebook.write_session() as session:
        planned = plan_bases(session, folder)
        session.perform(planned.operation)
    return planned


def plan_bases(desk: WriteSession, folder: str = FOLDER, progress: Progress | None = None) -> PlannedBases:
    """Plan to write the views of a vault to one of its folders; "" is the vault itself."""
    files = VaultFiles(desk.root, progress=progress)
    try:
        texts, differences = bases_of(VaultWords(files, desk.index, desk.rules))
    finally:
        files.close()
    steps: list[FileStep] = []
    unchanged: list[str] = []
    left: list[str] = []
    for name, text in texts.items():
        path = f"{folder}/{name}" if folder else name
        content = with_mark(text)
        before = _before(desk, path)
        if before is not None and not is_as_written(before) and without_mark(before) != text:
            left.append(path)
        elif before is not None and without_mark(before) == text and is_as_written(before):
            unchanged.append(path)
        else:
            steps.append(FileStep(path, before, content))
    what = f"write {counted(len(steps), 'view')} for Obsidian"
    return PlannedBases(operation(what, steps), tuple(unchanged), tuple(left), differences)


def _before(desk: WriteSession, path: str) -> bytes | None:
    try:
        return desk.content(path)
    except NoteNotFound:
        return None


def difference_text(difference: Difference) -> str:
    """Return a sentence about a difference."""
    kind = {"contact": "people", "interaction": "conversations"}.get(difference.kind, f"{difference.kind}s")
    parts = []
    if difference.extra:
        many = counted(len(difference.extra), "note")
        parts.append(
            f"the views also show {many} that pnet does not read as {kind}, such as {difference.extra[0]}"
        )
    if difference.missing:
        many = counted(len(difference.missing), "note")
        parts.append(f"the views lack {many} that pnet reads as {kind}, such as {difference.missing[0]}")
    return joined(parts)
