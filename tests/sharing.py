"""Which tests one process of a run takes: those that share what takes long to make.

A site, a browser or a bundle is then made once, and not in each process that comes to need it. The
largest groups begin first, those of kills and restarts among them, so that none is waited for.
"""

import pytest

# Fixtures in the order in which they decide: who needs a page of a browser needs a site as well.
SHARED = (
    *("page", "site", "noting_site", "secure_site", "group", "nodes"),
    *("bundle", "upgraded", "streaming", "own_site", "proof"),
)


def keep_together(items: list[pytest.Item]) -> None:
    """Name the group of each test for what it shares (`--dist loadgroup`)."""
    for item in items:
        fixtures = getattr(item, "fixturenames", [])
        shared = next((name for name in SHARED if name in fixtures), None)
        if shared:
            item.add_marker(pytest.mark.xdist_group(shared))
