"""Lists every request that an editor sends about a position of a note, with its parameters."""

from typing import Any

# What a client declares that supports everything.
CAPABILITIES: dict[str, Any] = {
    "workspace": {
        "applyEdit": True,
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
    },
    "window": {"workDoneProgress": True},
    "textDocument": {
        "diagnostic": {},
        "rename": {"prepareSupport": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "resolveSupport": {"properties": ["edit"]},
        },
        "completion": {"completionItem": {"snippetSupport": True, "insertReplaceSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}
# Those that may be refused, with a reason for the user.
REFUSABLE = ("textDocument/rename", "codeAction/resolve", "textDocument/prepareRename")


def every_request(
    uri: str,
    at: dict[str, int],
    end: dict[str, int],
    *,
    trigger: str = "",
    name: str = "Somebody New",
    query: str = "",
) -> dict[str, dict[str, Any]]:
    """Return the parameters of each request by method; `end` is the end of the note.

    `trigger` is the character that was typed, "" if the user asks by hand. What is resolved depends on the answers.
    """
    document = {"textDocument": {"uri": uri}}
    here = {**document, "position": at}
    whole = {"start": {"line": 0, "character": 0}, "end": end}
    kind = {"triggerKind": 2, "triggerCharacter": trigger} if trigger else {"triggerKind": 1}
    return {
        "textDocument/completion": {**here, "context": kind},
        "textDocument/hover": here,
        "textDocument/definition": here,
        "textDocument/references": {**here, "context": {"includeDeclaration": True}},
        "textDocument/documentLink": document,
        "textDocument/documentSymbol": document,
        "workspace/symbol": {"query": query},
        "textDocument/prepareRename": here,
        "textDocument/rename": {**here, "newName": name},
        "textDocument/codeAction": {**document, "range": whole, "context": {"diagnostics": []}},
        "textDocument/inlayHint": {**document, "range": whole},
        "textDocument/codeLens": document,
        "textDocument/diagnostic": document,
        "workspace/diagnostic": {"previousResultIds": []},
    }


def resolvable(method: str, result: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the requests that an editor sends about an answer: the method and the parameters of each."""
    if method == "textDocument/completion":
        items = result["items"] if isinstance(result, dict) else result or ()
        return [("completionItem/resolve", item) for item in items if "data" in item]
    if method == "textDocument/codeAction":
        return [("codeAction/resolve", action) for action in result or () if "data" in action]
    return []
