"""A course without pages, images and terms, for texts that refer to none."""

from courses.markdown import Picture


class EmptyCourse:
    language = "ko"

    def url_of(self, target: str) -> str | None:
        return None

    def image(self, name: str) -> Picture | None:
        return None

    def term_id(self, term: str) -> str | None:
        return None
