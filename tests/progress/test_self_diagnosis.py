"""The self-diagnosis questions: filling it in, the level reached, taking it again."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from courses.models import Module, SelfDiagnosis
from progress.models import Diagnosis, Rating
from tests.factories import SelfDiagnosisFactory, UserFactory, make_author, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions() -> SelfDiagnosis:
    return SelfDiagnosisFactory.create()


@pytest.fixture
def member(questions: SelfDiagnosis, client: Client) -> User:
    member = make_member(questions.course)
    client.force_login(member)
    return member


def filled(on_my_own: int, **changes: str) -> dict[str, str]:
    """The form with the lowest levels "on my own" and the others "with help"."""
    data = {"submission": str(uuid.uuid4())}
    for rank in range(1, 7):
        data[f"rating-{rank}"] = "on-my-own" if rank <= on_my_own else "with-help"
        data[f"evidence-{rank}"] = f"{rank}단계에서 해 보았다" if rank <= on_my_own else ""
    return data | changes


def test_the_page_asks_six_levels(client: Client, member: User, questions: SelfDiagnosis) -> None:
    html = client.get(questions.get_absolute_url()).content.decode()

    for rank in range(1, 7):
        assert f'data-level="{rank}"' in html
        assert html.count(f'name="rating-{rank}"') == 3
        assert f'name="evidence-{rank}"' in html
    assert "data-level-reached" not in html


def test_a_filled_page_is_kept_and_shows_the_level_reached(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    response = client.post(questions.get_absolute_url(), filled(on_my_own=3))

    assert response.status_code == 303
    diagnosis = Diagnosis.objects.get()
    assert diagnosis.learner == member
    assert diagnosis.ratings.count() == 6
    html = client.get(questions.get_absolute_url()).content.decode()
    assert 'data-level-reached="3"' in html
    assert "적용" in html


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        (["on-my-own"] * 6, 6),
        (["with-help"] * 6, 0),
        (["on-my-own", "with-help", "on-my-own", "on-my-own", "not-yet", "on-my-own"], 1),
        (["not-yet"] + ["on-my-own"] * 5, 0),
    ],
)
def test_the_level_reached_has_everything_below_it_on_ones_own(
    client: Client, member: User, questions: SelfDiagnosis, ratings: list[str], level: int
) -> None:
    changes = {f"rating-{rank}": rating for rank, rating in enumerate(ratings, 1)}
    changes |= {f"evidence-{rank}": "해 보았다" for rank in range(1, 7)}

    client.post(questions.get_absolute_url(), filled(0, **changes))

    assert Diagnosis.objects.get().level_reached == level


def test_taking_it_again_keeps_the_first_and_shows_the_change(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    client.post(questions.get_absolute_url(), filled(on_my_own=1))
    client.post(questions.get_absolute_url(), filled(on_my_own=4))

    assert [d.level_reached for d in Diagnosis.objects.of(member, questions)] == [1, 4]
    html = client.get(questions.get_absolute_url()).content.decode()
    assert 'data-level-reached="4"' in html
    assert html.count('data-change="up"') == 3
    assert html.count('data-change="same"') == 3


def test_a_profile_is_its_readers_own(client: Client, questions: SelfDiagnosis) -> None:
    """Lines of it are kept for all: now alike and before not, evidence and none, words of one."""
    address = questions.get_absolute_url()
    profiles = []
    for before, words in ((0, "가온의 <b>말"), (6, "나래의 말"), (6, "")):
        client.force_login(make_member(questions.course))
        client.post(address, filled(on_my_own=before))
        client.post(address, filled(on_my_own=1, **{"evidence-2": words}))
        html = client.get(address).content.decode()
        profiles.append(html[html.index("lms-profile") : html.index("data-level-reached")])
    first, second, third = profiles
    assert (first.count('data-change="same"'), first.count('data-change="up"')) == (5, 1)
    assert (second.count('data-change="same"'), second.count('data-change="down"')) == (1, 5)
    assert ("가온의 &lt;b&gt;말" in first, "나래의 말" in second) == (True, True)
    assert "가온의" not in second
    assert [one.count("lms-profile-evidence") for one in profiles] == [2, 2, 1]
    assert third.count('data-change="down"') == 5


def test_the_same_form_sent_twice_is_one_diagnosis(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    data = filled(on_my_own=2)
    for _time in range(2):
        assert client.post(questions.get_absolute_url(), data).status_code == 303

    assert Diagnosis.objects.count() == 1
    assert Rating.objects.count() == 6


def test_a_form_changed_after_going_back_is_another_diagnosis(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    data = filled(on_my_own=2)
    client.post(questions.get_absolute_url(), data)
    client.post(questions.get_absolute_url(), data | {"evidence-1": "다시 써 보았다"})

    assert [d.level_reached for d in Diagnosis.objects.all()] == [2, 2]
    assert Rating.objects.filter(evidence="다시 써 보았다").count() == 1


def test_the_number_of_another_learners_form_is_no_ones_secret(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    data = filled(on_my_own=2)
    client.post(questions.get_absolute_url(), data)
    other = make_member(questions.course)
    client.force_login(other)

    assert client.post(questions.get_absolute_url(), data).status_code == 303
    assert Diagnosis.objects.filter(learner=other).count() == 1


def test_a_draft_keeps_no_diagnosis(client: Client, questions: SelfDiagnosis) -> None:
    Module.objects.update(is_published=False)
    client.force_login(make_author())

    response = client.post(questions.get_absolute_url(), filled(on_my_own=2))

    assert response.status_code == 409
    assert "2단계에서 해 보았다" in response.content.decode()
    assert not Diagnosis.objects.exists()


def test_a_form_without_its_submission_number_is_kept_too(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    client.post(questions.get_absolute_url(), filled(on_my_own=2, submission=""))
    assert Diagnosis.objects.count() == 1


def test_on_my_own_asks_for_evidence_and_keeps_what_was_typed(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    data = filled(on_my_own=2, **{"evidence-1": " \u200b", "evidence-2": "지난주에 해 봤다"})

    response = client.post(questions.get_absolute_url(), data)

    html = response.content.decode()
    assert response.status_code == 400
    assert "지난주에 해 봤다" in html
    assert 'href="#evidence-1"' in html
    assert 'id="evidence-1"' in html
    assert not Diagnosis.objects.exists()


@pytest.mark.parametrize("value", ["", "always", "ON-MY-OWN", "\0"])
def test_every_level_needs_one_of_the_three(
    client: Client, member: User, questions: SelfDiagnosis, value: str
) -> None:
    response = client.post(questions.get_absolute_url(), filled(1, **{"rating-4": value}))

    assert response.status_code == 400
    assert 'href="#rating-4-not-yet"' in response.content.decode()
    assert not Diagnosis.objects.exists()


def test_evidence_is_seen_by_its_writer_alone(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    client.post(questions.get_absolute_url(), filled(1, **{"evidence-1": "나만 아는 근거"}))
    assert "나만 아는 근거" in client.get(questions.get_absolute_url()).content.decode()

    client.force_login(make_member(questions.course))
    assert "나만 아는 근거" not in client.get(questions.get_absolute_url()).content.decode()


def test_sharing_is_kept(client: Client, member: User, questions: SelfDiagnosis) -> None:
    client.post(questions.get_absolute_url(), filled(1, shared="on"))
    assert Diagnosis.objects.get().shared


def test_someone_elses_course_is_404(client: Client, questions: SelfDiagnosis) -> None:
    client.force_login(UserFactory.create())
    assert client.post(questions.get_absolute_url(), filled(1)).status_code == 404
    assert not Diagnosis.objects.exists()


def test_another_method_is_405(client: Client, member: User, questions: SelfDiagnosis) -> None:
    assert client.delete(questions.get_absolute_url()).status_code == 405


def test_the_database_refuses_on_my_own_without_evidence(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    client.post(questions.get_absolute_url(), filled(1))
    with (
        pytest.raises(IntegrityError, match="rating_on_my_own_has_evidence"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE progress_rating SET evidence = ' ' WHERE rating = 'on-my-own'")


def test_the_database_refuses_a_level_of_another_self_diagnosis(
    client: Client, member: User, questions: SelfDiagnosis
) -> None:
    client.post(questions.get_absolute_url(), filled(1))
    foreign = SelfDiagnosisFactory.create().levels.earliest("rank")
    with (
        pytest.raises(IntegrityError, match="another self-diagnosis"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE progress_rating SET level_id = %s", [foreign.pk])
