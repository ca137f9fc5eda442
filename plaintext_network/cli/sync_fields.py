"""Names the fields of the reports of `pnet sync`. Imports nothing: merging two cards and completion need no more."""

# The people of a sync by what happens to them: the keys of `exchange.sync.outcomes.OUTCOMES`.
COUNTS = (
    "same", "here", "card", "both", "linked", "new_here", "new_card", "archived", "trashed", "removed", "asked", "withheld", "left", "skipped",
    "unreadable",
)  # fmt: skip
# One record for each sync. Those of a person are in `entries`, which is for JSON.
FIELDS = (
    "sync", "folder", "in_step", "text", "people", *COUNTS, "conflicts", "questions", "last_synced", "refusal", "dry_run", "cards_written",
    "cards_removed", "notes_written", "entries",
)  # fmt: skip
USUAL = ("sync", "in_step", "people", "conflicts", "questions", "last_synced")
# Those of --check: one record for each finding.
CHECK_FIELDS = ("sync", "file", "line", "message")
