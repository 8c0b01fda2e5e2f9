"""Words that rendering adds to a text, in the language of the course."""

from dataclasses import dataclass

from django.utils.translation import gettext, override


@dataclass(frozen=True)
class Labels:
    """Every added word; those with `{number}` are completed with `.format`."""

    analogy: str
    deep_dive: str
    our_group: str
    table: str
    done: str
    to_do: str
    footnotes: str
    footnote: str
    footnote_back: str
    new_window: str
    draft: str
    underlined: str
    underlined_end: str


def labels_in(language: str) -> Labels:
    """The words in `language`, whatever language the person who saves the text works in."""
    with override(language):
        return Labels(
            analogy=gettext("Analogy"),
            deep_dive=gettext("Going deeper"),
            our_group=gettext("In our group"),
            table=gettext("Table"),
            done=gettext("Checked"),
            to_do=gettext("To check"),
            footnotes=gettext("Footnotes"),
            footnote=gettext("Footnote {number}"),
            footnote_back=gettext("Back to where footnote {number} is cited"),
            new_window=gettext("(opens in a new window)"),
            draft=gettext("(draft)"),
            underlined=gettext("(underlined:"),
            underlined_end=gettext("end of underline)"),
        )
