import pytest

from texts.initials import initial


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("가중치", "ㄱ"),
        ("깊이", "ㄱ"),
        ("똑똑", "ㄷ"),
        ("힣", "ㅎ"),
        ("하네스", "ㅎ"),
        ("sLM", "S"),
        ("ＧＰＵ", "G"),
        ("Öl", ""),
        ("4비트", ""),
        ("(괄호)", ""),
        ("ㄱ", ""),
        ("量子", ""),
        ("", ""),
    ],
)
def test_a_word_stands_under_its_first_letter(word: str, letter: str) -> None:
    assert initial(word) == letter
