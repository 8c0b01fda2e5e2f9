"""Markdown of course texts: one call renders, sanitises and lists what its author should mend."""

from courses.markdown.faults import Fault
from courses.markdown.page import CourseContext
from courses.markdown.renderer import Rendered, render_block, render_inline

__all__ = ["CourseContext", "Fault", "Rendered", "render_block", "render_inline"]
