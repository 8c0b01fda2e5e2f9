"""What people type to find something, as words with the other forms that they may mean.

A Korean word is typed with its particle (양자화를, 모델들이), an English one in the plural, and a
question with its mark. As typed it comes first, as it may be a word of its own: 정확도, 100%, bus.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from texts.folded import fold
from texts.particles import is_particle, particle_at_end

MOST_WORDS = 8
_SHORTEST = 2

_SIGNS_AROUND = re.compile(r"^\W+|\W+$")
_DEUL = re.compile(r"(?<=\w\w)들$")
_PLURAL = re.compile(r"(?<=[cs]h|ss|[a-z]x)es$|(?<=[a-z]{3})(?<![si])['’]?s$")


@dataclass(frozen=True)
class Word:
    """A word, folded; `cut` are its shorter forms, the longest first."""

    whole: str
    cut: Sequence[str] = ()

    @classmethod
    def of(cls, whole: str) -> "Word":
        bare = _without_signs(whole)
        stem = _without_signs(_without_particle(bare))
        forms = [bare, stem, _DEUL.sub("", stem), _PLURAL.sub("", bare)]
        return cls(whole, [form for form in dict.fromkeys(forms) if form not in ("", whole)])

    def cut_to_one_letter(self) -> "Word":
        """창은 is 창 where it is nowhere, as short words end like this by chance (회의, 지도)."""
        bare = _without_signs(self.whole)
        is_noun = len(bare) == _SHORTEST and _particle_at_end(bare) == 1
        return Word(self.whole, [*self.cut, bare[0]]) if is_noun else self

    @property
    def forms(self) -> Sequence[str]:
        return [self.whole, *self.cut]

    @property
    def stem(self) -> str:
        """The shortest form."""
        return min(self.forms, key=len)


def words_of(query: str) -> list[Word]:
    """The words of a query; a particle that stands apart belongs to the word before it.

    Beside other words a single letter finds little that was not meant (컨텍스트 창이).
    """
    words: list[str] = []
    for typed in query.split():
        letters = fold(typed)
        if words and _is_particle_of(words[-1], letters):
            words[-1] += letters
        elif letters:
            words.append(letters)
    typed_words = [Word.of(word) for word in words[:MOST_WORDS]]
    if len(typed_words) == 1:
        return typed_words
    return [word.cut_to_one_letter() for word in typed_words]


def _is_particle_of(word: str, letters: str) -> bool:
    # More is taken for it where the word ends like another one: 엣지 만.
    return is_particle(letters) and _particle_at_end(word + letters) >= len(letters)


def _particle_at_end(word: str) -> int:
    """Also of a word with a single letter before it."""
    return particle_at_end(f"가{word}")


def _without_signs(word: str) -> str:
    return _SIGNS_AROUND.sub("", word)


def _without_particle(word: str) -> str:
    return word[: len(word) - particle_at_end(word)]
