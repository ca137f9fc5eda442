"""Matches paths against the vault's ignore globs. Opens nothing."""

# Named here rather than imported: only annotations want `typing`, and every command walks.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def ignore_matcher(globs: "Iterable[str]") -> "Callable[[str, str], bool] | None":
    """Return what tells from a name and a path whether they match a glob; None where there are no globs.

    A glob that begins with `/` is matched with the path only.
    """
    written = [_composed(glob.removeprefix("./").rstrip("/")) for glob in globs]
    # At the root, `**/` stands for nothing.
    wanted = [glob for each in written for glob in dict.fromkeys((each, each.removeprefix("**/"))) if glob]
    if not wanted:
        return None
    # Late: most vaults ignore nothing.
    import re
    from fnmatch import translate

    paths = re.compile("|".join(translate(glob.removeprefix("/")) for glob in wanted))
    # A name holds no slash, so it never matches a glob that does.
    names = re.compile("|".join(map(translate, wanted)))
    return lambda name, path: bool(names.match(_composed(name)) or paths.match(_composed(path)))


def _composed(text: str) -> str:
    """Return the composed form of a text: macOS may keep names decomposed that were typed composed."""
    if text.isascii():
        return text
    # Late: most paths are ASCII.
    from unicodedata import normalize

    return normalize("NFC", text)
