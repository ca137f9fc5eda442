"""Proposes interactions from mail, calendars and chats. Writes none that the user has not accepted."""
