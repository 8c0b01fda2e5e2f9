"""The last step: only the elements, attributes and classes that rendering makes get through."""

import re

import nh3

from texts import mathml
from texts.drawings import svg
from texts.markup import tag

_PLAIN = (
    "p figcaption strong em code blockquote hr br table caption thead tbody tr dl dt dd dfn sup u"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "id", "aria-label"},
    "aside": set(),
    "button": {"popovertarget"},
    "details": set(),
    "div": {"aria-label"},
    "figure": set(),
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id", "value", "data-check"},
    "ol": {"start"},
    "pre": set(),
    "span": {"aria-label"},
    "summary": set(),
    "td": {"data-label"},
    "th": {"data-label"},
    "ul": set(),
}
_VALUES: dict[str, dict[str, set[str]]] = {
    "a": {"target": {"_blank"}, "rel": {"noopener noreferrer"}},
    "aside": {"role": {"note"}},
    "button": {"type": {"button"}},
    "div": {"role": {"region", "img", "group"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "ol": {"role": {"list"}},
    "pre": {"lang": {"en"}},
    "span": {"role": {"img"}, "aria-hidden": {"true"}},
    "table": {"role": {"table"}},
    "tbody": {"role": {"rowgroup"}},
    "td": {"role": {"cell"}},
    "th": {"role": {"columnheader", "rowheader"}, "scope": {"col", "row"}},
    "thead": {"role": {"rowgroup"}},
    "tr": {"role": {"row"}},
    "ul": {"role": {"list"}},
}
_BOXES = {"lms-callout", "lms-callout-analogy", "lms-callout-our-group", "lms-callout-checklist"}
_TITLE = {"lms-callout-title"}
_TABLES = {"lms-table", "lms-table-rows", "lms-table-wide"}
_ALIGNED = {"lms-align-left", "lms-align-center", "lms-align-right"}
_CLASSES: dict[str, set[str]] = {
    "a": {"lms-address", "lms-external", "lms-footnote-back"},
    "aside": _BOXES,
    "button": {"lms-term-button"},
    "details": {"lms-callout", "lms-callout-deep-dive"},
    "dd": {"lms-calc-remark"},
    "dfn": {"lms-term"},
    "div": {
        *("lms-callout", "lms-callout-calc", "lms-calc-result", "lms-calc-row", *_TABLES),
        "lms-footnotes",
        *svg.CLASSES_OF_DIV,
    },
    "dl": {"lms-calc"},
    "figure": {"lms-figure", "lms-drawing", *svg.CLASSES_OF_FIGURE},
    "h3": _TITLE,
    "h4": _TITLE,
    "h5": _TITLE,
    "h6": _TITLE,
    "img": {"lms-image"},
    "li": {"lms-task", "lms-task-done", "lms-task-open"},
    "ol": {"lms-tasks"},
    "p": {"lms-calc-about", "lms-draw-key"},
    "span": {
        "lms-calc-step",
        "lms-calc-value",
        "lms-callout-icon",
        "lms-draft-mark",
        "lms-task-mark",
        "visually-hidden",
        *svg.CLASSES_OF_SPAN,
    },
    "sup": {"lms-footnote-ref"},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "thead": {"lms-table-head"},
    "ul": {"lms-tasks"},
}
_SHAPES = {
    # Images are the course's own, and from nowhere else.
    ("img", "src"): re.compile(r"/courses/[-\w]+/images/[-\w]+\.[0-9a-f]+\.webp", re.ASCII),
    ("li", "data-check"): re.compile(r"[0-9a-f]{12}(-[0-9]+)?"),
    **svg.SHAPES,
}


def _keep(element: str, attribute: str, value: str) -> str | None:
    """Leave out a value that rendering would have written in another shape."""
    shape = _SHAPES.get((element, attribute))
    return value if shape is None or shape.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags={*_PLAIN.split(), *_ATTRIBUTES, *mathml.ELEMENTS, *svg.ELEMENTS},
    attributes=_ATTRIBUTES | mathml.ATTRIBUTES | svg.ATTRIBUTES,
    tag_attribute_values=_VALUES | mathml.VALUES | svg.VALUES,
    allowed_classes=_CLASSES | mathml.CLASSES | svg.CLASSES,
    attribute_filter=_keep,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,  # rendering sets it, on links to other sites only
)


def sanitise(html: str) -> str:
    """`html` without anything that rendering does not make."""
    return _CLEANER.clean(html)


def keeps_address(address: str) -> bool:
    """Whether a link to `address` gets through."""
    link = tag("a", href=address) + "</a>"
    return sanitise(link) == link
