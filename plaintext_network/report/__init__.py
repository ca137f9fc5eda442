"""Shows the network as a page, a note, a mail and pictures. Decides nothing: `network/reports` answers what they show."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.report.contents import ReportContents as ReportContents
    from plaintext_network.report.contents import gather as gather
    from plaintext_network.report.make_report import message as message
    from plaintext_network.report.make_report import note as note
    from plaintext_network.report.make_report import page as page
    from plaintext_network.report.make_report import write_note as write_note
    from plaintext_network.report.make_report import write_page as write_page

_HOMES = {
    "ReportContents": "contents",
    "gather": "contents",
    "message": "make_report",
    "note": "make_report",
    "page": "make_report",
    "write_note": "make_report",
    "write_page": "make_report",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Late: a script loads only what it uses.
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
