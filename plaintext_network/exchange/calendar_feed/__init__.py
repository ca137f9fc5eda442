"""Writes birthdays, occasions, promises and due contacts as a calendar file that other programs subscribe to."""
