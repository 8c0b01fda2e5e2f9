import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Func, Value
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from courses.models.base import ContentModel
from courses.models.course import Course
from courses.models.edition import RAISES_THE_EDITION
from courses.versions import keep_versions
from intake.images import encode
from texts import ShownImage
from texts.visible import VISIBLE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


LONGEST_NAME = 40


def free_name(suggestion: str, taken: Collection[str]) -> str:
    """The name that a file suggests, with a number where that is taken or says nothing."""
    base = slugify(suggestion)[:LONGEST_NAME].strip("-_")
    if base and base not in taken:
        return base
    numbered = (f"{base or 'picture'}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def digest_of(content: bytes) -> str:
    """What the database will give as the digest of an image with this content."""
    return hashlib.sha256(content).hexdigest()


class ImageQuerySet(models.QuerySet["Image"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ImageQuerySet":
        return self.filter(course__in=Course.objects.visible_to(user))

    def get_by_natural_key(self, course: str, name: str) -> "Image":
        return self.get(course__slug=course, name=name)


# WebP of the format that holds one picture and nothing else, of at most 3 MB.
SIMPLE_WEBP = (
    r"(substring(%(expressions)s from 1 for 4) = '\x52494646'::bytea"
    r" AND substring(%(expressions)s from 9 for 8)"
    r" IN ('\x5745425056503820'::bytea, '\x574542505650384c'::bytea)"
    r" AND octet_length(%(expressions)s) <= 3000000)"
)


class Image(ContentModel):
    """A picture of a course, shown wherever `![](image:name)` stands.

    `content` is what `intake.images.encode` makes. Its digest is part of the address, so that a
    browser keeps it for good and nobody finds the picture of an explanation by guessing.
    """

    kept_by_database = ("digest",)

    course = models.ForeignKey(
        Course, models.CASCADE, related_name="images", verbose_name=_("course"), db_index=False
    )
    name = models.SlugField(
        _("name"), help_text=_("Texts show the picture by it: ![](image:name)"), db_index=False
    )
    alt = models.CharField(
        _("text alternative"),
        max_length=500,
        help_text=_("What the picture says, for those who do not see it."),
    )
    content = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    digest = models.GeneratedField(
        expression=Func(
            Func(F("content"), function="sha256", output_field=models.BinaryField()),
            Value("hex"),
            function="encode",
            output_field=models.CharField(max_length=64),
        ),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["course", "name"]
        triggers = [RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "name"],
                name="image_name_once_per_course",
                violation_error_message=_("Another image of this course has this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(alt__regex=VISIBLE),
                name="image_has_a_text_alternative",
                violation_error_message=_("Every picture needs words for those who do not see it."),
            ),
            models.CheckConstraint(
                condition=Func(
                    F("content"), template=SIMPLE_WEBP, output_field=models.BooleanField()
                ),
                name="image_is_simple_webp",
                violation_error_message=_("The picture is not as it is stored here."),
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="image_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (*self.course.natural_key(), self.name)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    @property
    def address(self) -> str:
        return reverse("courses:image", args=[self.course.slug, self.name, self.digest])

    @property
    def shown(self) -> ShownImage:
        """What texts show of it."""
        return ShownImage(self.address, self.width, self.height, self.alt)

    @property
    def markdown(self) -> str:
        """What shows it in a text."""
        return f"![](image:{self.name})"

    def take(self, data: bytes) -> None:
        """Take the picture of a file; `UnfitImageError` if there is none in it."""
        encoded = encode(data)
        self.content, self.width, self.height = encoded.content, encoded.width, encoded.height
        # As the database will have it, so that texts can show the image before it is stored.
        self.digest = digest_of(encoded.content)

    def get_course(self) -> Course:
        return self.course

    def is_out(self) -> bool:
        return self.course.is_published

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        return super().of_course(course).defer("content")


ImageVersion = keep_versions(Image)
