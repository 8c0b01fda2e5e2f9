"""gunicorn's settings: a few processes of several threads, as answers wait for the database."""

import threading
from pathlib import Path
from typing import Any

from config import environment, environment_file, metrics
from config.loads import LOADS

environment_file.load()

wsgi_app = "config.wsgi"
bind = environment.bind()
certfile, keyfile = environment.certificate()
# Whom to believe what a proxy says is decided in config/proxies.py.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
workers = environment.number("WEB_CONCURRENCY", 2, low=1, high=64)
worker_class = "config.worker.Worker"
threads = environment.THREADS
worker_connections = 400  # a process may have 1024 files open
timeout = 60
graceful_timeout = 20
# Worker heartbeats in memory: a slow disk must not look like a stuck worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes its own in it
loglevel = "warning"
control_socket_disable = True


def on_starting(_server: Any) -> None:
    metrics.begin()
    LOADS.clear()


def child_exit(_server: Any, worker: Any) -> None:
    metrics.forget(worker.pid)
    LOADS.leave(worker.place)


def on_reload(server: Any) -> None:
    server.first_worker = server.worker_age + 1


def pre_fork(server: Any, worker: Any) -> None:
    worker.speaks = worker.age == getattr(server, "first_worker", 1)


def post_worker_init(worker: Any) -> None:
    """Have the first worker of a start or reload say what an upgrade left out, while it serves."""
    if worker.speaks:
        from config import checks  # noqa: PLC0415 - once Django is set up

        threading.Thread(target=checks.say_what_is_missing, daemon=True).start()
