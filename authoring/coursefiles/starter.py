"""The file that a new module is begun with."""

import re
from pathlib import Path

TEMPLATE = Path(__file__).with_name("starter.yaml")


def text(course: str, slug: str, position: int) -> str:
    values = {"course": course, "slug": slug, "position": str(position)}
    template = TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"\{(course|slug|position)\}", lambda match: values[match[1]], template)


def next_position(folder: Path) -> int:
    """After the last module whose file begins with its number."""
    numbers = [re.match(r"(\d+)-", file.name) for file in folder.glob("*.yaml")]
    return 1 + max((int(match[1]) for match in numbers if match), default=0)
