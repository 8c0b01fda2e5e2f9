"""Figures of module 6: intervals by Wilson, gates and best scores by the binomial."""

from statistics import median

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import (
    Z,
    at_least,
    best_of,
    coins,
    nearest_rank,
    wilson,
    wilson_half,
    wilson_middle,
)

ASKING, GRADING = 40 * 3 * 20 / 60, 40 * 2
HOURS = (ASKING + GRADING) / 60
WEIGHTED = 14 / 16 * 0.60 + 9 / 10 * 0.25 + 7 / 8 * 0.13 + 4 / 6 * 0.02
WAITS = [3, 2, 38, 4, 3, 5, 2, 19, 4, 5, 3]
MENDED = [20, 150, 10, 25, 10, 260, 15, 30, 20]
SIX = [33, 34, 35, 34, 37, 33]

FIGURES = [
    figure("why-our-own-test", "asking", "= {:,.0f}초 = {:.0f}분", 60 * ASKING, ASKING),
    figure("why-our-own-test", "grading", "× 2분 = {:.0f}분", GRADING),
    figure("why-our-own-test", "a model", "= {:.0f}분 = {:.0f}시간", 60 * HOURS, HOURS),
    figure("why-our-own-test", "twelve", "12 × 2 = {:.0f}시간", 12 * HOURS),
    figure("why-our-own-test", "four", "4 × 2 = {:.0f}시간", 4 * HOURS),
    figure("build-a-golden-set", "rubric", "1 + 1 + 2 + 2 = {:.0f}점", 1 + 1 + 2 + 2),
    figure("choose-metrics", "mean", "÷ 20 = {:.0f}초", (19 * 2 + 22) / 20),
    figure("choose-metrics", "median", "중앙값 = {:.0f}초", median([2] * 19 + [22])),
    figure("choose-metrics", "rank of p95", "20 × 0.95 = {:.0f}번째", 20 * 0.95),
    figure("choose-metrics", "p95", "19번째 값 = {:.0f}초", nearest_rank([2] * 19 + [22], 95)),
    figure("read-the-score", "square", "1.96² = {:.2f}", Z**2),
    figure("read-the-score", "half of it", "1.96² ÷ 2 = {:.2f}", Z**2 / 2),
    figure("read-the-score", "fourth of it", "1.96² ÷ 4 = {:.2f}", Z**2 / 4),
    figure("read-the-score", "34 of 40", "34 ÷ 40 = {:.0f}%", 100 * 34 / 40),
    figure("read-the-score", "its interval", "85 ({:.1f}–{:.1f})", *wilson(34, 40)),
    figure(
        "read-the-score", "36 of 40", "90 ({:.1f}–{:g})", *[round(x, 1) for x in wilson(36, 40)]
    ),
    figure("read-the-score", "340 of 400", "85 ({:.1f}–{:.1f})", *wilson(340, 400)),
    *[
        figure(
            "read-the-score",
            f"{correct} of {items} by hand",
            f"가운데 = {correct + 1.92:.2f} ÷ {items + 3.84:.2f} = {{:.{digits}f}}",
            wilson_middle(correct, items),
        )
        for correct, items, digits in ((34, 40, 3), (21, 30, 3), (45, 50, 4))
    ],
    figure("read-the-score", "under the root, 34", "34 × 6 ÷ 40 = {:.1f}", 34 * 6 / 40),
    figure("read-the-score", "under the root, 45", "45 × 5 ÷ 50 = {:.1f}", 45 * 5 / 50),
    figure("read-the-score", "half, 34", "√(5.1 + 0.96) = {:.3f}", wilson_half(34, 40)),
    figure("read-the-score", "half, 21", "√((    ) + 0.96) = {:.3f}", wilson_half(21, 30)),
    figure("read-the-score", "half, 45", "√(4.5 + 0.96) = {:.4f}", wilson_half(45, 50)),
    figure("read-the-score", "gap of 21", "÷ 30 = {:.1f}입니다", 21 * 9 / 30),
    *[
        figure(
            "read-the-score",
            f"{correct} of {items}, both ends",
            "구간 = {:.3f}~{:.3f}",
            *[end / 100 for end in wilson(correct, items)],
        )
        for correct, items in ((34, 40), (21, 30), (45, 50))
    ],
    figure("read-the-score", "by kind", "합계 {:.0f}", 14 + 9 + 7 + 4),
    figure("read-the-score", "weighted", "= {:.1f}%", 100 * WEIGHTED),
    figure("read-the-score", "six of six", "{:.0f}~{:.0f}%", *wilson(6, 6)),
    figure("read-the-score", "4 to 2", "약 {:.0f}%라 우연으로도", coins(4, 2)),
    figure("read-the-score", "6 to 0", "6 대 0은 약 {:.0f}%라", coins(6, 0)),
    figure("read-the-score", "in a line", "신뢰구간 {:.0f}~{:.0f}%", *wilson(34, 40)),
    *[
        figure(
            "hold-out-set",
            f"best of {tries}",
            f"| {tries} | {{:.1f}} | {{:.0f}}% |",
            best_of(tries),
            100 * best_of(tries) / 40,
        )
        for tries in (1, 3, 5, 10, 20)
    ],
    figure("hold-out-set", "guess", "{:.1f}개입니다", best_of(10)),
    figure("hold-out-set", "locked score", "33 ÷ 40 = {:.1f}%", 100 * 33 / 40),
    figure("hold-out-set", "its interval", "{:.0f}~{:.0f}%", *wilson(33, 40)),
    *[
        figure(
            "regression-and-gate",
            f"gate at {percent} %",
            f"실제 {percent}%: 통과 {{:.0f}} | 막음 {{:.0f}}",
            100 * at_least(32, 40, percent / 100),
            100 * (1 - at_least(32, 40, percent / 100)),
        )
        for percent in (85, 80, 75, 70)
    ],
    figure(
        "regression-and-gate",
        "30: good stopped",
        "{:.0f}번이 되지만",
        100 * (1 - at_least(30, 40, 0.85)),
    ),
    figure(
        "regression-and-gate", "30: bad passes", "{:.0f}번이 됩니다", 100 * at_least(30, 40, 0.75)
    ),
    figure("regression-and-gate", "on a sheet", "{:.2f}이 나옵니다", at_least(32, 40, 0.75)),
    figure("two-rankings", "A", "{:.0f}~{:.0f}%", *wilson(24, 40)),
    figure("two-rankings", "B", "{:.0f}~{:.0f}%", *wilson(36, 40)),
    figure("best-of-six", "mean", "{:.0f} ÷ 240 = {:.1f}%", sum(SIX), 100 * sum(SIX) / 240),
    figure("best-of-six", "highest", "37 ÷ 40 = {:.1f}%", 100 * max(SIX) / 40),
    figure("usual-and-worst", "mean", "평균 {:.0f}초", sum(WAITS) / 11),
    figure("usual-and-worst", "median", "중앙값 {:.0f}초", median(WAITS)),
    figure("same-net-gain", "12 to 5", "{:.0f}번 정도", coins(12, 5)),
    figure("same-net-gain", "7 to 0", "약 {:.1f}%", coins(7, 0)),
    figure("same-net-gain", "10 to 3", "약 {:.0f}%", coins(10, 3)),
    figure("same-net-gain", "9 to 2", "약 {:.1f}%", coins(9, 2)),
    figure(
        "raise-the-bar",
        "bad passes",
        "{:.0f}%에서 {:.0f}%로 줄지만",
        100 * at_least(32, 40, 0.75),
        100 * at_least(34, 40, 0.75),
    ),
    figure(
        "raise-the-bar",
        "good stopped",
        "{:.0f}%에서 {:.0f}%로 늘어납니다",
        100 * (1 - at_least(32, 40, 0.85)),
        100 * (1 - at_least(34, 40, 0.85)),
    ),
    figure("two-days-of-testing", "models", "720 ÷ 90 = {:.0f}이니", 12 * 60 / 90),
    figure("two-days-of-testing", "nine of ten", "{:.0f}~{:.0f}%", *wilson(9, 10)),
    figure("items-in-training-data", "key", "28 ÷ 32 = {:.1f}%", 100 * 28 / 32),
    figure("items-in-training-data", "its interval", "{:.0f}~{:.0f}%", *wilson(28, 32)),
    figure("items-in-training-data", "all items", "36 ÷ 40 = {:.0f}%", 100 * 36 / 40),
    figure("items-in-training-data", "as wrong", "28 ÷ 40 = {:.0f}%", 100 * 28 / 40),
    figure("letters-mended", "mean", "평균 {:.0f}자", sum(MENDED) / 9),
    figure("letters-mended", "median", "중앙값 {:.0f}자", median(MENDED)),
    figure("sixty-items-twice", "8 to 5", "약 {:.0f}%입니다", coins(8, 5)),
    figure("four-times-the-items", "old bar", "32 ÷ 40 = {:.0f}%", 100 * 32 / 40),
    figure("four-times-the-items", "new bar", "120 ÷ 160 = {:.0f}%", 100 * 120 / 160),
    figure(
        "four-times-the-items",
        "A stopped",
        "{:.0f}%에서 거의 {:.0f}%로",
        100 * (1 - at_least(32, 40, 0.85)),
        100 * (1 - at_least(120, 160, 0.85)),
    ),
    figure(
        "four-times-the-items",
        "B passes",
        "{:.0f}%이던 통과가 {:.0f}%로",
        100 * at_least(32, 40, 0.75),
        100 * at_least(120, 160, 0.75),
    ),
    figure(
        "four-times-the-items",
        "bar of 128: both errors",
        "{:.0f}%에서 {:.0f}%로, B가 통과하는 일은 {:.0f}%에서 {:.0f}%로",
        100 * (1 - at_least(32, 40, 0.85)),
        100 * (1 - at_least(128, 160, 0.85)),
        100 * at_least(32, 40, 0.75),
        100 * at_least(128, 160, 0.75),
    ),
    figure("evaluation-levels", "48 of 60", "{:.0f}~{:.0f}%가", *wilson(48, 60)),
]
