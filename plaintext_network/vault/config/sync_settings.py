"""Defines the settings of one sync: a `[sync.NAME]` table. Reads no file."""

from plaintext_network.named_tuples import NamedTuple

# What to do with a card of nobody in the vault, and with a contact whose card is gone.
NEW, GONE = ("ask", "add", "skip"), ("ask", "say", "archive")
# What leaves only on request, as for `pnet export --with`.
SEND = ("notes", "tags", "circles", "photos")
VERSIONS = ("3.0", "4.0")


class SyncSettings(NamedTuple):
    """One address book in a folder of cards (a vdir) to keep in sync with the vault.

    `folder` is as written: absolute, or from `~` or the vault. `who` is a query as `pnet list` takes it: whom to send, "" for
    everybody who may leave. `send` are words of SEND, and `vcard` is the version of new cards. With `watch`, `pnet watch` runs it.
    """

    name: str
    folder: str
    who: str = ""
    send: tuple[str, ...] = ()
    new: str = "ask"
    gone: str = "ask"
    vcard: str = "3.0"
    watch: bool = False
