"""What questions and options are called where there is room for a line only."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from texts.words import words_of_html

LONGEST_NAME = 120  # letters
# A file of all answers says the same question many times.
words = lru_cache(maxsize=1_024)(words_of_html)


def in_short(text: str) -> SafeString:
    return escape(Truncator(text).chars(LONGEST_NAME))
