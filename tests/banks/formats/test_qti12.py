"""QTI 1.2 as Canvas, Blackboard, Respondus, D2L and text2qti write it."""

import pytest

from banks.formats import qti
from banks.formats.bank import BankQuestion, Text, UnreadableBankError
from tests.banks.formats.qti12 import (
    CANVAS,
    D2L,
    RESPONDUS,
    TEXTS,
    blackboard,
    document,
    html,
    is_,
    item,
    labels,
    read,
    said,
    when,
    zipped,
)
from tests.banks.formats.test_qti_images import PNG

POOL = """<POOL><TITLE value="은행"/><QUESTIONLIST><QUESTION id="q1"/></QUESTIONLIST>
<QUESTION_TRUEFALSE id="q1"><BODY><TEXT>&lt;b&gt;철도&lt;/b&gt;인가?</TEXT></BODY>
<ANSWER id="a1"><TEXT>False</TEXT></ANSWER><ANSWER id="a2"><TEXT>True</TEXT></ANSWER>
<GRADABLE><CORRECTANSWER answer_id="a2"/><FEEDBACK_WHEN_CORRECT>맞음</FEEDBACK_WHEN_CORRECT>
<FEEDBACK_WHEN_INCORRECT>틀림</FEEDBACK_WHEN_INCORRECT></GRADABLE></QUESTION_TRUEFALSE>
<QUESTION_ESSAY id="q2"><BODY><TEXT>왜?</TEXT></BODY></QUESTION_ESSAY></POOL>"""


def only(data: str | bytes) -> BankQuestion:
    bank = read(data)
    assert bank.refusals == []
    (question,) = bank.questions
    return question


def bare(text: Text) -> str:
    return text.source.replace("<div>", "").replace("</div>", "|").strip("|")


@pytest.mark.parametrize(
    ("data", "explanations", "general"),
    [
        (CANVAS, ["풀이 a|틀림", "풀이 b|맞음", "풀이 c|틀림"], "모두"),
        (blackboard(), ["틀림|풀이 a", "풀이 b", "틀림|풀이 c"], ""),
        (RESPONDUS, ["풀이 a", "풀이 b", "풀이 c"], "모두"),
        (D2L, ["풀이 a", "풀이 b", "풀이 c"], "모두"),
    ],
    ids=["canvas", "blackboard", "respondus", "d2l"],
)
def test_a_question_of_each_program_comes_with_its_key_and_its_feedback(
    data: str, explanations: list[str], general: str
) -> None:
    question = only(data)
    assert question.stem.source == "<p>무엇이 병목인가?</p>"
    assert tuple(option.text.source for option in question.options) == TEXTS
    assert [option.is_correct for option in question.options] == [False, True, False]
    assert [bare(option.explanation) for option in question.options] == explanations
    assert bare(question.general) == general
    assert question.left_aside == ()


@pytest.mark.parametrize(("texts", "right"), [(("True", "False"), "a"), (("false", "true"), "b")])
def test_true_and_false_are_told_by_their_words(texts: tuple[str, ...], right: str) -> None:
    question = only(document(item(when(is_(right), "100"), choices=labels(texts))))
    assert question.is_true_false
    assert [option.text.source for option in question.options] == ["True", "False"]
    assert question.right.text.source == "True"


def test_titles_become_the_category_and_the_name() -> None:
    question = only(document(item(), title="중간 시험"))
    assert (question.category, question.name) == ("중간 시험", "병목")


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (item(kind="multiple_answers_question"), "multiple response"),
        (item(kind="matching_question"), "matching"),
        (item(kind="essay_question"), "essay"),
        (item(kind="calculated_question"), "calculated"),
        (item(kind="", response='<response_lid ident="r" rcardinality="Multiple">'), "multiple r"),
        (item(kind="", response='<response_lid ident="r" rcardinality="Ordered">'), "ordering"),
        (item(kind="", response='<response_xy ident="r">'), "hot spot"),
        (item(kind="", response='<response_num ident="r">'), "numerical"),
        (item(kind="", response='<response_grp ident="r">'), "matching"),
        (item(kind="", response='<response_str ident="r">'), "short answer"),
        ("<item><presentation/></item>", "description"),
    ],
)
def test_other_types_are_named_with_their_version(
    made: str, kind: str, messages_in_english: None
) -> None:
    (refusal,) = read(document(made)).refusals
    assert refusal.kind.startswith(kind)
    assert refusal.kind_text == f"QTI 1.2 · {refusal.kind}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (document(item(when(is_("b"), "100") + when(is_("c"), "50"))), "partial"),
        (blackboard(credit="25"), "partial"),
        (document(item(when(is_("b"), "0"))), "None of"),
        (document(item(when(is_("b"), "100") + when(is_("c"), "100"))), "exactly one"),
        (document(item(when('<vargt respident="r">2</vargt>', "100"))), "rules of its own"),
        (document(item(when(is_("b"), "many"))), "rules of its own"),
        (document(item(when(is_("b"), "100") * 1001)), "rules of its own"),
        (document(item(stem='<material><mataudio uri="a.mp3"/></material>')), "<mataudio>"),
        (document(item(stem=html('<img src="a.png" alt="표">'))), "a.png"),
        (document(item(stem="")), "no text"),
    ],
)
def test_what_would_change_is_refused(data: str, reason: str, messages_in_english: None) -> None:
    (refusal,) = read(data).refusals
    assert reason in refusal.reason
    assert refusal.version == "QTI 1.2"


@pytest.mark.parametrize(
    "rules",
    [
        when(f"<and>{is_('b')}<not>{is_('a')}</not></and>", "100"),
        when(f"<or>{is_('b')}{is_('x')}</or>", "100"),
        when(f"{is_('b')}{is_('x')}", "100"),
        when(is_("b").replace("b</", "B</").replace("respident", 'case="No" respident'), "100"),
        when("<unanswered/>", "100") + when(is_("b"), "100"),
        when(f"<not>{is_('b')}</not>", "0") + when("<other/>", "100"),
        when(is_("b"), "100") + when("<other/>", "-25"),
    ],
)
def test_rules_of_any_form_tell_the_right_choice(rules: str) -> None:
    assert only(document(item(rules))).right.text.source == "트럭"


def test_what_has_no_place_is_left_aside_by_name(messages_in_english: None) -> None:
    hint = f"<hint><hintmaterial>{html('도움')}</hintmaterial></hint>"
    hint = f'<itemfeedback ident="h">{hint}</itemfeedback>'
    rubric = f"<rubric>{html('채점')}</rubric>"
    made = item(when(is_("b"), "100") + when("<other/>", "-25"), said("x", "말") + hint + rubric)
    assert only(document(made)).left_aside == (
        "feedback of the whole question",
        "hints",
        "notes for those who mark",
        "the penalty on wrong options",
    )


def test_a_formula_that_canvas_draws_is_kept_as_tex() -> None:
    picture = r'<img class="equation_image" data-equation-content="x &lt; \frac{1}{2}" src="/e/1">'
    question = only(document(item(stem=html(f"<p>{picture}인가?</p>"))))
    assert question.stem.source == r"<p>\(x &lt; \frac{1}{2}\)인가?</p>"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("a.png", "a.png"),
        ("$IMS-CC-FILEBASE$/uploads/a.png", "web_resources/uploads/a.png"),
        ("%24IMS-CC-FILEBASE%24/a%20b.png?canvas_=1", "web_resources/a b.png"),
        ("$IMS_CC_FILE_BASE$org0/a.png", "exam/my_files/org0/a.png"),
        (
            "@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1",
            "csfiles/home_dir/a__xid-12_1.png",
        ),
    ],
)
def test_pictures_are_found_where_programs_put_them(address: str, file: str) -> None:
    made = document(item(stem=html(f'<p>표 <img src="{address}" alt="표"></p>')))
    bank = read(made, **{file: PNG})
    assert bank.refusals == []
    assert [image.content for image in bank.questions[0].images] == [PNG]


def test_a_cartridge_of_canvas_counts_each_question_once(messages_in_english: None) -> None:
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": "<manifest/>",
        "i1/assessment_qti.xml": document(item()),
        "i1/assessment_meta.xml": "<quiz/>",
        "non_cc_assessments/i1.xml.qti": document(item(), item(kind="essay_question")),
    }
    bank = read(document(item()), **files)
    assert (len(bank.questions), len(bank.refusals)) == (2, 1)
    assert bank.notes == [
        "One quiz stands in this file twice, as Canvas writes it: it is counted once."
    ]


def test_a_pool_of_blackboard_comes_from_its_dat() -> None:
    for bank in (read(POOL), read(document(item()), **{"res00001.dat": POOL})):
        (question,) = [question for question in bank.questions if question.category == "은행"]
        assert question.is_true_false
        assert [option.explanation.source for option in question.options] == ["맞음", "틀림"]
        assert [refusal.kind_text for refusal in bank.refusals] == ["Blackboard POOL · 서술형"]


ITEM2 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" title="t">
<responseDeclaration identifier="R" cardinality="single"><correctResponse><value>a</value>
</correctResponse></responseDeclaration><itemBody><p>물음</p><choiceInteraction
responseIdentifier="R"><simpleChoice identifier="a">가</simpleChoice><simpleChoice
identifier="b">나</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""


def test_items_that_the_manifest_does_not_list_are_read_too() -> None:
    manifest = """<manifest><resources><resource type="imsqti_test_xmlv2p1" href="test.xml"/>
<resource type="imsqti_item_xmlv2p1" href="9.xml"/></resources></manifest>"""
    names = [f"{number}.xml" for number in (9, 10, 2)]
    files = {name: ITEM2.replace('"t"', f'"{name}"') for name in names}
    files |= {"imsmanifest.xml": manifest, "test.xml": "<assessmentTest/>"}
    bank = read(document(item()), **files)
    names = ["9.xml", "2.xml", "10.xml", "병목"]
    assert [question.name for question in bank.questions] == names
    essay = ITEM2.replace("choiceInteraction", "extendedTextInteraction")
    (refusal,) = read(essay).refusals
    assert refusal.kind_text == "QTI 2.1 · 서술형"


def test_korean_encodings_and_a_named_document_type_are_read() -> None:
    declared = '<?xml version="1.0" encoding="EUC-KR"?>'
    assert only((declared + document(item())).encode("cp949")).name == "병목"
    assert only('<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">' + document(item()))
    with pytest.raises(UnreadableBankError):
        read('<!DOCTYPE questestinterop [<!ATTLIST item a CDATA "b">]>' + document(item()))


@pytest.mark.parametrize(
    "data",
    [
        document(item()).replace(item(), item() * 2001),
        zipped({f"{number}.xml": ITEM2 for number in range(2001)}),
    ],
    ids=["document", "package"],
)
def test_more_questions_than_may_be_are_not_read(data: str | bytes) -> None:
    with pytest.raises(UnreadableBankError, match="2,000"):
        qti.read(data.encode() if isinstance(data, str) else data, 2000)
