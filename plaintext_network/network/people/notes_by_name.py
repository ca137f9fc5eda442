"""Finds notes other than contacts by the beginning of a name, or of a word in it. Reads no note's text."""

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import items_beginning

# The kinds that are searched by each word of a file's name: of the others there may be a hundred thousand.
FEW_KINDS = ("organization", "event", "goal", "introduction", "profile", "me")
# Names with one beginning that are looked up for one that is wanted: contacts have some of them.
_SPARE = 3


def notes_by_name(index: Index, typed: str, limit: int) -> list[str]:
    """Return the paths of notes that are no contacts and have a name that begins with the typed text, at most `limit`.

    Organizations come first, then events, goals and others. These few kinds are found by the beginning of each word, too.
    """
    wanted = name_key(typed)
    names = index.names
    kinds: dict[str, str] = {}
    for kind in FEW_KINDS:
        for path in names.of_kind(kind):
            if _begins(name_key(stem_of(path)), wanted):
                kinds[path] = kind
    for _, hits in items_beginning(names.table, wanted, limit * _SPARE):
        for _, path in hits:
            if path not in kinds and (kind := names.kinds.get(path, "contact")) != "contact":
                kinds[path] = kind
    order = {kind: number for number, kind in enumerate(FEW_KINDS)}
    ranked = sorted(
        kinds, key=lambda path: (order.get(kinds[path], len(order)), name_key(stem_of(path)), path)
    )
    return ranked[:limit]


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name
