"""What a search costs in a long course, as people type: `make bench-search`. A report, no test.

The sections of the repository's course are taken again and again until there are two hundred. What
is told is processor time, which other work on the machine does not lengthen.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from courses.models import Course
from courses.search import Place, Places, search
from texts.typed_words import words_of

SECTIONS, ROUNDS, LIMIT = 200, 11, 50  # LIMIT in ms, of all of a search
QUERIES = [
    *("모델", "양자화를", "메모리대역폭", "KV캐시에서는 메모리대역폭을 어떻게 쓰나요", "양자하"),
    *("다", "없는말이다", "가 나 다 라 마 바 사 아", "x" * 100),
]


def places() -> Places:
    files = [yaml.safe_load(path.read_text()) for path in ROOT.glob("fixtures/local-ai/*.yaml")]
    terms = [
        Place.of("", "", term["term"], term["definition"])
        for content in files
        for term in content.get("glossary", ())
    ]
    texts = [lesson for content in files for lesson in content.get("lessons", ())]
    repeated = [texts[number % len(texts)] for number in range(SECTIONS)]
    lessons = [Place.of("", "", lesson["title"], lesson["body"]) for lesson in repeated]
    return Places(Course(), terms, [], lessons)


def milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def row(course: Places, query: str) -> str:
    """Of the table, for one thing that is typed."""
    words = words_of(query)
    result = search(course, words, with_drafts=False)
    find = milliseconds(lambda: search(course, words, with_drafts=False))
    show = milliseconds(lambda: result.results)
    over = "" if find + show <= LIMIT else f", **over {LIMIT} ms**"
    typed = query if len(set(query)) > 1 or len(query) == 1 else f"{query[0]} × {len(query)}"
    return f"| {typed} | {len(result.places)} | {find:.1f} ms | {show:.1f} ms{over} |"


def main() -> None:
    course = places()
    letters = sum(len(place.text.source) for place in course.lessons)
    print(f"{SECTIONS} sections of {letters} letters, {len(course.terms)} terms")
    print(f"folded once for each edition: {milliseconds(places):.0f} ms, reading the files with it")
    print("| typed | places | found in | shown in |\n|---|---|---|---|")
    for query in QUERIES:
        print(row(course, query))


if __name__ == "__main__":
    main()
