"""Reads tests/cases/report/hostile_texts.txt: texts that attack whoever opens a page with them."""

from tests.read_cases import FOLDER, RULE, unquoted


def hostile_texts(server: str, *kinds: str) -> list[str]:
    """Return the texts of these kinds, or of all, such as `runs`; they report to the server at this address."""
    _, *parts = (FOLDER / "report/hostile_texts.txt").read_text(encoding="utf-8").split(f"\n{RULE} ")
    found = []
    for part in parts:
        kind, *texts = part.strip("\n").split("\n")
        if not kinds or kind in kinds:
            found += [unquoted(text).replace("SERVER", server) for text in texts]
    return found
