"""Figures of module 1; money in units of 10,000 won where the text says 만 원."""

import math

from tests.authoring.figures import figure
from tests.authoring.figures.formulas import ceiling, wilson

MAN = 10**4
WORKDAYS = 250

DEVICE = 3000 / 5
UPKEEP = 3000 * 0.1
POWER = 0.3 * 24 * 365 * 150 / MAN
STAFF = 4 * 50 * 3
SERVER = round(DEVICE + UPKEEP + POWER + STAFF)
CLOUD_STAFF = 1 * 50 * 3
EQUAL = (SERVER - CLOUD_STAFF) * MAN / 30
ALONE, TOGETHER = 10 * 30, 10 * 12 + 1 * 30
REPLIES_ALONE, REPLIES_TOGETHER = 20 * 20, 20 * 9 + 20 / 4 * 20
QUIZ_SERVER = 400 + 200 + 30 + 450

FIGURES = [
    figure("gains-and-costs", "device a year", "÷ 5년 = {:.0f}만 원", DEVICE),
    figure("gains-and-costs", "upkeep a year", "× 10% = {:.0f}만 원", UPKEEP),
    figure("gains-and-costs", "power a year", "= 약 {:.0f}만 원", POWER),
    figure("gains-and-costs", "staff of the server", "50주 × 3만 원 = {:.0f}만 원", STAFF),
    figure("gains-and-costs", "server a year", "합계 = 약 {:,.0f}만 원", SERVER),
    figure("gains-and-costs", "staff of the cloud", "× 3만 원 = {:.0f}만 원", CLOUD_STAFF),
    figure("gains-and-costs", "requests at equal cost", "30원 = {:,.0f}건", EQUAL),
    figure("gains-and-costs", "the same a day", "250일 = {:,.0f}건", EQUAL / WORKDAYS),
    figure(
        "gains-and-costs",
        "a day, cloud staff left out",
        "빠뜨리면 {:,.0f}건",
        SERVER * MAN / 30 / WORKDAYS,
    ),
    figure(
        "gains-and-costs",
        "a day, all staff left out",
        "빠뜨리면 {:,.0f}건",
        (SERVER - STAFF) * MAN / 30 / WORKDAYS,
    ),
    figure("gains-and-costs", "drawing: fees", "사용료 {:.0f}", 1000 * WORKDAYS * 30 / MAN),
    figure("gains-and-costs", "drawing: power", "전기 {:.0f}", POWER),
    figure("gains-and-costs", "gap: a year", "= {:,.0f}건", (900 - 150) * MAN / 50),
    figure("gains-and-costs", "gap: a day", "하루 {:.0f}건", (900 - 150) * MAN / 50 / WORKDAYS),
    figure("what-local-means", "gpt-oss-20b, GB", "약 {:.1f}GB", 4.79 + 4.80 + 4.17),
    figure("what-local-means", "Qwen3-4B, GB", "약 {:.1f}GB", 2_497_280_256 / 1e9),
    figure("hardware-at-a-glance", "80 GB/s", "= {:.0f}토큰/초", ceiling(80, 8)),
    figure("hardware-at-a-glance", "800 GB/s", "= {:.0f}토큰/초", ceiling(800, 8)),
    figure("hardware-at-a-glance", "240 GB/s", "초당 {:.0f}토큰", ceiling(240, 8)),
    figure("which-tasks", "ten summaries alone", "× 30분 = {:.0f}분", ALONE),
    figure("which-tasks", "ten with a model", "모델과 함께 = {:.0f}분", TOGETHER),
    figure("which-tasks", "minutes saved", "= {:.0f}분", ALONE - TOGETHER),
    figure("which-tasks", "replies alone", "× 20분 = {:.0f}분", REPLIES_ALONE),
    figure("which-tasks", "replies with a model", "× 20분 = {:.0f}분", REPLIES_TOGETHER),
    figure("which-tasks", "saved", "= {:.0f}분", REPLIES_ALONE - REPLIES_TOGETHER),
    figure("which-tasks", "checking of 15 minutes", "= {:.0f}분", 20 * 15 + 5 * 20),
    figure("start-small", "share of 21 of 30", "21개({:.0f}%)", 21 / 30 * 100),
    figure("start-small", "its interval", "{:.0f}~{:.0f}%", *wilson(21, 30)),
    figure("start-small", "Qwen3-0.6B, GB", "약 {:.2f}GB", 639_446_688 / 1e9),
    figure("same-cost-a-day", "key", "{:,.0f}건", (QUIZ_SERVER - CLOUD_STAFF) * MAN / 20),
    figure("same-cost-a-day", "cloud staff left out", "{:,.0f}건", QUIZ_SERVER * MAN / 20),
    figure("same-cost-a-day", "all staff left out", "{:,.0f}건", (QUIZ_SERVER - 450) * MAN / 20),
    figure("same-cost-a-day", "staff added", "{:,.0f}건", (QUIZ_SERVER + 150) * MAN / 20),
    figure("same-cost-a-day", "a day", "하루 {:,.0f}건", (QUIZ_SERVER - 150) * MAN / 20 / 250),
    figure("three-computers", "A", "A, 초당 {:.0f}토큰", ceiling(60, 12)),
    figure("three-computers", "B", "B, 초당 {:.0f}토큰", ceiling(400, 12)),
    figure("three-computers", "C", "C, 초당 {:.0f}토큰", ceiling(240, 12)),
    figure("three-computers", "size for bandwidth", "C, 초당 {:.0f}토큰", 64 / 12),
    figure("most-time-saved", "minutes", "18 × 6 = {:.0f}분", (30 - 12) * 6),
    figure("most-time-saved", "letters sorted", "{:.0f}분이 줄어", (4 - 1) * 200),
    figure("most-time-saved", "no check", "20 × 60 = {:,.0f}분", 20 * 60),
    figure("most-time-saved", "law", "5 × 30 = {:.0f}분", (40 - 35) * 30),
    figure("cheaper-this-year", "requests", "= {:,.0f}건", 800 * WORKDAYS),
    figure("cheaper-this-year", "fees", "사용료는 {:,.0f}만", 800 * WORKDAYS * 50 / MAN),
    figure("cheaper-this-year", "key", "클라우드가 {:.0f}만", 1330 - (1000 + 200)),
    figure("cheaper-this-year", "cloud staff left out", "클라우드가 {:.0f}만", 1330 - 1000),
    figure("cheaper-this-year", "server staff left out", "서버가 {:.0f}만", 1200 - (1330 - 260)),
    figure("cheaper-this-year", "365 days", "서버가 {:.0f}만", 800 * 365 * 50 / MAN + 200 - 1330),
    figure("how-many-meet-it", "size, GB", "5 × 1.5 = {:.1f}GB", 5 * 1.5),
    figure(
        "how-many-meet-it",
        "A, B and C",
        "50 ÷ 5 = {:.0f}, B가 {:.0f}, C가 {:.0f}",
        ceiling(50, 5),
        ceiling(100, 5),
        ceiling(300, 5),
    ),
    figure("widen-or-not", "minutes", "30 × 6 + 5 × 10 = {:.0f}분", 30 * 6 + 5 * 10),
    figure("widen-or-not", "less, percent", "약 {:.0f}%", (300 - 230) / 300 * 100),
    figure("widen-or-not", "checking alone", "{:.0f}% 줄어", (300 - 30 * 6) / 300 * 100),
    figure("start-small", "to widen", "정답 {:.0f}개 이상", math.ceil(0.8 * 30)),
]
