"""Reads and writes vCard 2.1, 3.0 and 4.0 line by line, and loses no line. Knows nothing about contacts."""
