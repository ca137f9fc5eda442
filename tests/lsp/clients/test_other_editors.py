"""The settings for editors that no test can start are at least well written, and start the server."""

import json
import tomllib

from tests.lsp.clients.how_to import configuration

PAGE = "howto-editors.md"


def test_helix_starts_the_server_for_markdown() -> None:
    settings = tomllib.loads(configuration(PAGE, "languages.toml"))
    (language,) = settings["language"]
    assert language["name"] == "markdown"
    (server,) = language["language-servers"]
    assert settings["language-server"][server] == {"command": "pnet", "args": ["lsp"]}
    assert tomllib.loads(configuration(PAGE, "config.toml"))["editor"]["lsp"] == {"display-inlay-hints": True}


def test_vs_code_starts_the_server_for_markdown() -> None:
    settings = json.loads(configuration(PAGE, "settings.json"))
    command = [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]]
    assert (command, settings["glspc.server.languageId"]) == (["pnet", "lsp"], ["markdown"])
