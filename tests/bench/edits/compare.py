"""Compares every answer through a cache, a watcher and a window with the answer from nothing."""

import os
import shutil
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from plaintext_network.errors import NotebookOutdated, PnetError, SettingsInvalid
from plaintext_network.vault import serialize
from plaintext_network.vault.cache import text_index, update
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.server import AnswerServer
from plaintext_network.vault.window.window import Window
from tests.bench.edits.questions import COMMANDS, MORE, Question, Said, each, run, said
from tests.bench.edits.random_edits import INVALID, Edits
from tests.conftest import TODAY
from tests.vault.cache.test_answers_on_other_days import READ
from tests.vault.cache.test_update import HOUR, seen, write
from tests.vault.other_days import clock
from tests.vault.watch.watcher_thread import refreshing, snapshot_of


class Difference(NamedTuple):
    """A question whose answer through `way` is not the one from nothing, after these edits."""

    seed: int
    edit: int
    way: str
    question: str
    day: date
    edits: tuple[str, ...]
    detail: str


class Comparison:
    """A vault, its caches and perhaps its watcher, compared again and again."""

    def __init__(
        self,
        home: Path,
        seed: int,
        patch: pytest.MonkeyPatch,
        *,
        watch: bool = False,
        commands: bool = False,
        window: bool = False,
    ) -> None:
        self.home, self.seed, self.patch = home, seed, patch
        self.root = home / "vault"
        self.chance = Random(seed)  # noqa: S311
        self.edits = Edits(self.root, self.chance)
        self.turn = clock(patch)
        self.watch, self.commands, self.with_window = watch, commands, window
        self.window: Window | None = None
        self.unsaved = self.interrupted = 0
        self.refresher: Any = None
        self.compared = self.served = 0
        self.differences: list[Difference] = []
        self.recent: list[str] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Make the vault, and watch it during the block if wanted."""
        self.root.mkdir(parents=True)
        # Fingerprints can be trusted at once: every edit changes them.
        self.patch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
        self.patch.setenv("PNET_STATE", str(self.home / "state"))
        # A fault of pnet's own must not pass for damage by another program.
        self.patch.setattr(serialize, "WRONG_VALUES", ())
        self.patch.setattr(update, "is_damage", self.damaged)
        self.edits.fill(60)
        with ExitStack() as open_now:
            if self.watch:
                self.place("watched")
                (self.home / "run").mkdir(mode=0o700)
                self.refresher = open_now.enter_context(refreshing(self.root, self.home / "run", TODAY))
                server = AnswerServer(self.refresher)
                open_now.callback(server.close)
            if self.with_window:
                self.place("window")
                (self.home / "run-window").mkdir(mode=0o700)
                self.window = open_now.enter_context(Notebook(str(self.root), TODAY).live())
            yield

    def damaged(self, error: Exception) -> bool:
        self.record("cache", "an update", TODAY, "no error", repr(error))
        return False

    def place(self, way: str) -> None:
        """Let pnet use the cache, and the watcher, of one way to answer."""
        self.patch.setenv("PNET_CACHE", str(self.home / f"cache-{way}"))
        runtime = {"watched": "run", "window": "run-window"}.get(way, "nobody")
        self.patch.setenv("PNET_RUNTIME", str(self.home / runtime))

    def go(self, edits: int) -> None:
        while self.edits.made < edits:
            self.recent = [self.edits.one() for _ in range(self.chance.choice((1, 1, 1, 2, 4)))]
            self.compare()
            if self.chance.random() < 0.3:
                self.compare_unsaved()
            if not (self.watch or self.with_window) and self.chance.random() < 0.05:
                self.interrupt()
            if (self.root / "pnet.toml").exists() and (self.root / "pnet.toml").read_text() in INVALID:
                write(self.root / "pnet.toml", "")

    def compare(self) -> None:
        """Ask everything in every way, and record the differences."""
        choice = self.chance.choice
        # A low threshold: some changes rebuild everything.
        for name, value in (("MANY", choice((4, 2000))), ("PART", choice((0.0, 0.1)))):
            self.patch.setattr(update, name, value)
        self.patch.setattr(text_index, "BATCH", choice((5, 5000)))
        self.turn(TODAY + timedelta(choice((0, 0, 0, 0, 1, 35, -3))))
        day = TODAY + timedelta(choice((0, 0, 0, 0, 1, -1, -20, 40, -400, 400)))
        questions, order = self.questions()
        anew = self.from_nothing(day, questions, order)
        ways = ["cache"]
        if self.chance.random() < 0.15:
            ways.append("fresh")
            shutil.rmtree(self.home / "cache-fresh", ignore_errors=True)
        if self.watch:
            ways.append("watched")
        for way in ways:
            self.place(way)
            if way == "watched":
                # Wait until it knows of every edit.
                snapshot_of(self.refresher)
            notebook = Notebook(str(self.root), day)
            found = self.ask(notebook, questions, order)
            self.served += said(lambda opened=notebook: opened._reader.check.is_served) is True  # type: ignore[misc]
            if found != anew:
                # A cache that is brought up to date notes what has changed in people's lives, and every answer knows of it.
                anew = self.from_nothing(day, questions, order)
            self.expect(way, anew, found, day)
        if self.window is not None:
            self.compare_window(self.window, questions, order)
        if self.commands:
            for command in self.chance.sample(COMMANDS, 4):
                self.place("none")
                wanted = self.say(command, day)
                for way in ways:
                    self.place(way)
                    self.compared += 1
                    if (got := self.say(command, day)) != wanted:
                        self.record(way, f"pnet {command}", day, wanted, got)
            shutil.rmtree(self.home / "cache-none", ignore_errors=True)

    def from_nothing(
        self, day: date, questions: Mapping[str, Question], order: Iterable[str]
    ) -> dict[str, object]:
        self.place("none")
        return self.ask(Notebook(str(self.root), day, cache=False, live=False), questions, order)

    def questions(self) -> tuple[dict[str, Question], list[str]]:
        """Return all questions, and the names of those to ask."""
        words = [self.words() for _ in range(6)]
        questions = {
            **READ,
            **MORE,
            "words that occur": lambda n: each(words, n.find),
            "the first of words that occur": lambda n: each(words, lambda query: n.find(query, 2)),
        }
        order = list(questions)
        self.chance.shuffle(order)
        if self.chance.random() < 0.85:
            # Seldom does a program ask everything of one state.
            order = order[: self.chance.randint(1, 12)]
        return questions, order

    def words(self) -> str:
        """Return a query of what occurs in a note, changed a little."""
        path = self.edits.any()
        text = path.read_bytes()[:2000].decode("utf-8", "replace") if path.is_file() else ""
        choice = self.chance.choice
        found = f"{path.stem} {text}".split()
        at = self.chance.randrange(len(found))
        word = choice(found)
        part = word[self.chance.randrange(len(word)) :][:2]
        ways = (
            word,
            word[:3],
            word.upper(),
            part,
            f'"{" ".join(found[at : at + 2])}"',
            " ".join(found[at : at + 2]),
        )
        return choice(
            (*ways, f"{word} {choice(found)}", word.strip("[]().,#:*"), '"' + " ".join(found[at : at + 4]))
        )

    def compare_window(self, window: Window, questions: Mapping[str, Question], order: Iterable[str]) -> None:
        """Ask a notebook of the window, whose day is always the same."""
        anew = self.from_nothing(TODAY, questions, order)
        self.place("window")
        for _ in range(3):
            try:
                with window.now() as notebook:
                    self.expect("window", anew, self.ask(notebook, questions, order), TODAY)
                return
            except NotebookOutdated:
                continue
            except SettingsInvalid as error:
                wanted = said(lambda: load_settings(str(self.root)))
                self.expect("window", {"now": wanted}, {"now": f"SettingsInvalid: {error}"}, TODAY)
                return
        self.record("window", "now", TODAY, "an answer", "outdated three times")

    def expect(self, way: str, anew: Mapping[str, object], found: Mapping[str, object], day: date) -> None:
        for name in found:
            self.compared += 1
            if found[name] != anew[name]:
                self.record(way, name, day, anew[name], found[name])

    def compare_unsaved(self) -> None:
        """Lay texts over the vault, and leave out notes; ask; then make the files so, and ask again."""
        day = TODAY if self.window else TODAY + timedelta(self.chance.choice((0, 0, 1, -20, 40, -400, 400)))
        questions, order = self.questions()
        texts, hidden = self.drawn_texts(), self.drawn_notes()
        self.place("window" if self.window else "cache")
        is_cached = self.chance.random() < 0.8
        try:
            base = self.window.now() if self.window else Notebook(str(self.root), day, cache=is_cached)
            # The index is read as it is compared, so the block lasts until then.
            with base:
                if self.chance.random() < 0.5:
                    self.ask(base, questions, order[:3])
                changed = base
                if self.chance.random() < 0.7 or not hidden:
                    changed = changed.over(texts)
                else:
                    texts = {}
                if hidden:
                    changed = changed.without(hidden)
                found = self.ask(changed, questions, order)
                removed = [path for path, text in changed._reader.unsaved.items() if text is None]
                self.recent = [*self.recent[-3:], f"unsaved({sorted(texts)} without {sorted(removed)})"]
                self.save({**texts, **dict.fromkeys(removed)})
                self.expect("unsaved", self.from_nothing(day, questions, order), found, day)
        except PnetError:
            # Invalid settings, which the other comparison covers.
            return
        self.unsaved += 1
        self.edits.made += 1
        self.compare()

    def save(self, texts: Mapping[str, bytes | None]) -> None:
        for path, text in texts.items():
            file = self.root / path
            if text is None:
                file.unlink(missing_ok=True)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            before = seen(file) if file.exists() else None
            file.write_bytes(text)
            while seen(file) == before:
                file.write_bytes(text)

    def drawn_texts(self) -> dict[str, bytes | None]:
        """Return unsaved texts of a few notes, new ones or others, by path."""
        linked = self.edits.linked()
        found: dict[str, bytes | None] = {}
        for _ in range(self.chance.randint(1, 4)):
            path, make = self.edits.writer.place()
            file = self.root / path
            if self.chance.random() < 0.5:
                file = self.edits.any()
            if file.is_symlink() or os.path.realpath(file) in linked or file.is_dir():
                continue
            if any(parent.exists() and not parent.is_dir() for parent in file.parents):
                continue
            text: bytes | None = make().encode()
            if self.chance.random() < 0.15:
                text = self.chance.choice((None, b"", b"\xff\xfe\x00x", b"---\nx: [\n---\n"))
            found[str(file.relative_to(self.root))] = text
        return found

    def drawn_notes(self) -> list[str]:
        """Return the paths of notes to leave out, if any."""
        linked = self.edits.linked()
        notes = [path for path in self.edits.notes() if os.path.realpath(path) not in linked]
        number = self.chance.choice((0, 0, 1, 1, 2))
        return [
            str(path.relative_to(self.root)) for path in self.chance.sample(notes, min(number, len(notes)))
        ]

    def interrupt(self) -> None:
        """Kill a process while it brings the cache and its full-text index up to date."""
        self.edits.many()
        self.recent = [*self.recent[-3:], "many()", "killed"]
        self.place("cache")
        child = os.fork()
        if child == 0:
            try:
                with suppress(BaseException):
                    notebook = Notebook(str(self.root), TODAY)
                    notebook.find("ada")
                    notebook.due_rows()
            finally:
                os._exit(0)
        time.sleep(self.chance.random() * self.chance.choice((0.02, 0.1, 0.3)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.interrupted += 1
        self.compare()

    def ask(
        self, notebook: Notebook, questions: Mapping[str, Question], order: Iterable[str]
    ) -> dict[str, object]:
        answers: dict[str, object] = {}
        for name in order:
            try:
                answers[name] = settled(said(lambda name=name: questions[name](notebook)))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001 - the report must go on
                answers[name] = f"raised {type(error).__name__}: {error}"
                self.record("any", f"{name} raised", notebook.today, "", repr(error))
        return answers

    def say(self, command: str, day: date) -> Said:
        return run(["--vault", str(self.root), "--today", day.isoformat(), *command.split()])

    def record(self, way: str, name: str, day: date, wanted: object, found: object) -> None:
        self.differences.append(
            Difference(
                self.seed, self.edits.made, way, name, day, tuple(self.recent), difference(wanted, found)
            )
        )


def settled(answer: object) -> object:
    """Return an answer that no later question can change: its generators are exhausted, its mappings read."""
    if isinstance(answer, Iterator):
        return list(answer)
    return answer


def difference(wanted: object, found: object) -> str:
    """Return where two answers differ first, shortly."""
    if type(wanted) is type(found) and isinstance(wanted, (tuple, list)) and len(wanted) == len(found):  # type: ignore[arg-type]
        for number, (one, other) in enumerate(zip(wanted, found, strict=True)):  # type: ignore[call-overload]
            if one != other:
                return f"[{number}]" + difference(one, other)
    if isinstance(wanted, (tuple, list)) and isinstance(found, (tuple, list)):
        missing = [one for one in wanted if one not in found]
        extra = [one for one in found if one not in wanted]
        return f" missing {missing!r:.600}\n   extra {extra!r:.600}"
    return f"\n   wanted {wanted!r:.600}\n   found  {found!r:.600}"
