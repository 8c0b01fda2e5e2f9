"""What the site says of itself: lines with the number of their request, and nothing of a person."""

import json
import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

access = logging.getLogger("dure.access")
# Asked every few seconds by what watches the site.
NOT_NOTED = {"/healthz", "/readyz", "/metrics"}


class Formatter(logging.Formatter):
    """Times with their distance from UTC, so that lines of several machines stand in order."""

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 - as it is called there
        moment = datetime.fromtimestamp(record.created).astimezone()
        return moment.isoformat(sep=" ", timespec="milliseconds")


class TextFormatter(Formatter):
    """One line, which ends with the request's number where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line, newline, traceback = super().format(record).partition("\n")
        number = getattr(record, "request_id", None)
        return f"{line} [{number}]{newline}{traceback}" if number else line + newline + traceback


class JsonFormatter(Formatter):
    """One JSON object a line, for machines that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", None),
            **getattr(record, "answered", {}),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class AccessLogMiddleware:
    """Note each answer (ACCESS_LOG=on): which kind of page, not whose it is or what was sought."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        if request.path not in NOT_NOTED:
            answered = {
                "method": request.method,
                "route": f"/{request.resolver_match.route}" if request.resolver_match else "none",
                "status": response.status_code,
                "milliseconds": round(1000 * (time.perf_counter() - begun)),
                "bytes": 0 if response.streaming else len(response.content),
            }
            line = "{method} {route} {status} {milliseconds} ms {bytes} B".format(**answered)
            access.info(line, extra={"answered": answered})
        return response
