"""How texts are written: each piece of Markdown beside what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from texts import ShownImage, render_block

SAMPLES = [
    (_("Paragraphs"), _("One paragraph.\n\nAn empty line begins the next.")),
    (_("Weight and code"), _("**bold**, and `nvidia-smi` as typed")),
    (
        _("An underline, where a question asks about a word"),
        _("What does the <u>underlined</u> word mean?"),
    ),
    (
        _("A formula in a line, and one by itself (TeX)"),
        _("If \\(x^2 = 4\\), then:\n\n$$x = \\pm\\sqrt{4}$$"),
    ),
    (_("A list"), _("- one\n- two\n  - below two")),
    (_("A numbered list"), _("1. first\n2. second")),
    (_("A heading within a section"), _("### How to read it")),
    (
        _("A table"),
        _("| model | memory |\n|---|--:|\n| 8B, 4 bits | 5 GB |\n| 70B, 4 bits | 40 GB |"),
    ),
    (_("A quotation"), _("> What somebody else said.")),
    (_("A block of code"), _("```\nollama run qwen3\n```")),
    (
        _("A term of the glossary: its meaning opens in place"),
        _("A {token} is a piece of text. \\{token} shows the braces."),
    ),
    (
        _("A link to a module, to its section, to the web"),
        _(
            "[Module 6](course:slug), [Golden set](course:slug#section), [Site](https://example.org)"
        ),
    ),
    (_("A footnote"), _("A figure.[^1]\n\n[^1]: Where it is from.")),
    (_("A term and what it means"), _("TTFT\n: The time until the first token.")),
    (_("Things to do"), _("- [x] done\n- [ ] to do")),
    (_("Box: likened to something familiar"), _("::: analogy\nMemory is a desk.\n:::")),
    (
        _("Box: folded, for those who want more"),
        _("::: deep-dive Why is that so?\nIt opens by a click.\n:::"),
    ),
    (_("Box: what it means in our group"), _("::: our-group\nWe keep to 4 bits.\n:::")),
    (_("Box: a list to check"), _("::: checklist Before you buy\n- [ ] Weigh the model.\n:::")),
    (
        _("Box: a calculation, row by row"),
        _(
            "::: calc What a server needs\nModel: 8 × 0.75 = 6 GB\nConversations: 10.7 GB\n---\n"
            "Together: 16.7 GB → fits 24 GB\n:::"
        ),
    ),
    (
        _("Drawing: bars"),
        _(
            "::: drawing bar Where 24 GB go\nunit: GB\nmark: 21.6 what the engine takes\n"
            "8B: weights 6 | cache 10.7 | workspace 2\n:::"
        ),
    ),
    (
        _("Drawing: what goes on from when to when"),
        _(
            "::: drawing timeline One answer\nunit: s\nFirst: reads 0–1.2 | writes 1.2–8\n"
            "Second: waits 0–1.2 | reads 1.2–2.4\n:::"
        ),
    ),
    (
        _("Drawing: a grid"),
        _(
            "::: drawing grid Places taken\ncolumns: 1 | 2 | 3 | 4\nPlace 1: A | A | A | .\n"
            "Place 2: B | C | C | C\n:::"
        ),
    ),
    (
        _("Drawing: boxes and arrows"),
        _(
            "::: drawing arrows An answer from documents\n"
            "Question → Search →(three passages) Model → Answer\nback: Answer →(wrong) Search\n:::"
        ),
    ),
    (
        _("Drawing: figures with their intervals"),
        _(
            "::: drawing intervals Two prompts\nunit: %\nscale: 60–100\nmark: 80 to pass\n"
            "First: 85 (70.9–92.9)\nSecond: 90 (76.9–96)\n:::"
        ),
    ),
    (
        _("Drawing: who stands where"),
        _(
            "::: drawing map Chips\n[[Behind the wall]]\nNVIDIA\n[Ways round]\n"
            "Open: AMD | Tenstorrent\nInference: Cerebras\n:::"
        ),
    ),
]


@dataclass(frozen=True)
class Sample:
    title: str
    source: str
    html: str


class Anywhere:
    """A course that has every page and every term, for samples."""

    def __init__(self, language: str) -> None:
        self.language = language

    def url_of(self, target: str) -> str:
        return "#"

    def is_draft(self, target: str) -> bool:
        return False

    def image(self, name: str) -> ShownImage | None:
        return None

    def term_id(self, term: str) -> str:
        return "sample-term"


def samples() -> Iterator[Sample]:
    """Each with its HTML, rendered by what renders lessons."""
    course = Anywhere(get_language() or "ko")
    for number, (title, source) in enumerate(SAMPLES):
        html = render_block(str(source), course, prefix=f"sample-{number}").html
        yield Sample(str(title), str(source), html)


@require_safe
def writing(request: HttpRequest) -> HttpResponse:
    return render(request, "admin/courses/writing.html", {"samples": samples()})
