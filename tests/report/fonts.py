"""Lets Chromium see the same few fonts on every machine, so that its pictures come out the same."""

import subprocess
from pathlib import Path

# Latin, Greek and Cyrillic without and with serifs; Japanese; Hebrew, Arabic and signs.
FAMILIES = ("Inter", "P052", "IPAPGothic", "DejaVu Sans", "DejaVu Sans Mono")
# What a style sheet may ask for, and the family that it gets.
_GENERIC = {
    "system-ui": "Inter",
    "ui-sans-serif": "Inter",
    "sans-serif": "Inter",
    "serif": "P052",
    "monospace": "DejaVu Sans Mono",
}


def font_settings(folder: Path) -> Path:
    """Write settings for fontconfig that name only these fonts; returns the file. Raises AssertionError if one is not installed."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for family in FAMILIES:
        listed = subprocess.run(["fc-list", "--format", "%{file}\n", family], capture_output=True, text=True)
        # Other formats of a font look different.
        files = [
            Path(line) for line in sorted(set(listed.stdout.splitlines())) if line.endswith((".otf", ".ttf"))
        ]
        assert files, f"The font {family} is not installed: .ci/run lists Debian's packages"
        for file in files:
            (fonts / file.name).symlink_to(file)
    aliases = "".join(
        f'<match><test name="family"><string>{generic}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
        for generic, family in _GENERIC.items()
    )
    others = "".join(f"<string>{family}</string>" for family in FAMILIES)
    aliases += f'<match><edit name="family" mode="append_last">{others}</edit></match>'
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'font-cache'}</cachedir>{aliases}</fontconfig>"
    )
    return settings
