"""Reads a list of phrases that the package ships. The one module below the vault that reads a file, and never a user's."""


def read_phrase_lists(package: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return the phrases of a text file in a package, by heading.

    Call it only for a question that needs the lists: it takes some milliseconds.
    """
    # Late, and not `importlib.resources`: importing that takes longer than all else here.
    from pkgutil import get_data

    content = get_data(package, file)
    return parse_phrase_lists(content.decode() if content else "")


def parse_phrase_lists(text: str) -> dict[str, tuple[str, ...]]:
    """Return the phrases of a text, by heading, in order.

    A `[heading]` starts a list; each line after it is one phrase. Blank lines and lines that begin with `#` don't count.
    Raises ValueError for a phrase above the first heading, and for a heading or phrase that is there twice.
    """
    lists: dict[str, dict[str, None]] = {}
    phrases: dict[str, None] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1].strip()
            if heading in lists:
                raise ValueError(f"line {number}: the heading [{heading}] is there twice")
            phrases = lists[heading] = {}
        elif phrases is None:
            raise ValueError(f"line {number}: write a [heading] above “{line}”")
        elif line in phrases:
            raise ValueError(f"line {number}: “{line}” is there twice")
        else:
            phrases[line] = None
    return {heading: tuple(phrases) for heading, phrases in lists.items()}
