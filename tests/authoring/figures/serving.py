"""Figures of module 4; a server of 800 GB/s with 16 GB of weights unless said otherwise."""

from itertools import chain, repeat

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import (
    in_one_step,
    last_first_token,
    nearest_rank,
    waiting,
)

ONE, EIGHT, THIRTY_TWO = (in_one_step(16, 0.25, people) for people in (1, 8, 32))
SIXTEEN = in_one_step(16, 0.25, 16)
FP8 = in_one_step(8, 0.25, 32)
LONG = in_one_step(16, 1, 32)
SECONDS = 0.8 + 499 * 0.04
REQUESTS = 30 * 4
TOKENS = REQUESTS * 500
TIMES = list(chain(repeat(0.8, 12), repeat(1.2, 4), repeat(2.0, 2), [6.0, 9.0]))
TWENTY = in_one_step(24, 0.6, 20)
TEN, THIRTY = in_one_step(9, 0.3, 10), in_one_step(9, 0.3, 30)

FIGURES = [
    *[
        figure(
            "batching",
            f"{people} at once",
            f"{people}명: {{:.2f}} ÷ 800 = {{:.4f}}초 → 한 사람에 {{:.0f}}토큰",
            read,
            read / 800,
            800 / read,
        )
        for people, read in ((1, ONE), (8, EIGHT), (32, THIRTY_TWO))
    ],
    figure("batching", "8, all", "전체 {:.0f}토큰/초", 8 * 800 / EIGHT),
    figure("batching", "32, all", "전체 {:,.0f}토큰/초", 32 * 800 / THIRTY_TWO),
    figure("batching", "guess: a share", "나눈 {:.0f}토큰", 800 / ONE / 8),
    figure("batching", "gap: read", "0.25 × 32 = {:.0f}GB", FP8),
    figure("batching", "gap: a person", "800 ÷ (    ) = {:.0f}토큰/초", 800 / FP8),
    figure("batching", "gap: all", "50 × 32 = {:,.0f}토큰/초", 32 * 800 / FP8),
    figure("batching", "own: read", "= {:.0f}GB", LONG),
    figure("batching", "own: a person", "48 = 약 {:.0f}토큰/초", 800 / LONG),
    figure("batching", "own: all", "32 = 약 {:.0f}토큰/초", 32 * 800 / LONG),
    figure(
        "batching",
        "static: share used",
        "{:.1f}%만 씁니다({:,.0f} ÷ {:,.0f})",
        100 * (100 + 100 + 200 + 800) / (4 * 800),
        100 + 100 + 200 + 800,
        4 * 800,
    ),
    figure("batching", "static: made", "800 = {:,.0f}개라", 100 + 100 + 200 + 800),
    figure("paged-kv-cache", "reserved", "÷ 8,000 = {:.0f}명", 120_000 / 8000),
    figure("paged-kv-cache", "as used", "÷ 1,000 = {:.0f}명", 120_000 / 1000),
    figure("paged-kv-cache", "empty at most", "많아야 {:.0f}토큰", 16 - 1),
    figure("paged-kv-cache", "prefix", "= {:,.0f}토큰", 1500 * (120 - 1)),
    figure("openai-compatible-api", "a slot", "한 요청이 {:,.0f}토큰", 8192 / 4),
    figure("openai-compatible-api", "Qwen3-4B", "약 {:.1f}GB", 2_497_280_256 / 1e9),
    figure("openai-compatible-api", "Qwen3-0.6B", "약 {:.2f}GB", 639_446_688 / 1e9),
    figure("load-and-latency", "end", "0.04 = 약 {:.1f}초", SECONDS),
    figure("load-and-latency", "speed", "1초에 {:.0f}토큰씩", 1 / 0.04),
    figure("load-and-latency", "requests", "= {:.0f}번/시간", REQUESTS),
    figure("load-and-latency", "tokens", "= {:,.0f}토큰/시간", TOKENS),
    figure("load-and-latency", "mean", "3,600 = 약 {:.0f}토큰/초", TOKENS / 3600),
    figure("load-and-latency", "tenfold", "약 {:.0f}토큰/초", 10 * TOKENS / 3600),
    figure("load-and-latency", "in flight", "약 {:.1f}개", REQUESTS / 3600 * SECONDS),
    figure("load-and-latency", "tenfold, in flight", "약 {:.0f}개", 10 * REQUESTS / 3600 * SECONDS),
    figure("load-and-latency", "30 people", "때의 약 {:.0f}개", 10 * 30 * 4 / 3600 * SECONDS),
    figure("load-and-latency", "60 people", "두 배인 약 {:.0f}개", 10 * 60 * 4 / 3600 * SECONDS),
    figure("load-and-latency", "half at 8", "8명이면 {:.0f}토큰", 8 * 800 / EIGHT / 2),
    figure("load-and-latency", "half at 32", "32명이면 {:.0f}토큰", 32 * 800 / THIRTY_TWO / 2),
    figure("load-and-latency", "half at 16", "16명이면 {:.0f}토큰", 16 * 800 / SIXTEEN / 2),
    figure("load-and-latency", "load at 8", "178토큰의 {:.0f}%", 100 * 167 / 178),
    figure("load-and-latency", "load at 16", "320토큰의 {:.0f}%", 100 * 167 / 320),
    figure("load-and-latency", "60 people, tokens", "약 14개, {:.0f}토큰", 20 * TOKENS / 3600),
    figure("load-and-latency", "with puzzles", "합쳐 {:,.0f}토큰", 2000 + 500),
    figure("load-and-latency", "second wave", "{:.0f}초에, 마지막", last_first_token(2, 20, 2)),
    figure("load-and-latency", "last wave", "TTFT는 {:.0f}초", last_first_token(3, 20, 2)),
    figure("load-and-latency", "load of an hour", "= {:.1f}%", 100 * 60 / 3600),
    *[
        figure(
            "load-and-latency",
            f"queue at {percent} %",
            f"{percent / 100:g} ÷ {1 - percent / 100:.1f} = {{:.0f}}배",
            waiting(percent / 100),
        )
        for percent in (50, 80, 90)
    ],
    figure("p95-and-logs", "p50", "값 = {:.1f}초", nearest_rank(TIMES, 50)),
    figure("p95-and-logs", "mean", "{:.1f} ÷ 20 = {:.2f}초", sum(TIMES), sum(TIMES) / 20),
    figure("p95-and-logs", "rank", "0.95 = {:.0f}번째", 20 * 0.95),
    figure("p95-and-logs", "p95", "19번째 값 = {:.0f}초", nearest_rank(TIMES, 95)),
    figure(
        "batch-of-twenty",
        "key",
        "한 사람 {:.0f}토큰, 전체 {:.0f}토큰",
        1200 / TWENTY,
        20 * 1200 / TWENTY,
    ),
    figure("batch-of-twenty", "read", "0.6 × 20 = {:.0f}GB", TWENTY),
    figure(
        "batch-of-twenty",
        "KV twice",
        "한 사람 {:.0f}토큰, 전체 {:.0f}토큰",
        1200 / in_one_step(24, 1.2, 20),
        20 * 1200 / in_one_step(24, 1.2, 20),
    ),
    figure(
        "batch-of-twenty",
        "in turns",
        "한 사람 {:.0f}토큰, 전체 {:.0f}토큰",
        1200 / in_one_step(24, 0.6, 1) / 20,
        1200 / in_one_step(24, 0.6, 1),
    ),
    figure("batch-of-twenty", "alone", "{:.0f}토큰(1,200 ÷ 24.6)", 1200 / 24.6),
    figure(
        "batch-of-twenty",
        "no KV",
        "한 사람 {:.0f}토큰, 전체 {:,.0f}토큰",
        1200 / 24,
        20 * 1200 / 24,
    ),
    figure("prompt-order", "shared", "같은 {:,.0f}토큰이", 500 + 2000),
    figure("forty-at-two", "key", "{:.0f}초", last_first_token(4, 15, 1)),
    figure("forty-at-two", "one wave", "{:.0f}초", last_first_token(2, 15, 1)),
    figure("forty-at-two", "end", "{:.0f}초", 4 * 15),
    figure("forty-at-two", "in turns", "{:.0f}초", last_first_token(40, 15, 1)),
    figure("waiting-with-room", "free", "공간의 {:.0f}%", 100 - 22),
    figure("triple-the-users", "key", "{:.0f}배", (30 / THIRTY) / (10 / TEN)),
    figure("triple-the-users", "a step", "{:.1f}배", THIRTY / TEN),
    figure("triple-the-users", "multiplied", "{:.1f}배", 3 * THIRTY / TEN),
    figure("triple-the-users", "10", "1초에 {:.0f}토큰", 10 * 900 / TEN),
    figure("triple-the-users", "30", "{:,.0f}토큰입니다", 30 * 900 / THIRTY),
    figure("daily-date-first", "key", "{:,.0f}토큰", 299 * (800 + 1200)),
    figure("daily-date-first", "notice alone", "{:,.0f}토큰", 299 * 800),
    figure("daily-date-first", "rules alone", "{:,.0f}토큰", 299 * 1200),
    figure("shorten-the-last-wait", "now", "{:.0f}초 뒤에", last_first_token(3, 30, 3)),
    figure("shorten-the-last-wait", "reading", "= {:.1f}초", last_first_token(3, 28.5, 1.5)),
    figure("shorten-the-last-wait", "two waves", "= {:.1f}초", last_first_token(2, 36, 4.5)),
    figure("shorten-the-last-wait", "key", "= {:.0f}초", last_first_token(3, 16.5, 3)),
    figure("shorten-the-last-wait", "GPU", "= {:.0f}초", last_first_token(3, 25.5, 3)),
    figure("shorten-the-last-wait", "GPU writes", "쓰기를 {:.1f}초", 27 / 1.2),
]
