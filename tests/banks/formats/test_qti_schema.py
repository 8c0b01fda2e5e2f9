"""Packages for other programs hold to the official schema of QTI 3.0.

Its licence lets nobody pass it on, so it is not here: QTI_SCHEMAS names the folder where it lies.
"""

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from banks.formats import qti_writing
from banks.formats.bank import BankImage, BankOption, BankQuestion, Format, Text
from banks.formats.images import address_of
from tests.banks.formats.banks import questions, with_images
from tests.tables import examples
from tests.texts.stems import IMAGE, STEMS

SCHEMAS = os.environ.get("QTI_SCHEMAS", "")
# The whole of it, or what the profile of a group of schools leaves of it.
ITEM = ("imsqti_asiv3p0p1_v1p0.xsd", "imsqti_asiv3p0_v1p0.xsd", "imsqti_asiv3p0_sbacv1p0_v1p0.xsd")
MANIFEST = ("imsqtiv3p0_imscpv1p2_v1p0.xsd",)
FILE = "그림판.png"
FORMATTED = [Format.MARKDOWN, Format.HTML, Format.PLAIN]


class InFolder(etree.Resolver):
    """Finds what a schema imports, wherever it says that it lies, by its name."""

    def __init__(self, files: dict[str, Path]) -> None:
        self.files = files

    def resolve(self, system_url: str, _public_id: str, context: object) -> object:  # type: ignore[override]
        return self.resolve_filename(str(self.files[Path(system_url).name]), context)  # type: ignore[attr-defined]


def schema_of(names: tuple[str, ...]) -> etree.XMLSchema:
    if not SCHEMAS:
        pytest.skip("No schema of QTI 3.0 is named by QTI_SCHEMAS.")
    files = {path.name: path for path in Path(SCHEMAS).rglob("*.xsd")}
    parser = etree.XMLParser()
    parser.resolvers.add(InFolder(files))
    path = next(files[name] for name in names if name in files)
    return etree.XMLSchema(etree.parse(path, parser))


@pytest.fixture(scope="module")
def item() -> etree.XMLSchema:
    return schema_of(ITEM)


@pytest.fixture(scope="module")
def manifest() -> etree.XMLSchema:
    return schema_of(MANIFEST)


@st.composite
def of_blocks(draw: st.DrawFn) -> BankQuestion:
    stem, right, wrong, general = (
        Text(draw(STEMS).replace(f"image:{IMAGE}", address_of(FILE))) for _text in range(4)
    )
    options = (BankOption(right, True, wrong), BankOption(wrong, False, right))
    images = (BankImage(FILE, b"png"),) if draw(st.booleans()) else ()  # a draft may lack it
    is_draft = draw(st.booleans())
    return BankQuestion(stem, options, general=general, images=images, is_draft=is_draft)


ANY = st.one_of(questions(FORMATTED), with_images(), of_blocks())


def faults(schema: etree.XMLSchema, source: bytes) -> list[str]:
    schema.validate(etree.fromstring(source))
    return [f"{one.line}: {one.message}" for one in schema.error_log]  # type: ignore[attr-defined]


@examples(10)
@given(quiz=st.lists(ANY, min_size=1, max_size=4))
def test_packages_hold_to_the_schema(
    item: etree.XMLSchema, manifest: etree.XMLSchema, quiz: list[BankQuestion]
) -> None:
    with zipfile.ZipFile(io.BytesIO(qti_writing.write(quiz))) as package:
        items = [name for name in package.namelist() if name.endswith(".xml")]
        items.remove("imsmanifest.xml")
        assert len(items) == len(quiz)
        for name in items:
            assert faults(item, package.read(name)) == []
        assert faults(manifest, package.read("imsmanifest.xml")) == []


def test_what_the_schema_does_not_have_is_a_fault(item: etree.XMLSchema) -> None:
    package = qti_writing.write(
        [BankQuestion(Text("가"), (BankOption(Text("나"), True), BankOption(Text("다"), False)))]
    )
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        source = opened.read("items/item-00001.xml")
    assert faults(item, source) == []
    assert faults(item, source.replace(b"qti-item-body", b"qti-item")) != []
