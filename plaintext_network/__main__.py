"""Runs `pnet` as `python -m plaintext_network`."""

from plaintext_network.cli.main import run

if __name__ == "__main__":
    run()
