"""Gives programs that keep running a notebook of the present moment, and notifies them of each change. Prints nothing.

Programs use `window`. `moment` reads one state. `follower` waits for changes, and watches the vault if no other process does.
`idle_release` closes a database that no question needs.
"""
