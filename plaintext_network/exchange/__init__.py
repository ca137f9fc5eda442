"""Brings contacts in from address books, and takes them out. Knows files and cards; the vault does the writing."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.address_lookup.mail_address import MailAddress as MailAddress
    from plaintext_network.exchange.address_lookup.mail_address import find_addresses as find_addresses
    from plaintext_network.exchange.calendar_feed.calendar_feed import export_calendar as export_calendar
    from plaintext_network.exchange.exports.contact_export import Export as Export
    from plaintext_network.exchange.exports.contact_export import export_contacts as export_contacts
    from plaintext_network.exchange.gate.gate import ExportedContact as ExportedContact
    from plaintext_network.exchange.imports.apply_import import ImportResult as ImportResult
    from plaintext_network.exchange.imports.apply_import import apply_plan as apply_plan
    from plaintext_network.exchange.imports.apply_import import preview_plan as preview_plan
    from plaintext_network.exchange.imports.import_contacts import plan_import as plan_import
    from plaintext_network.exchange.imports.import_options import ImportOptions as ImportOptions
    from plaintext_network.exchange.imports.plan import Plan as Plan
    from plaintext_network.exchange.imports.plan import PlannedRecord as PlannedRecord
    from plaintext_network.exchange.imports.plan_storage import load_plan as load_plan
    from plaintext_network.exchange.imports.plan_storage import store_plan as store_plan
    from plaintext_network.exchange.imports.source_records import read_contacts as read_contacts
    from plaintext_network.exchange.readers.options import ReadOptions as ReadOptions
    from plaintext_network.exchange.sync.run_sync import SyncOptions as SyncOptions
    from plaintext_network.exchange.sync.run_sync import plan_contact_sync as plan_contact_sync
    from plaintext_network.exchange.sync.run_sync import sync_contacts as sync_contacts
    from plaintext_network.exchange.sync.sync_plan import SyncAnswers as SyncAnswers
    from plaintext_network.exchange.sync.sync_plan import SyncEntry as SyncEntry
    from plaintext_network.exchange.sync.sync_plan import SyncPlan as SyncPlan
    from plaintext_network.exchange.sync.writing.apply_sync import SyncResult as SyncResult
    from plaintext_network.exchange.touches.apply_touches import TouchResult as TouchResult
    from plaintext_network.exchange.touches.apply_touches import apply_touches as apply_touches
    from plaintext_network.exchange.touches.plan_touches import plan_touches as plan_touches
    from plaintext_network.exchange.touches.propose_touches import propose_touches as propose_touches
    from plaintext_network.exchange.touches.source_event import Participant as Participant
    from plaintext_network.exchange.touches.source_event import SourceEvent as SourceEvent
    from plaintext_network.exchange.touches.sources import read_events as read_events
    from plaintext_network.exchange.touches.touch_options import TouchOptions as TouchOptions
    from plaintext_network.exchange.touches.touch_plan import Touch as Touch
    from plaintext_network.exchange.touches.touch_plan import TouchPlan as TouchPlan
    from plaintext_network.exchange.touches.touch_plan_file import load_touches as load_touches
    from plaintext_network.exchange.touches.touch_plan_file import store_touches as store_touches

_HOMES = {
    "Export": "exports.contact_export",
    "ExportedContact": "gate.gate",
    "ImportOptions": "imports.import_options",
    "ImportResult": "imports.apply_import",
    "MailAddress": "address_lookup.mail_address",
    "Participant": "touches.source_event",
    "Plan": "imports.plan",
    "PlannedRecord": "imports.plan",
    "ReadOptions": "readers.options",
    "SourceEvent": "touches.source_event",
    "SyncAnswers": "sync.sync_plan",
    "SyncEntry": "sync.sync_plan",
    "SyncOptions": "sync.run_sync",
    "SyncPlan": "sync.sync_plan",
    "SyncResult": "sync.writing.apply_sync",
    "Touch": "touches.touch_plan",
    "TouchOptions": "touches.touch_options",
    "TouchPlan": "touches.touch_plan",
    "TouchResult": "touches.apply_touches",
    "apply_plan": "imports.apply_import",
    "apply_touches": "touches.apply_touches",
    "export_calendar": "calendar_feed.calendar_feed",
    "export_contacts": "exports.contact_export",
    "find_addresses": "address_lookup.mail_address",
    "load_plan": "imports.plan_storage",
    "load_touches": "touches.touch_plan_file",
    "plan_contact_sync": "sync.run_sync",
    "plan_import": "imports.import_contacts",
    "plan_touches": "touches.plan_touches",
    "preview_plan": "imports.apply_import",
    "propose_touches": "touches.propose_touches",
    "read_contacts": "imports.source_records",
    "read_events": "touches.sources",
    "store_plan": "imports.plan_storage",
    "store_touches": "touches.touch_plan_file",
    "sync_contacts": "sync.run_sync",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Late: a script loads only what it uses.
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
