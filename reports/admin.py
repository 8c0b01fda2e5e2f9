from reports.access.admin import AccessRecordAdmin  # noqa: F401  # registers itself
from reports.merge_views import MergesAccounts  # noqa: F401  # registers itself
