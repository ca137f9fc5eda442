"""Evaluates random formulas over odd values: each has a value or fails with a reason, within little time and memory.

`python -m tests.soak.hostile_formulas --formulas 20000 --seed 1`
"""

import argparse
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

from plaintext_network.bases.evaluation.evaluate import Evaluation
from plaintext_network.bases.evaluation.methods import compare, shown_text
from plaintext_network.bases.evaluation.values import EvaluationFailed, is_true, text_of
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.language.functions import FIELDS, FUNCTIONS, METHODS, OF_ANY
from plaintext_network.bases.language.parse_formula import parse_formula
from plaintext_network.bases.language.syntax import FormulaInvalid

NOW = datetime.fromisoformat("2026-11-24T12:00:00")
# Seconds of a processor that a formula may take for all files, and bytes of memory.
LONGEST, LARGEST = 1.0, 2 << 30
DEEPEST = 4
NOTES = {
    "Ada.md": "---\nage: 36\nbirthday: 1990-11-26\nfar: 9999-12-31\nearly: 0001-01-01\nnever: .nan\nhuge: 1e308\nlist: [1, a, [b, [c]], null]\n"
    'boss: "[[Bo]]"\nplace: {city: Bern, deep: {a: [{b: c}]}}\nempty:\nwords: "aaaaaaaaaaaaaaaaaaaaaaab \\u0000 \\U0001F600 é"\n---\n[[Bo]] #tag\n',
    "Bo.md": "---\nlist: &a [x, x]\nmore: [*a, *a, *a]\n---\n![[Ada]]\n",
    "x.base": "views: []",
}
ATOMS = (
    "0", "1", "-1", "0.5", "1e308", "1e-308", "99999999999999999999999", "1000000000", '""', '"a"', '"2026-02-30"', '"9999-12-31"', '"1y"', '"P99999999999Y"',
    '"' + "9" * 400 + ' years"', '"\\u{10ffff}"', '"😀"', '"$&$1$99$$"', "true", "false", "null", "[]", "[1,2,3,4,5,6,7,8]", "[[],[[]],[null]]", "{}", '{"a": 1}',
    "/a/g", "/(a)|(b)/", "/^$/m", "/[^]/", "/(?<x>a)/i", "/\\d+/g", "/[[a]/", "/a{2,1}/", "/(/", "/\\p{L}/u", "file", "this", "note", "formula", "age", "birthday", "far", "early",
    "never", "huge", "list", "boss", "place", "empty", "words", "more", "file.links", "file.backlinks", "file.tags", "file.properties", "file.mtime", "file.size", "formula.a", "formula.b",
    "today()", "now()", "random()", "value", "index", "acc",
)  # fmt: skip
OPERATORS = ("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||")
NAMES = sorted({*(name for table in METHODS.values() for name in table), *OF_ANY})
GLOBALS = sorted(FUNCTIONS)
FIELD_NAMES = sorted({name for names in FIELDS.values() for name in names})
# What grows, nests or compares without end.
BOMBS = (
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32].reduce(acc + acc, [1])",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32].reduce([acc, acc], [1])",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32].reduce({\"a\": acc, \"b\": acc}, 1)",
    '"x".repeat(100000).replace(/x/g, "y".repeat(100000))', '"x".repeat(100000).replace("x", "y".repeat(100000))', '"x".repeat(100000).replace("", "y".repeat(100000))',
    '"x".repeat(100000).replace(/x*/g, "$&".repeat(50000))', '"x".repeat(100000).split("").join("y".repeat(100000))', '"x".repeat(100000).split("").unique()',
    '"x".repeat(100000).split("").map(index).unique()', '"x".repeat(100000).split("").containsAny("y".repeat(100000).split(""))',
    '"x".repeat(1000).split("").map("x".repeat(1000).split("").map("x".repeat(100000)))', '"x".repeat(90000).split("").map("x".repeat(100000))',
    '"x".repeat(90000).split("").reduce([acc])', '"x".repeat(90000).split("").reduce([acc]) == "x".repeat(90000).split("").reduce([acc])', '"L".repeat(100000)', 'now().format("LLLL".repeat(25000))',
    '"x".repeat(300).split("").reduce(acc + acc, "x")', "1.round(-1000000000)", "1e308.round(15)", 'duration("' + "9" * 400 + 'y").toString()', 'date("9999-12-31") + "1d"', "date(1e308)",
    '"x".repeat(100000).split("").sort()', '"x".repeat(99999).split("").join(",").split(",").reverse().flat().slice(0, -1)', "formula.a + formula.a", "escapeHTML('<'.repeat(100000))",
)  # fmt: skip


class Writer:
    """Writes random formulas."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def formula(self, depth: int = 0) -> str:
        """Return a formula."""
        kind = self.chance.random()
        if depth >= DEEPEST or kind < 0.2:
            return self.chance.choice(ATOMS) if kind < 0.199 else f"({self.chance.choice(BOMBS)})"
        one = self.formula(depth + 1)
        if kind < 0.4:
            return f"({one} {self.chance.choice(OPERATORS)} {self.formula(depth + 1)})"
        if kind < 0.75:
            return f"({one}).{self.chance.choice(NAMES)}({self._arguments(depth, (0, 0, 1, 1, 1, 2))})"
        if kind < 0.85:
            return f"{self.chance.choice(GLOBALS)}({self._arguments(depth, (0, 1, 1, 2, 3))})"
        if kind < 0.93:
            return f"({one}).{self.chance.choice(FIELD_NAMES)}"
        if kind < 0.96:
            return f"({one})[{self.formula(depth + 1)}]"
        return (
            f"[{self._arguments(depth, (0, 1, 2, 3))}]"
            if kind < 0.98
            else f"{self.chance.choice('!-')}({one})"
        )

    def _arguments(self, depth: int, counts: tuple[int, ...]) -> str:
        return ", ".join(self.formula(depth + 1) for _ in range(self.chance.choice(counts)))


def evaluate(files: VaultFiles, texts: list[str]) -> str:
    """Return what comes of some formulas: a fault, or a word for what happened."""
    try:
        parsed = [parse_formula(text) for text in texts]
    except FormulaInvalid:
        return "invalid"
    formulas = {"a": parsed[0], "b": parsed[-1]}
    found: list[object] = []
    said = "value"
    for file in files.files.values():
        evaluation = Evaluation(files, file, formulas, NOW, files.files["Bo.md"])
        try:
            value = evaluation.value(parsed[0])
            found.append(value)
            text_of(value), shown_text(value), is_true(value)
        except EvaluationFailed:
            said = "failed"
    for one in found:
        for other in found:
            compare(one, other)
    return said


def run(count: int, seed: int) -> int:
    """Evaluate formulas; return 1 if one raises, or takes too long."""
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
    faults, results, slowest = 0, Counter[str](), 0.0
    chance = Random(seed)  # noqa: S311
    writer = Writer(chance)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in NOTES.items():
            Path(folder, path).write_text(text, "utf-8")
        files = VaultFiles(folder)
        for number in range(count):
            texts = [BOMBS[number]] if number < len(BOMBS) else [writer.formula(), writer.formula(2)]
            began = time.process_time()
            fault = ""
            try:
                results[evaluate(files, texts)] += 1
            except (Exception, MemoryError):  # noqa: BLE001 - each is a fault
                fault = traceback.format_exc(limit=-3)
            took = time.process_time() - began
            slowest = max(slowest, took)
            if fault or took > LONGEST:
                faults += 1
                sys.stdout.write(
                    f"seed {seed}, formula {number}, {took:.1f} s: {' ; '.join(texts)[:400]}\n{fault}\n"
                )
                sys.stdout.flush()
    sys.stdout.write(f"{count} formulas, {dict(results)}, slowest {slowest:.2f} s, {faults} faults\n")
    return 1 if faults else 0


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile_formulas", description=__doc__)
    parser.add_argument("--formulas", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return run(options.formulas, options.seed)


if __name__ == "__main__":
    sys.exit(main())
