"""Configures the docs site: Sphinx with MyST and furo."""

from plaintext_network import __version__

project = "plaintext-network"
author = "the authors of plaintext-network"
release = version = __version__

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
source_suffix = {".md": "markdown"}
# The reproducing notes are shown on the page of problems; most of them are broken on purpose.
exclude_patterns = ["_build", "examples"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "plaintext-network"
