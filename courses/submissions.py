"""A form that is sent twice says one thing; changed and sent again, it says another."""

import json
import uuid


def with_contents(form: uuid.UUID, *contents: object) -> uuid.UUID:
    """The number of what a form said: one who goes back to it and writes otherwise has another."""
    return uuid.uuid5(form, json.dumps(contents, default=str))
