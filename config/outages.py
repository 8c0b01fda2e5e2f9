"""Telling a database that is away, full or too slow, or a machine, from a fault of ours."""

import logging

from django.db import DatabaseError, InterfaceError, OperationalError

from config.limits import TooBusyError

# Postgres files these two elsewhere: a standby was asked to write, a transaction lay idle too long.
FOR_A_MOMENT = {"25006", "25P03"}


def outage(error: BaseException | None) -> str:
    """What could not be done, in one line, if trying again may help; else empty."""
    if isinstance(error, TooBusyError):
        return str(error)
    if isinstance(error, MemoryError):
        return "no memory is left"
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    if not isinstance(error, OperationalError | InterfaceError) and (
        getattr(error.__cause__, "sqlstate", None) not in FOR_A_MOMENT
    ):
        return ""
    reason = " ".join(str(error).split("\n", 1)[0].split())
    return f"{type(error.__cause__ or error).__name__}: {reason}"


class OneLineAnOutage(logging.Filter):
    """Says the reason instead of where in the code it was met: that is the same for everybody."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if why := outage(error):
            record.msg, record.args = "%s (%s)", (record.getMessage(), why)
            record.exc_info = None
        return True
