"""Keeps a vault at hand for programs that run for long: a notebook of each moment, and when it is outdated. Prints nothing.

`window` is what programs use; `moment` reads one state; `follower` waits for changes, and watches the vault if nobody else
does; `idle_release` closes the database while nobody asks.
"""
