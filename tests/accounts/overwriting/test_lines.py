"""Two texts are compared line by line, and lines that changed word by word."""

from accounts.overwriting.lines import Line, differing_lines


def shown(before: str, after: str) -> list[str]:
    """Each line with its sign; words that changed in brackets."""
    return [_shown(line) for line in differing_lines(before, after)]


def _shown(line: Line) -> str:
    words = [f"[{one.text}]" if one.is_changed else one.text for one in line.words]
    sign = "-" if line.is_removed else "+" if line.is_added else "…" if line.is_left_out else " "
    return sign + "".join(words)


def test_changed_words_of_a_line_are_marked() -> None:
    assert shown("값이 싼 칩입니다.", "값이 비싼 칩입니다.") == [
        "-값이 [싼] 칩입니다.",
        "+값이 [비싼] 칩입니다.",
    ]


def test_lines_far_from_any_change_are_left_out() -> None:
    lines = [f"줄 {number}" for number in range(9)]
    changed = [*lines[:4], "다른 글", *lines[5:]]
    assert shown("\n".join(lines), "\n".join(changed)) == [
        *["…", " 줄 3", "-[줄] [4]", "+[다른] [글]", " 줄 5", "…"]
    ]


def test_more_or_fewer_lines_are_shown_whole() -> None:
    assert shown("하나\n둘", "하나") == [" 하나", "-둘"]
    assert shown("", "하나\n\n둘") == ["+하나", "+", "+둘"]
    assert shown("하나", "") == ["-하나"]


def test_equal_texts_have_no_lines() -> None:
    assert shown("하나\n둘", "하나\n둘") == []
