"""Runs axe-core in a page: a checker of what keeps people from reading it. `.ci/run` installs it."""

import json
from functools import cache
from pathlib import Path

from tests.report.tab import Tab

_FILE = Path(__file__).parent / "axe/node_modules/axe-core/axe.min.js"


def axe_findings(tab: Tab) -> list[str]:
    """Return each finding in the open page, the doubtful ones too: its impact, rule, element and remedy."""
    tab.run(f"{_script()}; 0")
    found = json.loads(tab.run("axe.run(document, {resultTypes: ['violations']}).then(JSON.stringify)"))
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:120]}: {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@cache
def _script() -> str:
    assert _FILE.exists(), "axe-core is not installed: cd tests/report/axe && npm ci"
    return _FILE.read_text(encoding="utf-8")
