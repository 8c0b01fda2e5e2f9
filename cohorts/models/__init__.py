from cohorts.models.meeting_day import MeetingDay
from cohorts.models.member_note import MEMBER_NOTE_LENGTH, MemberNote
from cohorts.models.notice import NOTICE_LENGTH, Notice, NoticeRecipient
from cohorts.models.plan import Plan, PlanOvertaken, TargetDate

__all__ = [
    "MEMBER_NOTE_LENGTH",
    "NOTICE_LENGTH",
    "MeetingDay",
    "MemberNote",
    "Notice",
    "NoticeRecipient",
    "Plan",
    "PlanOvertaken",
    "TargetDate",
]
