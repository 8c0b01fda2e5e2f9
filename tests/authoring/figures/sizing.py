"""Figures of module 3; sizes in GB unless a unit is named."""

import math

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import (
    GB,
    GIB,
    MIB,
    ceiling,
    kv_bytes,
    kv_gb,
    needed,
    usable,
    workspace,
)

OUTER = 2 * 128_000 * 4096
EIGHT = (32, 8, 128)
TOKEN = kv_bytes(*EIGHT)
KV_TEN = kv_gb(*EIGHT, 8192, 10)
KV_NINE = kv_gb(*EIGHT, 8192, 9)
KV_FIFTEEN = kv_gb(*EIGHT, 8192, 15)
FOUR_B = (36, 8, 128)
FOURTEEN = (40, 8, 128)
THIRTY_TWO = (64, 8, 128)
FILE = 19.8
FILE_TEN = FILE + kv_gb(*THIRTY_TWO, 8192, 10)
FILE_NINE = FILE + kv_gb(*THIRTY_TWO, 8192, 9)
SHEET = needed(6, KV_TEN)
KV_FIVE = kv_gb(36, 8, 128, 8192, 5)
TWELVE = kv_gb(*FOURTEEN, 4096, 12)
COLLEAGUE = 19.8 + 12.9


def four_bits(outer: float, whole: float) -> float:
    """Bytes a parameter where two layers stay in 16 bits and the rest takes 4.5."""
    return (outer * 2 + (whole - outer) * 4.5 / 8) / whole


FIGURES = [
    figure("weight-memory", "32B, 16 bits", "32 × 2 = {:.0f}GB", 32 * 2),
    figure("weight-memory", "32B, 4 bits", "= {:.2f}GB", 32 * 0.62),
    figure("weight-memory", "8B, 4 bits", "× 0.75 = {:.0f}GB", 8 * 0.75),
    figure("weight-memory", "14B, 8 bits", "= {:.1f}GB", 14 * 1.1),
    figure("weight-memory", "bytes of Qwen3-4B", "4.02 = {:.2f}바이트", 2.5 / 4.02),
    figure("weight-memory", "bytes of a GiB", "{:,.0f}바이트", GIB),
    figure("weight-memory", "a GiB over a GB", "약 {:.0f}% 큽", 100 * (GIB / GB - 1)),
    figure("weight-memory", "24 GiB", "24GiB({:.2f}GB)", 24 * GIB / GB),
    figure("what-quantisation-loses", "steps", "0.1 = {:.2f}", 0.237 / 0.1),
    figure("what-quantisation-loses", "error", "0.2 = {:.3f}", 0.237 - 0.2),
    figure("what-quantisation-loses", "other steps", "0.1 = {:.2f}", 0.352 / 0.1),
    figure("what-quantisation-loses", "other error", "오차는 −{:.3f}", 0.4 - 0.352),
    figure(
        "what-quantisation-loses",
        "bits and bytes a number",
        "÷ 32 = {:.1f}비트 = {:.4f}바이트",
        (128 + 16) / 32,
        (128 + 16) / 32 / 8,
    ),
    figure("what-quantisation-loses", "8B at 16 bits", "올리면 {:.0f}GB", 8 * 2),
    figure("what-quantisation-loses", "outer layers", "= {:,.0f}개", OUTER),
    figure("what-quantisation-loses", "outer layers, B", "약 {:.2f}B", OUTER / GB),
    figure("what-quantisation-loses", "outer, 16 bits", "× 2 = {:.1f}GB", 1.05 * 2),
    figure("what-quantisation-loses", "the others", "= {:.2f}GB", (8 - 1.05) * 0.5625),
    figure("what-quantisation-loses", "bytes, 8B", "÷ 8 = {:.2f}바이트", four_bits(1.05, 8)),
    figure(
        "what-quantisation-loses",
        "bytes, 32B",
        "0.5625) ÷ 32 = {:.2f}바이트",
        four_bits(2 * 128_000 * 5120 / GB, 32),
    ),
    figure("what-quantisation-loses", "share, 8B", "÷ 8 = {:.0f}%", 100 * OUTER / 8e9),
    figure(
        "what-quantisation-loses",
        "share, 32B",
        "1.31 ÷ 32 = {:.0f}%",
        100 * 2 * 128_000 * 5120 / 32e9,
    ),
    figure(
        "what-quantisation-loses",
        "outer layers, 32B",
        "= {:,.0f}개 → 약 {:.2f}B",
        2 * 128_000 * 5120,
        2 * 128_000 * 5120 / GB,
    ),
    figure("kv-cache", "a token", "= {:,.0f}바이트", TOKEN),
    figure(
        "kv-cache",
        "8,192 tokens",
        "= {:,.0f}바이트",
        TOKEN * 8192,
    ),
    figure("kv-cache", "8,192 tokens, GB", "10억 = {:.4f}GB", TOKEN * 8192 / GB),
    figure("kv-cache", "ten people", "1.0737 = {:.2f}GB", KV_TEN),
    *[
        figure(
            "kv-cache",
            f"table: {tokens} tokens",
            f"{tokens:,}토큰 | {{:.2f}}GB | {{:.2f}}GB | {{:.2f}}GB",
            *[TOKEN * tokens * people / GB for people in (1, 10, 30)],
        )
        for tokens in (2048, 8192, 32768)
    ],
    figure("kv-cache", "token of Qwen3-4B", "= {:,.0f}바이트", kv_bytes(*FOUR_B)),
    figure("kv-cache", "Qwen3-4B, MiB", "= {:,.0f}MiB", kv_bytes(*FOUR_B) * 8192 / MIB),
    figure("kv-cache", "Qwen3-0.6B, MiB", "{:.0f}MiB가", kv_bytes(28, 8, 128) * 8192 / MIB),
    figure("adding-up", "usable of 24", "24 × 0.9 = {:.1f}GB", usable(24)),
    figure("adding-up", "usable of 48", "48 × 0.9 = {:.1f}GB", usable(48)),
    figure(
        "adding-up",
        "16 bits",
        "16 + {:.2f} + {:.2f} = {:.2f}GB",
        KV_TEN,
        workspace(16, KV_TEN),
        needed(16, KV_TEN),
    ),
    figure("adding-up", "16 bits, workspace", "0.1 = {:.2f}GB", workspace(16, KV_TEN)),
    figure("adding-up", "KV of nine", "1.0737 × 9 = {:.2f}GB", KV_NINE),
    figure("adding-up", "8 bits", "= {:.2f}GB", needed(9.2, KV_TEN)),
    figure("adding-up", "8 bits lack", "{:.2f}GB 모자람", needed(9.2, KV_TEN) - usable(24)),
    figure("adding-up", "4 bits", "= {:.2f}GB", SHEET),
    figure("adding-up", "nine", "9.2 + {:.2f} + 2 = {:.2f}GB", KV_NINE, needed(9.2, KV_NINE)),
    figure("adding-up", "drawing: one", "1명: 가중치 6 | KV 캐시 {:.2f}", kv_gb(*EIGHT, 8192)),
    figure("adding-up", "drawing: five", "KV 캐시 {:.2f}", kv_gb(*EIGHT, 8192, 5)),
    figure("adding-up", "drawing: ten", "KV 캐시 {:.2f}", KV_TEN),
    figure(
        "adding-up",
        "drawing: fifteen",
        "KV 캐시 {:.2f} | 작업 공간 {:.2f}",
        KV_FIFTEEN,
        workspace(6, KV_FIFTEEN),
    ),
    figure("adding-up", "people that fit", "1.07 = {:.1f}", (usable(24) - 6 - 2) / 1.07),
    figure("adding-up", "32B, a person", "캐시가 {:.2f}GB", kv_gb(*THIRTY_TWO, 8192)),
    figure("adding-up", "32B, unrounded", "한 사람 {:.5f}GB", kv_gb(*THIRTY_TWO, 8192)),
    figure("adding-up", "32B in 24GB", "2 = −{:.1f}GB", -(usable(24) - FILE - 2)),
    figure("adding-up", "32B, ten", "= {:.2f}GB", FILE_TEN),
    figure("adding-up", "32B, ten, all", "{:.2f} = {:.1f}GB", FILE_TEN * 0.1, FILE_TEN * 1.1),
    figure("adding-up", "32B, nine", "= {:.2f}GB", FILE_NINE),
    figure("adding-up", "32B, nine, all", "{:.2f} = {:.2f}GB", FILE_NINE * 0.1, FILE_NINE * 1.1),
    figure("adding-up", "left of nine", "{:.2f}GB가 남아", usable(48) - FILE_NINE * 1.1),
    figure("adding-up", "two of 24", "메모리가 {:.1f}GB", 2 * usable(24)),
    figure("speed-ceiling", "16 bits", "900 ÷ 16 = {:.0f}토큰/초", ceiling(900, 16)),
    figure("speed-ceiling", "4 bits", "900 ÷ 6 = {:.0f}토큰/초", ceiling(900, 6)),
    figure("speed-ceiling", "bus of L4", "192 × 12.5 ÷ 8 = {:.0f}", 192 * 12.5 / 8),
    figure("speed-ceiling", "bus of A10", "384 × 12.5 ÷ 8 = {:.0f}", 384 * 12.5 / 8),
    figure("speed-ceiling", "bus of RTX 4090", "384 × 21 ÷ 8 = {:,.0f}", 384 * 21 / 8),
    figure("speed-ceiling", "L4", "L4(300): 상한 {:.0f}", ceiling(300, 6)),
    figure("speed-ceiling", "A10", "A10(600): 상한 {:.0f}", ceiling(600, 6)),
    figure("speed-ceiling", "RTX 4090", "4090(1,008): 상한 {:.0f}", ceiling(1008, 6)),
    figure("speed-ceiling", "one of ten", "10.74) = {:.2f}", 900 / (6 + 10.74)),
    figure("speed-ceiling", "one, cut", "→ {:.0f}토큰/초", ceiling(900, 6 + KV_TEN)),
    figure("speed-ceiling", "ten", "× 10 = {:.0f}토큰/초", math.floor(9000 / (6 + KV_TEN))),
    figure("speed-ceiling", "weights, ms", "혼자: 가중치 읽기 0–{:.1f}", 6 / 900 * 1000),
    figure("speed-ceiling", "both, ms", "읽기 6.7–{:.1f}", (6 + KV_TEN) / 900 * 1000),
    figure("speed-ceiling", "bound of the case", "상한이 {:.0f}토큰/초", 1792 / 16.4),
    figure("speed-ceiling", "share reached", "곧 {:.0f}%", 100 * 90.8 / 109),
    figure("speed-ceiling", "MoE memory", "30 × 0.62 = {:.1f}GB", 30 * 0.62),
    figure("speed-ceiling", "MoE read", "3 × 0.62 = {:.2f}GB", 3 * 0.62),
    figure("speed-ceiling", "MoE bound", "1.86 = {:.0f}토큰/초", ceiling(900, 3 * 0.62)),
    figure("speed-ceiling", "dense bound", "18.6 = {:.0f}토큰/초", ceiling(900, 30 * 0.62)),
    figure("speed-ceiling", "own: memory", "100 × 0.62 = {:.0f}GB", 100 * 0.62),
    figure("speed-ceiling", "own: read", "10 × 0.62 = {:.1f}GB", 10 * 0.62),
    figure("speed-ceiling", "own: bound", "6.2 = {:.0f}토큰/초", ceiling(2000, 10 * 0.62)),
    figure("sizing-sheet", "row 3", "`=B1*B2` | {:.0f} |", 8 * 0.75),
    figure("sizing-sheet", "row 10", "/10^9` | {:.2f} |", KV_TEN),
    figure("sizing-sheet", "row 11", "*0.1)` | {:.0f} |", workspace(6, KV_TEN)),
    figure("sizing-sheet", "row 12", "`=B3+B10+B11` | {:.2f} |", SHEET),
    figure("sizing-sheet", "row 14", "`=B13*0.9` | {:.1f} |", usable(24)),
    figure("sizing-sheet", "row 15", "`=B14-B12` | {:.2f} |", usable(24) - SHEET),
    figure("sizing-sheet", "row 18", "`=B16/B17` | {:.0f} |", ceiling(900, 6)),
    figure("sizing-sheet", "row 19", "/(B3+B10)` | {:.0f} |", ceiling(900, 6 + KV_TEN)),
    figure("sizing-sheet", "row 20", "`=B19*B9` | {:.0f} |", math.floor(9000 / (6 + KV_TEN))),
    figure("sizing-sheet", "Qwen3-8B: KV", "5 ÷ 10억 = {:.2f}GB", KV_FIVE),
    figure("sizing-sheet", "Qwen3-8B: needed", "6.04 + 2 = {:.2f}GB", needed(5.03, KV_FIVE)),
    figure(
        "sizing-sheet",
        "Qwen3-8B: left",
        "13.07 = {:.2f}GB",
        usable(24) - needed(5.03, KV_FIVE),
    ),
    figure("sizing-sheet", "Qwen3-8B: alone", "5.03 = {:.0f}토큰/초", ceiling(900, 5.03)),
    figure("sizing-sheet", "own: KV", "12 ÷ 10억 = {:.2f}GB", TWELVE),
    figure("sizing-sheet", "own: needed", "2 = {:.2f}GB", needed(9.8, TWELVE)),
    figure("sizing-sheet", "own: left", "= {:.2f}GB → 들", usable(24) - needed(9.8, TWELVE)),
    figure("sizing-sheet", "own: alone", "9.8 = {:.0f}토큰/초", ceiling(600, 9.8)),
    figure("sizing-sheet", "own: one of twelve", "= {:.0f}토큰/초", ceiling(600, 9.8 + TWELVE)),
    figure(
        "sizing-sheet",
        "row 19, uncut",
        "19행은 KV 캐시를 반올림하지 않고 계산하면 {:.2f}",
        900 / (6 + KV_TEN),
    ),
    figure("weigh-before-the-file", "key", "{:.1f}~{:.1f}GB", 24 * 0.62, 24 * 0.7),
    figure("weigh-before-the-file", "half a byte", "약 {:.0f}GB", 24 * 0.5),
    figure("weigh-before-the-file", "by four", "약 {:.0f}GB", 24 / 4),
    figure("weigh-before-the-file", "bits for bytes", "약 {:.0f}GB", 24 * 4),
    figure("kv-from-a-config", "a token", "= {:,.0f}바이트", kv_bytes(*FOURTEEN)),
    figure("kv-from-a-config", "key", "약 {:.1f}GB", kv_gb(*FOURTEEN, 16384, 6)),
    figure("kv-from-a-config", "a person", "약 {:.1f}GB", kv_gb(*FOURTEEN, 16384)),
    figure("kv-from-a-config", "K alone", "약 {:.1f}GB", kv_gb(*FOURTEEN, 16384, 6) / 2),
    figure("kv-from-a-config", "all heads", "약 {:.1f}GB", kv_gb(40, 40, 128, 16384, 6)),
    figure("how-many-fit", "key", "{:.0f}명", ceiling(usable(24) - 9.8 - 2, 1.34)),
    figure("how-many-fit", "no workspace", "{:.0f}명", ceiling(usable(24) - 9.8, 1.34)),
    figure("how-many-fit", "all of 24", "{:.0f}명", ceiling(24 - 9.8, 1.34)),
    figure("how-many-fit", "no weights", "{:.0f}명", ceiling(usable(24), 1.34)),
    figure("how-many-fit", "sum of seven", "합은 {:.1f}GB", 9.8 + 7 * 1.34),
    figure("moe-or-dense", "more", "메모리를 {:.1f}GB 더", 30 * 0.62 - 9.8),
    figure("moe-or-dense", "less", "메모리를 {:.1f}GB 덜", 9.8 - 3 * 0.62),
    figure("moe-or-dense", "left for KV", "2 = {:.0f}GB", usable(24) - 30 * 0.62 - 2),
    figure(
        "moe-or-dense",
        "bounds",
        "9.8 = {:.0f}, B가 600 ÷ 1.86 = {:.0f}토큰/초",
        ceiling(600, 9.8),
        ceiling(600, 3 * 0.62),
    ),
    figure("half-of-a-file", "key", "약 {:.1f}GB", 16.4 / 2 * 1.15),
    figure("half-of-a-file", "by eight", "약 {:.1f}GB", 16.4 / 8),
    figure("half-of-a-file", "4 bits", "약 {:.1f}GB", 16.4 / 2 * 0.75),
    figure("half-of-a-file", "no more than half", "약 {:.1f}GB", 16.4 / 2),
    figure("half-of-a-file", "outer layers too", "8.5 ÷ 8 = {:.1f}GB", 8.2 * 8.5 / 8),
    figure("longer-but-fewer", "key", "약 {:.0f}GB", 12 / 3 * 4 / 2),
    figure("longer-but-fewer", "16 bits", "약 {:.0f}GB", 12 / 3 * 4),
    figure("longer-but-fewer", "squared", "약 {:.0f}GB", 12 / 3 * 4**2 / 2),
    figure("colleague-sheet", "key", "= {:.2f}GB", usable(48) - COLLEAGUE * 1.1),
    figure("colleague-sheet", "theirs", "{:.1f}GB", 48 - (COLLEAGUE + 2)),
    figure("colleague-sheet", "no workspace", "{:.1f}GB", usable(48) - (COLLEAGUE + 2)),
    figure("colleague-sheet", "all of 48", "{:.1f}GB", 48 - COLLEAGUE * 1.1),
    figure("both-sizes", "memory", "가중치 {:.0f}GB", 100 * 1.05),
    figure("both-sizes", "read", "가중치 {:.1f}GB", 12 * 1.05),
    figure("both-sizes", "key", "상한은 {:.0f}토큰/초", ceiling(3200, 12 * 1.05)),
    figure("both-sizes", "all read", "상한은 {:.0f}토큰/초", ceiling(3200, 100 * 1.05)),
]
