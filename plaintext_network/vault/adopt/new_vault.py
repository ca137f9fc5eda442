"""Holds the texts of a new vault's pnet.toml. Proposes nothing."""

NEW = """\
# Settings of this vault. Every one has a default, shown here behind its #:
# take the # away to change it. `pnet config` lists what is in force.

# ignore = []                      # files and folders not to read, such as ["Templates"]

# [due]
# cadence = "never"                # for people whose notes and circles name none
# first_follow_up = "3 days"       # after meeting somebody
# reply_within = "3 days"          # after they wrote
# birthday_notice = "0 days"       # how long before the day to say so
# give_up_after = 3                # messages without an answer
# stale = "1 year"                 # promises older than this are counted, not listed

# [circles.friends]                # people with `circles: friends`
# cadence = "2 months"

# [kinds.contact]                  # which notes are people
# folders = ["contacts"]
# tags = []

# [kinds.interaction]              # which notes are meetings, calls, letters
# folders = ["interactions"]
# tags = []

# [properties]                     # your words for ours
# with = ["attendees"]

# [log]
# headings = ["Log", "Interactions"]   # dated lines under these, in a contact's note, are interactions

# [daily]
# format = "%Y-%m-%d"              # how daily notes are named
"""

MORE = """
# More can be set: [due] how soon and how patient, [circles.NAME] a cadence for those in it.
"""
