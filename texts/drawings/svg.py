"""What of SVG drawings are made of: the sanitiser lets no more of it through."""

import re

_PERCENT = re.compile(r"-?\d{1,3}(?:\.\d+)?%", re.ASCII)
_MEASURES = {
    "rect": ("x", "y", "width", "height"),
    "line": ("x1", "x2", "y1", "y2"),
    "text": ("x", "y"),
    "circle": ("cx", "cy"),
}
_SHADES = [f"lms-draw-{number}" for number in range(6)]
_ON_SHADES = [f"lms-draw-on-{number}" for number in range(6)]

ELEMENTS = {"svg", "path", *_MEASURES}
ATTRIBUTES: dict[str, set[str]] = {
    "svg": set(),
    "path": {"d"},
    **{element: set(names) for element, names in _MEASURES.items()},
}
VALUES: dict[str, dict[str, set[str]]] = {
    "svg": {"viewBox": {"0 0 24 24"}},
    "circle": {"r": {"6"}},
}
SHAPES = {
    **{(element, name): _PERCENT for element, names in _MEASURES.items() for name in names},
    # Moves and lines alone.
    ("path", "d"): re.compile(r"[MhHvVlL\d. -]{1,40}", re.ASCII),
}
CLASSES: dict[str, set[str]] = {
    "svg": {"lms-draw-track", "lms-draw-sample", "lms-draw-arrow-sign"},
    "rect": {*_SHADES},
    "line": {"lms-draw-base", "lms-draw-mark"},
    "text": {"lms-draw-number", "lms-draw-at-start", "lms-draw-at-end", *_ON_SHADES},
    "circle": {"lms-draw-point"},
}
CLASSES_OF_DIV = {
    *("lms-draw-row", "lms-draw-scale", "lms-draw-way", "lms-draw-back"),
    *("lms-draw-areas", "lms-draw-area", "lms-draw-wall", "lms-draw-group"),
}
CLASSES_OF_FIGURE = {
    f"lms-drawing-{name}" for name in ("bar", "timeline", "grid", "arrows", "intervals", "map")
}
CLASSES_OF_SPAN = {
    *("lms-draw-label", "lms-draw-figures", "lms-draw-kind", "lms-draw-box"),
    *("lms-draw-arrow", "lms-draw-by", "lms-draw-area-name"),
}
