from cohorts.models.plan import Plan, PlanOvertaken, TargetDate

__all__ = ["Plan", "PlanOvertaken", "TargetDate"]
