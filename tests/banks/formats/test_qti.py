"""QTI 2.1, 2.2 and 3.0: items and packages, what is taken and what is refused by its type."""

import io
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from banks.formats import qti, qti_writing
from banks.formats.bank import (
    BankImage,
    BankOption,
    BankQuestion,
    Format,
    Text,
    UnreadableBankError,
)
from banks.formats.registry import FORMATS
from tests.tables import examples
from tests.texts.stems import STEMS

TWO = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q1" title="병목"
    adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
    <correctResponse><value>B</value></correctResponse>
  </responseDeclaration>
  <itemBody>
    <p>느린 서버를 봅니다.</p>
    <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">
      <prompt>무엇이 <strong>병목</strong>입니까?</prompt>
      <simpleChoice identifier="A">전력
        <feedbackInline outcomeIdentifier="F" identifier="A">아닙니다</feedbackInline>
      </simpleChoice>
      <simpleChoice identifier="B">메모리</simpleChoice>
    </choiceInteraction>
  </itemBody>
  <modalFeedback outcomeIdentifier="F" identifier="B" showHide="show">맞습니다</modalFeedback>
  <modalFeedback outcomeIdentifier="F" identifier="late" showHide="show">늦음</modalFeedback>
</assessmentItem>"""
THREE = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q3"
    title="셋" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>a</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-item-body>
    <p>물음</p>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="1">
      <qti-simple-choice identifier="a">가</qti-simple-choice>
      <qti-simple-choice identifier="b">나</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-modal-feedback outcome-identifier="F" identifier="a" show-hide="show">
    <qti-content-body><p>까닭</p></qti-content-body>
  </qti-modal-feedback>
</qti-assessment-item>"""


def package(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def only(data: str) -> BankQuestion:
    bank = qti.read(data.encode())
    assert bank.refusals == []
    return bank.questions[0]


@pytest.mark.parametrize("version", ["v2p1", "v2p2"])
def test_an_item_of_version_2(version: str) -> None:
    question = only(TWO.replace("v2p1", version))
    assert question.name == "병목"
    assert question.stem.source == (
        "<p><p>느린 서버를 봅니다.</p></p><p>무엇이 <strong>병목</strong>입니까?</p>"
    )
    first, second = question.options
    assert (first.text.source, first.is_correct, first.explanation.source) == (
        "전력",
        False,
        "아닙니다",
    )
    assert (second.is_correct, second.explanation.source) == (True, "맞습니다")
    assert len(question.left_aside) == 1


def test_an_item_of_version_3() -> None:
    question = only(THREE)
    assert question.stem.source == "<p>물음</p>"
    assert [
        (one.text.source, one.is_correct, one.explanation.source) for one in question.options
    ] == [
        ("가", True, "<p>까닭</p>"),
        ("나", False, ""),
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (('maxChoices="1"', 'maxChoices="2"'), "multiple response"),
        (('cardinality="single"', 'cardinality="multiple"'), "multiple response"),
        (("choiceInteraction", "orderInteraction"), "ordering"),
        (("choiceInteraction", "extendedTextInteraction"), "essay"),
        (("<p>느린", '<p><img src="a.png" alt="표"/>느린'), "multiple choice"),
        (("<value>B</value>", "<value>A</value><value>B</value>"), "multiple response"),
        (
            (
                "</correctResponse>",
                "</correctResponse><mapping><mapEntry mapKey='B' mappedValue='1'/>"
                "<mapEntry mapKey='A' mappedValue='0.5'/></mapping>",
            ),
            "multiple response",
        ),
    ],
)
def test_what_does_not_map_is_refused_by_its_type(change: tuple[str, str], kind: str) -> None:
    bank = qti.read(TWO.replace(*change).encode())
    assert [(one.kind, one.name, bool(one.reason)) for one in bank.refusals] == [
        (kind, "병목", True)
    ]


@pytest.mark.parametrize(
    ("place", "held"),
    [
        ("<qti-item-body>", '<qti-assessment-stimulus-ref identifier="s" href="s.xml"/>'),
        ("<qti-item-body>", '<qti-template-declaration identifier="X"/>'),
        ("물음", '<qti-printed-variable identifier="X"/>'),
        ("물음", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="s.xml"/>'),
        ("<p>까닭</p>", "<audio></audio>"),
    ],
)
def test_what_would_be_missing_from_a_question_refuses_it(place: str, held: str) -> None:
    bank = qti.read(THREE.replace(place, held + place).encode())
    assert bank.questions == []
    assert [one.name for one in bank.refusals] == ["셋"]
    tag = held[1:].split()[0].split(">")[0].rpartition(":")[2].removeprefix("qti-")
    assert tag.replace("-", "") in bank.refusals[0].reason.lower()


def test_a_package_is_read_in_the_order_of_its_manifest() -> None:
    manifest = """<manifest><resources>
        <resource type="imsqti_item_xmlv3p0" href="items/3.xml"/>
        <resource type="imsqti_item_xmlv2p1" href="items/2.xml"/>
        <resource type="imsqti_item_xmlv2p1" href="items/broken.xml"/>
        <resource type="webcontent" href="style.css"/>
        </resources></manifest>"""
    bank = qti.read(
        package(
            {
                "items/2.xml": TWO,
                "items/3.xml": THREE,
                "items/broken.xml": "<assessmentItem>",
                "imsmanifest.xml": manifest,
            }
        )
    )
    assert [question.name for question in bank.questions] == ["셋", "병목"]
    assert [(one.line, one.kind) for one in bank.refusals] == [(3, "unreadable")]


def manifest(resources: str, base: str = "") -> str:
    return f"<manifest><resources {base}>{resources}</resources></manifest>"


def resource(href: str, base: str = "") -> str:
    given = f'xml:base="{base}" ' if base else ""
    return f'<resource identifier="r" type="imsqti_item_xmlv2p1" {given}href="{href}"/>'


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("items/문항 1.xml", manifest(resource("items/%EB%AC%B8%ED%95%AD%201.xml"))),
        ("items/문항 1.xml", manifest(resource("./items/문항 1.xml"))),
        ("100%25.xml", manifest(resource("100%25.xml"))),
        ("items\\2.xml", manifest(resource("items/2.xml"))),
        ("items/2.xml", manifest(resource("items/2.xml#item"))),
        ("a/b c/2.xml", manifest(resource("2.xml", base="b%20c/"), 'xml:base="a/"')),
        ("2.xml", manifest(resource("../2.xml", base="items/"))),
    ],
)
def test_addresses_in_the_manifest_lead_to_items(path: str, listed: str) -> None:
    bank = qti.read(package({f"quiz/{path}": TWO, "quiz/imsmanifest.xml": listed}))
    assert bank.refusals == []
    assert [question.name for question in bank.questions] == ["병목"]


def test_what_is_listed_and_not_packed_is_counted(messages_in_english: None) -> None:
    listed = manifest(resource("lost%201.xml") + resource("2.xml") * 2 + resource(""))
    bank = qti.read(package({"2.xml": TWO, "imsmanifest.xml": listed}))
    assert [question.line for question in bank.questions] == [2]
    assert [(one.line, one.name, one.kind, one.reason) for one in bank.refusals] == [
        (1, "lost 1.xml", "unreadable", "It is not in the package."),
        (3, "r", "unreadable", "It is not in the package."),
    ]


def test_items_of_one_name_in_two_folders_are_two() -> None:
    listed = manifest(resource("2.xml", base="a/") + resource("2.xml", base="b/"))
    bank = qti.read(package({"2.xml": TWO, "imsmanifest.xml": listed}))
    assert [one.name for one in bank.refusals] == ["a/2.xml", "b/2.xml"]


def test_a_long_base_is_not_carried_from_item_to_item() -> None:
    items = "".join(resource(f"{number}.xml") for number in range(1_000))
    listed = manifest(items, f'xml:base="{"a" * 500_000}/"')
    bank = qti.read(package({"imsmanifest.xml": listed}))
    assert sum(len(one.name) for one in bank.refusals) < 2_000_000


@pytest.mark.parametrize(
    "files",
    [
        {"../outside.xml": THREE},
        {"/etc/item.xml": THREE},
        {"big.xml": "0" * 64_000_000},
        {f"{number}.txt": "" for number in range(20_001)},
    ],
    ids=["up", "absolute", "bomb", "many"],
)
def test_a_hostile_package_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(UnreadableBankError, match=r"\.$"):
        FORMATS["qti"].read(package(files))


def test_dates_and_code_in_tables_are_written_as_they_are_shown_here() -> None:
    explanation = "2026. 11. 26. 시행\n\n| 명령 | 뜻 |\n|---|---|\n| `a|b` | 글 |"
    options = (BankOption(Text("가"), True, Text(explanation)), BankOption(Text("나"), False))
    package = zipfile.ZipFile(io.BytesIO(qti_writing.write([BankQuestion(Text("물음"), options)])))
    written = "".join(package.read(name).decode() for name in package.namelist())
    assert "<ol" not in written
    assert "<code>a|b</code>" in written


def test_a_note_counts_only_for_the_item_as_it_was_written() -> None:
    options = (BankOption(Text("**가**"), True, Text("맞음")), BankOption(Text("나"), False))
    made = BankQuestion(Text("~물음~ {x}"), options, name="하나", tags=("쪽지",), is_draft=True)
    with zipfile.ZipFile(io.BytesIO(qti_writing.write([made]))) as package:
        source = package.read("items/item-00001.xml").decode()
    assert qti.read(source.encode()).questions == [made]
    assert qti.read(source.replace("><", ">\n  <").encode()).questions == [made]
    (edited,) = qti.read(source.replace("~물음~ {x}</p>", "고친 물음</p>").encode()).questions
    assert edited.stem == Text("<div><p>고친 물음</p>\n</div>", Format.HTML)
    assert (edited.tags, edited.is_draft) == (("쪽지",), True)
    for wrong in ("[]", '{"digest": 1}', "{", '{"tags": ["\\u0000"]}'):
        broken = f"{source.partition('<?dure')[0]}<?dure {wrong}?></qti-assessment-item>"
        (read,) = qti.read(broken.encode()).questions
        assert (read.tags, read.is_draft) == ((), False)


# What items have that 200 random quizzes of the stems below were valid with against the schema of
# QTI 3.0 (its profile of 2022-05-01 and MathML 3; its notice reserves all rights, so it is not
# here): elements of texts, and all attributes but those of MathML.
OF_TEXTS = {
    *("a", "blockquote", "br", "code", "div", "em", "figcaption", "figure", "h1", "h2", "h3", "h4"),
    *("h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}
OF_MATHML = {
    *("math", "mfrac", "mi", "mn", "mo", "mrow", "msqrt", "msup", "mtable", "mtd", "mtext", "mtr"),
    "munderover",
}
CLASSES = {"qti-align-right", "qti-underline"}  # of its shared vocabulary
ATTRIBUTES = {
    *("adaptive", "alt", "base-type", "cardinality", "class", "href", "identifier", "max-choices"),
    *("outcome-identifier", "response-identifier", "show-hide", "shuffle", "src"),
    *("time-dependent",),
}
MARKDOWN = """### 제목 **굵게**

> [밖](https://e.org/?a=1&b=2 '제목')와 <https://e.org>

3. 셋
   - `code <b>` *기울임*

```py
print('<')
```

| 가 | 나 |
|:---|--:|
| 1 | ![그림](image:pic "제목") |

---

![](image:pic "설명")

x < y & z <u>밑줄</u> \\
끝 \ufffe"""


def elements_of(question: BankQuestion) -> list[tuple[str, Element]]:
    with zipfile.ZipFile(io.BytesIO(qti_writing.write([question]))) as package:
        root = fromstring(package.read("items/item-00001.xml"))
    return [(element.tag.rpartition("}")[2], element) for element in root.iter()]


def test_an_item_holds_nothing_that_the_schema_does_not_have() -> None:
    options = (BankOption(Text(MARKDOWN), True, Text(MARKDOWN)), BankOption(Text("나"), False))
    elements = elements_of(
        BankQuestion(
            *(Text(MARKDOWN), options),
            tags=("쪽지",),
            category="분류",
            general=Text("말"),
            images=(BankImage("pic", b"png"),),
        )
    )
    texts = {tag for tag, _element in elements if not tag.startswith("qti-")}
    assert {"h3", "table", "pre", "ol", "img", "a", "span", "figcaption"} <= texts <= OF_TEXTS
    assert {name for tag, element in elements for name in element.attrib} - {"title"} <= ATTRIBUTES
    assert [tag for tag, element in elements if "title" in element.attrib] == [
        "qti-assessment-item"
    ]


@examples(20)
@given(st.lists(STEMS.map(Text), min_size=3, max_size=3))
def test_any_item_holds_nothing_that_the_schema_does_not_have(texts: list[Text]) -> None:
    stem, one, other = texts
    options = (BankOption(one, True, other), BankOption(other, False))
    for tag, element in elements_of(BankQuestion(stem, options, name="q")):
        if tag in OF_MATHML:
            assert element.attrib.keys() <= {"display"}
        else:
            assert tag.startswith("qti-") or tag in OF_TEXTS
            assert element.attrib.keys() <= ATTRIBUTES | {"title"}
            assert element.get("class", "qti-underline") in CLASSES


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<del>가</del> <ins>나</ins> <s>다</s>", set()),
        ("<center><mark>가</mark></center><wbr>", set()),
        ('<map name="m"><area></map><time>가</time>', set()),
        ('<img alt="가" src="javascript:1">', {"span"}),
        ("<a>가</a>", {"span"}),
        ('<img src="가.png">', {"img"}),
    ],
)
def test_of_html_goes_out_what_the_schema_has(html: str, tags: set[str]) -> None:
    options = (BankOption(Text("나"), True), BankOption(Text("다"), False))
    elements = elements_of(BankQuestion(Text(html, Format.HTML), options))
    texts = [element for tag, element in elements if tag == "qti-item-body"]
    (stem,) = [element[0] for element in texts]
    found = {element.tag.rpartition("}")[2]: element for element in stem.iter()}
    assert found.keys() - {"div"} == tags
    assert "가" in "".join(stem.itertext()) or "가" in found["img"].attrib["src"]
    assert all("alt" in element.attrib for tag, element in found.items() if tag == "img")
