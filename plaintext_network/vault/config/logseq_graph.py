"""Reads from Logseq's own settings where a graph keeps its pages and journals, and how it names them. Writes nothing."""

import os
import re

from plaintext_network.named_tuples import NamedTuple

_CONFIG = ("logseq", "config.edn")
_LIMIT = 256 * 1024
# A comment, a text, or a key with its text or keyword.
_SETTING = re.compile(
    r';[^\n]*|(:[\w./?-]+)\s+(?:"((?:[^"\\]|\\.)*)"|(:[\w./?-]+|true|false))|"(?:[^"\\]|\\.)*"', re.DOTALL
)


class LogseqGraph(NamedTuple):
    """A graph within the vault: its folder, "" for the vault's root, and the settings that matter here."""

    folder: str
    pages: str = "pages"
    journals: str = "journals"
    file_format: str = "yyyy_MM_dd"
    title_format: str = "MMM do, yyyy"

    @property
    def pages_folder(self) -> str:
        """The path of the folder for new pages."""
        return "/".join(filter(None, (self.folder, self.pages)))

    @property
    def journals_folder(self) -> str:
        """The path of the folder of daily notes."""
        return "/".join(filter(None, (self.folder, self.journals)))


def graph_at(root: str, folder: str = "") -> LogseqGraph | None:
    """Return the graph whose settings are in a folder of the vault, or None."""
    try:
        with open(os.path.join(root, *filter(None, folder.split("/")), *_CONFIG), "rb") as file:
            text = file.read(_LIMIT).decode("utf-8", "replace")
    except (OSError, ValueError):
        return None
    found = {setting[1]: setting[2] for setting in _SETTING.finditer(text) if setting[1] and setting[2]}
    usual = LogseqGraph(folder)
    return LogseqGraph(
        folder,
        found.get(":pages-directory", usual.pages).strip("/"),
        found.get(":journals-directory", usual.journals).strip("/"),
        found.get(":journal/file-name-format", usual.file_format),
        found.get(":journal/page-title-format", usual.title_format),
    )


_JAVA = re.compile(r"'([^']*)'|(do|d+|y+|E+|M+)|([A-Za-z]+)")


def moment_of(letters: str) -> str:
    """Return a format of days in Java's letters, which Logseq's settings have, in the codes of Moment.js."""

    def code(found: re.Match[str]) -> str:
        run = found[2]
        if run is None:
            return f"[{found[1] if found[3] is None else found[3]}]"
        if run[0] == "E":
            return "dddd" if len(run) > 3 else "ddd"
        return run if run[0] == "M" else "Do" if run == "do" else run.upper()

    return _JAVA.sub(code, letters)


def graph_of(root: str, path: str) -> LogseqGraph | None:
    """Return the graph that a note belongs to: that of the nearest folder above it, or None."""
    folder = path.rpartition("/")[0]
    while True:
        if found := graph_at(root, folder):
            return found
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
