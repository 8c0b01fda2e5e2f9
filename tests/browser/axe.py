"""What axe finds on a page as it is now."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,  # it would write the style sheets into the page, which its policy refuses
    "resultTypes": ["violations"],  # of what passes it would gather every element
}


# Signs such as ① and ☐ are measured like words.
WITH_SIGNS = Axe().axe_script.replace("ignoreUnicode:!0", "ignoreUnicode:!1")


def unmeasured(page: Page, inside: str) -> list[str]:
    """What lies inside such elements and has too little contrast, or one that axe cannot tell."""
    options = {"runOnly": ["color-contrast"], "preload": False}
    response = Axe(WITH_SIGNS).run(page, inside, options).response
    rules = [*response["incomplete"], *response["violations"]]
    return [f"{node['html'][:200]} {node['any']}" for rule in rules for node in rule["nodes"]]


def assert_accessible(page: Page, name: str, inside: str | None = None) -> None:
    """Fail with what axe finds inside an element, or where the page is wider than its window."""
    violations = Axe().run(page, context=inside, options=OPTIONS).response["violations"]
    findings = [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not findings, f"{name}:\n" + "\n".join(findings)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{name} is {overflow} px too wide"
