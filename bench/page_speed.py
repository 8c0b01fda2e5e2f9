"""How fast pages come up in Chromium on a slow machine: `make bench`. It reports, it is no test.

Largest contentful paint and cumulative layout shift as the browser tells them (web.dev/vitals);
total blocking time is what long tasks take beyond 50 ms each until two seconds after the load.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Browser, Page, sync_playwright

from accounts.demo import PASSWORD
from bench.phone_speed import measure_phone
from tests import programs
from tests.site import Site

SLOWDOWN, RUNS = 4, 5
TARGETS = {"LCP": 1000, "CLS": 0.01, "TBT": 50}  # ms, none, ms
PAGES = {
    "home": "/",
    "module": "/courses/local-ai/why-local-ai/",
    "deep dive": "/courses/local-ai/ai-semiconductors/",
    "self-diagnosis": "/courses/local-ai/self-diagnosis/sizing-levels/",
}
WATCH = """
window.vitals = {LCP: 0, CLS: 0, TBT: 0};
new PerformanceObserver(list => list.getEntries().forEach(e => { vitals.LCP = e.startTime; }))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (!e.hadRecentInput) vitals.CLS += e.value;
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => {
    vitals.TBT += Math.max(0, e.duration - 50);
})).observe({type: 'longtask', buffered: true});
"""


def measure(page: Page, address: str) -> dict[str, float]:
    """One visit with an empty cache."""
    browser = page.context.new_cdp_session(page)
    browser.send("Network.enable")
    browser.send("Network.clearBrowserCache")
    browser.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(2000)
    vitals: dict[str, float] = page.evaluate("vitals")
    browser.detach()
    return vitals


def measure_all(browser: Browser, site: Site) -> None:
    page = browser.new_page(base_url=site.address, viewport={"width": 1280, "height": 900})
    page.goto("/login/")
    page.fill("[name=username]", "member1")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.add_init_script(WATCH)
    print(f"{'median of ' + str(RUNS):16}" + "".join(f"{name:>10}" for name in TARGETS))
    for name, address in PAGES.items():
        visits = [measure(page, address) for _run in range(RUNS)]
        medians = {key: statistics.median(visit[key] for visit in visits) for key in TARGETS}
        print(f"{name:16}{medians['LCP']:7.0f} ms{medians['CLS']:10.3f}{medians['TBT']:7.0f} ms")
    print(f"{'target':16}{TARGETS['LCP']:7} ms{TARGETS['CLS']:10}{TARGETS['TBT']:7} ms")
    page.close()


def main() -> None:
    chromium = programs.find("chromium", "google-chrome", "chromium-headless-shell")
    if chromium is None:
        sys.exit("No Chromium is installed.")
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        site = Site(Path(directory))
        site.start()
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            measure_all(browser, site)
            measure_phone(browser, site, RUNS, SLOWDOWN)
        finally:
            browser.close()
            site.stop()


if __name__ == "__main__":
    main()
