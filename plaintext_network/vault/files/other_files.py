"""Lists the files that may link notes but that pnet doesn't read, such as canvases, bases and conflict copies."""

import os
from collections.abc import Container, Iterator

from plaintext_network.vault.files.ignore import is_logseq_backup

# Ignored notes and conflict copies, Obsidian's files; Logseq's pages in Org, settings and whiteboards; drawings; other Markdown.
ENDINGS = (".md", ".canvas", ".base", ".org", ".edn", ".excalidraw", ".markdown", ".mdx", ".qmd")


def other_files(root: str, known: Container[str]) -> Iterator[str]:
    """Yield the paths of these files, without the known ones, in order. Follows no links and enters no hidden folder.

    A hidden folder belongs to a program: `.git`, `.obsidian`, `.trash`. So do Logseq's backups.
    """
    for folder, folders, names in os.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        folders[:] = sorted(
            name for name in folders if name[0] != "." and not is_logseq_backup(prefix + name)
        )
        for name in sorted(names):
            is_other = name[0] != "." and name.lower().endswith(ENDINGS) and prefix + name not in known
            if is_other and not os.path.islink(os.path.join(folder, name)):
                yield prefix + name
