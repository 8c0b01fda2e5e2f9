from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import checks  # noqa: F401  # registers itself
        from accounts.access import signals  # noqa: F401  # so do they
        from accounts.reauthentication import moments  # noqa: F401  # listens to signing in
        from accounts.second_factor import sessions  # noqa: F401  # listens to it too
