"""What a spreadsheet takes for a formula, in files that come in and in those that go out."""

# OWASP, CSV injection; in Korean and Japanese, signs of full width begin one as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """With an apostrophe before what begins so: a spreadsheet then takes it for text."""
    return f"'{text}" if text.startswith(FORMULA) else text
