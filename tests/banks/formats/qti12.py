"""Items of QTI 1.2 in the shapes in which programs write them; the words are Dure's own."""

import io
import zipfile
from html import escape

from banks.formats import qti
from banks.formats.bank import Bank

HEAD = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
LETTERS = "abc"
TEXTS = ("크레인", "트럭", "철도")


def read(data: str | bytes, **files: str | bytes) -> Bank:
    """A document alone, or where there are files beside it, a package of all."""
    if not files:
        return qti.read(data.encode() if isinstance(data, str) else data)
    return qti.read(zipped({"quiz.xml": data, **files}))


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def document(*items: str, title: str = "") -> str:
    named = f'<assessment title="{title}"><section ident="root_section">'
    return f"{HEAD}{named}{''.join(items)}</section></assessment></questestinterop>"


def html(text: str) -> str:
    return f'<material><mattext texttype="text/html">{escape(text)}</mattext></material>'


def said(name: str, text: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat>{html(text)}</flow_mat></itemfeedback>'


def when(condition: str, points: str = "", shows: str = "", more: str = "") -> str:
    change = f'<setvar varname="SCORE" action="Set">{points}</setvar>' if points else ""
    shown = "".join(f'<displayfeedback linkrefid="{name}"/>' for name in shows.split())
    condition = f"<conditionvar>{condition}</conditionvar>"
    return f"<respcondition {more}>{condition}{change}{shown}</respcondition>"


def is_(letter: str) -> str:
    return f'<varequal respident="r">{letter}</varequal>'


def labels(texts: tuple[str, ...] = TEXTS) -> str:
    return "".join(
        f'<response_label ident="{letter}"><material><mattext>{text}</mattext></material>'
        "</response_label>"
        for letter, text in zip(LETTERS, texts, strict=False)
    )


def field(label: str, entry: str) -> str:
    entries = f"<fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
    return f"<qtimetadatafield>{entries}</qtimetadatafield>"


def item(
    rules: str = when(is_("b"), "100"),
    feedback: str = "",
    *,
    stem: str = html("<p>무엇이 병목인가?</p>"),
    choices: str = labels(),
    kind: str = "multiple_choice_question",
    response: str = '<response_lid ident="r" rcardinality="Single">',
) -> str:
    """As Canvas and text2qti have it."""
    metadata = f"<qtimetadata>{field('question_type', kind)}</qtimetadata>"
    tag = response.split()[0].strip("<")
    return f"""<item ident="g1" title="병목"><itemmetadata>{metadata}</itemmetadata>
<presentation>{stem}{response}<render_choice>{choices}</render_choice></{tag}></presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"/></outcomes>
{rules}</resprocessing>{feedback}</item>"""


CANVAS = document(
    item(
        when("<other/>", shows="general_fb", more='continue="Yes"')
        + "".join(
            when(is_(letter), shows=f"{letter}_fb", more='continue="Yes"') for letter in LETTERS
        )
        + when(is_("b"), "100", "correct_fb", 'continue="No"')
        + when("<other/>", shows="general_incorrect_fb", more='continue="Yes"'),
        said("general_fb", "모두")
        + said("correct_fb", "맞음")
        + said("general_incorrect_fb", "틀림")
        + "".join(said(f"{letter}_fb", f"풀이 {letter}") for letter in LETTERS),
    )
)


def _formatted(text: str) -> str:
    source = f'<mat_formattedtext type="HTML">{escape(text)}</mat_formattedtext>'
    return f"<material><mat_extension>{source}</mat_extension></material>"


def _of_blackboard(name: str, text: str) -> str:
    solution = f"<solution><solutionmaterial>{_formatted(text)}</solutionmaterial></solution>"
    return f'<itemfeedback ident="{name}">{solution}</itemfeedback>'


def blackboard(credit: str = "0") -> str:
    """With the credit of the last choice in the rule that Blackboard writes of it alone."""
    choices = "".join(
        f'<flow_label><response_label ident="{letter}"><flow_mat>{_formatted(text)}</flow_mat>'
        "</response_label></flow_label>"
        for letter, text in zip(LETTERS, TEXTS, strict=True)
    )
    rules = (
        when(is_("b"), "SCORE.max", "correct")
        + when("<other/>", "0", "incorrect")
        + "".join(
            when(f'<varequal respident="{letter}" case="No"/>', points, letter)
            for letter, points in zip(LETTERS, ("0", "0", credit), strict=True)
        )
    ).replace("varname", "variablename")
    feedback = _of_blackboard("correct", "<br />") + _of_blackboard("incorrect", "틀림")
    feedback += "".join(_of_blackboard(letter, f"풀이 {letter}") for letter in LETTERS)
    return document(
        f"""<item maxattempts="0"><itemmetadata>
<bbmd_questiontype>Multiple Choice</bbmd_questiontype></itemmetadata><presentation><flow>
<flow class="QUESTION_BLOCK">{_formatted("<p>무엇이 병목인가?</p>")}
<flow class="LINK_BLOCK"><material><mattext uri="" texttype="text/plain"/></material></flow></flow>
<flow class="RESPONSE_BLOCK"><response_lid ident="r" rcardinality="Single"><render_choice>
{choices}</render_choice></response_lid></flow></flow></presentation><resprocessing><outcomes>
<decvar varname="SCORE" maxvalue="1.00000"/></outcomes>{rules}</resprocessing>{feedback}</item>""",
        title="은행",
    )


def _each(points: tuple[str, ...], change: str) -> str:
    return "".join(
        when(is_(letter), value, f"{letter}_fb all").replace('varname="SCORE" action="Set"', change)
        for letter, value in zip(LETTERS, points, strict=True)
    )


RESPONDUS = document(
    item(
        _each(("0", "10", "0"), 'varname="que_score" action="Add"'),
        said("all", "모두") + "".join(said(f"{letter}_fb", f"풀이 {letter}") for letter in LETTERS),
        kind="",
    ).replace('varname="SCORE"', 'varname="que_score"')
)
D2L = f"""<questestinterop><objectbank xmlns:d2l_2p0="http://desire2learn.com/xsd/d2lcp_v2p0">
<section title="단원 1"><item d2l_2p0:id="2" ident="OBJ_1" label="QUES_1">
<itemmetadata><qtimetadata><qti_metadatafield><fieldlabel>qmd_questiontype</fieldlabel>
<fieldentry>Multiple Choice</fieldentry></qti_metadatafield></qtimetadata></itemmetadata>
<presentation><flow>{html("<p>무엇이 병목인가?</p>")}<response_extension>
<d2l_2p0:display_style>2</d2l_2p0:display_style></response_extension>
<response_lid ident="r" rcardinality="Single"><render_choice>{labels()}</render_choice>
</response_lid></flow></presentation>
<resprocessing>{_each(("0.0", "100.0", "0.0"), 'action="Set"')}</resprocessing>
{said("QUES_1", "모두")}{"".join(said(f"{letter}_fb", f"풀이 {letter}") for letter in LETTERS)}
</item></section></objectbank></questestinterop>"""
