"""What the site's sentences may not say: to load a page again throws away what is typed in it."""

import re
from pathlib import Path

import django
import pytest
import yaml
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from texts.word_list import WordList

ERASING = re.compile(
    r"새로 ?고[치친침칠]|새로 ?열|다시 (?:열어|여시|불러)|(?:앞|이전) (?:페이지|화면)로 돌아가"
    r"|\b(?:reload|refresh) (?:it|the|this)|load (?:the|this) page again"
    r"|open the page (?:again|anew)"
    r"|go back(?! to this version| to any of them)",
    re.IGNORECASE,
)
OPEN_PARTICLE = re.compile(r"(?:은|이|을|와|으)\((?:는|가|를|과|로)\)|[은이을]/[는가를]|\(으\)로")
WRITTEN = [
    *Path(settings.BASE_DIR, "templates").rglob("*.html"),
    *Path(settings.BASE_DIR, "static", "js").glob("*.js"),
]


def test_no_message_advises_what_would_erase_typed_words() -> None:
    with Path(settings.BASE_DIR, "locale/ko/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    texts: list[str] = []
    for message in catalogue:
        for text in (message.id, message.string or ""):
            texts += [text] if isinstance(text, str) else text
    assert len(texts) > 1000
    assert [text for text in texts if text and ERASING.search(text)] == []


def open_particles(catalogue: Path) -> list[str]:
    """The sentences that say "은(는)" or "을/를", by their English."""
    with catalogue.open("rb") as file:
        messages = [(message.id, message.string or "") for message in read_po(file)]
    assert messages
    return [
        english if isinstance(english, str) else english[0]
        for english, korean in messages
        if OPEN_PARTICLE.search(korean if isinstance(korean, str) else " ".join(korean))
    ]


def test_no_sentence_leaves_its_particle_open() -> None:
    assert open_particles(Path(settings.BASE_DIR, "locale/ko/LC_MESSAGES/django.po")) == []


@pytest.mark.parametrize("app", ["conf", "contrib/admin", "contrib/auth"])
def test_none_of_djangos_does_as_we_say_them(app: str) -> None:
    folder = Path(django.__file__).parent / app
    sentences = open_particles(folder / "locale/ko/LC_MESSAGES/django.po")
    assert sentences
    with translation.override("ko"):
        texts = [gettext(sentence) for sentence in sentences]
    assert [text for text in texts if OPEN_PARTICLE.search(text)] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_no_page_does_either(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # What scripts call is no sentence.
    assert not ERASING.search(text.replace("location.reload()", ""))


@pytest.mark.parametrize(
    "advice",
    [
        "페이지를 새로 고친 다음 다시 골라 주세요.",
        "앞 페이지로 돌아가 새로 고친 다음 다시 보내 주세요.",
        "연결되면 페이지를 다시 열어 주세요.",
        "Load this page again and choose once more.",
        "Go back, load the page again and send it once more.",
    ],
)
def test_such_advice_would_be_seen(advice: str) -> None:
    assert ERASING.search(advice)


def words_to_change(words: WordList) -> list[str]:
    """The Korean of the interface in which a word of the list stands."""
    with Path(settings.BASE_DIR, "locale/ko/LC_MESSAGES/django.po").open("rb") as file:
        strings = [message.string or "" for message in read_po(file) if message.id]
    texts = [text if isinstance(text, str) else " ".join(text) for text in strings]
    return [f"{hit.word}: {text}" for text in texts for hit in words.find(text)]


def test_the_interface_keeps_to_the_word_list_of_the_sample_course() -> None:
    course = Path(settings.BASE_DIR, "fixtures/local-ai/course.yaml").read_text(encoding="utf-8")
    words = WordList.of(yaml.safe_load(course).get("word_list", ""))

    assert words_to_change(words) == []


def test_a_word_of_a_list_would_be_seen_in_the_interface() -> None:
    assert words_to_change(WordList.of("퀴즈: 문제"))
