"""Links to pages of the course, to this page and to the web."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.autolinks import Autolinks, is_unsure
from texts.markup import tag, text
from texts.page import Page, page_of
from texts.places import Place, following, places
from texts.sanitise import keeps_address

_COURSE = "course:"
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
# A particle that depends on how the word before it is read, as in "[법](으)로": no address.
_PARTICLE = r"\((?:으|이|가|을|를|은|는|과|와|여|아|야)\)"
_ENDS_BEFORE_PARTICLE = re.compile(rf"\]{_PARTICLE}")
_BROKEN = re.compile(rf"\](?=\()(?!{_PARTICLE})")
_OTHER_ALLOWED = re.compile(r"mailto:.|#.", re.IGNORECASE)


def install(md: MarkdownIt) -> None:
    """Find links, check where they go, and write them our way."""
    md.linkify = Autolinks()
    md.options["linkify"] = True
    md.enable("linkify")
    # Every address becomes a link here, so that the check below can report the wrong ones.
    md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - its type
    md.inline.ruler.before("link", "bracket_before_particle", _keep_bracket)
    md.core.ruler.before("text_join", "links", _resolve)
    md.core.ruler.before("text_join", "broken_links", _find_broken)
    md.core.ruler.before("text_join", "unsure_ends", _find_unsure_ends)
    md.add_render_rule("link_open", _render_open)
    md.add_render_rule("link_close", _render_close)


def _keep_bracket(state: StateInline, silent: bool) -> bool:
    """Read the [ of "[법](으)로" as a bracket."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0 or not _ENDS_BEFORE_PARTICLE.match(state.src, end):
        return False
    if not silent:
        state.pending += "["
    state.pos += 1
    return True


def _resolve(state: StateCore) -> None:
    page = page_of(state.env)
    opened: list[Token] = []
    for place in places(state):
        if place.token.type == "link_open":
            opened.append(place.token)
            fault = _fault_of_place(place) or _resolve_address(page, place.token)
            if fault:
                place.token.hidden = True
                page.faults.report(place.line, fault)
            elif not page.is_draft and (draft := place.token.meta.get("draft")):
                place.token.hidden = True
                page.faults.report(place.line, _told_of_draft(draft), is_warning=True)
        elif place.token.type == "link_close":
            opening = opened.pop()
            place.token.hidden = opening.hidden
            place.token.meta["external"] = opening.meta.get("external", False)
            place.token.meta["draft"] = opening.meta.get("draft", "")


def _fault_of_place(place: Place) -> str:
    if place.link is not None:
        return gettext("A link inside a link: keep one of them.")
    if place.inside == "box title":
        return gettext("A title of a box cannot hold a link: put the link into the box.")
    return ""


def _resolve_address(page: Page, link: Token) -> str:
    """Set the address a reader follows; returns what is wrong with it, or nothing."""
    address = str(link.attrs.get("href", ""))
    if address.startswith(_COURSE):
        target = unquote(address.removeprefix(_COURSE))
        resolved = page.context.url_of(target)
        if resolved is None:
            return gettext(
                "There is no page course:%(target)s: check the slugs of the module and the lesson."
            ) % {"target": target}
        link.attrs["href"] = resolved
        link.meta["draft"] = target if page.context.is_draft(target) else ""
        return ""
    link.meta["external"] = _WEB.match(address) is not None
    if (link.meta["external"] or _OTHER_ALLOWED.match(address)) and keeps_address(address):
        return ""
    return gettext(
        "A link cannot go to “%(address)s”: start it with https://, http://, mailto:, course: or #."
    ) % {"address": unquote(address)}


def _told_of_draft(target: str) -> str:
    message = gettext(
        "course:%(target)s is a draft: learners see the words without a link until it is published."
    )
    return message % {"target": target}


def _find_broken(state: StateCore) -> None:
    for place in places(state):
        if place.token.type == "text" and _BROKEN.search(place.token.content):
            page_of(state.env).faults.report(
                place.line,
                gettext(
                    "]( without a link: an address has no spaces and the words no brackets or "
                    "footnotes. Write \\] for a real bracket."
                ),
            )


def _find_unsure_ends(state: StateCore) -> None:
    address = ""
    for place in places(state):
        if place.link is not None and place.link.markup == "linkify":
            address = place.token.content
        elif place.token.type == "link_close" and place.token.markup == "linkify":
            after = following(place)
            if after is None or after.type != "text":
                continue
            if is_unsure(address, after.content, place.block.content):
                page_of(state.env).faults.report(
                    place.line,
                    gettext(
                        "Where does the address %(address)s end? Write it between < and >, and "
                        "what is no part of it after the >."
                    )
                    % {"address": address},
                )


def _render_open(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    link = tokens[index]
    if link.hidden:
        return ""
    attributes = {key: str(link.attrs[key]) for key in ("href", "title") if link.attrs.get(key)}
    if link.meta.get("external"):
        # Print adds the address to the words, unless they are the address.
        bare = link.markup in {"linkify", "autolink"}
        classes = "lms-external lms-address" if bare else "lms-external"
        attributes |= {"class": classes, "target": "_blank", "rel": "noopener noreferrer"}
    return tag("a", **attributes)


def _render_close(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    if tokens[index].hidden:
        return ""
    if tokens[index].meta["draft"]:
        return f' <span class="lms-draft-mark">{text(page_of(env).labels.draft)}</span></a>'
    if not tokens[index].meta["external"]:
        return "</a>"
    return f'<span class="visually-hidden"> {text(page_of(env).labels.new_window)}</span></a>'
