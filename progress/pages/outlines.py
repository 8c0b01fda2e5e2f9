"""The outline of a course with a learner's standing in it, as pieces."""

from progress.module_progress import CourseStanding, Step
from progress.pieces import Piece


def outline_pieces(standing: CourseStanding) -> list[Piece]:
    steps = [_step_piece(standing, step) for step in standing.steps]
    outline = {"progress/_steps.html": steps}
    return [Piece("progress/_outline.html", {}, "outline", outline)]


def _step_piece(standing: CourseStanding, step: Step) -> Piece:
    context = {"standing": standing, "step": step}
    return Piece("progress/_step.html", context, (step.url, step.state, *step.progress))
