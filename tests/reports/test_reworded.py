"""The page of a person says what was asked and chosen then, where it reads otherwise now."""

from django.test import Client

from accounts.models import User
from courses.models import Cohort
from quizzes.models import Answer

TAG = "답할 때의 문구"


def test_an_answer_stands_beside_the_words_it_was_given_to(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    answer = Answer.objects.filter(attempt__learner__enrolments__cohort=cohort).earliest("pk")
    question, option = answer.question, answer.option
    stem, text = question.stem, option.text
    address = f"/admin/reports/{cohort.slug}/people/{answer.attempt.learner_id}/"
    assert TAG not in client.get(address).content.decode()
    question.mend_wording()
    question.stem, option.text = "고친 물음", "고친 보기"
    question.save()
    option.save()

    page = client.get(address)

    assert TAG in page.content.decode()
    events = [event for event in page.context["person"].events if event.tries]
    event = next(event for event in events if answer in event.tries.answers)
    assert event.tries.question.short_stem == stem
    said = {row[0]: row[8] for row in page.context["person"].tables[0].rows}
    assert said[answer.answered_at] == text
    assert "고친 물음" not in page.content.decode()
