"""Measures how fast and how large; tests nothing, and no test run collects it. `python -m tests.bench --help` tells how."""
