"""Texts of QTI items: feedback stays out of the question, and no words are lost."""

import pytest

from banks.formats import qti
from banks.formats.bank import Bank, BankQuestion

CHOICES = (
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">'
    '<simpleChoice identifier="A">Paris</simpleChoice>'
    '<simpleChoice identifier="B">Rome</simpleChoice></choiceInteraction>'
)
KEY = "<correctResponse><value>A</value></correctResponse>"


def item(body: str = f"<p>Capital?</p>{CHOICES}", declared: str = KEY, after: str = "") -> str:
    return (
        '<assessmentItem identifier="i1" title="수도"><responseDeclaration identifier="RESPONSE" '
        f'cardinality="single" baseType="identifier">{declared}</responseDeclaration>'
        f"<itemBody>{body}</itemBody>{after}</assessmentItem>"
    )


def read(source: str) -> Bank:
    return qti.read(source.encode())


def only(source: str) -> BankQuestion:
    bank = read(source)
    assert bank.refusals == []
    return bank.questions[0]


def feedback(tag: str, identifier: str, text: str, show: str = 'showHide="show"') -> str:
    return f'<{tag} outcomeIdentifier="F" identifier="{identifier}" {show}>{text}</{tag}>'


def explanations(question: BankQuestion) -> list[str]:
    return [option.explanation.source for option in question.options]


@pytest.mark.parametrize("tag", ["feedbackBlock", "feedbackInline"])
@pytest.mark.parametrize("show", ['showHide="show"', ""])
def test_feedback_in_the_body_explains_its_choice_and_is_not_asked(tag: str, show: str) -> None:
    said = feedback(tag, "A", "It is Paris.", show)
    question = only(item(f"<p>Capital?</p>{CHOICES}<div>{said}</div>"))
    assert question.stem.source == "<p>Capital?</p><div></div>"
    assert explanations(question) == ["It is Paris.", ""]
    assert question.left_aside == ()


@pytest.mark.parametrize(
    "said",
    [
        feedback("feedbackBlock", "correct", "It is Paris."),
        feedback("feedbackBlock", "A", "Not Paris?", 'showHide="hide"'),
        feedback("feedbackBlock", "general", "It is Paris."),
    ],
)
def test_other_feedback_in_the_body_is_left_aside_by_name(said: str) -> None:
    question = only(item(f"<p>Capital?</p>{CHOICES}{said}"))
    assert question.stem.source == "<p>Capital?</p>"
    assert explanations(question) == ["", ""]
    assert len(question.left_aside) == 1


def test_feedback_that_is_hidden_for_a_choice_does_not_explain_it() -> None:
    hidden = feedback("modalFeedback", "A", "You did not choose Paris.", 'showHide="hide"')
    question = only(item(after=hidden))
    assert explanations(question) == ["", ""]
    assert len(question.left_aside) == 1


def test_all_feedback_on_a_choice_is_joined() -> None:
    twice = feedback("feedbackInline", "A", "one") + feedback("feedbackInline", "x", "two")
    modal = "".join(feedback("modalFeedback", "A", text) for text in ("three", "four", "one"))
    body = f"<p>Capital?</p>{CHOICES.replace('Paris', f'Paris{twice}')}"
    question = only(item(body, after=modal + feedback("modalFeedback", "B", "five")))
    assert explanations(question) == ["<p>one</p><p>two</p><p>three</p><p>four</p>", "five"]
    assert question.options[0].text.source == "Paris"


def test_feedback_in_feedback_is_said_of_its_own_choice() -> None:
    inner = feedback("feedbackInline", "B", "no")
    question = only(item(f"<p>Q</p>{CHOICES}{feedback('feedbackBlock', 'A', f'yes{inner}!')}"))
    assert explanations(question) == ["yes!", "no"]


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        (
            f"<div>Which of these {CHOICES} is NOT a capital?</div>",
            "<div>Which of these  is NOT a capital?</div>",
        ),
        (f"{CHOICES}Which <b>one</b> is it?", "Which <b>one</b> is it?"),
        (f'<p>a<stylesheet href="a.css"/> b <i>c</i><stylesheet/> d</p>{CHOICES}', None),
        (f'<p>a<rubricBlock view="scorer">no</rubricBlock> b <i>c</i> d</p>{CHOICES}', None),
    ],
)
def test_text_behind_what_is_left_out_is_kept(body: str, stem: str | None) -> None:
    assert only(item(body)).stem.source == (stem or "<p>a b <i>c</i> d</p>")


def test_text_behind_the_feedback_of_an_option_is_kept() -> None:
    paris = f"Paris{feedback('feedbackInline', 'A', 'Yes')} (France)"
    question = only(item(f"<p>Q</p>{CHOICES.replace('Paris', paris)}"))
    assert question.options[0].text.source == "Paris (France)"


@pytest.mark.parametrize("view", ["candidate", "scorer candidate"])
def test_what_learners_are_to_read_belongs_to_the_stem(view: str) -> None:
    rubric = f'<rubricBlock view="{view}"><contentBody><p>Passage</p></contentBody></rubricBlock>'
    question = only(item(f"{rubric}<p>Which?</p>{CHOICES}"))
    assert question.stem.source == "<div><div><p>Passage</p></div></div><p>Which?</p>"


def test_what_only_others_read_does_not() -> None:
    rubric = '<rubricBlock view="scorer author"><p>Paris</p></rubricBlock>'
    assert only(item(f"{rubric}<p>Which?</p>{CHOICES}")).stem.source == "<p>Which?</p>"
