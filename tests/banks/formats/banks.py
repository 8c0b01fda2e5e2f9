"""Random questions as any bank may hold them."""

from dataclasses import replace

from hypothesis import strategies as st

from banks.formats.bank import NO_TEXT, BankImage, BankOption, BankQuestion, Format, Text
from banks.formats.images import address_of

LETTERS = st.one_of(
    st.sampled_from("가나다ABC 12 ~=#{}:\\%[]<>&\"'*_`|-+.!?@$;,\n"),
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S"]),
)
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20).filter(
    lambda name: "]" not in name
)


FILE_NAMES = st.text(
    st.one_of(st.sampled_from("가 b.&'()%#?"), st.characters(codec="utf-8", categories=["L", "N"])),
    min_size=1,
    max_size=12,
).filter(lambda name: not name.startswith("."))
IMAGES = st.builds(BankImage, FILE_NAMES, st.binary(min_size=1, max_size=8))


def texts(formats: list[Format]) -> st.SearchStrategy[Text]:
    return st.builds(Text, WORDS, st.sampled_from(formats))


def showing(text: Text, image: BankImage) -> Text:
    """The text with a picture behind it."""
    address = address_of(image.name)
    if text.format == Format.MARKDOWN:
        return Text(f"{text.source}\n\n![그림 & 말]({address} '설명')", text.format)
    return Text(f'{text.source}<img alt="그림 &gt; 말" src="{address}">', text.format)


@st.composite
def with_images(draw: st.DrawFn) -> BankQuestion:
    """A question in HTML or Markdown that shows pictures in several of its texts."""
    question = draw(
        questions([Format.MARKDOWN, Format.HTML]).filter(lambda one: not one.is_true_false)
    )
    images = draw(st.lists(IMAGES, min_size=1, max_size=3, unique_by=lambda one: one.name))
    first, last = images[0], images[-1]
    options = tuple(
        replace(option, text=showing(option.text, draw(st.sampled_from(images))))
        for option in question.options
    )
    stem = question.stem
    for image in images:
        stem = showing(stem, image)
    general = showing(question.general or Text("말"), last)
    options = (
        *options[:-1],
        replace(options[-1], explanation=showing(Text("말", Format.HTML), first)),
    )
    named = tuple(sorted(images, key=lambda one: one.name))
    return replace(question, stem=stem, options=options, general=general, images=named)


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
        is_draft=draw(st.booleans()),
    )
