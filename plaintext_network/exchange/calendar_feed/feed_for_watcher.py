"""Describes a calendar file that a watcher keeps up to date, with the options with which it was written. Starts no watcher."""

from datetime import date

from plaintext_network.exchange.calendar_feed.calendar_feed import prepare_feed
from plaintext_network.exchange.calendar_feed.feed_file import options_of_file, write_feed_file
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.update_files import WatcherFile


def feed_for_watcher(root: str, path: str) -> WatcherFile:
    """Return the feed of the vault at `root` as a file to keep up to date."""

    def write(today: date) -> bool:
        content = prepare_feed(Notebook(root, today), options_of_file(path)).write()
        return write_feed_file(root, path, content)

    return WatcherFile(path, "calendar", write)
