"""Which tests one process of a run takes: those that share what takes long to make.

A site or a browser is then made once, and not in each process that comes to need it. What has most
tests begins first, so that none of these is waited for at the end.
"""

from xdist.scheduler import LoadScopeScheduling

CONFIG = "tests/config/test_"
SHARED = {
    "a browser": ("tests/browser/",),
    "a site": (
        *(
            f"{CONFIG}{name}.py"
            for name in ("backup", "checks", "kept_by_workers", "serve", "supervisor", "worker")
        ),
        "tests/progress/test_burst.py",
    ),
    "a site for a group": tuple(
        f"{CONFIG}{name}.py" for name in ("doctor", "secure_arrivals", "serve_group")
    ),
    # Each its own: kills and restarts take long, and are too few to begin first by themselves.
    "nothing": tuple(
        f"{CONFIG}{name}.py"
        for name in (
            "kills",
            "logs",
            "machine",
            "many_nodes",
            "nginx",
            "upgrade",
            "upgrade_command",
        )
    ),
}


class SharingScheduling(LoadScopeScheduling):
    """Gives a process all tests of a file, or all that share something."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((what for what, files in SHARED.items() if file.startswith(files)), file)
