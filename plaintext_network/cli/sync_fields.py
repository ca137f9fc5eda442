"""Names the fields of the reports of `pnet sync`. Imports nothing: merging two cards and completion need no more."""

# The people of a sync by what happens to them: the keys of `exchange.sync.outcomes.OUTCOMES`.
COUNTS = (
    "same", "note_updated", "card_updated", "both_updated", "linked", "contact_added", "card_added", "archived", "trashed", "card_removed",
    "asked", "withheld", "left_alone", "skipped", "unreadable",
)  # fmt: skip
# One record for each sync. Those of a person are in `entries`, which is for JSON.
FIELDS = (
    "sync", "folder", "in_sync", "text", "people", *COUNTS, "conflicts", "questions", "last_synced", "refusal", "dry_run", "cards_written",
    "cards_removed", "notes_written", "entries",
)  # fmt: skip
USUAL = ("sync", "in_sync", "people", "conflicts", "questions", "last_synced")
# Those of --check: one record for each finding.
CHECK_FIELDS = ("sync", "file", "line", "message")
