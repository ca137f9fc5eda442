"""Finds what git has begun in a work tree and not finished, such as a merge or a rebase. Changes nothing."""

import os

from plaintext_network.named_tuples import NamedTuple


class UnderWay(NamedTuple):
    """What git has begun: the file of git's folder that exists meanwhile, and what it is.

    `finish` is the command for when no file is in conflict, and `picked` names the commit whose change is theirs; "" without one.
    """

    file: str
    what: str
    finish: str = ""
    picked: str = ""


# The first that exists counts: a rebase may stop in a merge or a pick, and `REBASE_HEAD` may stay after it.
_STATES = (
    UnderWay("rebase-merge", "rebase", "git rebase --continue", "REBASE_HEAD"),
    UnderWay("rebase-apply", "rebase", "git rebase --continue", "REBASE_HEAD"),
    UnderWay("CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --continue", "CHERRY_PICK_HEAD"),
    UnderWay("REVERT_HEAD", "revert", "git revert --continue", "REVERT_HEAD"),
    UnderWay("MERGE_HEAD", "merge", "git commit"),
    UnderWay("sequencer", "cherry-pick or revert"),
    UnderWay("BISECT_LOG", "bisect"),
)


def under_way(folder: str) -> UnderWay | None:
    """Return what is under way in the work tree that has this folder of git's; None if nothing is."""
    return next((each for each in _STATES if os.path.lexists(os.path.join(folder, each.file))), None)
