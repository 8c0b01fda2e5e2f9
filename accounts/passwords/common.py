"""Words, rows of keys and the like of which passwords are made that are guessed first.

Lists of leaked passwords know little Korean. What people in Korea choose are rows of keys with
digits (NordPass' list of 2025 for Korea has 1q2w3e4r5t, a123456789 and qwer1234 among the first
twenty), and Korean words in the keys they are typed with (Security and Communication Networks 2021,
article 3122627, makes its dictionary of those). So words stand in words.txt, and no passwords: they
are compared as keys, with the digits and signs between them and around them let be.
"""

import re
from functools import cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator

from accounts.passwords.keyboard import keys_of

WORDS = Path(__file__).with_name("words.txt")
# Along the keyboard, across it, and along the alphabet; both ways.
LINES = [
    *("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2s3d4f5g6h7j8k9l"),
]
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SHORTEST = 3  # piece of a line that is one
LOOKALIKES = str.maketrans("013457@$!", "oleastasi")
# A letter by itself beside all that tells nothing either.
LEFT_OVER = 1
# Longer than this nobody guesses; looking at more would only take time.
LOOKED_AT = 80
LONGEST_UNIT = 5  # of what is repeated: asdfasdf, 1212


@cache
def _words() -> frozenset[str]:
    return frozenset(map(keys_of, WORDS.read_text(encoding="utf-8").split()))


@cache
def _leaked() -> frozenset[str]:
    """Django's list of 20,000 passwords, without digits and signs around them."""
    words = {word.strip("0123456789") for word in CommonPasswordValidator().passwords}
    return frozenset(word for word in words if len(word) > SHORTEST)


@cache
def _lines() -> tuple[str, ...]:
    return tuple(line[::way] for line in LINES for way in (1, -1))


def unguessed(password: str, *others: str) -> int:
    """How many of its letters stand in no word, row of keys or other text, however divided."""
    text = keys_of(password[:LOOKED_AT])
    words = _words() | set(others)
    return min(_unguessed(form, words) for form in (text, text.translate(LOOKALIKES)))


def _unguessed(text: str, words: set[str] | frozenset[str]) -> int:
    fewest = [0]
    for end in range(1, len(text) + 1):
        least = fewest[end - 1] + text[end - 1].isalpha()
        for start in range(end - 1):
            piece = text[start:end]
            is_line = len(piece) >= SHORTEST and any(piece in line for line in _lines())
            if is_line or piece in words:
                least = min(least, fewest[start])
        fewest.append(least)
    return fewest[-1]


def is_repeated(password: str) -> bool:
    """Whether it is a few letters over and over."""
    text = keys_of(password[:LOOKED_AT])
    return any(
        len(text) >= 2 * unit and text[unit:] == text[:-unit] for unit in range(1, LONGEST_UNIT + 1)
    )


def is_common(password: str) -> bool:
    """Whether it is among those that are guessed first."""
    text = keys_of(password[:LOOKED_AT])
    for form in (text, text.translate(LOOKALIKES)):
        if AROUND.sub("", form) in _leaked():
            return True
    return is_repeated(password) or unguessed(password) <= LEFT_OVER
