import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.folders import COURSE_FILE, Folder
from authoring.coursefiles.translations import differences
from intake.archives import UnreadableArchiveError
from texts import Fault


class Command(BaseCommand):
    help = (
        "Finds every fault of course folders, their .zip, or single files in them, at once, with "
        "file, line and reason, and loads nothing. Without a path it checks all in fixtures/."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="*", help="A folder of course files, its .zip or a file.")
        parser.add_argument(
            "--same-as",
            metavar="FOLDER",
            help="Another language version, to have the same slugs, positions and right options.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base = settings.BASE_DIR / "fixtures"
        arguments = [Path(path) for path in options["path"]]
        paths = arguments or sorted(folder for folder in base.iterdir() if folder.is_dir())
        if not paths:
            raise CommandError(f"There is no course folder in {base}.")
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"There is no file or folder {', '.join(missing)}.")
        faults = [fault for path in paths for fault in _check(path)]
        if options["same_as"]:
            other = Path(options["same_as"])
            if len(paths) != 1 or not (paths[0].is_dir() and other.is_dir()):
                raise CommandError("--same-as holds one folder against another.")
            faults += differences(paths[0], other)
        for fault in faults:
            self.stdout.write(f"{fault}{' (a warning)' if fault.is_warning else ''}")
        if wrong := [fault for fault in faults if not fault.is_warning]:
            files = len({fault.file for fault in wrong})
            raise CommandError(f"{len(wrong)} faults in {files} files.")
        self.stdout.write("No faults.")


def _check(path: Path) -> list[Fault]:
    """A file is checked as part of its folder, whose terms and pages it may refer to."""
    if path.is_dir():
        return check_folder(path)
    if path.suffix == ".zip":
        return _check_package(path)
    if path.suffix != ".yaml":
        raise CommandError(
            f"{path} is no course file, so it was not checked: name a folder of course files, "
            "its .zip, or a .yaml in it."
        )
    own = (path, path.parent)
    return [fault for fault in check_folder(path.parent) if Path(fault.file) in own]


def _check_package(path: Path) -> list[Fault]:
    with tempfile.TemporaryDirectory() as into:
        try:
            folder = Folder.unpack(path, Path(into))
        except UnreadableArchiveError as error:
            raise CommandError(f"{path}: {error}") from error
        if folder is None:
            raise CommandError(f"{path} holds no {COURSE_FILE}, so it was not checked.")
        faults = check_folder(folder.path)
        return [replace(fault, file=fault.file.replace(into, str(path))) for fault in faults]
