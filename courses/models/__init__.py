from courses.models.cohort import Cohort, Enrolment
from courses.models.completion_record import CompletionRecord
from courses.models.course import Course, CourseFiles
from courses.models.edition import Edition
from courses.models.glossary import GlossaryTerm
from courses.models.image import Image
from courses.models.lesson import Lesson, LessonRevision
from courses.models.module import Module
from courses.models.roster_import import RosterImport
from courses.models.self_diagnosis import Level, SelfDiagnosis

__all__ = [
    "Cohort",
    "CompletionRecord",
    "Course",
    "CourseFiles",
    "Edition",
    "Enrolment",
    "GlossaryTerm",
    "Image",
    "Lesson",
    "LessonRevision",
    "Level",
    "Module",
    "RosterImport",
    "SelfDiagnosis",
]
