from accounts.access.models import AccessRecord, AccessReview, Act, note_access

__all__ = ["AccessRecord", "AccessReview", "Act", "note_access"]
