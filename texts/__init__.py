"""Markdown of course texts: one call renders, sanitises and lists what its author should mend."""

from texts.faults import Fault
from texts.page import CourseContext, ShownImage
from texts.renderer import KINDS, Kind, Rendered, render, render_block, render_inline, render_item

__all__ = [
    "KINDS",
    "CourseContext",
    "Fault",
    "Kind",
    "Rendered",
    "ShownImage",
    "render",
    "render_block",
    "render_inline",
    "render_item",
]
