"""The system's list of mounts shows whether others can change a vault, or a part of it, without an event."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plaintext_network.vault.watch.mounts import MountMonitor, remote_file_system

DISK = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
HOME = "30 22 254:1 / /home rw,relatime shared:2 master:1 - btrfs /dev/vdb rw,subvol=/\n"


def mount(point: str, kind: str, source: str = "server:/notes") -> str:
    return f"40 22 0:40 / {point} rw,relatime shared:3 - {kind} {source} rw,vers=4.2\n"


@pytest.mark.parametrize(
    ("root", "listed", "kind"),
    [
        ("/home/ada/notes", DISK, None),
        ("/home/ada/notes", DISK + HOME, None),
        ("/home/ada/notes", DISK + mount("/home", "nfs4"), "nfs4"),
        ("/home/ada/notes", DISK + mount("/home/ada/notes", "cifs"), "cifs"),
        ("/home/ada/notes", DISK + mount("/home/ada/notes/shared", "fuse.sshfs"), "fuse.sshfs"),
        ("/home/ada/notes", DISK + mount("/home/ada/notes/shared", "tmpfs"), None),
        ("/home/ada/notes", DISK + mount("/home/ada/notes2", "nfs4"), None),
        ("/home/ada/notes", DISK + mount("/home/ada/note", "nfs4"), None),
        ("/home/ada/notes", DISK + mount("/srv", "nfs4"), None),
        # The nearest mount contains it.
        ("/home/ada/notes", DISK + mount("/home", "nfs4") + mount("/home/ada", "ext4"), None),
        ("/home/ada/notes", DISK + mount("/home/ada", "ext4") + mount("/home", "nfs4"), None),
        # Of two at one path, the later covers the earlier.
        ("/home/ada/notes", DISK + mount("/home", "nfs4") + mount("/home", "ext4"), None),
        ("/home/ada/notes", DISK + mount("/home", "ext4") + mount("/home", "nfs4"), "nfs4"),
        ("/", "22 1 0:1 / / rw - 9p host rw\n", "9p"),
        ("/home/ada/my notes", DISK + mount("/home/ada/my\\040notes", "virtiofs"), "virtiofs"),
        ("/home/ada/a\\b", DISK + mount("/home/ada/a\\134b", "nfs"), "nfs"),
        ("/home/ada/a\\040b", DISK + mount("/home/ada/a\\134040b", "nfs"), "nfs"),
        ("/media/stick", DISK + mount("/media/stick", "fuseblk", "/dev/sdb1"), None),
        ("/media/stick", DISK + mount("/media/stick", "fuse", "rclone:"), "fuse"),
        ("/media/stick", DISK + mount("/media/stick", "fuse.gocryptfs", "/x"), None),
        ("/", DISK + mount("/sys/fs/fuse/connections", "fusectl", "fusectl"), None),
        ("/home/ada/notes", DISK.replace("shared:1 ", "") + mount("/home", "smb3"), "smb3"),
        ("/home/ada/notes", "", None),
    ],
)
def test_a_file_system_that_others_can_change_is_remote(root: str, listed: str, kind: str | None) -> None:
    assert remote_file_system(root, listed) == kind


def test_the_list_of_this_system_can_be_read(tmp_path: Path) -> None:
    assert remote_file_system(str(tmp_path)) in (None, *("overlay", "9p", "virtiofs", "nfs4"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this is Linux's list")
def test_without_a_mount_nothing_has_changed() -> None:
    mounts = MountMonitor()
    assert not mounts.changed()
    assert not mounts.changed()
    mounts.close()
    assert not mounts.changed()


MOUNTING = """
import subprocess, sys
from plaintext_network.vault.watch.mounts import MountMonitor, remote_file_system
mounts = MountMonitor()
changes = [mounts.changed()]
subprocess.run(["mount", "-t", "tmpfs", "tmpfs", sys.argv[1]], check=True)
changes += [mounts.changed(), mounts.changed()]
subprocess.run(["umount", sys.argv[1]], check=True)
changes += [mounts.changed(), mounts.changed()]
print(changes, remote_file_system(sys.argv[1]))
"""


@pytest.mark.system
def test_mounting_and_unmounting_is_noticed(tmp_path: Path) -> None:
    command = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        sys.executable,
        "-c",
        MOUNTING,
        os.fspath(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr:
        pytest.skip(f"no namespace can be made here: {done.stderr}")
    assert done.stdout.startswith("[False, True, False, True, False]"), done.stderr
