import threading
from concurrent.futures import Future

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import checks, triggers
from config.limits import answering_a_request, memory_ran_out

DEADLINE = 0.8  # seconds; who asks is told within one
SILENT = "the database does not answer"


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """All is as this version wants it and the database answers; 503 with the reason otherwise."""
    try:
        reason = _check.start().result(timeout=DEADLINE)
    except TimeoutError:
        reason = SILENT
    except (MemoryError, RuntimeError):  # no thread could be started
        memory_ran_out.set()
        reason = "no memory is left"
    return HttpResponse(
        f"{reason or 'ok'}\n", content_type="text/plain", status=503 if reason else 200
    )


class _Check:
    """Looks at the database in a thread, which may hang with it; who asked does not wait for that.

    One at a time: a database that hangs for an hour holds one thread, not one a question.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.latest: Future[str] | None = None

    def start(self) -> "Future[str]":
        """The reason why the site is not ready, empty if it is, once it is known."""
        with self.lock:
            if self.latest is None or self.latest.done():
                answer: Future[str] = Future()
                threading.Thread(target=self._run, args=(answer,), daemon=True).start()
                self.latest = answer
            return self.latest

    def _run(self, answer: "Future[str]") -> None:
        # A connection of its own, opened now: a kept one would not tell that none is left.
        try:
            with answering_a_request():
                answer.set_result(_why_not_ready())
        except Error:
            answer.set_result(SILENT)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            answer.set_exception(error)
        finally:
            connection.close()


def _why_not_ready() -> str:
    if pending := checks.number_of_pending_migrations():
        return f"{pending} migrations are not applied"
    return triggers.why_unguarded() or next(checks.what_is_shown_otherwise(), "")


_check = _Check()
