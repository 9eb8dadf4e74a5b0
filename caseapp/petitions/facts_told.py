"""Single questions that bodies ask and no other table holds; the answers are claims, the newest of each counts."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

YES, NO, NOT_KNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Question:
    """One question: the code it is kept under, what it asks, a hint, and whether it is answered yes, no, not known."""

    code: str
    label: LazyString
    hint: LazyString | str = ""
    is_yes_no: bool = False
    rows: int = 3


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that are asked together."""

    code: str
    title: LazyString
    questions: tuple[Question, ...]


GROUPS: tuple[QuestionGroup, ...] = (
    QuestionGroup(
        "taken",
        _l("How the person was taken"),
        (
            Question(
                "circumstances",
                _l("How it happened, in order"),
                _l("Who came, what was said, who saw it. As it was told, without guessing."),
                rows=6,
            ),
            Question(
                "forces",
                _l("Which forces took the person"),
                _l("The name of the service in full, uniforms, cars, ranks: whatever shows who they were."),
            ),
            Question(
                "forces_why",
                _l("Why the State is believed responsible"),
                _l("For example: they wore police uniforms, the village cadre confirmed it."),
            ),
            Question("warrant_shown", _l("Was a warrant or another decision shown?"), is_yes_no=True),
            Question("warrant_authority", _l("Who issued the warrant or decision"), rows=2),
            Question("arrest_law", _l("Which law the arrest was based on, as they said"), rows=2),
            Question("last_seen_later", _l("Was the person seen later? When, where, by whom"), rows=2),
            Question(
                "witnesses",
                _l("Who saw it, and may they be named?"),
                _l("Write who wishes to stay confidential."),
            ),
        ),
    ),
    QuestionGroup(
        "held",
        _l("How the person is held"),
        (
            Question("forces_holding", _l("Which forces hold the person"), rows=2),
            Question("detention_authority", _l("Who ordered that the person be held"), rows=2),
            Question("reasons_given", _l("Which reasons the authorities gave; write if they gave none")),
            Question("detention_law", _l("Which law they applied, as they said"), rows=2),
            Question(
                "why_arbitrary",
                _l("Why the detention is arbitrary"),
                _l(
                    "I: no law allows it. II: for using a right such as faith or speech. III: no fair trial."
                    " IV: migrants held long. V: discrimination."
                ),
                rows=5,
            ),
            Question("health_risk", _l("What endangers life or health where the person is held")),
        ),
    ),
    QuestionGroup(
        "search",
        _l("What has been done about it"),
        (
            Question(
                "search_steps",
                _l("What the family did to find the person, or why nothing could be done"),
                _l("Where they asked, when, and what they were told."),
                rows=5,
            ),
            Question(
                "remedies",
                _l("Complaints and courts inside the country: which, when, with what result, or why none"),
                rows=5,
            ),
            Question("other_procedures", _l("Has another international body been asked about this? Which, when")),
            Question("law_or_policy", _l("Which law or policy this is part of")),
            Question("similar_cases", _l("Other people taken in the same way, place or time")),
        ),
    ),
    QuestionGroup(
        "person",
        _l("About the person"),
        (
            Question("birth_place", _l("Where the person was born"), rows=1),
            Question("hukou_place", _l("Where the person is registered in China (hukou)"), rows=1),
            Question("marital_status", _l("Married, single, widowed, divorced"), rows=1),
            Question("children_number", _l("How many children the person has"), rows=1),
            Question("pregnant", _l("Was the person pregnant?"), is_yes_no=True),
            Question("religion", _l("Religion"), rows=1),
            Question("security_notes", _l("What must not be said, and to whom"), rows=3),
            Question("confidentiality", _l("What the family wishes to keep confidential"), rows=3),
        ),
    ),
    QuestionGroup(
        "asylum",
        _l("For asylum in Kazakhstan"),
        (
            Question("entry", _l("When and how the person came into Kazakhstan"), rows=3),
            Question("fear_of_return", _l("What the person fears on return"), rows=4),
            Question("procedure_stage", _l("What stage the asylum procedure is at"), rows=2),
            Question("hearing_dates", _l("Days of hearings"), rows=2),
        ),
    ),
    QuestionGroup(
        "kazakhstan",
        _l("About what was done in Kazakhstan"),
        (
            Question("act_complained_of", _l("Which decision, act or silence of which body is complained of"), rows=3),
            Question("act_learned_on", _l("When the family learned of it"), rows=1),
            Question("rights_violated", _l("Which rights were violated, with the articles"), rows=3),
            Question("un_cooperation", _l("Which contact with the United Nations the reprisal answers"), rows=2),
            Question("ruling", _l("Number, day and court of the ruling"), rows=2),
            Question("ruling_grounds", _l("Why the ruling is wrong"), rows=4),
            Question("trial_dates", _l("Days of the trial"), rows=2),
            Question("forced_labour", _l("Where the person had to work, for whom, for what pay"), rows=3),
        ),
    ),
)

QUESTIONS: dict[str, Question] = {question.code: question for group in GROUPS for question in group.questions}
