"""Moodle's GIFT, as https://docs.moodle.org/en/GIFT_format describes it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from django.utils.translation import gettext as _

from banks.formats.acceptance import MOST_OPTIONS, take, too_long
from banks.formats.bank import (
    MOST_QUESTIONS,
    NO_TEXT,
    Bank,
    BankOption,
    BankQuestion,
    Format,
    Refusal,
    Text,
    at_most,
)
from banks.formats.decoding import decode
from banks.formats.moodle_texts import for_moodle

ESCAPED = re.compile(r"\\([\\~=#{}:n])")
SPECIAL = re.compile(r"[\\~=#{}:]")
MARKUP = re.compile(r"\s*\[(markdown|html|plain|moodle)\]")
WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
TRUE_FALSE = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
SIGN = re.compile(r"\\.|[~=]", re.DOTALL)
BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
BLANK = re.compile(r"\n[ \t]*(?=\n|$)")
COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
CATEGORY = re.compile(r"\$CATEGORY:(.*)")
ID_OR_TAG = re.compile(r"\[(id|tag):([^\]]*)\]")
GAP = " _____ "


@dataclass
class _Block:
    """One question as it stands: what comments say of it, and its text without them."""

    line: int
    text: str
    category: str
    tags: list[str] = field(default_factory=list)


def read(data: bytes, most: int = MOST_QUESTIONS) -> Bank:
    bank = Bank()
    for block in at_most(_blocks(decode(data)), most):
        _read_question(block, bank)
    return bank


@dataclass
class _Blanks:
    """The empty lines of a text, each looked for once as the reading goes on."""

    text: str
    start: int = 0
    blank_at: int = -1

    def after(self, at: int) -> int:
        """Where the first one at or after this place begins; the end of the text without one."""
        if not self.start <= at <= self.blank_at:
            blank = BLANK.search(self.text, at)
            self.start, self.blank_at = at, blank.start() if blank else len(self.text)
        return self.blank_at


def _blocks(text: str) -> Iterator[_Block]:
    """Questions end at an empty line outside of braces."""
    at, number, category, blanks = 0, 1, "", _Blanks(text)
    tags: list[str] = []
    while at < len(text):
        end = text.find("\n", at) % (len(text) + 1)
        line = text[at:end].strip()
        if line.startswith("//"):
            tags += [value for kind, value in ID_OR_TAG.findall(line) if kind == "tag"]
        elif match := CATEGORY.match(line):
            category = match[1].strip()
        elif line:
            end = _end_of_question(text, at, blanks)
            body = COMMENT.sub("", text[at:end])
            yield _Block(number, body, category, tags)
            tags = []
        number += text.count("\n", at, end + 1)
        at = end + 1


def _end_of_question(text: str, at: int, blanks: _Blanks) -> int:
    """Where it ends: an empty line after its answers, or before any."""
    blank = blanks.after(at)
    opening = find(text, "{", at, blank)
    if opening < 0:
        return blank
    closing = _closing(text, opening)
    if closing < 0:
        return blank
    end = blanks.after(closing)
    # Where no empty line parts it from the next one, it ends with its line.
    if find(text, "{", closing, end) >= 0:
        end = text.find("\n", closing) % (len(text) + 1)
    return end


def _closing(text: str, opening: int) -> int:
    """The brace that closes this one; -1 where another is opened before it, or nowhere."""
    matches = BRACE.finditer(text, opening + 1)
    match = next((match for match in matches if match[1]), None)
    return match.start() if match and match[1] == "}" else -1


def find(text: str, sign: str, at: int = 0, end: int | None = None) -> int:
    """Where the sign stands without a backslash before it, -1 if nowhere before `end`."""
    matches = _escaped_or(sign).finditer(text, at, len(text) if end is None else end)
    return next((match.start() for match in matches if match[1]), -1)


@cache
def _escaped_or(sign: str) -> re.Pattern[str]:
    return re.compile(rf"\\.|({re.escape(sign)})", re.DOTALL)


def _read_question(block: _Block, bank: Bank) -> None:
    if reason := too_long(block.text):
        bank.refusals.append(Refusal(block.line, "", "unreadable", reason))
        return
    name, text = _name(block.text.strip())
    opening = find(text, "{")
    closing = find(text, "}", opening) if opening >= 0 else -1
    if opening >= 0 and closing < 0:
        reason = _("The brace { of its answers is never closed.")
        bank.refusals.append(Refusal(block.line, name, "unreadable", reason))
        return
    stem = text if opening < 0 else text[:opening]
    answers = None if opening < 0 else text[opening + 1 : closing]
    tail = "" if opening < 0 else text[closing + 1 :].strip()
    if tail:
        stem = f"{stem.rstrip()}{GAP}{tail}"
    question = BankQuestion(
        _text(stem, Format.MOODLE),
        (),
        name,
        block.category,
        tuple(tag.strip() for tag in block.tags),
        line=block.line,
    )
    _read_answers(question, answers, block, bank)


def _name(text: str) -> tuple[str, str]:
    end = find(text, "::", 2) if text.startswith("::") else -1
    return (_unescaped(text[2:end]).strip(), text[end + 2 :]) if end > 0 else ("", text)


def _read_answers(question: BankQuestion, answers: str | None, block: _Block, bank: Bank) -> None:
    kind = "description" if answers is None else kind_of(answers)
    if answers is None or kind not in ("multiple choice", "true/false"):
        reason = _("Dure asks multiple-choice questions with one right option.")
        bank.refusals.append(Refusal(block.line, question.name, kind, reason))
        return
    body, general = _split(answers, "####")
    markup = question.stem.format
    feedback = _text(general, markup)
    if kind == "true/false":
        options = _true_false(body, markup)
        marks = [100.0 * option.is_correct for option in options]
    else:
        options, marks = _options(body, markup)
    is_true_false = kind == "true/false"
    read = replace(question, options=options, general=feedback, is_true_false=is_true_false)
    take(bank, read, marks)


def kind_of(answers: str) -> str:
    """Which type of question these answers (what stands in the braces) make."""
    body = _split(answers, "####")[0].strip()
    if not body:
        return "essay"
    if body.startswith("#"):
        return "numerical"
    if TRUE_FALSE.match(body):
        return "true/false"
    if find(body, "~") >= 0:
        return "multiple choice"
    return "matching" if find(body, "->") >= 0 else "short answer"


def _split(text: str, sign: str) -> tuple[str, str]:
    at = find(text, sign)
    return (text, "") if at < 0 else (text[:at], text[at + len(sign) :])


def _true_false(body: str, markup: Format) -> tuple[BankOption, ...]:
    """Moodle takes the first feedback for the wrong answer and the second for the right one."""
    answer, feedback = _split(body, "#")
    is_true = answer.strip().upper().startswith("T")
    wrong, right = (_text(part, markup) for part in _split(feedback, "#"))
    return (
        BankOption(Text("True", Format.PLAIN), is_true, right if is_true else wrong),
        BankOption(Text("False", Format.PLAIN), not is_true, wrong if is_true else right),
    )


def _options(body: str, markup: Format) -> tuple[tuple[BankOption, ...], list[float]]:
    options, marks = [], []
    for sign, answer in islice(_answers(body), MOST_OPTIONS + 1):
        weight = WEIGHT.match(answer)
        content = answer[weight.end() :] if weight else answer
        mark = float(weight[1]) if weight else 100.0 * (sign == "=")
        text, feedback = _split(content, "#")
        options.append(BankOption(_text(text, markup), mark == 100, _text(feedback, markup)))
        marks.append(mark)
    return tuple(options), marks


def _answers(body: str) -> Iterator[tuple[str, str]]:
    starts = [sign.start() for sign in SIGN.finditer(body) if sign[0] in "~="]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        yield body[start], body[start + 1 : end]


def _text(raw: str, markup: Format) -> Text:
    match = MARKUP.match(raw)
    if match:
        raw, markup = raw[match.end() :], Format(match[1])
    if markup == Format.MOODLE:
        raw = re.sub(r"\s+", " ", raw)
    text = _unescaped(raw.strip()).strip()
    return Text(text, markup) if text else NO_TEXT


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def write(questions: Iterable[BankQuestion]) -> bytes:
    """With the comment and the order of True and False that Moodle itself writes."""
    parts, category = [], ""
    for number, question in enumerate(questions, 1):
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {category}\n")
        parts.append(_written(number, question))
    return "\n".join(parts).encode()


def _written(number: int, question: BankQuestion) -> str:
    lines = [f"// question: {number}  name: {question.name}"]
    if question.written_tags:
        lines.append("// " + " ".join(f"[tag:{tag}]" for tag in question.written_tags))
    name = f"::{_escaped(question.name)}::" if question.name else ""
    lines.append(f"{name}{_marked(question.stem)}{{")
    if question.is_true_false:
        sign = "T" if question.options[0].is_correct else "F"
        wrong = next(option for option in question.options if not option.is_correct)
        texts = [wrong.explanation, question.right.explanation]
        feedback = "".join(f"#{_marked(text)}" for text in texts) if any(texts) else ""
        lines.append(f"\t{sign}{feedback}")
    for option in () if question.is_true_false else question.options:
        feedback = f"#{_marked(option.explanation)}" if option.explanation else ""
        lines.append(f"\t{'=' if option.is_correct else '~'}{_marked(option.text)}{feedback}")
    if question.general:
        lines.append(f"\t####{_marked(question.general)}")
    return "\n".join([*lines, "}", ""])


def _marked(text: Text) -> str:
    text = for_moodle(text)
    return f"[{text.format}]{_escaped(text.source)}" if text else ""


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
