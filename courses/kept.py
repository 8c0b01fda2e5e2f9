"""Content that this process has read, kept for as long as the database has the same edition.

What is kept is shared by all threads: nobody changes it. It is never right by age alone: each page
asks the database for the edition with what is its reader's own, and compares (`Kept.edition`).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any, Generic, Protocol, TypeVar

from courses.models.edition import Edition, Tokens

Content = TypeVar("Content")

MOST = 256
TRIES = 5


@dataclass(frozen=True)
class Kept(Generic[Content]):
    """Some content, and the edition it is of; None if it was changed while it was read."""

    edition: Tokens | None
    content: Content


class OfEdition(Protocol):
    """What is a reader's own, with the edition of the content when it was read."""

    @property
    def edition(self) -> Tokens | None: ...


Mine = TypeVar("Mine", bound=OfEdition)


class Shelf(Generic[Content]):
    """Content by key, the least used taken away when there is too much."""

    def __init__(self, read: Callable[..., Content | None], most: int = MOST) -> None:
        """`read(*key)` reads it from the database; what is None is not kept."""
        self._read = read
        self._most = most
        self._kept: OrderedDict[Hashable, Kept[Content | None]] = OrderedDict()
        self._lock, self._reading = Lock(), RLock()

    def last(self, *key: Any) -> Kept[Content | None]:
        """What was read last, of whatever edition; read now where there is nothing."""
        with self._lock:
            copy = self._kept.get(key)
            if copy is not None:
                self._kept.move_to_end(key)
        return copy or self._read_for(None, key)

    def of(self, edition: Tokens | None, *key: Any) -> Kept[Content | None]:
        """That of this edition, or a later one."""
        copy = self.last(*key)
        return copy if copy.edition == edition else self._read_for(edition, key)

    def _read_for(self, edition: Tokens | None, key: tuple[Any, ...]) -> Kept[Content | None]:
        """Read anew what another thread has not read meanwhile: one reads, the others wait."""
        with self._reading:
            copy = self._kept.get(key)
            return copy if copy is not None and copy.edition == edition else self.read(*key)

    def read(self, *key: Any) -> Kept[Content | None]:
        """Read it anew, and again where somebody changed content meanwhile."""
        before = Edition.objects.current()
        for _try in range(TRIES):
            content = self._read(*key)
            after = Edition.objects.current()
            if after == before:
                break
            before = after
        else:
            return Kept(None, content)  # shown once
        copy = Kept(after, content)
        if content is not None:
            self._keep(key, copy)
        return copy

    def beside(
        self, ask: Callable[[Content], Mine], *key: Any
    ) -> "tuple[Kept[Content], Mine] | None":
        """The content with what `ask` reads for it in the same edition; None where it is not there.

        As a rule that one query is all.
        """
        copy = self.last(*key)
        if copy.content is None:
            return None
        content, of_reader = copy.content, ask(copy.content)
        if of_reader.edition != copy.edition:
            copy = self._read_for(of_reader.edition, key)
            if copy.content is None:
                return None
            content, of_reader = copy.content, ask(copy.content)
        return Kept(copy.edition, content), of_reader

    def _keep(self, key: Hashable, copy: Kept[Content | None]) -> None:
        with self._lock:
            self._kept[key] = copy
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
