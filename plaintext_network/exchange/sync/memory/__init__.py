"""Remembers what vault and folder said when they were last in sync. Compares nothing."""
