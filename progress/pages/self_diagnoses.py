"""What the page of a self-diagnosis shows to one learner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Module, SelfDiagnosis
from courses.outline import Outline, Pager
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, DiagnosisDraft, Seen
from progress.profile import Profile

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class SelfDiagnosisPage:
    """The form, and the profile of what was said before.

    `sent_forms` are those taken already, `seen` what the form knows of, `overtaken` says why what
    stands in the form was not kept.
    """

    self_diagnosis: SelfDiagnosis
    form: DiagnosisForm
    draft: DiagnosisDraft | None
    history: list[Diagnosis]
    sent_forms: str
    seen: Seen
    overtaken: str
    profile: Profile | None
    pager: Pager
    modules_before: list[Module]

    @classmethod
    def of(
        cls,
        user: "User",
        self_diagnosis: SelfDiagnosis,
        posted: DiagnosisForm | None = None,
        overtaken: str = "",
    ) -> "SelfDiagnosisPage":
        """With the form as it was sent, else as it was left."""
        draft = DiagnosisDraft.objects.of(user, self_diagnosis).first()
        contents = draft.contents if draft else {}
        history = list(Diagnosis.objects.of(user, self_diagnosis))
        outline = Outline.of_course(self_diagnosis.course, user)
        return cls(
            self_diagnosis,
            form=posted or DiagnosisForm.restored(self_diagnosis, contents),
            draft=draft,
            history=history,
            sent_forms=" ".join(str(diagnosis.form) for diagnosis in history),
            seen=Seen.of(draft, history),
            overtaken=overtaken,
            profile=Profile.of(history),
            pager=outline.around(self_diagnosis),
            modules_before=outline.modules_before(self_diagnosis),
        )
