from progress.models.checklist_tick import ChecklistTick
from progress.models.diagnosis import Diagnosis, Rating
from progress.models.diagnosis_draft import DiagnosisDraft, DraftRefused, FormOnPage, Seen
from progress.models.lesson_note import NOTE_LENGTH, LessonNote, NoteOvertaken
from progress.models.lesson_read import LessonRead
from progress.models.lesson_visit import LessonVisit

__all__ = [
    "NOTE_LENGTH",
    "ChecklistTick",
    "Diagnosis",
    "DiagnosisDraft",
    "DraftRefused",
    "FormOnPage",
    "LessonNote",
    "LessonRead",
    "LessonVisit",
    "NoteOvertaken",
    "Rating",
    "Seen",
]
