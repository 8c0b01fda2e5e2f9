"""Which scorings of QTI items are plain: one right option, and nothing in between."""

import pytest

from banks.formats.bank import BankQuestion
from tests.banks.formats.test_qti_texts import KEY, item, only, read

RESPONSE = '<variable identifier="RESPONSE"/>'
IS_RIGHT = f'<match>{RESPONSE}<correct identifier="RESPONSE"/></match>'
IS_B = f'<match>{RESPONSE}<baseValue baseType="identifier">B</baseValue></match>'
IS_NULL = f"<isNull>{RESPONSE}</isNull>"
MAP = '<mapResponse identifier="RESPONSE"/>'
SCORE = '<variable identifier="SCORE"/>'
MAPPED = "<mapping><mapEntry mapKey='A' mappedValue='2'/></mapping>"
DECLARED = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>3</value></defaultValue></outcomeDeclaration>"
    '<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
)


def number(value: str) -> str:
    return f'<baseValue baseType="float">{value}</baseValue>'


def put(value: str, outcome: str = "SCORE") -> str:
    return f'<setOutcomeValue identifier="{outcome}">{value}</setOutcomeValue>'


def when(condition: str, then: str, *others: tuple[str, str], otherwise: str = "") -> str:
    branches = [f"<responseIf>{condition}{then}</responseIf>"]
    branches += [f"<responseElseIf>{one}{rule}</responseElseIf>" for one, rule in others]
    branches += [f"<responseElse>{otherwise}</responseElse>"] if otherwise else []
    return f"<responseCondition>{''.join(branches)}</responseCondition>"


def processed(rules: str, template: str = "") -> str:
    given = f' template="{template}"' if template else ""
    return f"{DECLARED}<responseProcessing{given}>{rules}</responseProcessing>"


def mapping(entries: dict[str, str], attributes: str = "") -> str:
    inner = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries.items()
    )
    return f"<mapping {attributes}>{inner}</mapping>"


def reason(source: str) -> str:
    bank = read(source)
    assert bank.questions == []
    return bank.refusals[0].reason


def right(question: BankQuestion) -> str:
    return question.right.text.source


@pytest.mark.parametrize(
    "declared",
    [
        KEY + mapping({"A": "0.1"}),
        mapping({"A": "1", "B": "0"}),
        KEY + mapping({"A": "1"}, 'defaultValue="-0.5" lowerBound="0"'),
        KEY + "<mapping/>",
    ],
)
def test_a_mapping_to_one_right_choice_is_taken(declared: str) -> None:
    assert right(only(item(declared=declared))) == "Paris"


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("<correctResponse><value>B</value></correctResponse>" + mapping({"A": "-1"}), "None of"),
        ("<correctResponse><value>B</value></correctResponse>" + MAPPED, "disagree"),
        (KEY + mapping({"A": "0"}), "None of"),
        (KEY + mapping({"A": "1"}, 'defaultValue="0.5"'), "partial"),
        (KEY + mapping({"A": "1", "B": "1"}), "exactly one right"),
        (KEY + mapping({"A": "2", "B": "1"}, 'upperBound="1"'), "exactly one right"),
        (KEY + mapping({"A": "1", "B": "x"}), "partial"),
    ],
)
def test_any_other_mapping_is_refused(declared: str, said: str, messages_in_english: None) -> None:
    assert said in reason(item(declared=declared))


@pytest.mark.parametrize(
    ("declared", "after"),
    [
        (KEY + mapping({"A": "1"}, 'defaultValue="-0.5"'), ""),
        (KEY, processed(when(IS_RIGHT, put(number("1")), otherwise=put(number("-1"))))),
    ],
)
def test_a_penalty_on_wrong_choices_is_left_aside_by_name(
    declared: str, after: str, messages_in_english: None
) -> None:
    question = only(item(declared=declared, after=after))
    assert right(question) == "Paris"
    assert question.left_aside == ("the penalty on wrong options",)


@pytest.mark.parametrize(
    ("rules", "template"),
    [
        ("", "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"),
        ("", "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"),
        ("", "http://www.imsglobal.org/question/qti_v2p1/rptemplates/CC2_match"),
        ("", ""),
        (when(IS_RIGHT, put(number("1"))), "https://example.org/own.xml"),
        (when(IS_RIGHT, put('<variable identifier="MAXSCORE"/>'), otherwise=put(number("0"))), ""),
        (when(IS_RIGHT, put(f"<sum>{SCORE}{number('1')}</sum>")), ""),
        (
            when(
                IS_NULL,
                put(number("0")),
                (IS_B, put(number("0"))),
                otherwise=put(f"<sum>{SCORE}{MAP}</sum>"),
            ),
            "",
        ),
        (when(f"<not>{IS_B}</not>", put(number("5"))), ""),
        (
            when(
                f"<and><not>{IS_NULL}</not><or>{IS_RIGHT}</or></and>",
                put(number("1")),
                otherwise=put(number("0")),
            )
            + when(f"<lt>{SCORE}{number('0')}</lt>", put(number("0"))),
            "",
        ),
        (
            when(
                f'<member>{RESPONSE}<multiple><baseValue baseType="identifier">A</baseValue>'
                "</multiple></member>",
                put(number("1")),
            ),
            "",
        ),
        (put(RESPONSE, "F"), ""),
        (put("<customOperator/>", "F") + when(IS_RIGHT, put(number("1"))), ""),
        (
            when(IS_RIGHT, put(number("1")) + put(RESPONSE, "F"))
            + when("<customOperator/>", put(RESPONSE, "F")),
            "",
        ),
    ],
)
def test_processing_that_only_tells_right_from_wrong_is_taken(rules: str, template: str) -> None:
    assert right(only(item(declared=KEY + MAPPED, after=processed(rules, template)))) == "Paris"


@pytest.mark.parametrize(
    ("rules", "template", "said"),
    [
        (when(IS_RIGHT, put(number("1")), (IS_B, put(number("0.5")))), "", "partial"),
        (when(IS_B, put(number("1"))), "", "disagree"),
        (put(number("1")), "", "exactly one right"),
        (when(IS_RIGHT, put(number("0"))), "", "None of"),
        (when(IS_RIGHT, put("<customOperator/>")), "", "rules of its own"),
        (when("<customOperator/>", put(number("1"))), "", "rules of its own"),
        (when(IS_RIGHT, put("<null/>")), "", "rules of its own"),
        (when("", "", otherwise=put(number("1"))), "", "rules of its own"),
        (put(number("1"), "F") + put('<variable identifier="F"/>'), "", "exactly one"),
        (put("<customOperator/>", "F") + put('<variable identifier="F"/>'), "", "rules of its own"),
        (when(IS_RIGHT, put(number("1"), "MAXSCORE")), "", "rules of its own"),
        (when(IS_B, "<exitResponse/>") + put(number("1")), "", "rules of its own"),
        (f'<lookupOutcomeValue identifier="SCORE">{MAP}</lookupOutcomeValue>', "", "rules of"),
        ("", "https://example.org/half.xml", "rules of its own"),
    ],
)
def test_processing_that_gives_anything_else_is_refused(
    rules: str, template: str, said: str, messages_in_english: None
) -> None:
    assert said in reason(item(declared=KEY, after=processed(rules, template)))


def test_containers_do_not_grow_without_bounds(messages_in_english: None) -> None:
    doubled = put('<multiple><variable identifier="F"/><variable identifier="F"/></multiple>', "F")
    rules = put(RESPONSE, "F") + doubled * 60
    equal = '<match><variable identifier="F"/><variable identifier="F"/></match>'
    after = processed(rules + when(equal, put(number("1"))))
    assert "rules of its own" in reason(item(after=after))
