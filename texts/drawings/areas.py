"""Maps: who stands where, in areas with groups."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from texts.drawings.source import Drawing, Source, sentence


@dataclass(frozen=True)
class Group:
    label: str
    members: list[str]


@dataclass(frozen=True)
class Area:
    """`is_wall` where a strong frame stands around it."""

    name: str
    is_wall: bool
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Areas(Drawing):
    """An area begins with `[its name]`, a walled one with `[[its name]]`; groups follow it."""

    areas: list[Area]

    @classmethod
    def read(cls, source: Source) -> "Areas | None":
        areas: list[Area] = []
        for row in source.rows:
            name = row.content if not row.label else f"{row.label}: {row.content}"
            if name.startswith("[") and name.endswith("]"):
                areas.append(Area(name.strip("[]").strip(), name.startswith("[[")))
            elif not areas:
                message = gettext("This stands in no area: begin one with [its name].")
                source.report(row.line, message)
            elif not all(row.parts):
                message = gettext("There is an empty place between two | here.")
                source.report(row.line, message)
            else:
                areas[-1].groups.append(Group(row.label, row.parts))
        return None if source.faults else cls(areas)

    @property
    def said(self) -> str:
        return " ".join(
            f"{area.name}. "
            + " ".join(sentence(group.label, group.members) for group in area.groups)
            for area in self.areas
        )
