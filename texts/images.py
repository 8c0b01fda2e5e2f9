"""Images of the course, by name: `![words](image:name "caption")`."""

from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag, text, words_of
from texts.page import Page, page_of
from texts.places import Place, places

# The text alternative of a picture whose words are still to be written.
WORDLESS = "?"
_IMAGE = "image:"
_FIGURE, _SHOWN = "figure", "shown"  # keys in Token.meta


def install(md: MarkdownIt) -> None:
    """Find images, look each up in the course, and make a figure of one that stands alone."""
    md.core.ruler.before("text_join", "figures", _mark_figures)
    md.core.ruler.before("text_join", "images", _resolve)
    md.add_render_rule("image", _render)


def _mark_figures(state: StateCore) -> None:
    for opening, content in zip(state.tokens, state.tokens[1:], strict=False):
        children = content.children or []
        if opening.type != "paragraph_open" or opening.hidden or len(children) != 1:
            continue
        (child,) = children
        if child.type == "image":
            child.meta[_FIGURE] = True


def _resolve(state: StateCore) -> None:
    page = page_of(state.env)
    for place in places(state):
        if place.token.type == "image":
            fault = _fault_of_place(place) or _look_up(page, place.token)
            if fault:
                page.faults.report(place.line, fault)
                place.token.type = "text"
                place.token.content = words_of(place.token.children or [])
            elif place.token.content == WORDLESS:
                page.faults.report(place.line, _without_words(place.token))
    for opening, content, closing in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        (child, *others) = content.children or [Token("", "", 0)]
        if child.type == "image" and child.meta.get(_FIGURE) and not others:
            opening.tag = closing.tag = "figure"
            opening.attrs = {"class": "lms-figure"}


def _fault_of_place(place: Place) -> str:
    if place.inside != "text":
        return gettext("A heading or a title cannot hold a picture: put it below.")
    if place.token.attrs.get("title") and not place.token.meta.get(_FIGURE):
        return gettext("A caption needs the picture in a paragraph of its own.")
    return ""


def _look_up(page: Page, token: Token) -> str:
    """Keep the picture it names in the token; returns what is wrong, or nothing."""
    source = str(token.attrs.get("src", ""))
    if not source.startswith(_IMAGE):
        return gettext(
            "A picture is one of the course's own images: write ![](image:name) with its name."
        )
    name = source.removeprefix(_IMAGE)
    shown = page.context.image(name)
    if shown is None:
        return gettext("There is no image:%(name)s in this course.") % {"name": name}
    token.meta[_SHOWN] = shown
    # What a cell or a label says of it too.
    token.content = words_of(token.children or []) or shown.alt
    return ""


def _without_words(token: Token) -> str:
    message = gettext(
        "The picture %(name)s has no words yet for those who do not see it: write them as its text "
        "alternative."
    )
    return message % {"name": token.attrs["src"]}


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    token = tokens[index]
    shown = token.meta[_SHOWN]
    image = tag(
        "img",
        class_="lms-image",
        src=shown.address,
        alt=token.content,
        width=str(shown.width),
        height=str(shown.height),
        loading="lazy",
        decoding="async",
    )
    caption = str(token.attrs.get("title", ""))
    # The paragraph parts the caption's words from others where only words are kept.
    return image + (f"<figcaption><p>{text(caption)}</p></figcaption>" if caption else "")
