"""How soon and with how much memory files are refused: `make bench-files`. A report, no test.

Each file is read in a process of its own, whose growth is counted from when the program stands.
"""

import io
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import xlsxwriter

LONGEST, MOST = 2.0, 200  # seconds, MB
MB = 1024 * 1024
ENTITIES = "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><quiz>&i;</quiz>'.encode()
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
LAUGHS = "\n".join(
    [
        f"a0: &a0 [{', '.join('x' * 10)}]",
        *(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 9)),
    ]
)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def xlsx(rows: bytes) -> bytes:
    """A workbook with a number in A1, and with these rows as its XML has them."""
    out, package = io.BytesIO(), {}
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_number(0, 0, 1)
    with zipfile.ZipFile(out) as written:
        package = {name: written.read(name) for name in written.namelist()}
    end, sheet = b"</sheetData>", "xl/worksheets/sheet1.xml"
    package[sheet] = package[sheet].replace(end, rows + end)
    return zipped(**package)


def files() -> Iterator[tuple[str, bytes]]:
    """What somebody may send, by mistake or not."""
    noise = random.Random(1).randbytes  # noqa: S311 - noise
    yield "50 MB of nothing", bytes(50 * MB)
    yield "50 MB of noise", noise(50 * MB)
    yield "19 MB of noise", noise(19 * MB)
    yield "19 MB of one line", b"a" * (19 * MB)
    yield "19 MB of braces", b"{" * (19 * MB)
    yield "19 MB of UTF-16", ("가" * (9 * MB)).encode("utf-16")
    yield "zip of 300 MB of nothing", zipped(**{"imsmanifest.xml": bytes(300 * MB)})
    yield "zip out of itself", zipped(**{"../../etc/passwd": b"x", "course.yaml": b"course: x"})
    yield "XLSX, a cell far out", xlsx(b'<row r="20000"><c r="XFD20000"><v>1</v></c></row>')
    yield "XLSX, a cell of 300 MB", xlsx(b"<row><c><v>" + b"1" * (300 * MB) + b"</v></c></row>")
    yield "half a zip", zipped(**{"course.yaml": noise(MB)})[: MB // 2]
    yield "XML, entities on entities", BOMB
    yield "XML, entity from outside", OUTSIDE
    yield "XML, 100,000 levels", b"<quiz>" + b"<a>" * 100_000
    yield "XML, 19 MB of elements", b"<quiz>" + b"<a/>" * (19 * MB // 4)
    yield "XML, a tag of 19 MB", b"<quiz><a " + b"b='' " * (4 * MB) + b"/></quiz>"
    yield "XML, 400,000 questions", b"<quiz>" + b'<question type="essay"/>' * 400_000 + b"</quiz>"
    yield "19 MB of empty lines", b"a" + b"\n" * (19 * MB)
    yield "19 MB of commas", b"a" + b"," * (19 * MB)
    yield "19 MB of GIFT", b"a{=b~c}\n\n" * (2 * MB)
    yield "19 MB of Aiken", b"a\nA. b\nB. c\nANSWER: A\n" * (MB * 4 // 5)
    yield "19 MB of one question", b"a{=b " + b"~b " * (6 * MB) + b"}"
    yield "YAML, anchors on anchors", LAUGHS.encode()
    yield "YAML, Python tag", b"a: !!python/object/apply:os.system [ls]"
    yield "YAML, 100,000 levels", b"[" * 100_000
    yield from almost_5_mb_of_yaml()


def almost_5_mb_of_yaml() -> Iterator[tuple[str, bytes]]:
    """As large as a course file may be."""
    size = 4_900_000
    yield "YAML, 5 MB of list entries", b"- a\n" * (size // 4)
    yield "YAML, 5 MB of empty maps", b"a: [" + b"{}," * (size // 3) + b"]"
    yield "YAML, 5 MB of keys", b"".join(b"k%d: 1\n" % number for number in range(size // 11))
    yield "YAML, 5 MB of one folded text", b"a: >\n" + b"  x\n" * (size // 4)
    yield "YAML, 5 MB of one quoted text", b'a: "' + b"x\\n" * (size // 3) + b'"'
    texts = (b'k%d: "' % number + b"x\n\n " * 9_000 + b'"\n' for number in range(size // 36_006))
    yield "YAML, 5 MB of quoted texts", b"".join(texts)


def readers() -> dict[str, Callable[[bytes], object]]:
    """Every way in for files, by name."""
    from banks.formats.registry import FORMATS
    from intake.images import encode

    ways: dict[str, Callable[[bytes], object]] = {
        name: bank_format.read for name, bank_format in FORMATS.items()
    }
    return ways | {"picture": encode, "roster": check_roster, "course": check_course}


def check_roster(data: bytes) -> object:
    from cohorts.roster.heads import find_head
    from cohorts.roster.lines import lines_below
    from cohorts.roster.reading import read

    rows = read(data)
    head = find_head(rows)
    if head is None:
        raise ValueError("It has no column of names.")
    return lines_below(rows, head)


def check_course(data: bytes) -> object:
    """As `loaddata` and `checkcontent` take it: a .zip, or a file of a folder."""
    from authoring.coursefiles.checking import check_folder
    from authoring.coursefiles.folders import Folder

    with tempfile.TemporaryDirectory() as name:
        folder, package = Path(name) / "course", Path(name) / "course.zip"
        folder.mkdir()
        if data.startswith(b"PK"):
            package.write_bytes(data)
            Folder.unpack(package, folder)
        else:
            (folder / "course.yaml").write_bytes(data)
        faults = check_folder(folder)
        if faults:
            raise ValueError(faults[0])
        return faults


def most_memory() -> float:
    """Return the most memory this process has held so far, in MB. Linux only.

    Not `getrusage`: its figure begins with that of the process that started this one.
    """
    match = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    if not match:
        raise OSError("No VmHWM.")
    return int(match[1]) / 1024


def measure(
    way: str, file: Path, answers: "multiprocessing.Queue[tuple[float, float, str]]"
) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    read = readers()[way]
    before = most_memory()
    started = time.perf_counter()
    try:
        content = read(file.read_bytes())
        reasons = [refusal.reason for refusal in getattr(content, "refusals", [])]
        verdict = "TAKEN" if getattr(content, "questions", True) or not reasons else reasons[0]
    except Exception as error:  # noqa: BLE001 - it is what is measured
        verdict = f"{type(error).__name__}: {error}"
    took = time.perf_counter() - started
    answers.put((took, most_memory() - before, verdict))


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    spawn = multiprocessing.get_context("spawn")
    worst = {"seconds": 0.0, "MB": 0.0}
    with tempfile.NamedTemporaryFile() as file:
        for name, data in files():
            Path(file.name).write_bytes(data)
            for way in readers():
                answers = spawn.Queue()
                process = spawn.Process(target=measure, args=(way, Path(file.name), answers))
                process.start()
                took, grown, verdict = answers.get()
                process.join()
                worst = {"seconds": max(worst["seconds"], took), "MB": max(worst["MB"], grown)}
                mark = "!" if took > LONGEST or grown > MOST or verdict == "TAKEN" else " "
                print(f"{mark} {name:28} {way:10} {took:6.2f} s {grown:5.0f} MB  {verdict[:70]}")
    print(f"worst: {worst['seconds']:.2f} s, {worst['MB']:.0f} MB (limits {LONGEST} s, {MOST} MB)")


if __name__ == "__main__":
    main()
