"""Checks real `.base` files, then breaks them at random, and says how many of the broken ones `pnet bases check` reports.

    python -m tests.soak.bases FOLDER [MUTATIONS] [--accepted]

FOLDER contains files of other people; none belongs to this repository. Each kind of change below makes a file wrong whatever it
was, so that each one that isn't reported is printed. `letter` changes any character, which may leave a file right: with
`--accepted`, those that are not reported are printed, to judge them.
"""

# ruff: noqa: T201, S311
# It tells what came of it, and chooses at random.

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from plaintext_network.bases.files.faults import BaseFault
from plaintext_network.bases.files.read_base import read_base
from plaintext_network.bases.language.functions import ALL_METHODS, FUNCTIONS

_FORMULA = re.compile(r"(?m)^( *+(?:- |(?!displayName|name|image|type)[\w .]+: ))(.*(?:\(|==|!=|&&).*)$")
_STRING = re.compile(r"\"[^\"\\]*\"|'[^'\\]*'")
_CALL = re.compile(r"\b(\w+)\(")
_KEY = re.compile(
    r"(?m)^( *(?:- )?)(filters|formulas|properties|views|and|or|not|type|name|property|direction)(: *)"
)


def main(arguments: list[str]) -> int:
    """Check and break the files below a folder."""
    folder, *more = [each for each in arguments if not each.startswith("--")]
    mutations = int(more[0]) if more else 2_000
    files = sorted(path for path in Path(folder).rglob("*.base") if path.is_file())
    accepted = _check(files)
    random.seed(20261130)
    missed = 0
    for kind, change in CHANGES.items():
        reported = total = 0
        for path, text in _chosen(accepted, mutations):
            changed = change(text)
            if changed is None or changed == text:
                continue
            total += 1
            before = {(fault.message, fault.hint) for fault in read_base(text.encode())[1]}
            faults = [
                fault for fault in read_base(changed.encode())[1] if (fault.message, fault.hint) not in before
            ]
            reported += bool(faults)
            if not faults and (kind != "letter" or "--accepted" in arguments):
                missed += kind != "letter"
                print(f"  not reported ({kind}) {path.name}: {_difference(text, changed)}")
        print(f"{kind}: {reported} of {total} reported ({reported / max(total, 1):.1%})")
    return 1 if missed else 0


def _check(files: list[Path]) -> list[tuple[Path, str]]:
    accepted, reasons = [], Counter[str]()
    warned = 0
    for path in files:
        content = path.read_bytes()
        faults = read_base(content)[1]
        errors = [fault for fault in faults if fault.severity == "error"]
        if errors:
            reasons.update({_reason(fault) for fault in errors})
        else:
            warned += bool(faults)
            accepted.append((path, content.decode("utf-8", "replace").replace("\r\n", "\n")))
    print(f"{len(files)} files: {len(accepted)} accepted, {warned} of these with warnings")
    for reason, many in reasons.most_common():
        print(f"  {many} refused: {reason}")
    return accepted


def _reason(fault: BaseFault) -> str:
    return f"{fault.code}: {fault.message}"


def _chosen(files: list[tuple[Path, str]], many: int) -> Iterator[tuple[Path, str]]:
    for _ in range(many if files else 0):
        yield random.choice(files)


def _difference(before: str, after: str) -> str:
    for old, new in zip(before.split("\n"), after.split("\n"), strict=False):
        if old != new:
            return f"{old.strip()!r} → {new.strip()!r}"
    return "at the end"


# Changes

Change = Callable[[str], str | None]


def _letter(text: str) -> str:
    at = random.randrange(len(text))
    how = random.random()
    if how < 0.4:
        return text[:at] + text[at + 1 :]
    if how < 0.7:
        return text[:at] + random.choice("()[]{}.,:'\"=!&|<>+-*/% xyz01\n") + text[at:]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _in_formula(change: Callable[[str], str | None]) -> Change:
    """Return a change of one formula or filter, written in single quotes, so that YAML is not what breaks."""

    def changed(text: str) -> str | None:
        found = [
            line for line in _FORMULA.finditer(text) if not line[2].startswith(("|", ">", "{", "[", '"'))
        ]
        if not found:
            return None
        line = random.choice(found)
        formula = line[2]
        if formula.startswith("'") and formula.endswith("'"):
            formula = formula[1:-1].replace("''", "'")
        new = change(formula)
        if new is None or new == formula:
            return None
        quoted = "'" + new.replace("'", "''") + "'"
        return text[: line.start(2)] + quoted + text[line.end(2) :]

    return changed


def _places(formula: str, pattern: str) -> list[re.Match[str]]:
    """Return the matches of a pattern outside of texts and regular expressions."""
    hidden = [found.span() for found in re.finditer(r"\"[^\"]*\"|'[^']*'|/[^/ ]+/[a-z]*", formula)]
    return [
        found
        for found in re.finditer(pattern, formula)
        if not any(start <= found.start() < end for start, end in hidden)
    ]


def _without(pattern: str) -> Callable[[str], str | None]:
    def change(formula: str) -> str | None:
        places = _places(formula, pattern)
        if not places:
            return None
        found = random.choice(places)
        return formula[: found.start()] + formula[found.end() :]

    return change


def _with(pattern: str, added: str) -> Callable[[str], str | None]:
    def change(formula: str) -> str | None:
        places = _places(formula, pattern)
        if not places:
            return None
        found = random.choice(places)
        return formula[: found.end()] + added + formula[found.end() :]

    return change


def _unclosed_text(formula: str) -> str | None:
    found = list(_STRING.finditer(formula))
    # A later quote would close it.
    return formula[: found[-1].end() - 1] + formula[found[-1].end() :] if len(found) == 1 else None


def _other_function(formula: str) -> str | None:
    calls = [found for found in _CALL.finditer(formula) if found[1] in ALL_METHODS or found[1] in FUNCTIONS]
    if not calls:
        return None
    found = random.choice(calls)
    name = found[1]
    at = random.randrange(len(name))
    new = name[:at] + random.choice("abcdefghij") + name[at + (random.random() < 0.5) :]
    if new in ALL_METHODS or new in FUNCTIONS:
        return None
    return formula[: found.start(1)] + new + formula[found.end(1) :]


def _other_key(text: str) -> str | None:
    found = list(_KEY.finditer(text))
    if not found:
        return None
    key = random.choice(found)
    name = key[2]
    at = random.randrange(len(name))
    new = name[:at] + name[at + 1 :] if random.random() < 0.5 else name[:at] + name[at] + name[at:]
    return text[: key.start(2)] + new + text[key.end(2) :]


def _wrong_direction(text: str) -> str | None:
    return text.replace("direction: ASC", "direction: up", 1) if "direction: ASC" in text else None


def _without_view_part(text: str) -> str | None:
    found = list(re.finditer(r"(?m)^  - type: \w+\n    name: .*\n", text))
    if not found:
        return None
    view = random.choice(found)
    return text[: view.start()] + re.sub(r"\n    name: .*\n", "\n", view[0]) + text[view.end() :]


def _two_conjunctions(text: str) -> str | None:
    found = re.search(r"(?m)^( *)and:\n", text)
    return (
        text[: found.start()] + f"{found[1]}or:\n{found[1]}  - a == 1\n" + text[found.start() :]
        if found
        else None
    )


CHANGES: dict[str, Change] = {
    "bracket removed": _in_formula(_without(r"[()]")),
    "bracket added": _in_formula(_with(r"\w", ")")),
    "operator removed": _in_formula(_without(r"(?<=[\w\")]) (?:==|!=|&&|\|\||>=|<=)(?= [\w\"])")),
    "operator doubled": _in_formula(_with(r"==|!=|&&|>=|<=", " ==")),
    "text unclosed": _in_formula(_unclosed_text),
    "dot doubled": _in_formula(_with(r"(?<=\w)\.(?=\w)", ".")),
    "comma added": _in_formula(_with(r"\((?=[^)])", ",")),
    "function misspelt": _in_formula(_other_function),
    "key misspelt": _other_key,
    "direction wrong": _wrong_direction,
    "name of a view missing": _without_view_part,
    "two conjunctions": _two_conjunctions,
    "letter": _letter,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
