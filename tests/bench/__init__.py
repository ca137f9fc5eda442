"""Measures times and sizes; no test run measures any. `python -m tests.bench --help` explains the options."""
