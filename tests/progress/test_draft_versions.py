"""Two pages of one self-diagnosis: what one writes late never undoes what the other wrote since."""

import re
import uuid
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import SelfDiagnosis
from progress.models import Diagnosis, DiagnosisDraft
from tests.factories import SelfDiagnosisFactory, make_member
from tests.tables import examples

pytestmark = pytest.mark.django_db
RATINGS = {f"rating-{rank}": "not-yet" for rank in range(1, 7)}


@dataclass
class Tab:
    """A page as one tab of a browser shows it, with what its script counts."""

    client: Client
    address: str
    fields: dict[str, str] = field(default_factory=dict)
    sequence: int = 0

    def open(self) -> "Tab":
        html = self.client.get(self.address).content.decode()
        hidden = re.findall(r'<input type="hidden" name="(submission|seen)" value="([^"]+)"', html)
        self.fields = dict(hidden)
        self.sequence = 0
        return self

    def keep(self, words: str, sequence: int | None = None, **headers: str) -> tuple[int, str]:
        self.sequence = sequence or self.sequence + 1
        fields = self.fields | {"evidence-1": words, "sequence": str(self.sequence)}
        headers = headers or {"HX-Request": "true"}
        response = self.client.post(f"{self.address}draft/", fields, headers=headers)
        return response.status_code, unescape(response.content.decode())

    def send(self, words: str) -> int:
        fields = self.fields | RATINGS | {"evidence-1": words}
        return self.client.post(self.address, fields).status_code

    def overtake(self, html: str) -> None:
        """Press the button that the refusal offers."""
        (self.fields["seen"],) = re.findall(r'data-overtake="([^"]+)"', html)


@pytest.fixture
def page() -> SelfDiagnosis:
    return SelfDiagnosisFactory.create()


@pytest.fixture
def tabs(page: SelfDiagnosis, client: Client) -> tuple[Tab, Tab]:
    """The same page, opened twice by the same member before anything is typed."""
    client.force_login(make_member(page.course))
    address = page.get_absolute_url()
    return Tab(client, address).open(), Tab(client, address).open()


def kept() -> str:
    draft = DiagnosisDraft.objects.first()
    return draft.contents["evidence-1"] if draft else ""


def test_an_older_tab_does_not_undo_what_a_newer_one_wrote(tabs: tuple[Tab, Tab]) -> None:
    older, newer = tabs
    assert newer.keep("새 글")[0] == 200

    status, html = older.keep("옛 글")

    assert status == 409
    assert "다른 화면에서 더 새로 쓰신 글이 있어" in html
    assert kept() == "새 글"
    assert newer.keep("더 새 글")[0] == 200
    assert kept() == "더 새 글"


def test_the_older_tab_takes_over_when_its_writer_says_so(tabs: tuple[Tab, Tab]) -> None:
    older, newer = tabs
    newer.keep("새 글")
    older.overtake(older.keep("이 글로")[1])

    assert older.keep("이 글로")[0] == 200
    assert older.keep("이 글로, 이어서")[0] == 200

    assert kept() == "이 글로, 이어서"
    assert newer.keep("새 글에 이어")[0] == 409


def test_a_save_that_was_overtaken_by_a_later_one_of_its_own_tab_changes_nothing(
    tabs: tuple[Tab, Tab],
) -> None:
    tab, _other = tabs
    assert tab.keep("하나 둘", sequence=2)[0] == 200

    assert tab.keep("하나", sequence=1)[0] == 200

    assert kept() == "하나 둘"


def test_an_older_tab_does_not_bring_back_what_was_sent(tabs: tuple[Tab, Tab]) -> None:
    older, newer = tabs
    newer.keep("보낸 글")
    assert newer.send("보낸 글") == 303

    status, html = older.keep("늦은 글")

    assert status == 409
    assert "다른 화면에서 이 자가진단을 제출하셔서" in html
    assert not DiagnosisDraft.objects.exists()
    older.overtake(html)
    assert older.keep("새로 쓴 글")[0] == 200


def test_what_a_page_has_shown_goes_with_its_sending_though_another_was_sent_meanwhile(
    tabs: tuple[Tab, Tab],
) -> None:
    older, newer = tabs
    newer.keep("쓰던 글")
    newer.open()
    older.send("먼저 보낸 글")

    assert newer.send("다음에 보낸 글") == 303

    assert not DiagnosisDraft.objects.exists()


def test_sending_from_an_older_tab_leaves_what_was_written_elsewhere_since(
    tabs: tuple[Tab, Tab],
) -> None:
    older, newer = tabs
    newer.keep("쓰던 글")

    assert older.send("보낸 글") == 303

    assert kept() == "쓰던 글"
    assert newer.keep("쓰던 글, 이어서")[0] == 200
    assert newer.send("쓰던 글, 이어서") == 303
    assert not DiagnosisDraft.objects.exists()
    assert Diagnosis.objects.count() == 2


def test_a_page_opened_on_a_draft_goes_on_with_it(tabs: tuple[Tab, Tab]) -> None:
    first, second = tabs
    first.keep("폰에서")
    second.open()

    assert second.keep("폰에서, 사무실에서")[0] == 200
    assert first.keep("폰에서 다시")[0] == 409
    assert second.send("폰에서, 사무실에서") == 303
    assert not DiagnosisDraft.objects.exists()


def test_without_javascript_the_words_are_on_the_page_that_says_it(tabs: tuple[Tab, Tab]) -> None:
    older, newer = tabs
    newer.keep("새 글")

    status, html = older.keep("옛 글", sequence=1, accept="text/html")

    assert status == 409
    assert ">옛 글</textarea>" in html
    assert "다른 화면에서 더 새로 쓰신 글이 있어" in html
    assert kept() == "새 글"
    (older.fields["seen"],) = re.findall(r'name="seen" value="([^"]+)"', html)
    assert older.keep("옛 글", sequence=2, accept="text/html")[0] == 303
    assert kept() == "옛 글"


@pytest.mark.parametrize("number", ["", "-1", "1e3", "9" * 30, "١٢", "1.2", "\0"])
def test_what_is_no_number_is_as_good_as_none(tabs: tuple[Tab, Tab], number: str) -> None:
    tab, _other = tabs
    fields = {"submission": str(uuid.uuid4()), "sequence": number, "seen": f"{number}.1"}
    address = f"{tab.address}draft/"
    assert tab.client.post(address, fields | {"evidence-1": "글"}).status_code in {303, 409}


ACTIONS = st.tuples(
    st.integers(0, 2), st.sampled_from(["open", "keep", "late", "overtake", "send"])
)


@settings(examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(actions=st.lists(ACTIONS, max_size=12))
def test_whatever_three_tabs_do_words_go_only_where_their_writer_saw_them(
    client: Client, actions: list[tuple[int, str]]
) -> None:
    """The draft is always the latest that a tab was told is kept, unless it was sent."""
    page = SelfDiagnosisFactory.create()
    client.force_login(make_member(page.course))
    tabs = [Tab(client, page.get_absolute_url()).open() for _tab in range(3)]
    latest: tuple[int, str] | None = None
    knows = {0: True, 1: True, 2: True}
    for count, (number, action) in enumerate(actions):
        tab, words = tabs[number], f"글 {count}"
        if action == "open":
            tab.open()
            knows[number] = True
        elif action == "send":
            tab.send(words)
            # A draft that this tab knew nothing of stays, and who had seen it knows it still.
            if latest is None or latest[0] == number or knows[number]:
                latest = None
                knows = dict.fromkeys(knows, False)
        elif action == "late" and tab.sequence:
            before = kept_of(page)
            tab.keep("늦은 글", sequence=tab.sequence)
            if latest and latest[0] == number:
                assert kept_of(page) == before
            tab.open()
            knows[number] = True
        else:
            status, html = tab.keep(words)
            if status == 409 and action == "overtake" and "data-overtake" in html:
                tab.overtake(html)
                status, html = tab.keep(words)
                assert status == 200
            if status == 200:
                latest = (number, words)
                knows = {other: other == number for other in knows}
        assert kept_of(page) == (latest[1] if latest else "")


def kept_of(page: SelfDiagnosis) -> str:
    draft = DiagnosisDraft.objects.filter(self_diagnosis=page).first()
    return draft.contents["evidence-1"] if draft else ""
