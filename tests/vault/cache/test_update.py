"""Whatever happens to a vault, an answer through the cache equals the answer without one."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from plaintext_network.network.index.index import Index
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

HOUR = 3_600_000_000_000

PEOPLE = ("Ada", "Bo", "Cy", "Dee")
FOLDERS = ("contacts", "interactions", "notes", "introductions", "daily", "people")
STEMS = (
    *PEOPLE,
    "ada",
    "Ada 2",
    "Ada-HOST",
    "Bo.sync-conflict-20261120-093000-ABCDEFG",
    "2026-11-20",
    "2026-12-01 x",
    "2026-W45",
    "Journal",
    "Sync 2026-11-01 to 2026-11-03",
)
LINES = (
    "---\ntype: person\nname: Ada\naliases: [A, Countess]\ncadence: 2 weeks\n---\n",
    "---\nname: Ada\ncircles: [friends]\n---\n## Log\n- 2026-11-01 call: about [[Bo]]\n",
    "---\nname: Bo\naliases: Countess\nbirthday: 11-25\n---\n- [ ] write to [[Ada]] 📅 2026-11-20\n",
    "---\nname: Cy\nmet_through: '[[Ada]]'\nmet_on: 2026-11-10\nfollow_up: 2026-11-22 book\n---\n",
    "---\ntype: person\nname: ADA\ncadence: 2 weeks\n---\n",
    "---\nemails: a@example.org\nknows: [Bo, Countess]\n---\n",
    "---\ntype: person\nname: Dee\naliases: [D]\nprivate: true\n---\n",
    "---\ntype: person\nname: Cy\nstatus: deceased\n---\n## Log\n- 2026-10-01 call\n",
    "---\ntype: me\n---\n",
    "---\ndate: 2026-11-10\nwith: ['[[Ada]]', Bo]\ndirection: in\n---\nabout [[Cy]]\n",
    "---\ndate: 2026-12-10\nwith: Countess\n---\n",
    "---\ndate: 2026-10-10\nwith: '[[Cy]]'\ndirection: out\nfollow_up: 2026-11-23 slides\n---\n[[Ada-Bo]]\n",
    "---\ntype: introduction\nbetween: ['[[Ada]]', '[[Bo]]']\nstatus: made\ndate: 2026-09-01\n---\n",
    "---\ndate: 2026-10-20\nwith: Ada\n---\nthey met: [[Ada]] [[introductions/Ada]] [[Dee]]\n",
    "#touch with [[Bo]] and [[Nobody]]\n- [[Cy]] called #touch\n",
    "---\nname: [\n---\n",
    "no front matter, [[contacts/Ada]] and [x](../people/Bo.md)\n",
    "%% [[Ada]] #touch\n- [ ] hidden 📅 2026-11-20\n%%\n- tea with [[Bo]] <!-- [[Cy]] --> #touch\n",
    "## Attendees\n- [[Ada]]\n- Bo, Cy\n- [[Dee]] (absent)\n\n## Notes\n- [ ] mail [[Bo]] [deadline:: 2026-11-25]\n",
    "## Log\n### 2026-11-05 call\nwith [[Bo]]\n### Nov 3, 2026\n- [ ] book 📅 tomorrow\n- Thu, 2026-11-05: tea\n",
    "## 2026-11-04 Wednesday\n- lunch with [[Ada]] #touch\n## Plans\n- walk with [[Cy]] #touch\n- 2026-11-06 [[Countess]] #touch\n",
    "**With:** Ada, Countess\n- [ ] [[Cy]] 🔁 every week 📅 [[2026-11-26]]\n- TODO x [[Bo]]\n  DEADLINE: <2026-11-27 Fri>\n",
    "%%\nnever closed [[Ada]]\n- 2026-11-01 [[Bo]] #touch\n",
    "---\ndate: 2026-10-05\nwith: [Ada, Dee]\ntopics: [maps, Maps/old]\ngave: tea\ngot: [a map, some advice]\n---\n",
    "---\ndate: 2026-03-01\nwith: [Bo, Countess, Cy]\ntopics: map\nasked: a key for Dee\n---\n",
    "---\ndate: 2026-11-20\nwith: ['[[Ada]]', Bo]\nplanned: true\ngave: a map\nthanked: tea\n---\n",
    "---\nname: Ada\ncircles: [Friends, work]\ninterests: [maps, tea]\nlast_contact: 2026-11-20\nneeds: a key\n---\n"
    "## Log\n- 2026-02-01 call [got:: tea] [topics:: tea]\n- 2026-11-23 mail [direction:: out] [with:: [[Bo]]]\n",
    "",
)
SETTINGS = (
    "",
    '[due]\ncadence = "3 months"\n',
    '[circles.friends]\ncadence = "1 week"\n',
    '[kinds.contact]\nfolders = ["people", "contacts"]\n',
    'ignore = ["notes"]\n',
    '[daily]\ntouch = "link"\n',
    '[interactions]\nparticipants = ["Who"]\n[log]\nheadings = ["Notes"]\n',
    'colour = "blue"\n',
)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be old enough for their fingerprints to be trusted."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)


def seen(path: Path) -> tuple[int, ...]:
    s = path.stat()
    return s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino


def write(path: Path, text: str) -> None:
    """Write in place, in another clock tick than the last write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = seen(path) if path.exists() else None
    while True:
        path.write_text(text, encoding="utf-8")
        if seen(path) != before:
            return


class Edits:
    """Random changes of a vault, of the kinds that people, editors and git make."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance = root, chance

    def notes(self) -> list[Path]:
        return sorted(p for p in self.root.rglob("*.md") if p.is_file() and not p.is_symlink())

    def text(self) -> str:
        return "".join(self.chance.choice(LINES) for _ in range(self.chance.choice((1, 1, 1, 2))))

    def somewhere(self) -> Path:
        return self.root / self.chance.choice(FOLDERS) / f"{self.chance.choice(STEMS)}.md"

    def one(self) -> str:
        kinds = (self.create, self.create, self.edit, self.edit, self.same_size, self.restore, self.replace)
        more = (
            self.delete,
            self.rename,
            self.fold,
            self.move,
            self.link,
            self.configure,
            self.several,
            self.touch,
        )
        change = self.chance.choice((*kinds, *kinds, *more))
        change()
        return change.__name__

    def create(self) -> None:
        path = self.somewhere()
        if not path.is_symlink():
            write(path, self.text())

    def edit(self) -> None:
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            write(path, self.text())

    def same_size(self) -> None:
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            text = path.read_text(encoding="utf-8")
            write(path, text.replace("Ada", "Bob").replace("-11-", "-10-"))

    def restore(self) -> None:
        """Edit without changing size or time, like `cp -p` and `touch -r`."""
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            times = path.stat()
            self.same_size()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def replace(self) -> None:
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            times = path.stat()
            beside = path.with_name(".beside")
            write(beside, path.read_text(encoding="utf-8").replace("Bo", "Cy"))
            os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
            beside.replace(path)

    def delete(self) -> None:
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            path.unlink()

    def rename(self) -> None:
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            to = self.somewhere()
            to.parent.mkdir(parents=True, exist_ok=True)
            path.replace(to)

    def fold(self) -> None:
        """Change only the case of a name."""
        for path in self.chance.sample(self.notes(), min(1, len(self.notes()))):
            path.replace(path.with_name(path.name.swapcase().replace(".MD", ".md")))

    def move(self) -> None:
        folder = self.root / self.chance.choice(FOLDERS)
        to = self.root / self.chance.choice(FOLDERS)
        if folder.is_dir() and not to.exists():
            folder.replace(to)

    def link(self) -> None:
        path = self.somewhere()
        if not path.exists() and not path.is_symlink() and self.notes():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(self.chance.choice([*self.notes(), self.root / "gone.md"]))

    def configure(self) -> None:
        (self.root / "pnet.toml").write_text(self.chance.choice(SETTINGS))

    def several(self) -> None:
        for _ in range(5):
            self.create()

    def touch(self) -> None:
        for path in self.notes():
            os.utime(path)


def summaries_of(index: Index, notebook: Notebook) -> dict[str, dict[str, object]]:
    """Return the values of every summary, by its name and the contact's path."""
    rules = notebook.settings.rules
    return {name: dict(index.summaries(summary, rules)) for name, summary in SUMMARIES.items()}


def reports_of(notebook: Notebook) -> list[object]:
    """Return the answers about everybody that are made of summaries and counts."""
    reports = notebook.reports
    topics = [reports.topic(name) for name in ("maps", "tea")]
    return [
        reports.stats(),
        reports.balance(),
        reports.topics(),
        topics,
        reports.share("maps", "https://example.org"),
    ]


def compare(root: Path, rounds: int, chance: Random) -> Iterator[bool]:
    """Change a vault and ask, again and again; yield whether the second answer needed no note."""
    edits = Edits(root, chance)
    for number in range(rounds):
        done = [edits.one() for _ in range(chance.choice((1, 1, 1, 3)))]
        today = TODAY + timedelta(days=chance.choice((0, 0, 0, 0, 1, 40, -1)))
        anew = Notebook(str(root), today, cache=False)
        kept = Notebook(str(root), today)
        what = f"round {number}: {done}"
        if chance.random() < 0.5:
            assert kept.due_list() == anew.due_list(), what
        assert isinstance(kept._reader.state, CachedVaultState), what
        assert kept.index == anew.index, what
        assert kept.index.dependents == anew.index.dependents, what
        assert kept.index.names.kinds == anew.index.names.kinds, what
        assert kept.due_list() == anew.due_list(), what
        assert kept.problems() == anew.problems(), what
        assert summaries_of(kept.index, kept) == summaries_of(anew.index, anew), what
        assert reports_of(kept) == reports_of(anew), what
        without = dict.fromkeys(chance.sample(sorted(anew.index.notes), min(2, len(anew.index.notes))))
        changed, expected = kept.index.replace(without), anew.index.replace(without)
        assert summaries_of(changed, kept) == summaries_of(expected, anew), what
        assert changed.note_counts.to_plain() == expected.note_counts.to_plain(), what
        assert changed.problems() == expected.problems(), what
        again = Notebook(str(root), today)
        assert again.due_list() == anew.due_list(), what
        assert again.due_count == len({entry.contact.path for entry in anew.due()}), what
        assert again.problem_counts == anew.problem_counts, what
        assert again.names() == anew.names(), what
        assert again.has_contacts == anew.has_contacts, what
        until = today + timedelta(days=30)
        assert again.due_list(until, ["friends"]) == anew.due_list(until, ["friends"]), what
        yield "state" not in vars(Notebook(str(root), today)._reader) and again._reader.check.unchanged


@pytest.mark.disk  # which gives the inode of a file that is gone to the next, as memory never does
@pytest.mark.parametrize("seed", range(12))
def test_random_edits_on_disk(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    warm = list(compare(root, 60, Random(seed)))  # noqa: S311
    assert warm.count(True) > 50
