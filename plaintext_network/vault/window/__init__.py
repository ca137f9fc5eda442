"""Keeps a vault at hand for programs that run for long: a notebook of the present moment, and news of each change. Prints nothing.

`window` is what programs use; `moment` reads one state; `follower` waits for changes, and watches the vault if nobody else
does; `idle_release` closes the database while nobody asks.
"""
