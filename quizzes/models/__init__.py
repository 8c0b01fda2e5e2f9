from quizzes.models.attempt import Answer, AskedQuestion, Attempt
from quizzes.models.bank_upload import BankUpload
from quizzes.models.content_kept import ModuleWithContent, SectionOfModule
from quizzes.models.merge import Merge, MergedAttempt
from quizzes.models.option import Option
from quizzes.models.question import Question
from quizzes.models.quiz import Quiz
from quizzes.models.remark import Remark
from quizzes.models.wording import Wording

__all__ = [
    "Answer",
    "AskedQuestion",
    "Attempt",
    "BankUpload",
    "Merge",
    "MergedAttempt",
    "ModuleWithContent",
    "Option",
    "Question",
    "Quiz",
    "Remark",
    "SectionOfModule",
    "Wording",
]
