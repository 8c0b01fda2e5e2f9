"""Finding people by name, username or e-mail address, however either is spelt."""

import unicodedata
from typing import TypeVar

from django.db.models import CharField, F, Func, Model, Q, QuerySet
from django.db.models.lookups import IContains

from accounts.usernames import username_form

Found = TypeVar("Found", bound=Model)


def find_people(queryset: QuerySet[Found], words: str, of: str = "") -> QuerySet[Found]:
    """Those that have every one of these words; `of` leads from a row to its person.

    Names are kept as they were typed, on a Mac in pieces; so both sides are brought into NFKC.
    """
    for word in words.replace("\0", " ").split():
        queryset = queryset.filter(has_word(word, of))
    return queryset


def has_word(words: str, of: str = "") -> Q:
    words = unicodedata.normalize("NFKC", words.replace("\0", " "))
    return (
        _contains(f"{of}name", words)
        | _contains(f"{of}username", username_form(words))
        | _contains(f"{of}email", words)
    )


def _contains(field: str, words: str) -> Q:
    in_nfkc = Func(F(field), template="normalize(%(expressions)s, NFKC)", output_field=CharField())
    return Q(IContains(in_nfkc, words))
