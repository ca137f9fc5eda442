"""Describes the file of a report that a watcher keeps up to date: a note if it ends in .md, else a page. Starts no watcher."""

from datetime import date

from plaintext_network.report.make_report import write_note, write_page
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.keep_files import KeptFile

# In seconds. In a large vault, a report takes a few of them, and somebody who writes notes changes it with each save.
PAUSE = 60.0


def kept_report(root: str, path: str) -> KeptFile:
    """Return the report of the vault at `root` in a file as a file to keep up to date."""
    write_report = write_note if is_note(path) else write_page

    def write(today: date) -> bool:
        return write_report(Notebook(root, today), path)

    return KeptFile(path, "report", write, PAUSE)
