"""A day is the learner's day: from midnight to midnight in the site's time zone, as people have
none of their own. It is no span of 24 hours: what is told in days begins and ends with one."""

import datetime

from django.utils import timezone


def start_of(day: datetime.date) -> datetime.datetime:
    """Its first moment; where clocks leave midnight out, the moment they are put forward."""
    return datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())


def start_of_day_ago(days: int) -> datetime.datetime:
    """The first moment of the day so many days before today."""
    return start_of(timezone.localdate() - datetime.timedelta(days=days))
