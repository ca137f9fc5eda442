"""Breaks writes at scale; no test run collects it. `python -m tests.soak --help` tells how."""
