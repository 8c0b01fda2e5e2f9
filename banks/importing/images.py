"""Pictures of a bank on their way to being images of the course."""

from functools import cached_property

from banks.formats.bank import BankQuestion
from banks.formats.images import IMAGE, name_in
from banks.importing.texts import Shown, UnfitTextError, show_none
from courses.models import Course, Image
from courses.models.course import CoursePages
from courses.models.image import free_name
from intake.images import UnfitImageError
from texts import ShownImage
from texts.images import WORDLESS
from texts.visible import is_visible

LONGEST_WORDS = 500


class PagesWithImages(CoursePages):
    """The pages of a course, with the images that come along in a bank.

    One question after the other: what a question brings stays only if it is kept.
    """

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self._kept: dict[str, Image] = {}
        self._brought: dict[str, Image] = {}
        self._files: dict[str, bytes] = {}
        self._made: dict[bytes, Image | str] = {}

    @property
    def kept(self) -> list[Image]:
        """The images that the questions which are taken bring to the course."""
        return list(self._kept.values())

    @cached_property
    def _by_digest(self) -> dict[str, Image]:
        if not self.course.pk:
            return {}
        stored = self.course.images.defer("content")
        return {image.digest: image for image in stored}

    @cached_property
    def _names(self) -> set[str]:
        return {image.name for image in self._by_digest.values()}

    def begin(self, source: BankQuestion) -> None:
        """Turn to the next question; the last one's images are dropped unless it was kept."""
        for image in self._brought.values():
            del self._by_digest[image.digest]
            self._names.discard(image.name)
        self._brought = {}
        self._files = {image.name: image.content for image in source.images}

    def keep(self) -> None:
        """The question is taken, and its images with it."""
        self._kept |= self._brought
        self._brought = {}

    def image(self, name: str) -> ShownImage | None:
        new = self._brought.get(name) or self._kept.get(name)
        return new.shown if new else super().image(name)

    def show(self, address: str, words: str) -> Shown:
        """The image of the course that a picture of the question is, or will be."""
        name = name_in(address)
        content = self._files.get(name)
        if content is None:
            return show_none(address, words)
        image = self._image_of(name, content, words)
        is_said = words == " ".join(image.alt.split()) or not is_visible(words)
        return Shown(f"{IMAGE}{image.name}", "" if is_said else words)

    def _image_of(self, name: str, content: bytes, words: str) -> Image:
        image = self._made_of(content)
        if isinstance(image, str):
            raise UnfitTextError(image)
        existing = self._by_digest.get(image.digest)
        if existing is not None:
            return existing
        image.name = free_name(name, self._names)
        image.alt = words[:LONGEST_WORDS] if is_visible(words[:LONGEST_WORDS]) else WORDLESS
        self._brought[image.name] = image
        self._by_digest[image.digest] = image
        self._names.add(image.name)
        return image

    def _made_of(self, content: bytes) -> Image | str:
        """The picture as an image without a name, or why there is none; it is made once."""
        if content not in self._made:
            image = Image(course=self.course)
            try:
                image.take(content)
            except UnfitImageError as error:
                self._made[content] = str(error)
            else:
                self._made[content] = image
        return self._made[content]
