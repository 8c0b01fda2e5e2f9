from django.db import models


class Rendering(models.Model):
    """Which code all content was rendered by last; one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="rendering_has_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest
