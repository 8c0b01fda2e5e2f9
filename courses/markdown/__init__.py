"""Markdown of course texts: one call renders, sanitises and lists what its author should mend."""

from courses.markdown.faults import Fault
from courses.markdown.page import CourseContext, Picture
from courses.markdown.renderer import Rendered, render_block, render_inline

__all__ = ["CourseContext", "Fault", "Picture", "Rendered", "render_block", "render_inline"]
