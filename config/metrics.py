"""Figures for Prometheus at /metrics, where METRICS=on: counts and times of requests, per view."""

import os
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.proxies import is_among


def prepare(data_dir: Path) -> None:
    """Say where processes count; before anything imports prometheus_client."""
    folder = data_dir / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def begin() -> None:
    """Forget what the processes of the last start have counted."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        for counted in Path(folder).glob("*.db"):
            counted.unlink()


def forget(pid: int) -> None:
    """A process has ended: of its gauges nothing holds any more; what it counted stays."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess  # noqa: PLC0415 - after `prepare`

        multiprocess.mark_process_dead(pid)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For the addresses of METRICS_FROM; others need not know that there are any."""
    from django_prometheus.exports import ExportToDjangoView  # noqa: PLC0415 - so is this

    if not is_among(request.META.get("REMOTE_ADDR", ""), settings.METRICS_FROM):
        raise Http404("Not for this address.")
    response: HttpResponse = ExportToDjangoView(request)
    return response
