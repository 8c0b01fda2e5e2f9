"""What has hurt programs like this stands in named places alone, each with its reason.

Only code is read (tests/dangers.py). CONTRIBUTING.md has the list.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests import dangers
from tests.dangers import Code, Told
from tests.test_floors import FLOORS, ROOT, sources

CALLER = "who calls it holds the transaction, or what it runs in"
PROOF = "it is the proof: whoever has it, or types it, may"
SUPERUSERS = "a superuser's page, of everybody"
SANITISED = "sanitised when it was saved"
OWN_NAMES = "names of our own tables and constraints"


@dataclass(frozen=True)
class Rule:
    """What to look for, in files that have `word`, and where it may stand (`file:function`)."""

    look: Callable[[Code], Told]
    word: str
    planted: tuple[str, ...]
    let_be: tuple[str, ...]
    allowed: dict[str, str]
    path: str = "progress/views/planted.py"


RULES = {
    "an object fetched without its person": Rule(
        dangers.rows_of_nobody,
        r"\.objects|_default_manager|_or_404\(",
        (
            "def delete(request, pk): get_object_or_404(LessonNote, pk=pk).delete()",
            "def page(request, pk): get_object_or_404(Attempt.objects.filter(number=1), pk=pk)",
            "def page(request, pk): return get_object_or_404(Attempt.objects, pk=pk)",
            "def page(request, pk): return Diagnosis.objects.get(pk=pk)",
            "def page(request): return Enrolment.objects.all()",
        ),
        (
            "def delete(request, pk): get_object_or_404(LessonNote, learner=of(request), pk=pk)",
            "def page(request, cohort): return cohort.enrolments.get(pk=1)",
            "def page(request): get_object_or_404(Attempt.objects.all(), learner=request.user)",
        ),
        {
            "accounts/views.py:form_valid": "old sessions go, whosever they are",
            "accounts/sessions/views.py:end_sessions": "`others` are the person's own",
            "accounts/codes/views.py:_redeemed": PROOF,
            "accounts/first_superuser/views.py:first_superuser": PROOF,
            "progress/views/calendar.py:calendar": PROOF,
            "progress/views/joining.py:join": PROOF,
            "progress/views/lessons.py:tick": "get_lesson, a line before, lets in",
            "quizzes/quiz_content.py:_read_quiz_of": "a quiz's number; its query lets in",
            "cohorts/views.py:_get_import": "narrowed to the cohort in its last line",
            "cohorts/roster/taking_back.py:take_back": "locks the row that its view let in",
            "reports/merge_views.py:_named": SUPERUSERS,
            "reports/access/views.py:names_of": SUPERUSERS,
            "reports/access/views.py:of": SUPERUSERS,
            "reports/access/views.py:_sign_off": SUPERUSERS,
            "reports/access/views.py:of_all": SUPERUSERS,
        },
    ),
    "HTML marked safe": Rule(
        dangers.markup,
        r"mark_safe|format_html|Safe\w+\(|__html__|is_safe",
        (
            "mark_safe(text)",
            "format_html('<b>' + name + '</b>')",
            "format_html(f'<b>{name}</b>')",
            "format_html(_('<b>%s</b>') % name)",
            "def __html__(self): return self.text",
            "@register.filter(is_safe=True)\ndef show(text): return text",
        ),
        ("format_html('<b>{}</b>', name)", "format_html(_('<b>{}</b>'), name)"),
        {
            "courses/snippets.py:marked": "escapes what is between its marks",
            "courses/snippets.py:snippet": "as `marked` does",
            "courses/marks.py:mark": "its names are our own",
            "progress/templatetags/progress.py:shown": "marks of ours",
            "progress/templatetags/progress.py:with_boxes": SANITISED,
            "progress/checklists.py:with_checklists": SANITISED,
            "quizzes/models/option.py:line_html": SANITISED,
            "quizzes/models/question.py:line_html": SANITISED,
            "banks/templatetags/banks.py:in_words": "sanitised, and escapes what it puts in",
        },
    ),
    "an answer made but by choose": Rule(
        dangers.answers,
        r"Answer(\(|\.objects)|\.answers\.|INTO quizzes_answer",
        (
            "Answer(option=option).save()",
            "Answer.objects.create(option=option)",
            "Answer.objects.using('default').bulk_create(rows)",
            "attempt.answers.create(option=option)",
            "SQL = 'INSERT INTO quizzes_answer (option_id) VALUES (1)'",
        ),
        ("Answer.objects.filter(option=option)", "FirstAnswer(1)", "attempt.answers.count()"),
        {
            "quizzes/keeping.py:": "what `AnswerSheet.choose` keeps by",
        },
    ),
    "SQL that is put together": Rule(
        dangers.put_together_sql,
        r"execute|raw|RawSQL|extra",
        (
            "cursor.execute(f'SELECT {name}')",
            "cursor.execute('SELECT %s' % name)",
            "cursor.execute('SELECT {}'.format(name))",
            "Row.objects.raw('SELECT ' + name)",
        ),
        ("cursor.execute('SELECT %s', [name])", "server.execute(SQL('{}').format(name))"),
        {
            "quizzes/checks.py:_warnings": OWN_NAMES,
            "authoring/coursefiles/saving.py:_let_self_diagnoses_move": OWN_NAMES,
            "authoring/outline/changes.py:last_changes_of_drafts": OWN_NAMES,
            "authoring/outline/changes.py:changed_since_published": OWN_NAMES,
            "authoring/outline/ordering.py:put_in_order": OWN_NAMES,
            "config/renderings.py:_digest_of_content": OWN_NAMES,
            "config/database.py:_start": OWN_NAMES,
            "config/database_url.py:_make": "psycopg quotes the name",
        },
    ),
    "the database's day": Rule(
        dangers.databases_day,
        f"(?i){dangers.DAY.pattern}",
        ("SQL = 'SELECT current_date'", "SQL = '''SELECT\nread_at::date'''"),
        ("SQL = '(read_at AT TIME ZONE %(time_zone)s)::date'",),
        {},
    ),
    "a form without its token": Rule(
        dangers.without_token,
        r"csrf_exempt|_dont_enforce",
        ("@csrf_exempt\ndef page(request): pass", "request._dont_enforce_csrf_checks = True"),
        ("csrf_protect(page)",),
        {},
    ),
    "a redirect to what a request names": Rule(
        dangers.led_astray,
        r"next|edirect|SeeOther",
        (
            "def go(request): return redirect(request.GET['to'])",
            "def go(request):\n to = request.POST.get('to')\n return HttpResponseSeeOther(to)",
            "def go(request): return request.GET.get('next', '')",
        ),
        (
            "def go(request): return HttpResponseSeeOther(reverse('a', args=[request.GET['b']]))",
            "def go(request): return redirect(safe_address(request.GET.get('next', '')))",
        ),
        {
            "accounts/views.py:sign_in_of_before": "back into the form, whose sign-in asks",
            "accounts/views.py:admin_sign_in": "on to the sign-in, which asks",
            "accounts/providers/header.py:sign_in_by_header": "`enter` asks safe_address",
        },
    ),
    "writes without a transaction": Rule(
        dangers.halves,
        r"save|create|update|delete",
        ("def keep(row):\n row.save()\n row.parts.all().delete()",),
        ("@transaction.atomic\ndef keep(row):\n row.save()\n row.parts.all().delete()",),
        {
            "accounts/merging.py:close_for": CALLER,
            "accounts/models.py:anonymise": CALLER,
            "accounts/second_factor/models.py:print": CALLER,
            "quizzes/models/question.py:_store_as_another": CALLER,
            "quizzes/models/attempt.py:_begin_practice": CALLER,
            "banks/importing/saving.py:_save_questions": CALLER,
            "reports/merging.py:_take_over": CALLER,
            "reports/merging.py:_take_over_notes": CALLER,
            "reports/merging.py:_take_over_notices": CALLER,
            "authoring/models.py:_forget": CALLER,
            "accounts/first_superuser/views.py:first_superuser": CALLER,
            "accounts/throttle.py:failed": "each counts by itself",
            "courses/models/cohort.py:enrol": "two where somebody moves, which is a transaction",
            "authoring/models.py:end": "one or the other",
            "authoring/models.py:note": "one or the other",
        },
    ),
}


@cache
def texts() -> dict[str, str]:
    queries = [path for app in FLOORS for path in (ROOT / app).rglob("*.sql")]
    files = [*queries, *(path for app in FLOORS for path in sources(app))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


@cache
def code_of(path: str) -> Code:
    return Code.of(texts()[path], path)


@pytest.mark.parametrize("name", RULES)
def test_it_stands_in_named_places_alone(name: str) -> None:
    rule, places = RULES[name], dict[str, list[str]]()
    for path, text in texts().items():
        if re.search(rule.word, text):
            for line, function, what in rule.look(code_of(path)):
                places.setdefault(f"{path}:{function}", []).append(f"{path}:{line}: {what}")
    assert [told for place in places.keys() - rule.allowed for told in places[place]] == []
    assert rule.allowed.keys() - places.keys() == set(), "these need no exception any more"


@pytest.mark.parametrize(
    ("rule", "code"), [(rule, code) for rule in RULES.values() for code in rule.planted]
)
def test_what_is_planted_is_told(rule: Rule, code: str) -> None:
    assert re.search(rule.word, code)
    assert [*rule.look(Code.of(code, rule.path))]


@pytest.mark.parametrize(
    ("rule", "code"), [(rule, code) for rule in RULES.values() for code in rule.let_be]
)
def test_what_is_no_danger_is_let_be(rule: Rule, code: str) -> None:
    assert [*rule.look(Code.of(code, rule.path))] == []


# Rows of a past, which nobody chooses today; the triggers hold them too.
MAKE_A_PAST = {
    *("bench/many_answers.sql", "bench/many_groups.sql", "bench/many_learners.py"),
    *("tests/answering.py", "tests/members.py", "tests/study_group.py", "tests/test_days.py"),
    *("tests/analysis/test_pooling.py", "tests/scripts/placing.py"),
    *("tests/progress/test_confidence.py", "tests/progress/test_practice.py"),
    *("tests/progress/todays_review/steps.py", "tests/progress/todays_review/test_page.py"),
    *("tests/quizzes/test_invariants.py", "tests/reports/large_cohorts.py"),
    *("tests/reports/random_cohorts.py", "tests/reports/test_ended_cohorts.py"),
}


def test_of_tests_and_measures_few_make_answers_themselves() -> None:
    pattern = re.compile(rf"(?<!\w){dangers.MADE}\(|{dangers.INTO_ANSWERS.pattern}")
    files = [*(ROOT / "bench").rglob("*.*"), *(ROOT / "deploy").rglob("*.py")]
    files += [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    made = {
        str(path.relative_to(ROOT))
        for path in files
        if path.suffix in {".py", ".sql"} and pattern.search(path.read_text(encoding="utf-8"))
    }
    assert made - MAKE_A_PAST == set()
    assert MAKE_A_PAST - made == set()


# Values that are read out of what was sent, where a form would tell what is wrong with one.
BY_HAND = {"accounts": 16, "authoring": 21, "cohorts": 5, "progress": 8, "reports": 3}


def by_hand(code: str) -> list[int]:
    reads = re.finditer(r"request\.POST(\[|\.(get|getlist|items|lists|dict|values)\()", code)
    return [code.count("\n", 0, read.start()) + 1 for read in reads]


def test_no_more_is_read_by_hand_than_was() -> None:
    """Lower the number with each that becomes a form."""
    read = Counter(dict.fromkeys(FLOORS, 0))
    for path, text in texts().items():
        read[path.partition("/")[0]] += len(by_hand(text))
    assert {app: number for app, number in read.items() if number > BY_HAND.get(app, 0)} == {}


@pytest.mark.parametrize("code", ["request.POST['a']", "self.request.POST.getlist('a')"])
def test_what_is_read_by_hand_is_counted(code: str) -> None:
    assert by_hand(f"form = Form(request.POST)\n{code}") == [2]


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What ends in `_html` or is a part of a stem was sanitised when it was saved (texts/).
SHOWN_AS_IT_IS = re.compile(r"(?:\w+\.)*\w+_html|(?:[\w.]+\.stem_)?parts\.(?:lead|rest)")
OURS = {
    "admin/courses/preview.html": "rendered.html",  # sanitised just now
    "admin/courses/writing.html": "sample.html",  # as above
    "cohorts/_slip.html": "slip.qr",  # drawn by us
    "cohorts/join.html": "code",  # drawn by us
    "second_factor/app.html": "qr",  # drawn by us
    "quizzes/_paper.html": "text",  # options' text_html
}


def unescaped(template: str) -> Iterator[str]:
    yield from re.findall(r"([\w.]+)\|(?:[^ }]*\|)?safe(?:seq)?\b", template)
    yield from re.findall(r"{%\s*(?:autoescape|filter \S*safe)\s*\w*", template)


def test_templates_show_as_it_is_what_is_sanitised_alone() -> None:
    shown = [
        (str(path.relative_to(ROOT / "templates")), what)
        for path in TEMPLATES
        for what in unescaped(path.read_text(encoding="utf-8"))
        if not SHOWN_AS_IT_IS.fullmatch(what)
    ]
    assert [place for place in shown if place not in OURS.items()] == []
    assert OURS.items() - {*shown} == set()


@pytest.mark.parametrize(
    "template",
    [
        "{{ note.text|safe }}",
        "{{ note.text|lower|safe }}",
        "{% autoescape off %}",
        "{{ all|safeseq }}",
    ],
)
def test_what_is_shown_as_it_is_is_found(template: str) -> None:
    assert [what for what in unescaped(template) if not SHOWN_AS_IT_IS.fullmatch(what)]


# test_templates_ask_nothing.py listens; this one also sees what no page of its stage shows.
FETCHED = {
    "progress/left.html": ".ratings.all",  # fetched before, by prefetch_related
    "admin/quizzes/question/change_form.html": ".answers.count",  # a page of Django's own
}


def relations() -> set[str]:
    """By which names rows reach many others."""
    options = [model._meta for model in apps.get_models()]
    backwards = {each.get_accessor_name() for option in options for each in option.related_objects}
    forwards = {field.name for option in options for field in option.many_to_many}
    return {name for name in backwards | forwards if name}


def asks(template: str) -> list[str]:
    names = "|".join(sorted(relations()))
    return re.findall(
        rf"\.(?:{names})\.(?:all|count|exists|first|last|earliest|latest)\b", template
    )


def test_no_template_asks_a_relation() -> None:
    asked = {
        (str(path.relative_to(ROOT / "templates")), what)
        for path in TEMPLATES
        for what in asks(path.read_text(encoding="utf-8"))
    }
    assert asked - FETCHED.items() == set()
    assert FETCHED.items() - asked == set()


def test_a_relation_that_is_asked_is_found() -> None:
    assert asks("{{ quiz.questions.count }} {% for a in attempt.answers.all %} {{ forloop.first }}")
