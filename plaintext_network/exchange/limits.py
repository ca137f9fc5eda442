"""Defines how large an imported file and its parts may be, so that none exhausts memory. Sizes are in bytes."""

FILE = 256 << 20
RECORD = 8 << 20
VALUE = 4 << 20
RECORDS = 200_000
# Of text files: as many as 256 MB have if each is as long as lines usually are.
LINES = 10_000_000
COLUMNS = 1_000
# How many times larger than in the archive a file from a zip may be.
ZIP_RATIO = 200
# How much of a file decides its kind.
HEAD = 64 << 10
# A text file that a reader has to know as a whole. Those that people write by hand are smaller by far.
HELD = 32 << 20
