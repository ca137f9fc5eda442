"""Reads tables of messages: exports of chats, and lists of days and people. Knows no vault."""
