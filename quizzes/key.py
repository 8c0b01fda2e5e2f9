"""The key of a question: which of its options is right."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

LEAST_OPTIONS = 2


def reasons_against_key(key: Sequence[bool]) -> Iterator[str]:
    """What is wrong with options that are right or not as given; nothing if they may be asked.

    Postgres keeps the same rule (`invariants.ONE_RIGHT_OPTION`).
    """
    if len(key) < LEAST_OPTIONS:
        yield _("A question has at least two options.")
    if sum(key) != 1:
        reason = _("A question has exactly one right option; this one has %(count)d.")
        yield reason % {"count": sum(key)}
