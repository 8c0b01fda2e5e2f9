"""What authors can write in a course text, what becomes of it, and what they are told to mend."""

import re
from unittest.mock import ANY

import pytest
from django.utils.translation import gettext, override

from tests.texts.markdown_context import Course, block, html, lines_at_fault
from texts import render_block, render_inline


# --- Boxes ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "title"), [("analogy", "Analogy"), ("our-group", "In our group")])
def test_a_box_is_a_note_whose_title_is_a_heading(name: str, title: str) -> None:
    assert html(f"::: {name}\n쿼티 자판\n:::") == (
        f'<aside class="lms-callout lms-callout-{name}" role="note">\n'
        f'<h3 class="lms-callout-title" id="callout-1"><span class="lms-callout-icon" '
        f'aria-hidden="true"></span> {title}</h3>\n<p>쿼티 자판</p>\n</aside>'
    )


@pytest.mark.parametrize(("given_title", "shown"), [("", "Going deeper"), (" CUDA **속**", None)])
def test_a_deep_dive_is_folded_under_its_title(given_title: str, shown: str | None) -> None:
    shown = shown or "CUDA <strong>속</strong>"
    assert html(f"::: deep-dive{given_title}\n글\n:::") == (
        '<details class="lms-callout lms-callout-deep-dive">\n'
        '<summary><h3 class="lms-callout-title" id="callout-1">'
        f'<span class="lms-callout-icon" aria-hidden="true"></span> {shown}</h3></summary>\n'
        "<p>글</p>\n</details>"
    )


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("::: analogy\n글\n:::\n### 가\n::: analogy\n글\n:::", "3 3 4"),
        ("#### 가\n::: analogy\n글\n:::\n### 나\n::: analogy\n글\n:::", "4 5 3 4"),
        (":::: deep-dive\n::: calc 셈\n1: 2\n:::\n::::\n::: analogy\n글\n:::", "3 4 3"),
        ("###### 가\n::: analogy\n글\n:::", "6 6"),
    ],
)
def test_the_title_of_a_box_is_a_level_below_what_it_stands_under(source: str, levels: str) -> None:
    assert " ".join(re.findall(r"<h(\d)", html(source))) == levels


def test_the_title_of_a_box_is_not_above_the_third_level() -> None:
    assert re.findall(r"<h(\d)", block("# 가\n::: analogy\n글\n:::").html) == ["3", "4"]


def test_a_checklist_has_the_title_its_author_gives_and_read_only_tasks() -> None:
    found = html("::: checklist 도입 전에\n- [x] 물었다\n- [ ] 재었다\n:::")
    assert "lms-callout-checklist" in found
    assert "</span> 도입 전에</h3>" in found
    assert '<ul class="lms-tasks" role="list">' in found
    assert (
        '<li class="lms-task lms-task-done"><span class="lms-task-mark" role="img" '
        'aria-label="Checked">✓</span> 물었다</li>' in found
    )
    assert 'aria-label="To check">☐</span> 재었다</li>' in found
    assert "<input" not in found


def keys(source: str) -> list[str]:
    return re.findall(r' data-check="(.*?)"', html(source))


def test_a_task_has_a_key_that_stays_when_others_come_and_go() -> None:
    (key,) = keys("::: checklist 도입 전에\n- [ ] 값을 **물었다**\n:::")
    assert re.fullmatch("[0-9a-f]{12}", key)
    assert keys(
        "::: checklist 도입 전에\n- [ ] 새로 더한 것\n- [x] 한 것\n- [ ] 값을 물었다\n:::"
    ) == [ANY, key]
    assert key not in keys("::: checklist 도입 전에\n- [ ] 값을 다시 물었다\n:::")
    assert key not in keys("::: checklist 도입 뒤에\n- [ ] 값을 물었다\n:::")
    assert key not in keys("- [ ] 값을 물었다")


def test_a_task_that_is_there_twice_has_two_keys() -> None:
    first, second, below = keys("- [ ] 물었다\n- [ ] 물었다\n  - [ ] 물었다 그리고")
    assert second == f"{first}-2"
    assert below not in {first, second}


def test_titles_of_boxes_are_in_the_language_of_the_course() -> None:
    with override("ko"):
        korean = gettext("Analogy")
    with override("en"):
        rendered = render_block("::: analogy\n글\n:::", Course("ko"))
    assert f"</span> {korean}</h3>" in rendered.html


def test_ids_of_boxes_are_unique_on_a_page() -> None:
    found = html("::: analogy\n가\n:::\n\n::: our-group\n나\n:::", prefix="why-nvidia")
    assert re.findall(r' id="(.*?)"', found) == ["why-nvidia-callout-1", "why-nvidia-callout-2"]


def test_a_box_inside_a_box_has_fewer_colons() -> None:
    found = html(":::: deep-dive\n::: analogy\n안\n:::\n밖\n::::")
    assert found.index("<details") < found.index("<aside") < found.index("</details>")
    assert found.index("</aside>") < found.index("밖")


def test_colons_in_a_code_block_close_no_box() -> None:
    assert html("::: analogy\n```\n:::\n```\n끝\n:::").endswith("<p>끝</p>\n</aside>")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("글\n\n::: remark\n글\n:::", 2),  # unknown
        ("글\n\n::: analogy\n글", 2),  # never closed
        ("- 글\n\n  ::: analogy\n  글\n\n글\n\n:::", 2),  # not closed where it was opened
        ("::: checklist\n- [ ] 글\n:::", 0),  # without its title
        ("::: analogy 비유\n글\n:::", 0),  # with a title of its own
        ("::: deep-dive\n글\n::: analogy\n글\n:::", 2),  # inside one that is as wide
        ("글\n\n:::", 2),  # closes nothing
        ("::: checklist [글](https://a.kr)\n글\n:::", 0),  # a link in its title
    ],
)
def test_a_wrong_box_is_a_fault_at_its_line(source: str, line: int) -> None:
    assert line in lines_at_fault(source)


def test_the_text_of_a_wrong_box_is_still_shown() -> None:
    assert "<p>글</p>" in block("::: remark\n글\n:::").html


# --- Emphasis -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**조문(제3조)**을", "<strong>조문(제3조)</strong>을"),
        ("그는**\"예\"**라고, 또**'아니'**라고", None),
        ("*법(法)*의", "<em>법(法)</em>의"),
        ("**「개인정보 보호법」**은 **100%**가", None),
        ("**東京(とうきょう)**で", "<strong>東京(とうきょう)</strong>で"),
        ("**굵게**는 **또**", "<strong>굵게</strong>는 <strong>또</strong>"),
        ("***셋(3)***을", "<em><strong>셋(3)</strong></em>을"),
        ("**가(나)**다 (라)**마**바", "<strong>가(나)</strong>다 (라)<strong>마</strong>바"),
    ],
)
def test_emphasis_works_before_and_after_korean_letters(source: str, expected: str | None) -> None:
    found = html(source)
    assert "*" not in found
    assert found.count("<strong>") + found.count("<em>") > 0
    assert expected is None or found == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*a* **b** ***c***", "<em>a</em> <strong>b</strong> <em><strong>c</strong></em>"),
        ("foo*bar*baz", "foo<em>bar</em>baz"),
        ("*foo**bar*", "<em>foo**bar</em>"),
        ("snake_case_name", "snake_case_name"),
        ("a * b * c", "a * b * c"),
        ('a*"foo"*', 'a*"foo"*'),
        ("*(**foo**)*", "<em>(<strong>foo</strong>)</em>"),
    ],
)
def test_other_emphasis_is_that_of_commonmark(source: str, expected: str) -> None:
    assert block(source).html.strip() == f"<p>{expected}</p>"


def test_stars_left_over_are_a_fault_at_their_line() -> None:
    assert lines_at_fault("`a\nb` 글\n글 ** 굵게 ** 글", "**") == [2]


def test_stars_in_code_and_escaped_stars_are_not() -> None:
    assert html("`2**3`와 2\\*\\*3") == "<p><code>2**3</code>와 2**3</p>"


# --- Footnotes, definitions, code, headings -----------------------------------------------
def test_footnotes_link_both_ways_and_stand_at_the_end() -> None:
    found = html("가[^a]나[^a]\n\n[^a]: 출처", prefix="why")
    assert (
        '<sup class="lms-footnote-ref"><a href="#why-fn-1" id="why-fnref-1" '
        'aria-label="Footnote 1">1</a></sup>' in found
    )
    assert 'id="why-fnref-1-2"' in found
    notes = found[found.index('<div class="lms-footnotes" role="group"') :]
    assert '<li id="why-fn-1">' in notes
    assert 'href="#why-fnref-1"' in notes
    assert 'href="#why-fnref-1-2"' in notes
    assert 'aria-label="Back to where footnote 1 is cited"' in notes


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("글\n글[^none]", 1),  # not defined
        ("글\n\n[^a]: 출처", 2),  # not cited
        ("글[^a]\n\n[^a]: 하나\n\n[^a]: 둘", 4),  # defined twice
        ("::: checklist 글[^a]\n글\n:::\n\n[^a]: 출처", 0),  # in a title
    ],
)
def test_a_wrong_footnote_is_a_fault_at_its_line(source: str, line: int) -> None:
    assert lines_at_fault(source, "[^") == [line]


def test_a_footnote_that_is_not_defined_stays_text() -> None:
    assert block("글[^none]").html == "<p>글[^none]</p>\n"


def test_a_definition_list_is_one() -> None:
    assert html("용어\n: 뜻") == "<dl>\n<dt>용어</dt>\n<dd>뜻</dd>\n</dl>"


def test_a_code_block_is_shown_as_typed() -> None:
    found = html("```python\nif a < b: {x} **y** <b>\n```")
    assert found == "<pre><code>if a &lt; b: {x} **y** &lt;b&gt;\n</code></pre>"


@pytest.mark.parametrize(
    ("language", "code", "opening"),
    [
        ("ko", "Running: 7 reqs", '<pre lang="en">'),
        ("ko", "echo 끝", "<pre>"),
        ("en", "Running: 7 reqs", "<pre>"),
    ],
)
def test_code_of_latin_letters_is_not_spelt_by_a_korean_voice(
    language: str, code: str, opening: str
) -> None:
    rendered = render_block(f"```\n{code}\n```", Course(language))
    assert rendered.html.startswith(f"{opening}<code>")


def test_a_code_block_that_is_not_closed_is_a_fault() -> None:
    assert lines_at_fault("글\n\n```\ncode") == [2]
    assert lines_at_fault("글\n\n```\ncode\n```") == []


def test_headings_have_ids_and_start_at_the_third_level() -> None:
    assert html("### 가\n#### 나", prefix="why") == (
        '<h3 id="why-heading-1">가</h3>\n<h4 id="why-heading-2">나</h4>'
    )


@pytest.mark.parametrize("source", ["글\n\n# 가", "글\n\n## 가", "글\n\n가\n==", "\n\n가\n---"])
def test_a_higher_heading_is_a_fault(source: str) -> None:
    rendered = block(source)
    assert rendered.faults[0].line in (3, 4)
    assert "<h3" in rendered.html


def test_lists_too_deep_to_be_shown_are_a_fault() -> None:
    source = "\n".join("  " * level + "- 글" for level in range(12))
    assert block(source).faults


# --- One-line texts -------------------------------------------------------------------------------
def test_an_inline_text_has_no_paragraph() -> None:
    rendered = render_inline("{팹리스}는 **공장(팹)**이 없는 [회사](course:chips)다\n", Course())
    assert rendered.faults == ()
    assert rendered.html.startswith("<dfn")
    assert "<strong>공장(팹)</strong>이" in rendered.html
    assert "<p>" not in rendered.html


@pytest.mark.parametrize("source", ["가\n\n나", "가\n::: analogy\n나", "가\n```\n나\n```"])
def test_block_markup_in_an_inline_text_is_a_fault(source: str) -> None:
    assert [fault.line for fault in render_inline(source, Course()).faults] == [2]


def test_faults_of_an_inline_text_count_the_empty_lines_above_it() -> None:
    assert [fault.line for fault in render_inline("\n\n가 {나}", Course()).faults] == [3]
