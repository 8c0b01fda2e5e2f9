from quizzes.admin.questions import QuestionAdmin
from quizzes.admin.quizzes import QuizAdmin

__all__ = ["QuestionAdmin", "QuizAdmin"]
