from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.db.models.signals import post_migrate


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin_site.AdminSite"


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects only what the pages use of the packages: compressing the rest takes long."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        # Pages load what is joined of these (config/joined_files.py).
        "css/*",
        "js/*",
        "htmax-*",
        "htmx-2.js",
        "htmx-4*",
        "htmx-2-compat*",
        "hx-*",
    ]


class InstallationConfig(AppConfig):
    """Has Django's system checks look at this installation too, and `migrate` install triggers."""

    name = "config"

    def ready(self) -> None:
        import_module("config.checks")
        triggers = import_module("config.triggers")
        # The last of the apps with models: once a `migrate`, when all is there.
        post_migrate.connect(triggers.install_what_differs, sender=apps.get_app_config("pgtrigger"))
