"""Matches paths against the vault's ignore globs. Opens nothing."""

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def ignore_matcher(globs: "Iterable[str]") -> "Callable[[str, str], bool] | None":
    """Return a function that takes a name and a path and returns whether a glob matches; None without globs.

    A glob that begins with `/` matches the path only.
    """
    written = [_composed(glob.removeprefix("./").rstrip("/")) for glob in globs]
    # At the root, `**/` matches nothing.
    wanted = [glob for each in written for glob in dict.fromkeys((each, each.removeprefix("**/"))) if glob]
    if not wanted:
        return None
    # Late: most vaults ignore nothing.
    import re
    from fnmatch import translate

    paths = re.compile("|".join(translate(glob.removeprefix("/")) for glob in wanted))
    # A name has no slash, so a glob with one never matches it.
    names = re.compile("|".join(map(translate, wanted)))
    return lambda name, path: bool(names.match(_composed(name)) or paths.match(_composed(path)))


def is_logseq_backup(path: str) -> bool:
    """Return whether a path is one of the folders of old versions that Logseq keeps, or in one."""
    return "logseq/" in path and any(f"/logseq/{name}/" in f"/{path}/" for name in ("bak", "version-files"))


def is_left_out(path: str, globs: "Iterable[str]") -> bool:
    """Return whether a walk leaves out this path: part of it is hidden or matches a glob, or it is a Logseq backup."""
    if is_logseq_backup(path):
        return True
    ignored = ignore_matcher(globs)
    parts = path.split("/")
    return any(
        part.startswith(".") or (ignored is not None and ignored(part, "/".join(parts[:number])))
        for number, part in enumerate(parts, 1)
    )


def _composed(text: str) -> str:
    """Return the composed Unicode form: macOS may store a name decomposed."""
    if text.isascii():
        return text
    # Late: most paths are ASCII.
    from unicodedata import normalize

    return normalize("NFC", text)
