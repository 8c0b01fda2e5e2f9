"""Markdown of course texts: one call renders, sanitises and lists what its author should mend."""

from texts.faults import Fault
from texts.page import CourseContext, ShownImage
from texts.renderer import Rendered, render_block, render_inline

__all__ = ["CourseContext", "Fault", "Rendered", "ShownImage", "render_block", "render_inline"]
