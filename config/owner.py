"""Whose an installation is: its files are one user's, whoever types a command."""

import os
import pwd
from pathlib import Path

from config.database import NOBODY


def become(data_dir: Path) -> None:
    """Have root's command run as the user whose data it is: it would leave files behind that the
    service cannot read, and hand the database to another user."""
    if os.geteuid() != 0 or not data_dir.exists():
        return
    owner = data_dir.stat()
    if owner.st_uid in {0, NOBODY}:
        return
    try:
        user = pwd.getpwuid(owner.st_uid)
        groups, os.environ["HOME"] = os.getgrouplist(user.pw_name, user.pw_gid), user.pw_dir
    except KeyError:
        groups = [owner.st_gid]
    os.setgroups(groups)
    os.setgid(groups[0])
    os.setuid(owner.st_uid)
