"""Decides how a vault writes its links, from its settings, else from Obsidian's. Writes nothing."""

from plaintext_network.model.note.rules import NewRules
from plaintext_network.network.index.link_text import LinkStyle
from plaintext_network.vault.config.program_settings import json_of


def link_style(root: str, rules: NewRules) -> LinkStyle:
    """Return how to write links in a vault."""
    obsidian = json_of(root, ".obsidian/app.json") if rules.links is None or rules.link_path is None else {}
    markdown = obsidian.get("useMarkdownLinks") is True if rules.links is None else rules.links == "markdown"
    form = obsidian.get("newLinkFormat") if rules.link_path is None else rules.link_path
    return LinkStyle(markdown, form if form in ("relative", "absolute") else "shortest")
