"""Figures of module 7, by the sheet of module 3."""

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import (
    ceiling,
    kv_gb,
    needed,
    usable,
    workspace,
)

FOUR_BITS, FP8 = 32 * 0.62, 32 * 1.05
KV_FOUR = kv_gb(64, 8, 128, 8192, 4)
SEVENTY = 70 * 0.62
KV_TEN = kv_gb(80, 8, 128, 8192, 10)
MOE = 80 * 0.62
READ = 3 * 0.62

FIGURES = [
    *[
        figure(
            "training-and-inference",
            f"drawing: {year}",
            f"{year}년: 추론 {{:.0f}} | 학습 등 {{:.0f}}",
            100 * share,
            100 * (1 - share),
        )
        for year, share in ((2023, 1 / 3), (2025, 1 / 2), (2026, 2 / 3))
    ],
    figure("training-and-inference", "training 2025", "1/2 = {:.0f}", 100 / 2),
    figure("training-and-inference", "training 2026", "1/3 = {:.1f}", 200 / 3),
    figure("training-and-inference", "inference 2026", "2/3 = {:.1f}", 200 * 2 / 3),
    figure("software-bottleneck", "4 bits", "32 × 0.62 = {:.2f}GB", FOUR_BITS),
    figure("software-bottleneck", "KV of four", "10억 = {:.2f}GB", KV_FOUR),
    figure("software-bottleneck", "workspace", "× 0.1 = {:.2f}GB", workspace(FOUR_BITS, KV_FOUR)),
    figure("software-bottleneck", "needed", "= {:.2f}GB", needed(FOUR_BITS, KV_FOUR)),
    figure("software-bottleneck", "usable", "48 × 0.9 = {:.1f}GB", usable(48)),
    figure("software-bottleneck", "ceiling", "19.84 = {:.0f}토큰/초", ceiling(1500, FOUR_BITS)),
    figure(
        "software-bottleneck",
        "FP8: weights and ceiling",
        "{:.1f}GB, {:.0f}토큰/초",
        FP8,
        ceiling(1500, FP8),
    ),
    figure("software-bottleneck", "FP8: needed", "더하면 {:.1f}GB", needed(FP8, KV_FOUR)),
    figure("where-models-go", "a question", "1.5 = {:.2f}배", 1 / 8 * 12 * 1.5),
    figure("what-it-means", "weights", "70 × 0.62 = {:.1f}GB", SEVENTY),
    figure("what-it-means", "KV of ten", "10억 = {:.2f}GB", KV_TEN),
    figure("what-it-means", "KV of one", "{:.2f}GB로 작아", kv_gb(80, 8, 128, 8192)),
    figure("what-it-means", "workspace", "× 0.1 = {:.2f}GB", workspace(SEVENTY, KV_TEN)),
    figure("what-it-means", "needed", "= {:.2f}GB", 43.4 + 26.84 + 7.02),
    figure("what-it-means", "usable", "96 × 0.9 = {:.1f}GB", usable(96)),
    figure("what-it-means", "alone", "43.4 = {:.0f}토큰/초", ceiling(800, SEVENTY)),
    figure("what-it-means", "one of ten", "26.84) = {:.0f}토큰/초", ceiling(800, SEVENTY + KV_TEN)),
    figure(
        "share-and-amount",
        "key",
        "학습은 {:.0f}에서 {:.0f}으로, 추론은 {:.0f}에서 {:.0f}으로",
        400 * 0.75,
        900 * 0.40,
        400 * 0.25,
        900 * 0.60,
    ),
    figure(
        "share-and-amount",
        "of the old total",
        "학습은 {:.0f}에서 {:.0f}으로, 추론은 {:.0f}에서 {:.0f}으로",
        400 * 0.75,
        400 * 0.40,
        400 * 0.25,
        400 * 0.60,
    ),
    figure("share-and-amount", "inference grows", "추론이 {:.1f}배", 540 / 100),
    figure("share-and-amount", "training grows", "학습도 {:.1f}배", 360 / 300),
    figure("which-goes-to-the-test", "A, usable", "32 × 0.9 = {:.1f}GB", usable(32)),
    figure("which-goes-to-the-test", "C, usable", "48 × 0.9 = {:.1f}GB", usable(48)),
    figure(
        "which-goes-to-the-test",
        "A and C, ceilings",
        "A가 {:.0f}, C가 {:.0f}토큰/초",
        ceiling(1800, FOUR_BITS),
        ceiling(1300, FOUR_BITS),
    ),
    figure("which-goes-to-the-test", "B", "19.84 = {:.0f}토큰/초", ceiling(1000, FOUR_BITS)),
    figure("cheaper-token-dearer-answer", "key", "약 {:.0f}배", 1 / 10 * 6000 / 400 * 2),
    figure("cheaper-token-dearer-answer", "no MoE", "약 {:.0f}배", 6000 / 400 * 2),
    figure("cheaper-token-dearer-answer", "one try", "약 {:.1f}배", 1 / 10 * 6000 / 400),
    figure(
        "which-holds-the-moe",
        "weights and all",
        "80 × 0.62 = {:.1f}GB, 6GB를 더하면 {:.1f}GB",
        MOE,
        MOE + 6,
    ),
    figure(
        "which-holds-the-moe",
        "usable",
        "A가 {:.0f}GB, C가 {:.1f}GB",
        usable(80),
        usable(64),
    ),
    figure("which-holds-the-moe", "usable, B", "B의 {:.1f}GB", usable(48)),
    figure("which-holds-the-moe", "read", "3 × 0.62 = {:.2f}GB", READ),
    figure(
        "which-holds-the-moe",
        "ceilings",
        "A는 {:.0f}, C는 {:.0f}토큰/초",
        ceiling(500, READ),
        ceiling(400, READ),
    ),
    figure("which-holds-the-moe", "all read", "상한은 {:.0f}토큰/초", ceiling(1500, MOE)),
    figure("which-holds-the-moe", "left at C", "여유가 {:.0f}GB", usable(64) - MOE - 6),
]
