"""The closed vocabularies of petitions, bodies and clocks, each in this one home."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class PetitionState(Vocabulary):
    """Where a petition is; what is worked out from dates (``Standing``) is never stored here."""

    DRAFT = "draft", _l("Draft")
    IN_REVIEW = "in_review", _l("In review")
    APPROVED = "approved", _l("Approved, to be sent")
    SENT = "sent", _l("Sent")
    ACKNOWLEDGED = "acknowledged", _l("Receipt confirmed")
    FORWARDED = "forwarded", _l("Forwarded to another body")
    EXTENDED = "extended", _l("Time extended by the body")
    ANSWERED_MERITS = "answered_merits", _l("Answered on the substance")
    ANSWERED_FORMAL = "answered_formal", _l("Formal answer without substance")
    ANSWERED_ORAL = "answered_oral", _l("Answered by word of mouth")
    REFUSED = "refused", _l("Refused")
    NOT_ACCEPTED = "not_accepted", _l("Not accepted at the counter")
    ESCALATED = "escalated", _l("Taken to the next body")
    WITHDRAWN_FREELY = "withdrawn_freely", _l("Withdrawn by choice")
    WITHDRAWN_UNDER_PRESSURE = "withdrawn_under_pressure", _l("Withdrawn under pressure")
    CLOSED = "closed", _l("Closed")


class Standing(Vocabulary):
    """How a petition stands on a given day; worked out, never stored."""

    NOT_WAITING = "not_waiting", _l("Not waiting for an answer")
    ON_TIME = "on_time", _l("Waiting, within the time")
    DUE_SOON = "due_soon", _l("Answer due within a week")
    OVERDUE = "overdue", _l("Overdue")
    SILENT = "silent", _l("Silent: the silence gives a right")


class Unit(Vocabulary):
    """What a term is counted in."""

    CALENDAR_DAYS = "calendar_days", _l("calendar days")
    WORKING_DAYS = "working_days", _l("working days")
    MONTHS = "months", _l("months")
    HOURS = "hours", _l("hours")


class Counting(Vocabulary):
    """Which way a term is counted from its start."""

    FORWARD = "forward", _l("after the start")
    BACK = "back", _l("before the event")


class ClockStart(Vocabulary):
    """The event that starts a clock."""

    SENT = "sent", _l("sending")
    RECEIVED = "received", _l("receipt by the body")
    REGISTERED = "registered", _l("registration by the body")
    ACCEPTED = "accepted", _l("acceptance by the court")
    TRANSMITTED = "transmitted", _l("transmission to the State")
    OPINION_TRANSMITTED = "opinion_transmitted", _l("transmission of the opinion")
    REPLY_FORWARDED = "reply_forwarded", _l("the day the State's reply was passed on to us")
    RECOMMENDATION_RECEIVED = "recommendation_received", _l("receipt of the recommendation")
    COMPLAINT_RECEIVED = "complaint_received", _l("receipt of the complaint")
    PROPOSED = "proposed", _l("proposal of another place or time")
    SERVED = "served", _l("service of the decision")
    LEARNED = "learned", _l("the day the applicant learned of it")
    DETAINED = "detained", _l("the moment of being held")
    DISAPPEARED = "disappeared", _l("the disappearance")
    EVENT = "event", _l("the day of the event")


class Silence(Vocabulary):
    """What it means in law when a body does not answer in time."""

    REFUSAL = "refusal", _l("Silence counts as a refusal")
    CONSENT = "consent", _l("Silence counts as consent")
    NONE = "none", _l("Silence has no meaning in law")


class ClockKind(Vocabulary):
    """What a clock on a petition is for."""

    ANSWER = "answer", _l("Answer")
    FORWARDING_NOTICE = "forwarding_notice", _l("Notice of forwarding")
    COMPLAINT_WINDOW = "complaint_window", _l("Last day to complain")
    COMPLAINT_DECISION = "complaint_decision", _l("Decision on the complaint")
    COURT_WINDOW = "court_window", _l("Last day to go to court")
    APPEAL_WINDOW = "appeal_window", _l("Last day to appeal")
    FILING_WINDOW = "filing_window", _l("Last day for this procedure")
    LEAD_TIME = "lead_time", _l("Last day to file before the event")
    PROPOSAL_ANSWER = "proposal_answer", _l("Answer to the other place or time")
    COMMENTS = "comments", _l("Comments on the State's reply")
    SIX_MONTH_RULE = "six_month_rule", _l("Six months to answer the State's reply")
    RECOMMENDATION_ANSWER = "recommendation_answer", _l("Body's answer to the recommendation")
    DETENTION_LIMIT = "detention_limit", _l("Longest time of being held")
    FOLLOW_UP = "follow_up", _l("Ask again")
    LINKED_WINDOW = "linked_window", _l("Last day to tie it to an urgent case")
    BODY_REMINDER = "body_reminder", _l("The body reminds the State")
    OPINION_FOLLOW_UP = "opinion_follow_up", _l("Report on what followed the opinion")
    STATUS_REQUEST = "status_request", _l("Ask how it stands")


class NextStep(Vocabulary):
    """What somebody does when a clock ends."""

    REMIND = "remind", _l("Ask again")
    COMPLAIN = "complain", _l("Complain")
    ESCALATE = "escalate", _l("Go to the next body")
    COURT = "court", _l("Go to court")
    SEND = "send", _l("Send it before this day")
    COMMENT = "comment", _l("Send our comments")
    REPORT = "report", _l("Send our report")
    HOLD = "hold", _l("Hold the event as notified")
    WAIT = "wait", _l("Nothing: the body acts by itself")


class PetitionChannel(Vocabulary):
    """How a petition travels."""

    POST = "post", _l("Post")
    REGISTERED_POST = "registered_post", _l("Registered post")
    EMAIL = "email", _l("E-mail")
    ONLINE_FORM = "online_form", _l("Online form")
    E_OTINISH = "e_otinish", _l("e-Otinish")
    BY_HAND = "by_hand", _l("By hand, with a stamped copy")
    EMBASSY_BOX = "embassy_box", _l("Letter box or guard of the mission")
    ORAL = "oral", _l("By word of mouth")
    OTHER = "other", _l("Another way")


class BodyKind(Vocabulary):
    """What kind of body a petition goes to."""

    UN_SPECIAL_PROCEDURE = "un_special_procedure", _l("UN special procedure")
    UN_TREATY_BODY = "un_treaty_body", _l("UN treaty body")
    UN_CHARTER = "un_charter", _l("UN Human Rights Council")
    UN_OFFICE = "un_office", _l("UN office")
    INTERGOVERNMENTAL = "intergovernmental", _l("International organisation of States")
    NATIONAL_EXECUTIVE = "national_executive", _l("Government body of Kazakhstan")
    NATIONAL_PROSECUTION = "national_prosecution", _l("Prosecutor's office")
    NATIONAL_OMBUDSMAN = "national_ombudsman", _l("Ombudsman")
    NATIONAL_PARLIAMENT = "national_parliament", _l("Parliament of Kazakhstan")
    LOCAL_EXECUTIVE = "local_executive", _l("Akimat")
    NATIONAL_COURT = "national_court", _l("Court")
    FOREIGN_MISSION = "foreign_mission", _l("Embassy or consulate")
    FOREIGN_GOVERNMENT = "foreign_government", _l("Foreign government")
    FOREIGN_PARLIAMENT = "foreign_parliament", _l("Foreign parliament")
    HUMANITARIAN = "humanitarian", _l("Humanitarian organisation")
    NGO_DATABASE = "ngo_database", _l("Public database of victims")
    NGO = "ngo", _l("Human-rights organisation")


class Direction(Vocabulary):
    """Whether a letter left us or came to us."""

    OUTGOING = "outgoing", _l("From us")
    INCOMING = "incoming", _l("To us")


class CorrespondenceKind(Vocabulary):
    """What a piece of correspondence on a petition is."""

    SENT = "sent", _l("Petition sent")
    ACKNOWLEDGED = "acknowledged", _l("Receipt confirmed")
    FORWARDED = "forwarded", _l("Notice of forwarding")
    EXTENDED = "extended", _l("Notice of extension")
    ANSWERED_MERITS = "answered_merits", _l("Answer on the substance")
    ANSWERED_FORMAL = "answered_formal", _l("Formal answer without substance")
    ANSWERED_ORAL = "answered_oral", _l("Answer by word of mouth")
    REFUSED = "refused", _l("Refusal")
    NOT_ACCEPTED = "not_accepted", _l("Not accepted at the counter")
    SILENCE = "silence", _l("Silence noted")
    TRANSMITTED = "transmitted", _l("Passed on to the State")
    STATE_REPLY_FORWARDED = "state_reply_forwarded", _l("Reply of the State passed on to us")
    OPINION_TRANSMITTED = "opinion_transmitted", _l("Opinion of the body sent out")
    COMPLAINT_DECISION = "complaint_decision", _l("Decision on the complaint served")
    RECOMMENDATION_RECEIVED = "recommendation_received", _l("Recommendation of the Ombudsman received")
    REMINDER = "reminder", _l("Reminder")
    COMPLAINT = "complaint", _l("Complaint")
    COMMENTS = "comments", _l("Our comments on the State's reply")
    REPORT = "report", _l("Our report on what followed")
    COURT_CLAIM = "court_claim", _l("Claim filed with the court")
    CLAIM_ACCEPTED = "claim_accepted", _l("Claim accepted by the court")
    RULING_SERVED = "ruling_served", _l("Copy of the ruling served")
    PROPOSAL = "proposal", _l("Another place or time proposed")
    PROPOSAL_ANSWER = "proposal_answer", _l("Our answer to the other place or time")
    RECOMMENDATION_ANSWER = "recommendation_answer", _l("Answer to the recommendation")
    LEARNED = "learned", _l("Day the applicant learned of it")
    DETAINED = "detained", _l("Held since")
    RELEASED = "released", _l("Let go")
    EVENT = "event", _l("Day of the event")
    NOTE = "note", _l("Note")
    WITHDRAWAL = "withdrawal", _l("Withdrawal")
    WITHDRAWAL_UNDER_PRESSURE = "withdrawal_under_pressure", _l("Withdrawal under pressure")


class IncomingState(Vocabulary):
    """What became of a letter in the inbox."""

    WAITING = "waiting", _l("Waits to be matched")
    ATTACHED = "attached", _l("Attached to a petition")
    SET_ASIDE = "set_aside", _l("Set aside")


class LegalReview(Vocabulary):
    """Whether a lawyer has checked the data of a body."""

    UNVERIFIED = "unverified", _l("Not yet checked by a lawyer")
    VERIFIED = "verified", _l("Checked by a lawyer")


class DayKind(Vocabulary):
    """What makes a day of the working calendar differ from its weekday."""

    HOLIDAY = "holiday", _l("Public holiday")
    MOVED = "moved", _l("Moved day off")
    ESTIMATED = "estimated", _l("Holiday on an estimated date")
    WORKING_WEEKEND = "working_weekend", _l("Working weekend")


class TraceReason(Vocabulary):
    """Why a day of a trace was counted or not; the word is the one of the JSON trace."""

    START = "start day", _l("Start day, not counted")
    COUNTED = "counted", _l("Counted")
    WEEKEND = "weekend", _l("Weekend")
    HOLIDAY = "holiday", _l("Public holiday")
    MOVED = "moved day off", _l("Moved day off")
    ESTIMATED = "estimated holiday", _l("Holiday on an estimated date")
    WORKING_WEEKEND = "working weekend", _l("Working weekend, counted")
    UNKNOWN_YEAR = "beyond the calendar", _l("Counted; the holidays of this year are not known yet")
    MONTH_END = "last day of the month", _l("Last day of a month that has no such day")
    ROLLED = "moved to a working day", _l("The end moves to this working day")
    NAMED = "named in the letter", _l("The last day, as the letter names it")
