from cohorts.models.meeting_day import MeetingDay
from cohorts.models.notice import NOTICE_LENGTH, Notice, NoticeRecipient
from cohorts.models.plan import Plan, PlanOvertaken, TargetDate

__all__ = [
    "NOTICE_LENGTH",
    "MeetingDay",
    "Notice",
    "NoticeRecipient",
    "Plan",
    "PlanOvertaken",
    "TargetDate",
]
