"""Lines that say what they are: an answer, an explanation, a key at the end, what Dure has no
place for, the head of a question."""

import re

from banks.formats.pasted.marks import answers_in, counts_up, leading, plain, truth_of

_BEFORE = r"^[\s\[【〔〈<(▶▷◆◇■□※☞→*#\-]*"
_AFTER = r"\s*[\]】〕〉>)]?\s*(?:은|는)?\s*[:=]?\s*"
_CLOSED = r"(?:\s*[\]】〕〉>)]\s*[:=]?|\s*(?:은|는)?\s*[:=])\s*"
_ANSWER_WORD = r"(?:모범\s*답안|정답|답안|answer|ans)"
# "답" alone begins sentences too: "답을 고르시오".
_ANSWER = re.compile(
    rf"{_BEFORE}(?:(?:{_ANSWER_WORD}|답|key){_CLOSED}(?P<any>.*)|{_ANSWER_WORD}{_AFTER}(?P<only>.*))$",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    rf"{_BEFORE}(?P<word>(?:정답\s*|오답\s*)?(?:해설|풀이|설명)|근거|해답|explanation|rationale|feedback)"
    rf"{_CLOSED}(?P<text>.*)$",
    re.IGNORECASE,
)
_EXPLAINS_WITHIN = re.compile(
    r"[\s,.;(\[]+(?:정답\s*|오답\s*)?(?:해설|풀이|설명)\s*[\]】)]?\s*[:=]\s*"
)
_ASIDE = re.compile(
    rf"{_BEFORE}(?:난이도|배점|출처|유형|단원|영역|출제\s*(?:범위|의도|근거)|평가\s*요소){_CLOSED}.*$"
)
_PAGE_NUMBER = re.compile(r"^-\s*\d{1,4}\s*-$")
_KEY_HEADING = re.compile(
    r"^[\W_]*(?:정답(?:표|지)?|답안지?|(?:정답|답안?)\s*(?:및|과|와|/|·|,)\s*(?:해설|풀이)"
    r"|answers?(?:\s+key)?)[\W_]*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"^(?:문항|번호|문제|문)(?:\s*번호)?[\s:|]+(\d{1,3}(?:[\s|]+\d{1,3})*)[\s|]*$"
)
_ANSWERS_BELOW = re.compile(rf"^{_ANSWER_WORD}[\s|:]+(\S.*)$", re.IGNORECASE)
_IN_KEY = re.compile(r"(?P<number>\d{1,3})\s*(?:번|[.):\-–])?\s*(?:정답)?\s*:?\s*(?=\S)")
_WORDED_HEAD = re.compile(
    r"^[\[【(<]?\s*(?:(?:문제|문항|문|질문|question|q)\s*\.?\s*(?P<a>\d{1,3})\s*번?|(?P<b>\d{1,3})\s*번)"
    r"\s*[\]】)>]?\s*[.):]?\s*",
    re.IGNORECASE,
)
_ANSWER_AT_END = re.compile(
    r"[\[(]\s*(?:정답|답)\s*[:=]?\s*(?P<named>[^()\[\]]{1,10})[)\]]\s*$"
    r"|(?<=[?.])\s*\(\s*(?P<bare>[①-⑳OoXx○×])\s*\)\s*$"
)


def answer_of(line: str) -> tuple[str, str] | None:
    """What the line names as the answer, and an explanation behind it; None if it names none."""
    match = _ANSWER.match(plain(line))
    if match is None:
        return None
    answer = match["any"] if match["any"] is not None else match["only"]
    answer, explanation = _parted(answer)
    if match["any"] is None:
        # Without a colon it is one where nothing else follows.
        places, after = answers_in(answer)
        if (not places or after) and truth_of(answer) is None:
            return None
    return answer.strip(), explanation


def _parted(text: str) -> tuple[str, str]:
    within = _EXPLAINS_WITHIN.search(f" {text}")
    if within is None:
        return text, ""
    return text[: max(within.start() - 1, 0)], text[within.end() - 1 :].strip()


def explanation_of(line: str) -> str | None:
    """What the line explains; None if it does not say that it does."""
    match = _EXPLAINS.match(plain(line))
    if match is None:
        return None
    text = line[match.start("text") :].strip()
    return f"{match['word']}: {text}" if match["word"] == "근거" else text


def is_left_aside(line: str) -> bool:
    return bool(_ASIDE.match(plain(line)) or _PAGE_NUMBER.match(line))


def is_heading_of_key(line: str) -> bool:
    return _KEY_HEADING.match(line) is not None


def numbers_of(line: str) -> list[int]:
    """The numbers of questions at the head of a table of answers."""
    match = _NUMBERS.match(plain(line))
    numbers = [int(number) for number in re.findall(r"\d+", match[1])] if match else []
    return numbers if counts_up(numbers) else []


def answers_below(line: str) -> list[str]:
    """The answers in the second row of such a table; [] if this is none."""
    match = _ANSWERS_BELOW.match(plain(line))
    return re.split(r"[\s|]+", match[1].strip(" |")) if match else []


def key_of(line: str) -> dict[int, tuple[str, str]]:
    """Answers by the number of their question, the last with what explains it; {} if none."""
    text, at = plain(line), 0
    key: dict[int, tuple[str, str]] = {}
    while match := _IN_KEY.match(text, at):
        answer = re.match(r"\S+?(?=[\s,;|]|$)", text[match.end() :])
        if answer is None or not _is_answer(answer[0]):
            return key if key and _is_after(key, text[at:]) else {}
        at = match.end() + answer.end()
        skipped = re.match(r"[\s,;|]*", text[at:])
        key[int(match["number"])] = (answer[0], "")
        at += skipped.end() if skipped else 0
    if key and text[at:].strip():
        last = max(key)
        key[last] = (key[last][0], line[at:].strip())
    return key


def _is_answer(text: str) -> bool:
    places, after = answers_in(text)
    return truth_of(text) is not None or (len(places) == 1 and not after)


def _is_after(key: dict[int, tuple[str, str]], rest_of_line: str) -> bool:
    last = max(key)
    key[last] = (key[last][0], rest_of_line.strip())
    return len(key) == 1


def head_of(line: str) -> tuple[int, str, bool] | None:
    """The number of a question, its text, and whether a word such as "문제" says that it is one."""
    worded = _WORDED_HEAD.match(plain(line))
    if worded:
        return int(worded["a"] or worded["b"]), line[worded.end() :].strip(), True
    marked = leading(line)
    if marked and marked[0].is_number:
        return marked[0].place, line[marked[1] :].strip(), False
    return None


def answer_at_end(stem: str) -> tuple[str, str]:
    """The stem without the answer in brackets behind it, and that answer; "" if there is none."""
    match = _ANSWER_AT_END.search(stem)
    if match is None:
        return stem, ""
    return stem[: match.start()].rstrip(), (match["named"] or match["bare"]).strip()
