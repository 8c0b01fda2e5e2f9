"""Who may read what: the rule behind every page."""

import datetime
from itertools import product

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.access import authors, is_author, readable_modules
from courses.models import Cohort, Course, Module, SelfDiagnosis
from courses.opened import Opened
from progress.my_courses import MyCourses
from tests.factories import (
    CohortFactory,
    LessonFactory,
    ModuleFactory,
    SelfDiagnosisFactory,
    UserFactory,
    make_author,
    make_member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> Module:
    module = ModuleFactory.create()
    LessonFactory.create(module=module)
    SelfDiagnosisFactory.create(after=module)
    return module


def pages_of(module: Module) -> list[str]:
    course = module.course.get_absolute_url()
    return [
        course,
        f"{course}glossary/",
        module.get_absolute_url(),
        SelfDiagnosis.objects.get(after=module).get_absolute_url(),
    ]


def statuses(client: Client, module: Module) -> set[int]:
    return {client.get(page).status_code for page in pages_of(module)}


def test_a_member_reads_their_course(client: Client, module: Module) -> None:
    client.force_login(make_member(module.course))
    assert statuses(client, module) == {200}


def test_anonymous_people_are_sent_to_sign_in(client: Client, module: Module) -> None:
    for page in pages_of(module):
        assert client.get(page).headers["Location"] == f"/login/?next={page}"


def test_someone_elses_course_is_404(client: Client, module: Module) -> None:
    client.force_login(UserFactory.create())
    assert statuses(client, module) == {404}


def test_a_facilitator_reads_their_cohorts_course(client: Client, module: Module) -> None:
    facilitator = UserFactory.create()
    CohortFactory.create(course=module.course).facilitators.add(facilitator)
    client.force_login(facilitator)
    assert statuses(client, module) == {200}


def test_someone_who_left_reads_it_no_more(client: Client, module: Module) -> None:
    member = make_member(module.course)
    member.enrolments.update(left_at=timezone.now())
    client.force_login(member)
    assert statuses(client, module) == {404}


def test_nobody_reads_before_the_cohort_begins(client: Client, module: Module) -> None:
    client.force_login(make_member(module.course))
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Cohort.objects.update(starts_on=tomorrow)
    assert statuses(client, module) == {404}
    assert client.get("/").status_code == 200


def test_a_draft_is_for_authors(client: Client, module: Module) -> None:
    Module.objects.update(is_published=False)
    page = module.get_absolute_url()

    client.force_login(make_member(module.course))
    assert client.get(page).status_code == 404
    client.force_login(make_author())
    assert client.get(page).status_code == 200


def test_a_course_that_is_not_out_hides_its_modules(client: Client, module: Module) -> None:
    Course.objects.update(is_published=False)
    client.force_login(make_member(module.course))
    assert statuses(client, module) == {404}


def test_a_superuser_reads_everything(client: Client, module: Module) -> None:
    Course.objects.update(is_published=False)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert statuses(client, module) == {200}


def a_group_with(permission: str) -> Group:
    group = Group.objects.create(name="글쓴이")
    group.permissions.add(Permission.objects.get(codename=permission))
    return group


def test_who_may_write_is_an_author_whatever_the_group_is_called() -> None:
    """One rule decides who reads drafts and whom reports leave out."""
    permission = Permission.objects.get(codename="change_module")
    by_group, by_person, member, no_staff, viewer, admin = (
        UserFactory.create(is_staff=is_staff) for is_staff in (True, True, False, False, True, True)
    )
    by_group.groups.add(a_group_with("change_module"))
    by_person.user_permissions.add(permission)
    no_staff.user_permissions.add(permission)
    viewer.user_permissions.add(Permission.objects.get(codename="view_module"))
    User.objects.filter(pk=admin.pk).update(is_superuser=True)
    cohort = CohortFactory.create()
    people = [by_group, by_person, member, no_staff, viewer, admin]
    for person in people:
        cohort.enrol(person)

    write = {person for person in User.objects.all() if is_author(person)}
    assert write == {by_group, by_person, admin}
    assert set(authors()) == write
    counted = {enrolment.learner for enrolment in cohort.enrolments.counted()}
    assert counted == {member, no_staff, viewer}


def test_who_wrote_before_their_account_was_closed_is_not_counted() -> None:
    author = make_author()
    cohort = CohortFactory.create()
    cohort.enrol(author)
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert not cohort.enrolments.counted().exists()


def test_what_is_asked_beside_the_edition_is_the_same_rule() -> None:
    """Whether a course is open is said in SQL too: for whole pages, and for the first one."""
    today = timezone.localdate()
    begins = [None, today - datetime.timedelta(1), today, today + datetime.timedelta(1)]
    people = [UserFactory.create(), make_author(), UserFactory.create(is_staff=True)]
    for starts_on, is_published in product(begins, (True, False)):
        cohort = CohortFactory.create(starts_on=starts_on, course__is_published=is_published)
        cohort.enrol(people[0])
        cohort.facilitators.add(people[2])
        left = CohortFactory.create(starts_on=starts_on, course__is_published=is_published)
        left.enrol(people[0])
        left.enrolments.update(left_at=timezone.now())
        ModuleFactory.create(course=cohort.course)
        ModuleFactory.create(course=cohort.course, is_published=False)

    for person in people:
        visible = set(Course.objects.visible_to(person))
        courses = Course.objects.all()
        assert {c for c in courses if Opened.ask(person, c).may_read(c)} == visible
        mine = MyCourses.of(person)
        assert {standing.course for standing in mine.standings} == visible
        modules = [step.entry.page for standing in mine.standings for step in standing.steps]
        assert {*modules} == {*Module.objects.filter(readable_modules(person))}
        later = person.enrolments.active().filter(cohort__starts_on__gt=today)
        assert {one.name for one in mine.upcoming} == {one.cohort.name for one in later}
