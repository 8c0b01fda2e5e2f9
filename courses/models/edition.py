import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.invariants import Invariant

# As SQL: the edition that this query sees.
CURRENT = "ARRAY(SELECT token FROM courses_edition ORDER BY token)"
Tokens = tuple[uuid.UUID, ...]


class EditionManager(models.Manager["Edition"]):
    def current(self) -> Tokens:
        return tuple(self.order_by("token").values_list("token", flat=True))


class Edition(models.Model):
    """Tells one state of all content from every other: the tokens that are there together.

    Whoever changes content, by whatever way, leaves a new token (`RAISES_THE_EDITION`), and takes
    those away that nobody else is taking away just now. So nobody waits for anybody; and as each
    commit adds a token that was never seen before, no two states have the same tokens.
    """

    token = models.UUIDField(
        _("token"), primary_key=True, default=uuid.uuid4, db_default=RandomUUID()
    )

    objects = EditionManager()

    class Meta:
        default_permissions = ()  # people never handle it
        verbose_name = _("edition of the content")
        verbose_name_plural = _("editions of the content")

    def __str__(self) -> str:
        return str(self.token)


# On every table that authors write. Someone who sees no newer rows (REPEATABLE READ) cannot take
# tokens away that others took meanwhile, and leaves them.
RAISES_THE_EDITION = Invariant(
    name="raises_the_edition",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    when=pgtrigger.After,
    level=pgtrigger.Statement,
    func="""
        BEGIN
            DELETE FROM courses_edition WHERE token IN (
                SELECT token FROM courses_edition FOR UPDATE SKIP LOCKED
            );
        EXCEPTION WHEN serialization_failure THEN
            NULL;
        END;
        INSERT INTO courses_edition (token) VALUES (gen_random_uuid());
        RETURN NULL;
    """,
)
