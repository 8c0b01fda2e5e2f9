"""Run beside the served site: a month and a half of the access record, as a review shows it."""

import datetime

from django.utils import timezone

from accounts.access.models import AccessRecord, Act, kept_until
from accounts.models import User
from courses.models import Cohort

ADDRESSES = ["10.0.0.5", "10.0.0.6", "2001:db8:85a3:8d3:1319:8a2e:370:7348"]
DEVICES = ["Edge · Windows", "Whale · Windows", "Safari · iPad", "command line"]
REASON = "12월 3일 모임 회의록에 붙일 이수 현황 (정보화담당관실 요청)"


def make_access_record() -> None:
    """Rows from last month's first day on, some a day, in every act there is."""
    facilitator, admin = (User.objects.get(username=name) for name in ("facilitator", "admin"))
    learners = list(Cohort.objects.get(slug="spring").enrolments.values_list("learner", flat=True))
    today = timezone.localdate()
    last_month = (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    acts = list(Act)
    rows = []
    for number in range((today - last_month).days * 4):
        at = timezone.localtime().replace(hour=(7 + number * 5) % 24, minute=number % 60)
        at -= datetime.timedelta(days=number // 4)
        act = acts[number % len(acts)]
        is_file = act == Act.DOWNLOADED
        failed = act == Act.FAILED_SIGN_IN
        rows.append(
            AccessRecord(
                at=at,
                account=None if failed else (facilitator, admin)[number % 2].pk,
                act=act,
                whose=learners[: (1, 3, 9)[number % 3]],
                what="" if failed else "/admin/reports/spring/quiz/ai-semiconductors/",
                format="xlsx" if is_file else "",
                reason=REASON if is_file else "",
                address=ADDRESSES[number % 3],
                device=DEVICES[number % 4],
                kept_until=kept_until(at.date(), act),
            )
        )
    AccessRecord.objects.bulk_create(rows)
