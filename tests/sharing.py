"""Which tests one process of a run takes: those that share what takes long to make.

A site or a browser is then made once, and not in each process that comes to need it. What takes
longest begins first, so that none of these is waited for at the end.
"""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

CONFIG = "tests/config/test_"
SHARED = {
    "a site": (
        *(
            f"{CONFIG}{name}.py"
            for name in (
                "backup",
                "checks",
                "kept_by_workers",
                "loads",
                "serve",
                "supervisor",
                "worker",
            )
        ),
        "tests/progress/test_burst.py",
    ),
    "a browser": ("tests/browser/",),
    "a site for a group": tuple(
        f"{CONFIG}{name}.py" for name in ("doctor", "secure_arrivals", "serve_group")
    ),
}
# Kills and restarts take long, each by itself, and are few.
LONG = [
    *SHARED,
    *(
        f"{CONFIG}{name}.py"
        for name in ("bundle", "upgrade", "many_nodes", "machine", "kills", "upgrade_command")
    ),
]


class SharingScheduling(LoadScopeScheduling):
    """Gives a process all tests of a file, or all that share something."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((what for what, files in SHARED.items() if file.startswith(files)), file)

    def _assign_work_unit(self, node: Any) -> None:
        """What takes long, and then what has most tests."""
        first = next((scope for scope in LONG if scope in self.workqueue), None)
        if first is not None:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
