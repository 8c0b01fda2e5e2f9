"""Figures of module 5."""

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import passes

LETTERS = 300 * 1500
STEP = 500 - 100
DAY = 20_000 + 24_000
NIGHT = 80_000
STUCK, OTHERS, CHANCE = 10, 90, 8 / 9

FIGURES = [
    figure("retrieval", "letters", "1,500자 = {:,.0f}자", LETTERS),
    figure("retrieval", "a new piece every", "자르면: {:.0f}자마다", STEP),
    figure("retrieval", "pieces", "= 약 {:,.0f}개", LETTERS / STEP),
    figure("retrieval", "drawing: pieces", "조각 {:,.0f}개", LETTERS / STEP),
    figure("retrieval", "letters given", "5 × 500 = {:,.0f}자", 5 * 500),
    figure("retrieval", "their share", "= 약 {:.1f}%", 100 * 5 * 500 / LETTERS),
    figure("retrieval", "questions with their article", "16개라면 {:.0f}%", 100 * 16 / 20),
    figure(
        "tools-and-rights",
        "four days",
        "= {:,.0f} + {:,.0f} = {:,.0f}원",
        DAY * 4,
        NIGHT * 3,
        DAY * 4 + NIGHT * 3,
    ),
    figure("tools-and-rights", "two days", "(    ) = {:,.0f}원", DAY * 2 + NIGHT),
    figure(
        "tools-and-rights",
        "six days",
        "= {:,.0f} + {:,.0f} = {:,.0f}원",
        DAY * 6,
        NIGHT * 5,
        DAY * 6 + NIGHT * 5,
    ),
    figure("verify-and-retry", "never", "0.2 = {:.3f}", 0.2**3),
    figure("verify-and-retry", "within three", "0.008 = {:.3f}", passes(0.8, 3)),
    figure("verify-and-retry", "to the third try", "확률 = 0.2 × 0.2 = {:.2f}", 0.2**2),
    figure("verify-and-retry", "tries", "0.04 = {:.2f}번", 1 + 0.2 + 0.2**2),
    figure("verify-and-retry", "guess: independent", "독립이라면 {:.0f}개", 100 * passes(0.8, 3)),
    figure("verify-and-retry", "first try the same", "똑같이 {:.0f}개", OTHERS * CHANCE),
    figure("verify-and-retry", "the others pass", "약 {:.1f}개", OTHERS * passes(CHANCE, 3)),
    figure("verify-and-retry", "guess: ten stuck", "있으면 {:.0f}개", OTHERS * passes(CHANCE, 3)),
    figure(
        "verify-and-retry",
        "drawing: independent",
        "첫째 {:.0f} | 둘째 {:.0f} | 셋째 {:.1f} | 막힘 {:.1f}",
        100 * 0.8,
        100 * 0.8 * 0.2,
        100 * 0.8 * 0.2**2,
        100 * 0.2**3,
    ),
    figure(
        "verify-and-retry",
        "drawing: ten stuck",
        "첫째 {:.0f} | 둘째 {:.1f} | 셋째 {:.0f} | 막힘 {:.1f}",
        OTHERS * CHANCE,
        OTHERS * CHANCE * (1 - CHANCE),
        OTHERS * CHANCE * (1 - CHANCE) ** 2,
        STUCK + OTHERS * (1 - CHANCE) ** 3,
    ),
    figure("verify-and-retry", "three tries", "세 번 안에 {:.1f}%가", 100 * passes(0.8, 3)),
    figure(
        "verify-and-retry",
        "wrong after one try",
        "통과 {:.0f}건 × 0.05 = 틀린 답 {:.0f}건",
        1000 * 0.8,
        1000 * 0.8 * 0.05,
    ),
    figure(
        "verify-and-retry",
        "wrong after three",
        "통과 {:.0f}건 × 0.05 = 틀린 답 약 {:.0f}건",
        1000 * passes(0.8, 3),
        1000 * passes(0.8, 3) * 0.05,
    ),
    figure("injection-and-people", "read again", "5% = {:.0f}건", 500 * 0.05),
    figure("injection-and-people", "its minutes", "4분 = {:.0f}분", 500 * 0.05 * 4),
    figure("found-and-not-found", "read wrong", "26 − 24 = {:.0f}개", 26 - 24),
    figure("found-and-not-found", "right where found", "24 ÷ 26 = {:.0f}%", 100 * 24 / 26),
    figure("found-and-not-found", "all found", "그중 약 {:.0f}개", 14 * 24 / 26),
    figure("found-and-not-found", "wrong", "{:.0f}개라는 계산", 40 - 24 - 1),
    figure("two-tries", "key", "{:.0f}건", 160 * passes(0.75, 2)),
    figure("two-tries", "first try", "160 × 0.75 = {:.0f}건", 160 * 0.75),
    figure("two-tries", "second try", "40 × 0.75 = {:.0f}건", 160 * 0.25 * 0.75),
    figure("two-tries", "as if independent", "{:.0f}건", 200 * passes(120 / 200, 2)),
    figure("two-tries", "75 % of all", "= {:.1f}에서", 200 * passes(0.75, 2)),
    figure("two-tries", "both fail", "= {:.2f}%라 {:.0f}건", 100 * 0.25**2, 160 * 0.25**2),
    figure("wrong-ones-sent", "once", "350 × 0.06 = {:.0f}건", 500 * 0.7 * 0.06),
    figure("wrong-ones-sent", "passed in two", "= {:.0f}건이 통과", 500 * passes(0.7, 2)),
    figure("wrong-ones-sent", "key", "455 × 0.06 = {:.1f}건", 500 * passes(0.7, 2) * 0.06),
    figure("wrong-ones-sent", "added", "105 × 0.06 = {:.1f}건", 150 * 0.7 * 0.06),
    figure("wrong-ones-sent", "weeded out", "21 × 0.3 = {:.1f}", 21 * 0.3),
    figure("wrong-ones-sent", "twice", "{:.0f}건으로 늘어난다", 2 * 500 * 0.7 * 0.06),
]
