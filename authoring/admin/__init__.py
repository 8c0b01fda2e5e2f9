from authoring.admin.content import CourseAdmin, GlossaryTermAdmin, LessonAdmin, ModuleAdmin
from authoring.admin.images import ImageAdmin
from authoring.admin.questions import QuestionAdmin
from authoring.admin.quizzes import QuizAdmin
from authoring.admin.self_diagnoses import SelfDiagnosisAdmin

__all__ = [
    "CourseAdmin",
    "GlossaryTermAdmin",
    "ImageAdmin",
    "LessonAdmin",
    "ModuleAdmin",
    "QuestionAdmin",
    "QuizAdmin",
    "SelfDiagnosisAdmin",
]
