"""Converts between the URIs of documents and paths of files. Reads no file."""

import os
import sys
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_IS_WINDOWS = sys.platform == "win32"


def path_of_uri(uri: str) -> str | None:
    """Return the absolute path of a `file:` URI; None for another scheme, such as that of an unsaved buffer."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme.lower() != "file":
        return None
    # A question mark or a hash belongs to the path, if a client has not encoded it.
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    rest += f"#{parts.fragment}" if parts.fragment else ""
    try:
        path = os.fsdecode(unquote_to_bytes(rest))
    except UnicodeEncodeError:
        # Half of a character, which no name has.
        return None
    if not path.startswith("/") or "\0" in path:
        return None
    return windows_path(path, parts.netloc) if _IS_WINDOWS else os.path.normpath(path)


def windows_path(path: str, host: str = "") -> str:
    """Return the path of a URI as Windows writes it: with a drive letter, or with the name of a host."""
    if host and host.casefold() != "localhost":
        return "\\\\" + host + path.replace("/", "\\")
    if len(path) > 2 and path[0] == "/" and path[2] == ":":
        path = path[1].upper() + path[2:]
    return path.replace("/", "\\")


def uri_of_path(path: str) -> str:
    """Return the `file:` URI of an absolute path."""
    if _IS_WINDOWS:
        path = path.replace("\\", "/")
        if path.startswith("//"):
            return "file:" + quote_from_bytes(path.encode("utf-8", "surrogatepass"), safe="/")
        return "file:///" + quote_from_bytes(path.encode("utf-8", "surrogatepass"), safe="/:")
    return "file://" + quote_from_bytes(os.fsencode(path), safe="/")
