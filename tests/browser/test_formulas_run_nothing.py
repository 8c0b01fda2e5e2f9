"""What of MathML has been used to bring scripts past sanitisers runs nothing in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.tables import first
from tests.texts.markdown_context import Course
from texts import render_block, render_item
from texts.sanitise import sanitise

RUN = "<img src=x onerror=alert(1)>"
INSIDE = [
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{RUN}'>",
    f"<form><math><mtext></form><form><mglyph><style></math>{RUN}",
    f"<math><annotation-xml encoding='text/html'><style>{RUN}</style></annotation-xml></math>",
    f"<math><mtext><mglyph><style>{RUN}</style></mglyph></mtext></math>",
    f"<math><mi><malignmark><style>{RUN}</style></malignmark></mi></math>",
    f"<svg></p><style><a id='</style>{RUN}'>",
    f"<math></br><style><a title='</style>{RUN}'>",
    "<math><mtext><option><fake><option></option><mglyph><svg><mtext><style>"
    f"<a title='</style>{RUN}'>",
    f"<math><ms><style>{RUN}</style></ms></math>",
    f"<math><semantics><mrow></mrow><annotation>{RUN}</annotation></semantics></math>",
    "<math><maction actiontype='statusline#http://x' xlink:href='javascript:alert(1)'>x</maction>",
    "<math href='javascript:alert(1)'><mi href='javascript:alert(1)'>x</mi></math>",
    "<math><mi onmouseover='alert(1)' style='position:fixed;inset:0'>x</mi></math>",
    f"<math><mtext><![CDATA[{RUN}]]></mtext></math>",
    f"<math><mo><a title='</mo></math>{RUN}'></a></mo></math>",
    f"<math><mtext><noscript><p title='</noscript>{RUN}'></noscript></mtext></math>",
    f"<math><mn><textarea><style title='</textarea>{RUN}'></textarea></mn></math>",
    f"<math><mspace></math><mtext>{RUN}</mtext>",
    f"<u><math><u><mtext></u>{RUN}</mtext></math></u>",
    f"<math alttext='\">{RUN}'><mi>x</mi></math>",
    f"<table><math><mtext><td><style></math>{RUN}</style>",
    f"<math><mtable><mtr><mtd><p><table><style>{RUN}</style></table></p></mtd></mtr></mtable></math>",
    f"<math><p></p><style><!--</style>{RUN}--></style></math>",
    f"<math><title><mtext><style></title>{RUN}</style></mtext></title></math>",
]
OTHERWISE = [f"\\(\\text{{{RUN}}}\\)", f"$$\\text{{</mtext></math>{RUN}}}$$", f"<u>{RUN}</u>"]


TRAP = "() => { window.ran = 0; window.alert = () => { window.ran += 1; }; }"
# Written out and read again, a tree may become another one. A picture that fails comes last of all.
STIR = """async () => {
    const main = document.querySelector("main");
    for (let time = 0; time < 3; time += 1) main.innerHTML = main.innerHTML;
    for (const element of main.querySelectorAll("*"))
        for (const kind of ["mouseover", "click", "error", "focus"])
            element.dispatchEvent(new Event(kind, { bubbles: true }));
    await new Promise((done) => {
        const last = new Image();
        last.onerror = done;
        last.src = "x";
    });
    return window.ran;
}"""


def ran(page: Page, html: str) -> int:
    page.evaluate(TRAP)
    page.set_content(f"<main>{html}</main>")
    return int(page.evaluate(STIR))


@pytest.mark.parametrize("vector", first(4, [*INSIDE, *OTHERWISE]))
def test_nothing_runs(page: Page, vector: str) -> None:
    assert ran(page, sanitise(vector)) == 0
    assert ran(page, render_block(vector, Course()).html) == 0
    assert ran(page, render_item(f"가\n\n{vector}", Course()).html) == 0


def test_the_trap_would_tell(page: Page) -> None:
    assert ran(page, RUN) > 0
