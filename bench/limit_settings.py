"""The site's settings with three views more: what no page of it can be faster than."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.limit_views"
