from courses.admin.cohorts import CohortAdmin, EnrolmentAdmin
from courses.admin.content import CourseAdmin, GlossaryTermAdmin, LessonAdmin, ModuleAdmin
from courses.admin.images import ImageAdmin
from courses.admin.self_diagnoses import SelfDiagnosisAdmin

__all__ = [
    "CohortAdmin",
    "CourseAdmin",
    "EnrolmentAdmin",
    "GlossaryTermAdmin",
    "ImageAdmin",
    "LessonAdmin",
    "ModuleAdmin",
    "SelfDiagnosisAdmin",
]
