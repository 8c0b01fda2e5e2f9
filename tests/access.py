"""What stands in the access record, for tests of what is written down."""

from accounts.models import AccessRecord


def noted(*acts: str) -> list[tuple[int | None, list[int], str]]:
    """Who saw or took whose data where, the oldest first; or who did these acts."""
    rows = AccessRecord.objects.filter(act__in=acts or ("viewed", "downloaded")).order_by("pk")
    return list(rows.values_list("account", "whose", "what"))
