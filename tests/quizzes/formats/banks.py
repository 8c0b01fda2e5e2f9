"""Random questions as any bank may hold them."""

from hypothesis import strategies as st

from quizzes.formats.bank import NO_TEXT, BankOption, BankQuestion, Format, Text

LETTERS = st.one_of(
    st.sampled_from("가나다ABC 12 ~=#{}:\\%[]<>&\"'*_`|-+.!?@$;,\n"),
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S"]),
)
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20).filter(
    lambda name: "]" not in name
)


def texts(formats: list[Format]) -> st.SearchStrategy[Text]:
    return st.builds(Text, WORDS, st.sampled_from(formats))


@st.composite
def questions(draw: st.DrawFn, formats: list[Format]) -> BankQuestion:
    text = texts(formats)
    explanation = st.one_of(st.just(NO_TEXT), text)
    is_true_false = draw(st.booleans())
    count = 2 if is_true_false else draw(st.integers(2, 5))
    right = draw(st.integers(0, count - 1))
    options = tuple(
        BankOption(
            Text("False" if at else "True", Format.PLAIN) if is_true_false else draw(text),
            at == right,
            draw(explanation),
        )
        for at in range(count)
    )
    return BankQuestion(
        draw(text),
        options,
        name=draw(NAMES),
        category=draw(NAMES),
        tags=tuple(draw(st.lists(NAMES.filter(bool), max_size=2))),
        general=draw(explanation),
        is_true_false=is_true_false,
    )
