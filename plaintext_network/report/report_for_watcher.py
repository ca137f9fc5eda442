"""Describes a report file that a watcher updates: a note if its name ends in .md, else a page. Starts no watcher."""

from datetime import date

from plaintext_network.report.make_report import write_note, write_page
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.update_files import WatcherFile

# In seconds. In a large vault, a report takes seconds to make, and each save of a note may change it.
PAUSE = 60.0


def report_for_watcher(root: str, path: str) -> WatcherFile:
    """Return the report of the vault at `root` as a file for a watcher to update."""
    write_report = write_note if is_note(path) else write_page

    def write(today: date) -> bool:
        return write_report(Notebook(root, today), path)

    return WatcherFile(path, "report", write, PAUSE)
