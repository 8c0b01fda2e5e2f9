"""What the supervisor has loaded is shared by what is forked from it."""

import gc
import os
import socket
from collections.abc import Iterator

import pytest

from config.web import Web


@pytest.fixture
def _collected_again() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_collected_again")
def test_no_collection_writes_into_what_was_loaded_before_a_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left_alone: list[int] = []

    def fork() -> int:
        left_alone.append(gc.get_freeze_count())
        return 1

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr("sys.argv", ["dure"])
    with socket.socket() as listener:
        Web(None, listener).start()

    assert left_alone[0] > 100_000
