from progress.models.diagnosis import Diagnosis, Rating
from progress.models.lesson_read import LessonRead
from progress.models.lesson_visit import LessonVisit

__all__ = ["Diagnosis", "LessonRead", "LessonVisit", "Rating"]
