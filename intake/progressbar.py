"""How far a command is, on a terminal."""

from collections.abc import Callable

from django.core.management.base import OutputWrapper

WIDTH = 40


def progress_bar(stream: OutputWrapper, total: int) -> Callable[[int], None]:
    """Draws how many of `total` are done on a terminal, and nothing into a file."""

    def note(done: int) -> None:
        if stream.isatty():
            filled = WIDTH * done // max(total, 1)
            end = "\n" if done >= total else ""
            bar = "#" * filled + "." * (WIDTH - filled)
            stream.write(f"\r[{bar}] {done} / {total}", ending=end)

    return note
