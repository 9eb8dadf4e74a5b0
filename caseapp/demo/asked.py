"""What bodies ask beside: answers to their questions and papers of whoever signs, for two cases of three."""

from caseapp import identifiers
from caseapp.cases.models import Case
from caseapp.demo.scene import Scene
from caseapp.petitions import told_services

SISTERS = "The family went to the police station of the county twice and was told to wait."
ANSWERS = {
    "circumstances": "Two cars came in the evening. Four men in dark clothes took the person away and said nothing.",
    "forces": "Men of the public security bureau of the county; one of them was known in the village.",
    "forces_why": "They showed police cards, and the village cadre confirmed it the next day.",
    "warrant_shown": "no",
    "search_steps": SISTERS,
    "remedies": "None: nobody gave a paper that could be complained of, and no lawyer dared to take it.",
    "other_procedures": "None.",
}
HELD = {
    "forces_holding": "The prison administration, as far as the family knows.",
    "reasons_given": "They said “for studying”, and gave no paper.",
    "why_arbitrary": "Category II: for prayer and for speaking with relatives abroad. Category III: no trial was told.",
}


def tell(scene: Scene) -> None:
    """Answer the questions of bodies and complete whoever signs."""
    for number, case in enumerate(scene.cases):
        if number % 3 != 2:
            _tell(scene, number, case)


def _tell(scene: Scene, number: int, case: Case) -> None:
    coordinator, moment = scene.coordinator_of(case), scene.moment(9)
    answers = {**ANSWERS, **(HELD if number % 2 == 0 else {})}
    told_services.answer(scene.session, case, answers, source="The family", actor=coordinator, at=moment)
    told_services.complete_applicant(
        scene.session,
        case,
        scene.applicant_of(case),
        {"iin": _iin(number), "citizenship": "KZ", "address": f"Almaty, Demonstration Street {number + 1}"},
        actor=coordinator,
        at=moment,
    )


def _iin(number: int) -> str:
    """Make a number that passes its check; its holder was never born."""
    for serial in range(10 * number, 10 * number + 90):
        for check in range(10):
            found = f"85113040{serial % 1000:03d}{check}"
            if identifiers.check_kz_iin(found).valid:
                return found
    raise ValueError("There is no such number.")
