"""How much each worker has to do, so that no visitor waits for one beside another that is idle.

A kept connection stays with the worker that took it, and which one that is, is chance: of 64, one
of two workers had up to 56. So a worker that has more to do than another closes a connection after
its answer, and who asks again may be taken by the other.
"""

import mmap

MOST_WORKERS = 256  # those of a reload beside those before it, each at most 64
NOBODY = 2**32 - 1  # no worker has this place, or it takes no more
SLACK = 3  # requests; below that a browser that asks for several things at once is left alone


class Loads:
    """A number of requests for each worker, in memory that the master's children share with it."""

    def __init__(self, most_workers: int = MOST_WORKERS) -> None:
        self._numbers = memoryview(mmap.mmap(-1, most_workers * 4)).cast("I")
        self.clear()

    def clear(self) -> None:
        """Begin anew: the workers of a master that was killed left nothing here."""
        for place in range(len(self._numbers)):
            self._numbers[place] = NOBODY

    def take_place(self) -> int:
        """For a new worker; called in the master."""
        place = next((at for at, number in enumerate(self._numbers) if number == NOBODY), 0)
        self._numbers[place] = 0
        return place

    def leave(self, place: int) -> None:
        self._numbers[place] = NOBODY

    def note(self, place: int, requests: int) -> None:
        """What a worker has to do now; one that has left stays away."""
        if self._numbers[place] != NOBODY:
            self._numbers[place] = requests

    def has_more_than_another(self, place: int) -> bool:
        number = self._numbers[place]
        return number != NOBODY and number > min(self._numbers) + SLACK


LOADS = Loads()
