"""gunicorn's settings: a few processes of several threads, as answers wait for the database."""

import os

from config import environment

wsgi_app = "config.wsgi"
bind = f"127.0.0.1:{environment.number('PORT', 8000, low=1, high=65535)}"
workers = environment.number("WEB_CONCURRENCY", 2, low=1, high=64)
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
# Worker heartbeats in memory: a slow disk must not look like a stuck worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
loglevel = "warning"
control_socket_disable = True
