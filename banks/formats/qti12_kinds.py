"""Which type of question a QTI 1.2 item is: by what its program says, else by how it is built."""

import re
from xml.etree.ElementTree import Element

from banks.formats.acceptance import MULTIPLE_CHOICE, MULTIPLE_RESPONSE
from banks.formats.xmltree import text_at

_DESCRIPTION, _ESSAY, _MATCHING = "description", "essay", "matching"
_NUMERICAL, _ORDERING, _SHORT = "numerical", "ordering", "short answer"
# Where programs write the type; the later ones say more.
_FIELDS = (
    "qmd_itemtype",
    "cc_profile",
    "qmd_questiontype",
    "respondusapi_qtype",
    "bbmd_questiontype",
    "question_type",
)
# By the letters alone of what programs call it; what is not here is told by how it is built.
_NAMES = {
    "calculated": "calculated",
    "calculatednumeric": "calculated",
    "calculatedquestion": "calculated",
    "arithmetic": "calculated",
    "categorizationquestion": _MATCHING,
    "essay": _ESSAY,
    "essayquestion": _ESSAY,
    "cc.essay": _ESSAY,
    "longanswer": _ESSAY,
    "shortresponse": _ESSAY,
    "fibquestion": _SHORT,
    "fillintheblank": _SHORT,
    "fillintheblankplus": _SHORT,
    "fillinmultipleblanks": _SHORT,
    "fillinmultipleblanksquestion": _SHORT,
    "cc.fib": _SHORT,
    "cc.patternmatch": _SHORT,
    "multipleshortanswer": _SHORT,
    "shortanswer": _SHORT,
    "shortanswerquestion": _SHORT,
    "fileupload": "file upload",
    "fileuploadquestion": "file upload",
    "hotspot": "hot spot",
    "hotspotquestion": "hot spot",
    "jumbledsentence": "inline choice",
    "multipledropdownsquestion": "inline choice",
    "likert": "opinion scale",
    "opinionscale": "opinion scale",
    "likertscale": "opinion scale",
    "matching": _MATCHING,
    "matchingquestion": _MATCHING,
    "multipleanswer": MULTIPLE_RESPONSE,
    "multipleanswers": MULTIPLE_RESPONSE,
    "multipleanswersquestion": MULTIPLE_RESPONSE,
    "multipleresponse": MULTIPLE_RESPONSE,
    "multiselect": MULTIPLE_RESPONSE,
    "cc.multipleresponse": MULTIPLE_RESPONSE,
    "numeric": _NUMERICAL,
    "numerical": _NUMERICAL,
    "numericalquestion": _NUMERICAL,
    "significantfigures": _NUMERICAL,
    "ordering": _ORDERING,
    "orderingquestion": _ORDERING,
    "quizbowl": _SHORT,
    "textonly": _DESCRIPTION,
    "textonlyquestion": _DESCRIPTION,
}
_RESPONSES = {
    "response_grp",
    "response_lid",
    "response_num",
    "response_str",
    "response_xy",
}


def metadata_of(element: Element) -> dict[str, str]:
    """What its metadata say, by their lower-case names."""
    entries: dict[str, str] = {}
    metadata = element.find("itemmetadata")
    for part in [element] if metadata is None else [element, metadata]:
        for field in part.iterfind("qtimetadata/*"):
            if field.tag in ("qtimetadatafield", "qti_metadatafield"):
                entries[text_at(field, "fieldlabel").lower()] = text_at(field, "fieldentry")
    for child in [] if metadata is None else metadata:
        if not len(child) and (child.text or "").strip():
            entries.setdefault(child.tag.lower(), (child.text or "").strip())
    return entries


def kind_of(item: Element) -> str:
    """The type of the item; with one option to choose it is multiple choice, or true/false."""
    metadata, by_name = metadata_of(item), ""
    for field in _FIELDS:
        letters = re.sub(r"\.v0p1$", "", metadata.get(field, "").lower())
        by_name = _NAMES.get(re.sub(r"[^a-z.]", "", letters), by_name)
    return by_name or _by_build(item)


def _by_build(item: Element) -> str:
    responses = [element for element in item.iter() if element.tag in _RESPONSES]
    if not responses:
        return _DESCRIPTION
    first = responses[0]
    if len(responses) > 1:
        return _of_several(responses)
    if first.tag == "response_grp":
        return _MATCHING
    if first.tag == "response_xy" or first.find(".//render_hotspot") is not None:
        return "hot spot"
    if first.tag == "response_num" or first.find(".//render_slider") is not None:
        return _NUMERICAL
    if first.tag == "response_str" or first.find(".//render_fib") is not None:
        return _of_blank(first)
    cardinality = first.get("rcardinality", "Single").lower()
    if cardinality == "ordered":
        return _ORDERING
    return MULTIPLE_CHOICE if cardinality == "single" else MULTIPLE_RESPONSE


def _of_several(responses: list[Element]) -> str:
    if all(response.tag in ("response_str", "response_num") for response in responses):
        return _SHORT
    idents = [
        tuple(label.get("ident", "") for label in response.iter("response_label"))
        for response in responses
    ]
    return _MATCHING if idents[0] and len(set(idents)) == 1 else "several questions"


def _of_blank(response: Element) -> str:
    blank = response.find(".//render_fib")
    if blank is None:
        return _SHORT
    if blank.get("fibtype", "").lower() in ("decimal", "integer", "scientific"):
        return _NUMERICAL
    rows = blank.get("rows", "1")
    return _ESSAY if rows.isdigit() and int(rows) > 1 else _SHORT
