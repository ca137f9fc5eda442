"""Where a warm answer's time goes. Run by `python -m tests.bench`, once for each sample, in an interpreter of its own."""

import gc
import itertools
import sys
import time

_MARKS: list[tuple[str, float]] = [("", time.perf_counter())]


def _mark(phase: str) -> None:
    _MARKS.append((phase, time.perf_counter()))


def main(root: str) -> None:
    """Do what `pnet due` does, step by step, and print the seconds of each as JSON."""
    import argparse  # noqa: F401

    _mark("import argparse")
    gc.disable()
    from plaintext_network.cli import main as cli
    from plaintext_network.cli.commands import due
    from plaintext_network.cli.output.terminal import Screen
    from plaintext_network.cli.session import Session

    _mark("import the rest")
    options = cli.build_parser(whole=False).options(["--vault", root, "due"])
    _mark("build the parser, parse the words")
    session = Session(options, Screen(sys.stderr, sys.stderr))
    notebook = session.notebook
    _mark("find the vault")
    look = notebook._reader.check
    _mark("list and look at every file, compare")
    if not look.unchanged:
        raise SystemExit("not warm")
    notebook.due_rows()
    _mark("read the answer")
    due.run(session)
    _mark("show it")
    # Late: what it imports would be charged to nobody.
    import json

    spans = {name: at - before for (_, before), (name, at) in itertools.pairwise(_MARKS)}
    print(json.dumps(spans))


if __name__ == "__main__":
    main(sys.argv[1])
