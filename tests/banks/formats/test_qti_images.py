"""Pictures in QTI: files of the package, which items refer to from where they lie."""

import io
import zipfile

import pytest

from banks.formats import qti, qti_writing
from banks.formats.bank import (
    Bank,
    BankImage,
    BankOption,
    BankQuestion,
    Text,
    UnreadableBankError,
)
from banks.formats.qti_package import Package
from tests.banks.formats.test_qti import THREE, TWO, package
from tests.factories import image_file

PNG, RED = image_file(), image_file(color="red")
ITEM = TWO.replace("v2p1", "v2p2")


def item(stem: str, said: str = "맞습니다") -> str:
    return ITEM.replace("느린 서버를 봅니다.", stem).replace("맞습니다", said)


def read(source: str, **files: bytes) -> Bank:
    """A package with the item in a folder, and these files by their paths."""

    return qti.read(package({"items/q1.xml": source, **files}))


def only(bank: Bank) -> BankQuestion:
    assert bank.refusals == []
    return bank.questions[0]


def test_a_package_of_version_2_brings_its_pictures() -> None:
    files = {"items/칩 A.png": PNG, "media/board.jpg": RED, "media/unused.png": PNG}
    source = item(
        '<img src="%EC%B9%A9%20A.png" alt="칩"/> <img src="../media/board.jpg"/>',
        '<img src="./칩 A.png?v=1" alt="다시"/>',
    )
    question = only(qti.read(package({"items/q1.xml": source, **files})))
    assert '<img src="image:%EC%B9%A9%20A" alt="칩"> <img src="image:board">' in (
        question.stem.source
    )
    assert question.right.explanation.source == '<img src="image:%EC%B9%A9%20A" alt="다시">'
    assert question.images == (BankImage("board", RED), BankImage("칩 A", PNG))


def test_files_of_one_name_in_two_folders_are_two_pictures() -> None:
    source = item('<img src="a/x.png"/><img src="b/x.png"/><img src="a/x.png"/>')
    question = only(read(source, **{"items/a/x.png": PNG, "items/b/x.png": RED}))
    assert question.stem.source.count('"image:x"') == 2
    assert [(one.name, one.content) for one in question.images] == [("x", PNG), ("x-1", RED)]


def test_what_only_markers_see_is_left_with_its_pictures() -> None:
    source = item("물음").replace(
        "<choiceInteraction",
        '<rubricBlock view="scorer"><img src="no.png"/></rubricBlock><choiceInteraction',
    )
    assert only(read(source)).images == ()


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ('<img src="none.png" alt="표"/>', "none.png"),
        ('<img src="../../x.png" alt="표"/>', "x.png"),
        ('<img src="/etc/passwd" alt="표"/>', "passwd"),
        ('<img src="https://example.kr/x.png" alt="표"/>', "https://example.kr/x.png"),
        ('<img src="data:image/png;base64,AAAA" alt="표"/>', "data:image/png;base64,AAAA"),
        ('<img alt="표"/>', "img"),
        ('<object data="x.png" type="image/png">표</object>', "object"),
        ('<video src="x.mp4"></video>', "video"),
    ],
)
def test_what_is_no_picture_of_the_package_is_refused_by_name(stem: str, said: str) -> None:
    bank = read(item(stem), **{"x.png": PNG})
    assert [(one.kind, one.name) for one in bank.refusals] == [("multiple choice", "병목")]
    assert said in bank.refusals[0].reason


def test_an_item_that_comes_alone_has_no_pictures() -> None:
    bank = qti.read(item('<img src="x.png" alt="표"/>').encode())
    assert "x.png" in bank.refusals[0].reason


def test_a_picture_that_many_items_show_is_unpacked_once() -> None:
    large = PNG + bytes(3_000_000)
    source = THREE.replace("<p>물음</p>", '<p><img src="../x.png" alt="표"/></p>' * 10)
    items = {f"items/{number:04}.xml": source for number in range(300)}
    bank = qti.read(package({**items, "x.png": large}))
    assert len(bank.questions) == 300
    assert len({id(question.images[0].content) for question in bank.questions}) == 1


def test_pictures_larger_than_a_package_may_be_are_refused() -> None:
    with pytest.raises(UnreadableBankError, match=r"\.$"):
        read(item('<img src="../x.png" alt="표"/>'), **{"x.png": bytes(61 * 1024 * 1024)})


def test_a_written_package_holds_each_picture_once_and_names_it_in_its_manifest() -> None:
    options = (BankOption(Text("가"), True), BankOption(Text("나"), False))
    asked = [
        BankQuestion(
            Text(f"물음 {number} ![표 < 셋](image:board)"),
            options,
            images=(BankImage("board", PNG),),
        )
        for number in range(2)
    ]
    data = qti_writing.write(asked)
    found = Package(data)
    (document, source), _second = found.documents()
    assert source is not None
    shown = source.decode().partition('<img src="')[2]
    address, alt = shown.partition('"')[0], shown.partition('alt="')[2].partition('"')[0]
    path, content = found.image(document.name, address)
    assert (content, alt) == (PNG, "표 &lt; 셋")
    files = zipfile.ZipFile(io.BytesIO(data))
    assert [one for one in files.namelist() if one.endswith(".webp")] == [path]
    assert files.read("imsmanifest.xml").decode().count(f'<file href="{path}" />') == 2
