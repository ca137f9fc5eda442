"""Lists what real editors declare in `initialize`: VS Code 1.9x with vscode-languageclient 9, Helix 25.01 and Zed."""

from typing import Any, Literal

from plaintext_network.named_tuples import NamedTuple


class Client(NamedTuple):
    """An editor. `encoding` is the one that the server chooses of those it offers; `params` are more of `initialize`.

    `endings` says what it does with CRLF: “model” keeps it and writes it in place of every ending of an edit, “raw” keeps all as it
    is, and “lf” has LF in its texts, and CRLF in their files.
    """

    name: str
    encoding: Literal["utf-8", "utf-16", "utf-32"]
    endings: Literal["model", "raw", "lf"]
    capabilities: dict[str, Any]
    params: dict[str, Any]


_SYMBOLS = {"valueSet": list(range(1, 27))}
_TAGS = {"valueSet": [1]}
_DYNAMIC = {"dynamicRegistration": True}

VS_CODE = Client(
    "VS Code",
    "utf-16",
    "model",
    {
        "workspace": {
            "applyEdit": True,
            "workspaceEdit": {
                "documentChanges": True,
                "resourceOperations": ["create", "rename", "delete"],
                "failureHandling": "textOnlyTransactional",
                "normalizesLineEndings": True,
                "changeAnnotationSupport": {"groupsOnLabel": True},
            },
            "configuration": True,
            "didChangeWatchedFiles": {**_DYNAMIC, "relativePatternSupport": True},
            "symbol": {**_DYNAMIC, "symbolKind": _SYMBOLS, "tagSupport": _TAGS, "resolveSupport": {"properties": ["location.range"]}},
            "codeLens": {"refreshSupport": True},
            "executeCommand": _DYNAMIC,
            "didChangeConfiguration": _DYNAMIC,
            "workspaceFolders": True,
            "foldingRange": {"refreshSupport": True},
            "semanticTokens": {"refreshSupport": True},
            "fileOperations": {
                **_DYNAMIC,
                **dict.fromkeys(("didCreate", "didRename", "didDelete", "willCreate", "willRename", "willDelete"), True),
            },
            "inlineValue": {"refreshSupport": True},
            "inlayHint": {"refreshSupport": True},
            "diagnostics": {"refreshSupport": True},
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": True,
                "versionSupport": False,
                "tagSupport": {"valueSet": [1, 2]},
                "codeDescriptionSupport": True,
                "dataSupport": True,
            },
            "synchronization": {**_DYNAMIC, "willSave": True, "willSaveWaitUntil": True, "didSave": True},
            "completion": {
                **_DYNAMIC,
                "contextSupport": True,
                "completionItem": {
                    "snippetSupport": True,
                    "commitCharactersSupport": True,
                    "documentationFormat": ["markdown", "plaintext"],
                    "deprecatedSupport": True,
                    "preselectSupport": True,
                    "tagSupport": _TAGS,
                    "insertReplaceSupport": True,
                    "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                    "insertTextModeSupport": {"valueSet": [1, 2]},
                    "labelDetailsSupport": True,
                },
                "insertTextMode": 2,
                "completionItemKind": {"valueSet": list(range(1, 26))},
                "completionList": {"itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"]},
            },
            "hover": {**_DYNAMIC, "contentFormat": ["markdown", "plaintext"]},
            "definition": {**_DYNAMIC, "linkSupport": True},
            "references": _DYNAMIC,
            "documentHighlight": _DYNAMIC,
            "documentSymbol": {
                **_DYNAMIC,
                "symbolKind": _SYMBOLS,
                "hierarchicalDocumentSymbolSupport": True,
                "tagSupport": _TAGS,
                "labelSupport": True,
            },
            "codeAction": {
                **_DYNAMIC,
                "isPreferredSupport": True,
                "disabledSupport": True,
                "dataSupport": True,
                "resolveSupport": {"properties": ["edit"]},
                "codeActionLiteralSupport": {
                    "codeActionKind": {
                        "valueSet": ["", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.organizeImports"]
                    }
                },
                "honorsChangeAnnotations": True,
            },
            "codeLens": _DYNAMIC,
            "formatting": _DYNAMIC,
            "rename": {**_DYNAMIC, "prepareSupport": True, "prepareSupportDefaultBehavior": 1, "honorsChangeAnnotations": True},
            "documentLink": {**_DYNAMIC, "tooltipSupport": True},
            "foldingRange": {**_DYNAMIC, "rangeLimit": 5000, "lineFoldingOnly": True},
            "inlayHint": {**_DYNAMIC, "resolveSupport": {"properties": ["tooltip", "textEdits", "label.tooltip", "label.location", "label.command"]}},
            "diagnostic": {**_DYNAMIC, "relatedDocumentSupport": False},
        },
        "window": {
            "showMessage": {"messageActionItem": {"additionalPropertiesSupport": True}},
            "showDocument": {"support": True},
            "workDoneProgress": True,
        },
        "general": {
            "staleRequestSupport": {"cancel": True, "retryOnContentModified": ["textDocument/semanticTokens/full"]},
            "regularExpressions": {"engine": "ECMAScript", "version": "ES2020"},
            "markdown": {"parser": "marked", "version": "1.1.0"},
            "positionEncodings": ["utf-16"],
        },
        "notebookDocument": {"synchronization": {**_DYNAMIC, "executionSummarySupport": True}},
    },
    {"clientInfo": {"name": "Visual Studio Code", "version": "1.96.2"}, "locale": "en", "trace": "off", "initializationOptions": {}},
)  # fmt: skip

HELIX = Client(
    "Helix",
    "utf-32",
    "raw",
    {
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": False},
            "workspaceFolders": True,
            "applyEdit": True,
            "symbol": {"dynamicRegistration": False},
            "executeCommand": {"dynamicRegistration": False},
            "inlayHint": {"refreshSupport": False},
            "workspaceEdit": {
                "documentChanges": True,
                "resourceOperations": ["create", "rename", "delete"],
                "failureHandling": "abort",
                "normalizesLineEndings": False,
            },
            "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": False},
            "fileOperations": {"willRename": True, "didRename": True},
        },
        "textDocument": {
            "completion": {
                "completionItem": {
                    "snippetSupport": True,
                    "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                    "insertReplaceSupport": True,
                    "deprecatedSupport": True,
                    "tagSupport": _TAGS,
                },
                "completionItemKind": {},
                "contextSupport": None,
            },
            "hover": {"contentFormat": ["markdown"]},
            "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown"]}},
            "rename": {"dynamicRegistration": False, "prepareSupport": True, "honorsChangeAnnotations": False},
            "codeAction": {
                "codeActionLiteralSupport": {
                    "codeActionKind": {
                        "valueSet": ["", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.organizeImports"]
                    }
                },
                "isPreferredSupport": True,
                "disabledSupport": True,
                "dataSupport": True,
                "resolveSupport": {"properties": ["edit", "command"]},
            },
            "publishDiagnostics": {"versionSupport": True, "tagSupport": {"valueSet": [1, 2]}},
            "inlayHint": {"dynamicRegistration": False},
        },
        "window": {"workDoneProgress": True, "showDocument": {"support": True}},
        "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]},
    },
    {"clientInfo": {"name": "helix", "version": "25.01.1"}},
)  # fmt: skip

ZED = Client(
    "Zed",
    "utf-16",
    "lf",
    {
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {
            "configuration": True,
            "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
            "didChangeConfiguration": _DYNAMIC,
            "workspaceFolders": True,
            "symbol": {"resolveSupport": {"properties": ["location.range"]}},
            "inlayHint": {"refreshSupport": True},
            "diagnostics": {},
            "codeLens": {"refreshSupport": True},
            "workspaceEdit": {
                "resourceOperations": ["create", "rename", "delete"],
                "documentChanges": True,
                "snippetEditSupport": True,
            },
            "fileOperations": {"dynamicRegistration": False, "didRename": True, "willRename": True},
            "applyEdit": True,
            "executeCommand": _DYNAMIC,
        },
        "textDocument": {
            "definition": {"linkSupport": True},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["refactor", "quickfix", "source"]}},
                "dataSupport": True,
                "resolveSupport": {"properties": ["kind", "diagnostics", "isPreferred", "disabled", "edit", "command"]},
            },
            "completion": {
                "completionItem": {
                    "snippetSupport": True,
                    "resolveSupport": {"properties": ["additionalTextEdits", "command", "detail", "documentation", "filterText", "labelDetails", "tags", "textEdit"]},
                    "insertReplaceSupport": True,
                    "labelDetailsSupport": True,
                    "insertTextModeSupport": {"valueSet": [1, 2]},
                },
                "insertTextMode": 2,
                "completionList": {"itemDefaults": ["commitCharacters", "editRange", "insertTextMode", "insertTextFormat", "data"]},
                "contextSupport": True,
            },
            "rename": {"prepareSupport": True, "prepareSupportDefaultBehavior": 1},
            "hover": {"contentFormat": ["markdown"]},
            "inlayHint": {"resolveSupport": {"properties": ["textEdits", "tooltip", "label.tooltip", "label.location", "label.command"]}, "dynamicRegistration": False},
            "publishDiagnostics": {"relatedInformation": True},
            "synchronization": {"didSave": True},
            "codeLens": {"dynamicRegistration": False},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
            "diagnostic": {"dynamicRegistration": False, "relatedDocumentSupport": True},
        },
        "window": {"workDoneProgress": True, "showMessage": {"messageActionItem": None}, "showDocument": {"support": False}},
        "experimental": {"serverStatusNotification": True, "localDocs": True},
    },
    {"clientInfo": {"name": "Zed", "version": "0.190.0"}},
)  # fmt: skip

CLIENTS = (VS_CODE, HELIX, ZED)
