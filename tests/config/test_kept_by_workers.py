"""What one process keeps of the content is never older than what another has stored."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from accounts.sessions.models import kept_key
from tests.site import Response, Site, Visitor
from tests.tables import first

MODULE = "/courses/local-ai/sizing/"
ASKED = 6  # times, over as many connections: of both workers


@pytest.fixture
def reader(site: Site) -> Iterator[Visitor]:
    """A member whose pages all workers have put together before."""
    session = site.sessions("kept-reader")["kept-reader"]
    reader = Visitor(site.port, {"sessionid": session})
    for address in ("/", "/courses/local-ai/", MODULE):
        assert {one.status for one in everywhere(reader, address)} == {200}
    yield reader
    site.sql("DELETE FROM accounts_session WHERE session_key = %s RETURNING 1", kept_key(session))


def everywhere(reader: Visitor, address: str) -> list[Response]:
    return [reader.get(address) for _time in range(ASKED)]


@contextmanager
def changed(site: Site, table: str, column: str, value: object, where: str) -> Iterator[None]:
    """Changed by SQL, as from any other process, and back."""
    (before,) = site.sql(f"SELECT {column} FROM {table} WHERE {where}")[0]
    change = f"UPDATE {table} SET {column} = %s WHERE {where} RETURNING 1"
    assert len(site.sql(change, value)) == 1
    try:
        yield
    finally:
        site.sql(change, before)


OF_MODULE = "slug = 'sizing'"
OPTION = (
    "id = (SELECT option.id FROM quizzes_option AS option "
    "JOIN quizzes_question AS question ON question.id = option.question_id "
    "JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id "
    "JOIN courses_module AS module ON module.id = quiz.module_id "
    "WHERE module.slug = 'sizing' ORDER BY option.id LIMIT 1)"
)


@pytest.mark.parametrize(
    ("table", "column", "where", "address"),
    first(
        1,
        [
            ("courses_module", "title", OF_MODULE, "/"),
            ("quizzes_option", "text_html", OPTION, MODULE),
            ("accounts_user", "name", "username = 'kept-reader'", "/"),
            ("courses_module", "title", OF_MODULE, MODULE),
            ("courses_module", "title", OF_MODULE, "/courses/local-ai/"),
            ("courses_course", "title", "slug = 'local-ai'", "/"),
        ],
    ),
)
def test_what_is_written_stands_on_the_next_page_of_every_worker(
    site: Site, reader: Visitor, table: str, column: str, where: str, address: str
) -> None:
    with changed(site, table, column, "전에 없던 글", where):
        assert all("전에 없던 글" in page.text for page in everywhere(reader, address))
    assert not any("전에 없던 글" in page.text for page in everywhere(reader, address))


@pytest.mark.full
def test_what_is_taken_back_is_closed_at_once_and_opens_again(site: Site, reader: Visitor) -> None:
    with changed(site, "courses_module", "is_published", False, OF_MODULE):
        assert {page.status for page in everywhere(reader, MODULE)} == {404}
        assert not any(MODULE in page.text for page in everywhere(reader, "/"))
    assert {page.status for page in everywhere(reader, MODULE)} == {200}


def test_who_is_out_of_the_cohort_reads_nothing_more(site: Site, reader: Visitor) -> None:
    place = (
        "learner_id = (SELECT id FROM accounts_user WHERE username = 'kept-reader') "
        "AND cohort_id = (SELECT id FROM courses_cohort WHERE slug = 'demo')"
    )
    with changed(site, "courses_enrolment", "left_at", "2026-01-01", place):
        assert {page.status for page in everywhere(reader, MODULE)} == {404}
        assert not any(MODULE in page.text for page in everywhere(reader, "/"))
    assert {page.status for page in everywhere(reader, MODULE)} == {200}


@pytest.mark.full
def test_an_author_sees_drafts_and_who_is_none_any_more_does_not(
    site: Site, reader: Visitor
) -> None:
    person = "username = 'kept-reader'"
    with changed(site, "courses_module", "is_published", False, OF_MODULE):
        with (
            changed(site, "accounts_user", "is_superuser", True, person),
            changed(site, "accounts_user", "is_staff", True, person),
        ):
            assert {page.status for page in everywhere(reader, MODULE)} == {200}
        assert {page.status for page in everywhere(reader, MODULE)} == {404}


@pytest.mark.full
def test_who_is_signed_out_sees_nothing_of_before(site: Site, reader: Visitor) -> None:
    session = kept_key(reader.cookies["sessionid"])
    site.sql("DELETE FROM accounts_session WHERE session_key = %s RETURNING 1", session)
    assert {page.status for page in everywhere(reader, MODULE)} == {302}
