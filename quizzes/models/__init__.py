from quizzes.models.answer import Answer
from quizzes.models.attempt import Attempt
from quizzes.models.question import Option, Question
from quizzes.models.quiz import Quiz

__all__ = ["Answer", "Attempt", "Option", "Question", "Quiz"]
