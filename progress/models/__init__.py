from progress.models.diagnosis import Diagnosis, Rating
from progress.models.diagnosis_draft import DiagnosisDraft, DraftRefused, FormOnPage, Seen
from progress.models.lesson_read import LessonRead
from progress.models.lesson_visit import LessonVisit
from progress.models.seen_answers import SeenAnswers

__all__ = [
    "Diagnosis",
    "DiagnosisDraft",
    "DraftRefused",
    "FormOnPage",
    "LessonRead",
    "LessonVisit",
    "Rating",
    "Seen",
    "SeenAnswers",
]
