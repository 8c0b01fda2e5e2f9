"""Under which letter a word stands in a list, as dictionaries have it."""

from texts.folded import fold

# Of the nineteen in which syllables begin; a doubled one stands with its single one.
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_SYLLABLES_OF_ONE = 588


def initial(word: str) -> str:
    """ㄱ to ㅎ, A to Z, or nothing for figures, signs and other writings."""
    letter = next(filter(str.isalpha, fold(word)[:1]), "")
    if "가" <= letter <= "힣":
        return _CONSONANTS[(ord(letter) - ord("가")) // _SYLLABLES_OF_ONE]
    return letter.upper() if letter.isascii() else ""
