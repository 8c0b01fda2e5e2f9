"""How fast a cheap phone on a slow line is: a part of `make bench`.

Slow 4G as in Chromium's developer tools: half a second and more until an answer begins to come.
What is touched is measured as the browser counts it (Interaction to Next Paint).
"""

import statistics
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from tests.site import Site

ROUND_TRIP = 562  # ms
BYTES = 1_600_000 / 8  # a second
SCREEN: ViewportSize = {"width": 360, "height": 740}
MODULE = "/courses/local-ai/serving/"
# What is aimed at, and what it was on 26 November 2026 with a file for each family of rules.
GOALS = {
    "sign-in page, first: LCP": (1800, 2450),
    "home: LCP": (None, 1230),
    "module, first: LCP": (2000, 4230),
    "module, again: LCP": (1000, 1270),
    "module, empty cache: LCP": (2000, None),
    "CLS of all of these": (0, 0),
    "choosing an option: INP": (100, 312),
    "tap to explanation": (ROUND_TRIP + 200, 1600),
    "module, again: bytes": (20_000, 15_600),
    "module, empty cache: bytes": (90_000, None),
    "module, empty cache: requests": (None, 20),
}
WATCH = """
window.phone = {LCP: 0, CLS: 0, INP: 0, tapped: 0, explained: 0};
new PerformanceObserver(list => list.getEntries().forEach(e => { phone.LCP = e.startTime; }))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (!e.hadRecentInput) phone.CLS += e.value;
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (e.interactionId) phone.INP = Math.max(phone.INP, e.duration);
})).observe({type: 'event', durationThreshold: 16, buffered: true});
addEventListener('click', event => { phone.tapped = event.timeStamp; }, true);
new MutationObserver(() => {
    if (phone.explained || !document.querySelector('[data-explanation]')) return;
    requestAnimationFrame(() => setTimeout(() => { phone.explained ||= performance.now(); }));
}).observe(document, {childList: true, subtree: true});
"""


def slow_down(network: CDPSession, slowdown: int) -> None:
    network.send("Network.enable")
    line = {"latency": ROUND_TRIP, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    network.send("Network.emulateNetworkConditions", {"offline": False, **line})
    network.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})


class Visits:
    """One person's visits, each with what it took."""

    def __init__(self, page: Page, slowdown: int) -> None:
        self.page = page
        self.sizes: list[float] = []
        self.network = page.context.new_cdp_session(page)
        slow_down(self.network, slowdown)
        self.network.on("Network.loadingFinished", self.note)

    def note(self, event: dict[str, Any]) -> None:
        self.sizes.append(event["encodedDataLength"])

    def visit(self, go: Callable[[], object]) -> dict[str, float]:
        self.sizes.clear()
        go()
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(1000)
        vitals: dict[str, float] = self.page.evaluate("phone")
        on_the_wire = [size for size in self.sizes if size]
        return vitals | {"bytes": sum(on_the_wire), "requests": len(on_the_wire)}


def sign_in(page: Page, session: str, address: str) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def answer(page: Page) -> dict[str, float]:
    """Choose an option of the first question, then have it checked."""
    question = page.locator("[data-state=unanswered]").first
    question.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    page.evaluate("phone.INP = 0")
    question.locator("label").nth(1).click()
    page.wait_for_timeout(1500)
    chosen: float = page.evaluate("phone.INP")
    question.locator("[type=submit]").click()
    page.locator("[data-explanation]").first.wait_for()
    page.wait_for_timeout(1000)
    explained: float = page.evaluate("phone.explained - phone.tapped")
    return {"INP": chosen, "explained": explained}


def measure_run(page: Page, session: str, address: str, slowdown: int) -> dict[str, float]:
    page.add_init_script(WATCH)
    visits = Visits(page, slowdown)
    login = visits.visit(lambda: page.goto("/login/"))
    sign_in(page, session, address)
    home = visits.visit(lambda: page.goto("/"))
    first = visits.visit(lambda: page.goto(MODULE))
    visits.visit(lambda: page.goto("/"))
    again = visits.visit(lambda: page.goto(MODULE))
    answered = answer(page)
    visits.network.send("Network.clearBrowserCache")
    empty = visits.visit(lambda: page.goto(MODULE))
    figures = [
        *(visit["LCP"] for visit in (login, home, first, again, empty)),
        max(visit["CLS"] for visit in (login, home, first, again, empty)),
        *(answered["INP"], answered["explained"]),
        *(again["bytes"], empty["bytes"], empty["requests"]),
    ]
    return dict(zip(GOALS, figures, strict=True))


def measure_phone(browser: Browser, site: Site, runs: int, slowdown: int) -> None:
    names = [f"phone-{number}" for number in range(runs)]
    visits = []
    for session in site.sessions(*names).values():
        context = browser.new_context(
            base_url=site.address,
            viewport=SCREEN,
            has_touch=True,
            service_workers="block",  # what they fetch comes over no slow line
        )
        visits.append(measure_run(context.new_page(), session, site.address, slowdown))
        context.close()
    print(f"\n{'360 px, slow 4G, median of ' + str(runs):32}{'now':>10}{'goal':>10}{'was':>10}")
    for name, aims in GOALS.items():
        now = statistics.median(visit[name] for visit in visits)
        goal, before = ("–" if aim is None else str(aim) for aim in aims)
        print(f"{name:32}{now:10.0f}{goal:>10}{before:>10}")
