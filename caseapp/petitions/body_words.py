"""How the words of the shipped body data map to our vocabularies: events, channels, clocks and silences."""

from caseapp.petitions.vocabulary import ClockKind, ClockStart, NextStep, PetitionChannel, Silence

# ``counted_from`` as printed. A blank one counts from sending.
CLOCK_STARTS: dict[str, ClockStart] = {
    "": ClockStart.SENT,
    "submission": ClockStart.SENT,
    "receipt": ClockStart.RECEIVED,
    "receipt of the appeal by the body": ClockStart.RECEIVED,
    "receipt of the appeal by the appeal court": ClockStart.RECEIVED,
    "receipt of the complaint": ClockStart.COMPLAINT_RECEIVED,
    "receipt of recommendation": ClockStart.RECOMMENDATION_RECEIVED,
    "registration of the notice": ClockStart.REGISTERED,
    "registration of the application": ClockStart.REGISTERED,
    "acceptance of the claim": ClockStart.ACCEPTED,
    "transmission": ClockStart.TRANSMITTED,
    "transmission to the State": ClockStart.TRANSMITTED,
    "transmission to the Government (regular procedure)": ClockStart.TRANSMITTED,
    "transmission of registered communication": ClockStart.TRANSMITTED,
    "note verbale to the State party": ClockStart.TRANSMITTED,
    "date of the letter of allegation": ClockStart.TRANSMITTED,
    "transmission of opinion": ClockStart.OPINION_TRANSMITTED,
    "date the State reply was sent to the source": ClockStart.REPLY_FORWARDED,
    "reply forwarded to source": ClockStart.REPLY_FORWARDED,
    "proposal of other place or time": ClockStart.PROPOSED,
    "service of the copy of the ruling": ClockStart.SERVED,
    "service of the decision on the complaint": ClockStart.SERVED,
    "service of decision on complaint": ClockStart.SERVED,
    "the day the applicant learned of the act or of the deemed refusal": ClockStart.LEARNED,
    "actual restriction of liberty": ClockStart.DETAINED,
    "date of disappearance": ClockStart.DISAPPEARED,
    "event day, backwards": ClockStart.EVENT,
}

# The events that a term is counted back from.
COUNTED_BACK = frozenset({ClockStart.EVENT})

CHANNELS: dict[str, PetitionChannel] = {
    "online_form": PetitionChannel.ONLINE_FORM,
    "email": PetitionChannel.EMAIL,
    "post": PetitionChannel.POST,
    "in_person": PetitionChannel.BY_HAND,
    "paper": PetitionChannel.BY_HAND,
    "court": PetitionChannel.BY_HAND,
    "electronic": PetitionChannel.ONLINE_FORM,
    "database": PetitionChannel.ONLINE_FORM,
    "form": PetitionChannel.OTHER,
    "via_organisation": PetitionChannel.OTHER,
}

# What the value beside a channel type makes more exact: (type, words in the value, lower case).
CHANNELS_BY_VALUE: dict[tuple[str, str], PetitionChannel] = {
    ("online_form", "otinish"): PetitionChannel.E_OTINISH,
    ("post", "registered letter"): PetitionChannel.REGISTERED_POST,
    ("in_person", "letter box or guard"): PetitionChannel.EMBASSY_BOX,
}

# ``effect_of_silence`` as printed. What a lawyer has not confirmed gives no right.
SILENCES: dict[str | None, Silence] = {
    None: Silence.NONE,
    "none": Silence.NONE,
    "Working Group may adopt its opinion on the information it has": Silence.NONE,
    "letter is published without a reply": Silence.NONE,
    "up to three reminders, then invitation to meet the rapporteurs": Silence.NONE,
    "Committee decides on the file": Silence.NONE,
    "deemed refusal on expiry (art. 91(2)): appeal may start at once": Silence.REFUSAL,
    "may be held as notified (tacit consent, art. 11)": Silence.CONSENT,
    "not verified: treat silence as not approved until a lawyer confirms": Silence.NONE,
}

# The names of ``other_deadlines``.
CLOCK_KINDS: dict[str, ClockKind] = {
    "urgent_window": ClockKind.FILING_WINDOW,
    "linked_case_window": ClockKind.LINKED_WINDOW,
    "six_month_rule": ClockKind.SIX_MONTH_RULE,
    "reminders_standard": ClockKind.BODY_REMINDER,
    "source_comment_on_reply": ClockKind.COMMENTS,
    "opinion_follow_up": ClockKind.OPINION_FOLLOW_UP,
    "urgent_appeal_follow_up": ClockKind.STATUS_REQUEST,
    "forwarding": ClockKind.FORWARDING_NOTICE,
    "pre_trial_complaint": ClockKind.COMPLAINT_WINDOW,
    "complaint_decision": ClockKind.COMPLAINT_DECISION,
    "court_claim": ClockKind.COURT_WINDOW,
    "claim_window": ClockKind.FILING_WINDOW,
    "body_answers_ombudsman": ClockKind.RECOMMENDATION_ANSWER,
    "lead_time": ClockKind.LEAD_TIME,
    "new_proposal_answer": ClockKind.PROPOSAL_ANSWER,
    "appeal_window": ClockKind.APPEAL_WINDOW,
    "detention_protocol": ClockKind.DETENTION_LIMIT,
}

# The name a clock gets in the directory when somebody adds it here.
PRINTED_KINDS: dict[ClockKind, str] = {}
for _name, _kind in CLOCK_KINDS.items():
    PRINTED_KINDS.setdefault(_kind, _name)

# What somebody does when a clock ends, where its rule does not say so.
NEXT_STEPS: dict[ClockKind, NextStep] = {
    ClockKind.ANSWER: NextStep.REMIND,
    ClockKind.FOLLOW_UP: NextStep.REMIND,
    ClockKind.STATUS_REQUEST: NextStep.REMIND,
    ClockKind.FORWARDING_NOTICE: NextStep.WAIT,
    ClockKind.BODY_REMINDER: NextStep.REMIND,
    ClockKind.COMPLAINT_WINDOW: NextStep.COMPLAIN,
    ClockKind.COMPLAINT_DECISION: NextStep.COURT,
    ClockKind.COURT_WINDOW: NextStep.COURT,
    ClockKind.APPEAL_WINDOW: NextStep.SEND,
    ClockKind.FILING_WINDOW: NextStep.SEND,
    ClockKind.LINKED_WINDOW: NextStep.SEND,
    ClockKind.LEAD_TIME: NextStep.SEND,
    ClockKind.PROPOSAL_ANSWER: NextStep.COMMENT,
    ClockKind.COMMENTS: NextStep.COMMENT,
    ClockKind.SIX_MONTH_RULE: NextStep.COMMENT,
    ClockKind.OPINION_FOLLOW_UP: NextStep.REPORT,
    ClockKind.RECOMMENDATION_ANSWER: NextStep.REMIND,
    ClockKind.DETENTION_LIMIT: NextStep.COMPLAIN,
}
# A silence that gives a right leads on by itself.
AFTER_SILENCE: dict[Silence, NextStep] = {Silence.REFUSAL: NextStep.COMPLAIN, Silence.CONSENT: NextStep.HOLD}


def next_step_of(kind: ClockKind, silence: Silence) -> NextStep:
    """Say what comes after a clock, where its rule does not say so."""
    return AFTER_SILENCE.get(silence, NEXT_STEPS[kind])


def channel_of(printed: str, value: str) -> PetitionChannel:
    """Map a channel as printed, made exact by the value beside it."""
    for (kind, words), channel in CHANNELS_BY_VALUE.items():
        if kind == printed and words in value.lower():
            return channel
    return CHANNELS[printed]
