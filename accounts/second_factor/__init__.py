"""A second factor beside the password, for those whose account opens other people's data."""
