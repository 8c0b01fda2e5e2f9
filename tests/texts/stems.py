"""Random stems and options of everything that a question may hold."""

import re

from hypothesis import strategies as st

IMAGE = "board"  # the one picture that they show
WORDS = st.text(
    st.one_of(
        st.sampled_from("가나다ABC 12 .,?!:;()=+-/%&@'\"~#|^"),
        st.characters(codec="utf-8", categories=["L", "N"]),
    ),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(["글", *words.split(), "끝"]))
CODE_LINES = st.text(
    st.sampled_from("abc = 1{}[]()<>&|$\\\"'*_#:;-+~!%^,.가나"), min_size=1, max_size=20
).map(lambda line: f"x{line.rstrip()}")
TEX = st.sampled_from(
    [
        *("x^2=4", r"\frac{a}{b}", r"x_{1} < y", r"\sqrt[3]{x}", r"\sum_{i=1}^{n} i", "a|b"),
        *(
            r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
            r"\text{속도}=\vec{v}",
            r"\overline{AB} \cong *",
        ),
        *(r"\lim_{x\to 0} \frac{\sin x}{x}", r"\left(\frac12\right]", r"f'(x) \ne \infty"),
        r"\begin{cases}x&x>0\\-x&\text{아니면}\end{cases}",
    ]
)
MATHML = st.sampled_from(
    [
        "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
        "<math><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>",
        '<math display="block"><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>',
        "<math><msqrt><mi>x</mi></msqrt><mo>&lt;</mo><mtext>말</mtext></math>",
        "<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable></math>",
    ]
)
# Space at the ends of code in a line is not seen, and HTML may lose it.
CODE = CODE_LINES.map(lambda line: f"`{re.sub('[`|]', '', line).strip()}`")
PIECES = st.one_of(
    WORDS.map(lambda words: words.replace("|", "")),
    WORDS.map(lambda words: f"<u>{words.replace('|', '')}</u>"),
    st.sampled_from(["**굵게**", "*기울여*", "<u>**둘 다**</u>", "**가 <u>나</u> 다**"]),
    CODE,
    TEX.filter(lambda tex: "|" not in tex).map(r"\({}\)".format),
    st.sampled_from(["$5", r"a\[0\]", r"\{1\}", r"\*", "[밖](https://example.org/a?b=1)"]),
    MATHML,
    st.just(f"![그림 안](image:{IMAGE})"),
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(lambda pieces: " ".join(["글", *pieces, "끝"]))
FENCES = st.lists(st.one_of(CODE_LINES, st.just("")), min_size=1, max_size=4).map(
    lambda lines: "\n".join(["```", *lines, "y", "```"])
)


def _table(rows: list[tuple[str, str]]) -> str:
    head, *others = (f"| {left} | {right} |" for left, right in rows)
    return "\n".join([head, "| --- | --: |", *others])


TABLES = st.lists(st.tuples(LINES, LINES), min_size=2, max_size=3).map(_table)
LISTS = st.tuples(st.sampled_from(["- ", "1. "]), st.lists(LINES, min_size=1, max_size=3)).map(
    lambda mark_and_items: "\n".join(f"{mark_and_items[0]}{item}" for item in mark_and_items[1])
)
NESTED = st.tuples(LINES, LINES, FENCES).map(
    lambda parts: "\n".join(
        [f"- {parts[0]}", f"  - {parts[1]}", "", *(f"  {line}" for line in parts[2].split("\n"))]
    )
)
QUOTES = st.lists(LINES, min_size=1, max_size=2).map(
    lambda lines: "\n>\n".join(f"> {line}" for line in lines)
)
BLOCKS = st.one_of(
    *(LINES, FENCES, TABLES, LISTS, NESTED, QUOTES),
    TEX.map("$${}$$".format),
    TEX.filter(lambda tex: "|" not in tex).map("$$\n{}\n$$".format),
    st.sampled_from([f"![](image:{IMAGE})", f'![보이는 것](image:{IMAGE} "그림 설명")']),
)
STEMS = st.one_of(LINES, st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join))
