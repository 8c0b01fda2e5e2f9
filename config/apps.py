from importlib import import_module

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects only what the pages use of the packages: compressing the rest takes long."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "bootstrap.css*",
        "bootstrap*.js*",
        "htmax-*",
        "htmx-2.js",
        "htmx-4*",
    ]


class InstallationConfig(AppConfig):
    """Has Django's system checks look at this installation too."""

    name = "config"

    def ready(self) -> None:
        import_module("config.checks")
