from progress.models.diagnosis import Diagnosis, Rating
from progress.models.lesson_read import LessonRead

__all__ = ["Diagnosis", "LessonRead", "Rating"]
