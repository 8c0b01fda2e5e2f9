"""Markdown of course texts: one call renders, sanitises and lists what its author should mend."""

from texts.faults import Fault
from texts.page import CourseContext, Picture
from texts.renderer import Rendered, render_block, render_inline

__all__ = ["CourseContext", "Fault", "Picture", "Rendered", "render_block", "render_inline"]
