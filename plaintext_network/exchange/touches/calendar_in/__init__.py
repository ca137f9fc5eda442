"""Reads meetings from calendar files (iCalendar, RFC 5545). Needs the extra `calendar`."""
