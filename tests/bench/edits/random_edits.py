"""Edits a vault at random, as people, editors, pnet and git do."""

import os
from pathlib import Path
from random import Random

from plaintext_network.errors import PnetError
from plaintext_network.vault.notebook import Notebook
from tests.bench.edits.questions import run
from tests.bench.edits.random_notes import EVENTS, GOALS, ORGANIZATIONS, PEOPLE, PLACES, TOPICS, Writer
from tests.conftest import TODAY
from tests.vault.cache.test_update import write

INVALID = ('[due]\ncadence = "often"\n', "[due\n")
SETTINGS = (
    "",
    "",
    '[due]\ncadence = "3 months"\nbudget = 2\n',
    '[circles.friends]\ncadence = "2 weeks"\n[circles.mentors]\ncadence = "monthly"\n',
    '[due]\nstale = "2 months"\ngive_up_after = 1\npatience = "1 week"\n',
    '[due]\ngroup = 1\ncrowd = 2\nreply_within = "1 week"\nbirthday_notice = "2 weeks"\n',
    '[kinds.contact]\nfolders = ["contacts", "people"]\n',
    'ignore = ["odd", "introductions"]\n',
    '[daily]\ntouch = "link"\n',
    '[properties]\noffers = ["gives"]\nlocation = ["lives"]\n',
    '[tasks]\nclosed = ["-"]\n',
    "[cache]\ntext = false\n",
    '[due]\ncrowd = 1\ngroup = 3\ncadence = "weekly"\n[circles.family]\ncadence = "2 months"\n',
    '[due]\ncadence = "yearly"\n[circles.friends]\ncadence = "never"\n[cache]\ntext = false\n',
    *INVALID,
)


def text_of(path: Path) -> str:
    """Return a note's text, with stand-ins for bytes that are no text."""
    return path.read_text(encoding="utf-8", errors="replace")


class Edits:
    """Random edits of a vault, as people, editors, pnet and git make them."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance, self.writer = root, chance, Writer(chance)
        self.made = 0

    def fill(self, notes: int) -> None:
        for _ in range(notes):
            self.create()

    def one(self) -> str:
        often = (
            self.create,
            self.create,
            self.rewrite,
            self.rewrite,
            self.line,
            self.line,
            self.property,
            self.property,
        )
        seldom = (
            self.delete, self.rename, self.move, self.copy, self.configure, self.unreadable, self.swap_two, self.many,
            self.fold, self.link, self.undo_one, self.same_size, self.privacy,
            self.retitle, self.retitle, self.status, self.status, self.set_also,
        )  # fmt: skip
        edit = self.chance.choice((*often, *often, *seldom))
        self.made += 1
        try:
            return f"{edit.__name__}({edit() or ''})"
        except (OSError, ValueError) as error:
            # The random choice is impossible here, such as a file in place of a folder, or a line in bytes that are no text.
            return f"{edit.__name__} failed: {error}"

    def notes(self) -> list[Path]:
        return sorted(p for p in self.root.rglob("*.md") if p.is_file() and not p.is_symlink())

    def linked(self) -> set[str]:
        """Return the real paths of what symbolic links lead to."""
        return {os.path.realpath(path) for path in self.root.rglob("*") if path.is_symlink()}

    def any(self) -> Path:
        notes = self.notes()
        return self.chance.choice(notes) if notes else self.root / "contacts/Ada.md"

    def write(self, path: Path, text: str) -> str:
        if path.is_symlink():
            path.unlink()
        write(path, text)
        return str(path.relative_to(self.root))

    def create(self) -> str:
        path, make = self.writer.place()
        return self.write(self.root / path, make())

    def rewrite(self) -> str:
        """Replace a note by another of its kind."""
        path = self.any()
        makers = {
            "contacts": self.writer.contact, "people": self.writer.contact, "interactions": self.writer.interaction,
            "introductions": self.writer.introduction, "goals": self.writer.goal, "events": self.writer.event,
            "organizations": self.writer.organization, "daily": self.writer.daily, "posts": self.writer.post,
        }  # fmt: skip
        make = makers.get(path.relative_to(self.root).parts[0], self.writer.odd)
        return self.write(path, make())

    def line(self) -> str:
        """Add a line, or take one out."""
        path = self.any()
        lines = text_of(path).splitlines(keepends=True)
        if lines and self.chance.random() < 0.4:
            del lines[self.chance.randrange(len(lines))]
        else:
            extra = self.chance.choice((self.writer.body(), self.writer.log(), self.writer.daily()))
            lines.append(extra)
        return self.write(path, "".join(lines)[:5000])

    def property(self) -> str:
        """Set one property of a note, in place of the one it has."""
        path = self.any()
        lines = text_of(path).split("\n")
        maker = self.chance.choice(
            (self.writer.contact, self.writer.interaction, self.writer.goal, self.writer.event)
        )
        others = [line for line in maker().split("---\n")[1].split("\n") if line]
        if not others or lines[0] != "---":
            return self.rewrite()
        chosen = self.chance.choice(others)
        name = chosen.partition(":")[0]
        kept = [line for line in lines[1:] if not line.startswith(f"{name}:")]
        self.write(path, "\n".join(["---", chosen, *kept]))
        return f"{path.relative_to(self.root)} {chosen}"

    def privacy(self) -> str:
        path = self.any()
        text = text_of(path)
        text = (
            text.replace("private: true\n", "")
            if "private: true" in text
            else text.replace("---\n", "---\nprivate: true\n", 1)
        )
        return self.write(path, text)

    def delete(self) -> str:
        path = self.any()
        path.unlink()
        return str(path.relative_to(self.root))

    def rename(self) -> str:
        path, to = self.any(), self.root / self.writer.place()[0]
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
        return f"{path.relative_to(self.root)} -> {to.relative_to(self.root)}"

    def fold(self) -> str:
        path = self.any()
        path.replace(path.with_name(path.name.swapcase().replace(".MD", ".md")))
        return str(path.relative_to(self.root))

    def retitle(self) -> str:
        """Give a note that others refer to, perhaps by its bare name, another one."""
        folder, names = self.chance.choice(
            (("organizations", ORGANIZATIONS), ("events", EVENTS), ("goals", GOALS), ("notes", PLACES))
        )
        there = sorted((self.root / folder).glob("*.md"))
        path = self.chance.choice(there) if there else self.any()
        if self.chance.random() < 0.5:
            to = path.with_name(f"{self.chance.choice((*names, 'Renamed'))}.md")
            path.replace(to)
            return f"{path.relative_to(self.root)} -> {to.name}"
        lines = [line for line in text_of(path).split("\n") if line != "---"]
        lines = [line for line in lines if not line.startswith(("name:", "aliases:"))]
        name = self.chance.choice(
            (f'name: "{self.chance.choice(names)}"', f"aliases: {self.writer.some(names)}")
        )
        return self.write(path, "\n".join(["---", name, "---", *lines])) + f" {name}"

    def status(self) -> str:
        """Change whether a person may be named."""
        people = [
            path for path in self.notes() if path.relative_to(self.root).parts[0] in ("contacts", "people")
        ]
        path = self.chance.choice(people) if people else self.any()
        text = text_of(path)
        line = self.chance.choice(
            (
                "private: true",
                "status: deceased",
                "status: do-not-contact",
                f"aliases: {self.writer.some(PEOPLE)}",
            )
        )
        return self.write(path, text.replace("---\n", f"---\n{line}\n", 1)) + f" {line}"

    def move(self) -> str:
        folders = sorted(path for path in self.root.iterdir() if path.is_dir())
        folder, to = (
            self.chance.choice(folders),
            self.root / self.chance.choice(("people", "odd", "contacts", "x")),
        )
        if not to.exists():
            folder.replace(to)
        elif to != folder:
            folder.replace(to / "in")
        return f"{folder.name} -> {to.name}"

    def copy(self) -> str:
        """Make a conflict copy, as sync tools do."""
        path = self.any()
        mark = self.chance.choice(
            (" 2", "-HOST", " (conflicted copy 2026-11-01)", ".sync-conflict-20261120-093000-ABCDEFG")
        )
        text = text_of(path)
        if self.chance.random() < 0.5:
            text += "more\n"
        return self.write(path.with_name(f"{path.stem}{mark}.md"), text)

    def configure(self) -> str:
        text = self.chance.choice(SETTINGS)
        write(self.root / "pnet.toml", text)
        return text.partition("\n")[0]

    def unreadable(self) -> str:
        path = self.any()
        kind = self.chance.choice(("bytes", "large", "empty", "folder"))
        if kind == "folder":
            path.unlink()
            return self.write(path / "Ada.md", self.writer.contact())
        path.write_bytes({"bytes": b"\xff\xfe\x00x", "large": b"x" * 4_200_000, "empty": b""}[kind])
        return f"{path.relative_to(self.root)} {kind}"

    def swap_two(self) -> str:
        one, other = self.any(), self.any()
        aside = self.root / ".aside"
        one.replace(aside)
        if other.exists():
            other.replace(one)
        aside.replace(other)
        return f"{one.relative_to(self.root)} {other.relative_to(self.root)}"

    def many(self) -> str:
        for _ in range(12):
            self.chance.choice((self.create, self.rewrite, self.property))()
        return ""

    def link(self) -> str:
        path = self.root / self.writer.place()[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(path):
            path.symlink_to(self.any())
        return str(path.relative_to(self.root))

    def same_size(self) -> str:
        path = self.any()
        times = path.stat()
        text = text_of(path)
        changed = text.replace("-11-", "-10-") if "-11-" in text else text.replace("-10-", "-11-")
        self.write(path, changed)
        if self.chance.random() < 0.5:
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        return str(path.relative_to(self.root))

    def set_also(self) -> str:
        """Set a property of several people at once through pnet, and perhaps undo it."""
        names = self.chance.sample(PEOPLE, 3)
        changed = self.chance.choice(
            (["cadence", "monthly"], ["role", "Owner"], ["location", "Bergen"], ["snooze", "2026-12-24"])
        )
        pnet = ["--vault", str(self.root), "--today", TODAY.isoformat()]
        status, *_ = run([*pnet, "set", names[0], *changed, "--also", *names[1:]])
        if status == 0 and self.chance.random() < 0.3:
            run([*pnet, "undo"])
        return f"{names} {changed[0]}: {status}"

    def undo_one(self) -> str:
        """Write a note through pnet, and perhaps undo it."""
        notebook = Notebook(str(self.root), TODAY, cache=False)
        try:
            notebook.log(f"call with {self.writer.person()} about {self.chance.choice(TOPICS)}", form="note")
            if self.chance.random() < 0.5:
                notebook.undo()
        except PnetError as error:
            return type(error).__name__
        return ""
