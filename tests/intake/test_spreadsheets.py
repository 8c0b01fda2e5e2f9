"""Tables as other programs write them."""

import pytest

from intake.spreadsheets import read

ROWS = [["이름", "메일"], ["김, 하나", "a@b.kr"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line", ["sep={}\n", '"sep={}"\r\n', "sep={}\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_a_line_that_names_the_separator_is_no_row(
    separator: str, line: str, encoding: str
) -> None:
    rows = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    data = (line.format(separator) + rows).encode(encoding)
    assert read(data, most_rows=10) == ROWS
