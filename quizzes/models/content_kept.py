"""What the database watches on rows of `courses` for the sake of quizzes; not used otherwise."""

from courses.models import Lesson, Module
from quizzes import module_content


class ModuleWithContent(Module):
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [module_content.OF_MODULE]


class SectionOfModule(Lesson):  # type: ignore[django-manager-missing]
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [module_content.OF_PART]
