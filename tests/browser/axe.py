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
    # Axe does not tell what lies behind words in a drawing.
    context = {"include": [[inside]], "exclude": [["svg"]]}
    response = Axe(WITH_SIGNS).run(page, context, options).response
    rules = [*response["incomplete"], *response["violations"]]
    return [f"{node['html'][:200]} {node['any']}" for rule in rules for node in rule["nodes"]]


OF_DRAWINGS = """inside => {
    const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = colour => numbers(colour).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = text => {
        const box = text.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const holds = rect => {
            const own = rect.getBoundingClientRect();
            return own.left <= x && x <= own.right && own.top <= y && y <= own.bottom;
        };
        const rect = [...text.ownerSVGElement.querySelectorAll("rect")].filter(holds).at(-1);
        if (rect) return getComputedStyle(rect).fill;
        return getComputedStyle(text.closest(".lms-drawing")).backgroundColor;
    };
    return [...document.querySelectorAll(`${inside} .lms-drawing text`)].map(text => {
        const [one, other] = [light(getComputedStyle(text).fill), light(behind(text))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return [text.textContent, ratio];
    });
}"""


def contrasts_in_drawings(page: Page, inside: str) -> list[tuple[str, float]]:
    """Each word in a drawing with its contrast to what lies behind it."""
    contrasts: list[tuple[str, float]] = page.evaluate(OF_DRAWINGS, inside)
    return contrasts


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
