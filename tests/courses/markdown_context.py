"""A course without pages and terms, for texts that refer to none."""


class EmptyCourse:
    language = "ko"

    def url_of(self, target: str) -> str | None:
        return None

    def term_id(self, term: str) -> str | None:
        return None
