"""What others did with an account, and whether the links and codes they made were used."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.notices.models import AccountNotice

Kind = AccountNotice.Kind
MADE = {Kind.LINK_MADE, Kind.CODE_MADE}
USED = {Kind.LINK_USED, Kind.CODE_USED}
LISTED = {*MADE, *USED, Kind.PASSWORD_SET, Kind.BROUGHT_BACK, Kind.MERGED}
MOST_LISTED = 10


@dataclass(frozen=True)
class DoneByOthers:
    """One thing done; of a link or code that was made, with its use."""

    notice: AccountNotice
    use: AccountNotice | None = None

    @property
    def is_unused(self) -> bool:
        return self.notice.kind in MADE and self.use is None

    @classmethod
    def to(cls, person: User) -> "list[DoneByOthers]":
        """The latest first; a use stands with what it used, where that was told of."""
        notices = AccountNotice.objects.filter(person=person, kind__in=LISTED)
        latest = notices.select_related("by").order_by("-pk")[: 2 * MOST_LISTED]
        return list(_paired(latest))[:MOST_LISTED]


def _paired(latest_first: Iterable[AccountNotice]) -> Iterable[DoneByOthers]:
    """A password that is set ends all that was made before: a use is of the latest of those."""
    use: AccountNotice | None = None
    for notice in latest_first:
        if notice.kind in MADE:
            yield DoneByOthers(notice, use)
            use = None
            continue
        if use is not None:
            yield DoneByOthers(use)
        use = notice if notice.kind in USED else None
        if use is None:
            yield DoneByOthers(notice)
    if use is not None:
        yield DoneByOthers(use)
