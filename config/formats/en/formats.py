"""Short dates that nobody reads for another day; Django's are 11/26/2026."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H:i"
