from reports.access.admin import AccessRecordAdmin  # noqa: F401  # registers itself
