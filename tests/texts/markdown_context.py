"""Courses for texts to refer to, and short ways to render a text of one."""

from django.utils.translation import override

from texts import Rendered, ShownImage, render_block


class EmptyCourse:
    """A course without pages, images and terms."""

    language = "ko"

    def url_of(self, target: str) -> str | None:
        return None

    def is_draft(self, target: str) -> bool:
        return False

    def image(self, name: str) -> ShownImage | None:
        return None

    def term_id(self, term: str) -> str | None:
        return None


class Course:
    """A course of one module with one lesson, one image and one term."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def url_of(self, target: str) -> str | None:
        return {
            "chips": "/courses/ai/chips/",
            "chips#why-nvidia": "/courses/ai/chips/#why-nvidia",
        }.get(target)

    def is_draft(self, target: str) -> bool:
        return False

    def image(self, name: str) -> ShownImage | None:
        address = "/courses/ai/images/board.0a1b.webp"
        return ShownImage(address, 800, 450, "회로 기판") if name == "board" else None

    def term_id(self, term: str) -> str | None:
        return "term-12" if term == "팹리스" else None


def block(source: str, prefix: str = "") -> Rendered:
    with override("en"):
        return render_block(source, Course(), prefix=prefix)


def html(source: str, prefix: str = "") -> str:
    rendered = block(source, prefix)
    assert rendered.faults == ()
    return rendered.html.strip()


def lines_at_fault(source: str, word: str = "") -> list[int]:
    """The lines at fault, counted from 0."""
    return [fault.line - 1 for fault in block(source).faults if word in fault.message]
