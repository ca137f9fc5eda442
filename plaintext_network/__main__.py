"""Runs `pnet` as `python -m plaintext_network`."""

from plaintext_network.cli.entry_point import run

if __name__ == "__main__":
    run()
