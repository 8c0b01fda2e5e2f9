"""Memory that is given back: glibc keeps what was freed, in eight heaps for each core."""

import contextlib
import ctypes
import gc

ARENA_MAX = -8  # of malloc.h
ARENAS = 2


def take_from_few_heaps() -> None:
    """To be said before threads are started."""
    with contextlib.suppress(AttributeError):  # as with another C library
        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)


def share_with_children() -> None:
    """To be said before forking: what is there now is looked at by no collector, which would write
    into each object and have its page copied.
    """
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """What is free in the heaps; takes some milliseconds, in which other threads run."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
