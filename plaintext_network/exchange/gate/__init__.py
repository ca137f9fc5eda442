"""Decides which contacts, properties and texts leave the vault. Everything that leaves comes from here."""
