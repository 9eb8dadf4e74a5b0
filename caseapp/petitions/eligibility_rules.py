"""The rule of each body of the directory: is it open to a case, and why or why not."""

from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from caseapp.petitions import eligibility_facts as seen
from caseapp.petitions.eligibility_shapes import Eligibility, Rank, Rule, closed, opened
from caseapp.petitions.facts import CaseFacts

# WGEID: three months for the urgent procedure, a year for a case that travels with an urgent one; months counted long.
URGENT_DAYS, LINKED_DAYS = 92, 366


def _ended(facts: CaseFacts) -> Eligibility | None:
    """Shut the doors of those who look for somebody held."""
    if seen.is_free(facts):
        return closed(_("The person is verified to be free. This body asks about people who are held or missing."))
    if seen.is_dead(facts):
        return closed(_("The death of the person is verified. The special procedures take up deaths in custody."))
    return None


def wgeid(facts: CaseFacts, today: date) -> Eligibility:
    """No place or fate known: urgent within three months, linked within a year, else standard."""
    if other := seen.before_another_un_body(facts, "un_wgeid"):
        return closed(seen.already(other))
    if ended := _ended(facts):
        return ended
    if seen.is_acknowledged(facts):
        return closed(
            _("Place and sentence are known and confirmed. That is for the Working Group on Arbitrary Detention.")
        )
    days = seen.days_since_taken(facts, today)
    if seen.is_held(facts) and (days is None or days > URGENT_DAYS):
        return opened(Rank.ALSO, _("There is word of where the person is, but no authority has confirmed it."))
    if days is None:
        return opened(
            Rank.FITTING, _("Where the person is has not been confirmed. The date must be known to the month.")
        )
    if days <= URGENT_DAYS:
        return opened(
            Rank.NOW,
            _("Taken within the last three months: urgent procedure, sent to the Government within one or two days."),
        )
    if days <= LINKED_DAYS:
        return opened(
            Rank.FITTING,
            _("Taken within the last year: travels with an urgent case that belongs with it, otherwise standard."),
        )
    return opened(
        Rank.FITTING, _("Where the person is has not been confirmed: standard procedure, three sessions a year.")
    )


def wgad(facts: CaseFacts, _today: date) -> Eligibility:
    """Somebody is held, and it is known that they are: camp and prison both count."""
    if other := seen.before_another_un_body(facts, "un_wgad"):
        return closed(seen.already(other))
    if ended := _ended(facts):
        return ended
    if seen.is_sentenced(facts):
        return opened(Rank.FITTING, _("A sentence is reported: the group says whether the detention is arbitrary."))
    if seen.is_held(facts):
        return opened(Rank.FITTING, _("The person is held: camps and prisons both count."))
    return closed(
        _("It is not known that the person is held. That is for the Working Group on Enforced Disappearances.")
    )


def special_procedures(facts: CaseFacts, _today: date) -> Eligibility:
    """Torture, religion, minorities, defenders, reprisals; may run beside the working groups."""
    reasons = []
    if seen.has_torture(facts):
        reasons.append(_("Torture or ill-treatment is recorded."))
    if facts.reprisals:
        reasons.append(_("Reprisals are recorded; this works against Kazakhstan too."))
    if seen.is_held(facts) and not seen.is_free(facts):
        reasons.append(_("A member of a minority is held."))
    rank = Rank.FITTING if reasons else Rank.ALSO
    return opened(rank, *(reasons or [_("Open to any violation of human rights by any State.")]))


def ced(facts: CaseFacts, _today: date) -> Eligibility:
    """Take citizens of Kazakhstan who disappeared, once the authorities of Kazakhstan were told."""
    if other := seen.before_another_un_body(facts, "un_ced_urgent_action"):
        return closed(seen.already(other))
    if ended := _ended(facts):
        return ended
    if not facts.is_citizen_kz and not seen.taken_in(facts, "KZ"):
        return closed(
            _("Only for citizens of Kazakhstan, or a disappearance in Kazakhstan. A residence permit is not enough.")
        )
    reason = _("A citizen of Kazakhstan: an urgent action against Kazakhstan is possible wherever the person was lost.")
    if seen.was_told(facts):
        return opened(Rank.NOW, reason)
    return opened(Rank.FITTING, reason, _("First the ministry or the police of Kazakhstan must have been told."))


def against_kazakhstan(key: str) -> Rule:
    """Make the rule of a treaty complaint: only against Kazakhstan, and before one body at a time."""

    def rule(facts: CaseFacts, _today: date) -> Eligibility:
        if not seen.happened_in_kazakhstan(facts):
            return closed(
                _("Only for what Kazakhstan did, and nothing is recorded. China accepts no complaints of individuals.")
            )
        if other := seen.before_another_un_body(facts, key):
            return closed(seen.already(other))
        return opened(Rank.ALSO, _("Something Kazakhstan did is recorded. The courts of Kazakhstan come first."))

    return rule


def cedaw(facts: CaseFacts, today: date) -> Eligibility:
    """Women, and only for what Kazakhstan did."""
    if not seen.is_woman(facts):
        return closed(_("Only for women."))
    return against_kazakhstan("un_cedaw")(facts, today)


def cat(facts: CaseFacts, today: date) -> Eligibility:
    """Torture by Kazakhstan, or the danger of being sent back to China."""
    if seen.is_border_crosser(facts):
        if other := seen.before_another_un_body(facts, "un_cat"):
            return closed(seen.already(other))
        return opened(Rank.NOW, _("In danger of being sent back: the fastest way to stop it is interim measures."))
    return against_kazakhstan("un_cat")(facts, today)


def reprisals(facts: CaseFacts, _today: date) -> Eligibility:
    """Reprisals for speaking with the United Nations."""
    if not facts.reprisals:
        return closed(_("Only for reprisals, and none is recorded."))
    if any((one.body_key or "").startswith("un_") and one.was_sent for one in facts.petitions):
        return opened(Rank.NOW, _("A reprisal is recorded, and a UN body was written to before."))
    return opened(Rank.ALSO, _("A reprisal is recorded. Say which contact with the United Nations it answers."))


def unhcr(facts: CaseFacts, _today: date) -> Eligibility:
    """Asylum seekers in Kazakhstan."""
    if seen.is_border_crosser(facts):
        return opened(Rank.NOW, _("Asks for asylum in Kazakhstan: the office advises and can intervene."))
    return closed(_("Only for people who ask for asylum in Kazakhstan."))


def ilo(facts: CaseFacts, _today: date) -> Eligibility:
    """Through a union only."""
    if not seen.has_forced_labour(facts):
        return closed(_("Only for forced labour, and none is recorded. It goes through a trade union."))
    return opened(Rank.SUPPORT, _("Forced labour is recorded. Only a trade union can file: hand it to one."))


def of_kazakhstan(facts: CaseFacts, _today: date) -> Eligibility:
    """Any body of Kazakhstan that answers appeals."""
    if facts.is_citizen_kz:
        return opened(Rank.NOW, _("A citizen of Kazakhstan: the State owes protection, and silence counts as refusal."))
    return opened(Rank.FITTING, _("Must answer whoever writes from Kazakhstan; silence counts as refusal."))


def mfa(facts: CaseFacts, _today: date) -> Eligibility:
    """Consular protection: for citizens a duty, for permit holders usually refused."""
    if facts.is_citizen_kz:
        return opened(
            Rank.NOW, _("A citizen of Kazakhstan: ask for consular access, a note, and confirmation of place.")
        )
    return opened(
        Rank.FITTING,
        _("Not a citizen of Kazakhstan: the ministry usually answers that it has no consular right, but must answer."),
    )


def migration(facts: CaseFacts, _today: date) -> Eligibility:
    """Citizenship, residence and asylum."""
    if seen.is_border_crosser(facts):
        return opened(Rank.NOW, _("Decides on asylum."))
    return opened(Rank.ALSO, _("Only for citizenship, residence or asylum of relatives."))


def prosecutor(facts: CaseFacts, _today: date) -> Eligibility:
    """Complaints about refusals, silence and detentions."""
    if seen.waits_in_kazakhstan(facts):
        return opened(
            Rank.FITTING, _("A body of Kazakhstan was written to: its refusal or silence can be complained of.")
        )
    if seen.happened_in_kazakhstan(facts):
        return opened(Rank.FITTING, _("Something that was done in Kazakhstan is recorded."))
    return opened(Rank.ALSO, _("For complaints about authorities; write to the authority itself first."))


def ombudsman(facts: CaseFacts, _today: date) -> Eligibility:
    """Beside the complaint; never about the President."""
    if seen.waits_in_kazakhstan(facts) or seen.happened_in_kazakhstan(facts):
        return opened(Rank.ALSO, _("Open to everybody in the country; not about the President."))
    return opened(Rank.SUPPORT, _("Needs a decision or an act to complain of; none is recorded."))


def court_admin(facts: CaseFacts, _today: date) -> Eligibility:
    """After the complaint."""
    if seen.waits_in_kazakhstan(facts):
        return opened(Rank.ALSO, _("After the complaint: one month from its decision."))
    return closed(_("A petition and a complaint come first, and none was sent in Kazakhstan."))


def court_offence(facts: CaseFacts, _today: date) -> Eligibility:
    """Take appeals against a fine, a warning or an arrest after a protest."""
    if seen.was_punished(facts):
        return opened(Rank.NOW, _("A fine, a warning or an arrest is recorded: ten days from service of the ruling."))
    return closed(_("Only against a fine, a warning or an arrest, and none is recorded."))


def assembly(facts: CaseFacts, *, march: bool) -> Eligibility:
    """Only from a protest that is planned."""
    planned = seen.planned_protest(facts, march=march)
    if planned is None:
        return closed(_("Begins from a planned protest of this form. Plan it on the page of protests."))
    risk = _("Organisers and participants must be citizens: a foreigner risks a fine and expulsion.")
    return opened(Rank.NOW, _("A protest for this case is planned."), risk)


def mission(facts: CaseFacts, _today: date) -> Eligibility:
    """Warn first: the highest risk of reprisal of all."""
    risk = _("The highest risk for relatives in Xinjiang of all: speak about it with the family first.")
    if seen.is_free(facts):
        return opened(Rank.SUPPORT, risk)
    return opened(Rank.ALSO, _("Asked about people held in China; no time limit."), risk)


def odihr(facts: CaseFacts, _today: date) -> Eligibility:
    """Kazakhstan only."""
    if seen.happened_in_kazakhstan(facts):
        return opened(
            Rank.ALSO, _("Something that was done in Kazakhstan is recorded: trials and protests are observed.")
        )
    return closed(_("Only for violations in Kazakhstan, and none is recorded."))


def icrc(facts: CaseFacts, _today: date) -> Eligibility:
    """Tracing in confidence, for close relatives."""
    if ended := _ended(facts):
        return ended
    return opened(Rank.ALSO, _("Confidential search for close relatives. No access in Xinjiang, but a step to show."))


def always(rank: Rank, reason: LazyString) -> Rule:
    """Make the rule of a body that is open to every case in the same way."""

    def rule(_facts: CaseFacts, _today: date) -> Eligibility:
        return opened(rank, str(reason))

    return rule


PATTERN = _l("For patterns with figures; one person alone gets no answer here.")
SPEAKS = _l("Speaks in public or in confidence; no time limit and no duty to answer.")

RULES: dict[str, Rule] = {
    "un_wgeid": wgeid,
    "un_wgad": wgad,
    "un_special_procedures": special_procedures,
    "un_ced_urgent_action": ced,
    "un_human_rights_committee": against_kazakhstan("un_human_rights_committee"),
    "un_cat": cat,
    "un_cedaw": cedaw,
    "un_cerd": always(Rank.SUPPORT, PATTERN),
    "un_hrc_complaint_procedure": always(Rank.SUPPORT, PATTERN),
    "un_ohchr_reprisals": reprisals,
    "un_ohchr_geneva": always(Rank.SUPPORT, _l("Takes copies, but registers no case: the working groups do.")),
    "unhcr_kz": unhcr,
    "ilo": ilo,
    "kz_president": always(
        Rank.ALSO, _l("Usually forwards to the ministry; the forwarding starts a clock of its own.")
    ),
    "kz_mfa": mfa,
    "kz_mvd": of_kazakhstan,
    "kz_migration_service": migration,
    "kz_prosecutor": prosecutor,
    "kz_ombudsman": ombudsman,
    "kz_parliament": always(Rank.ALSO, _l("A deputy can ask the ministry: a step of its own, with its own time.")),
    "kz_akimat_assembly_notice": lambda facts, _today: assembly(facts, march=False),
    "kz_akimat_assembly_approval": lambda facts, _today: assembly(facts, march=True),
    "kz_court_admin_offence": court_offence,
    "kz_court_admin": court_admin,
    "cn_embassy_astana": mission,
    "cn_consulate_almaty": mission,
    "eu_eeas_delegation": always(Rank.SUPPORT, SPEAKS),
    "eu_parliament": always(Rank.SUPPORT, SPEAKS),
    "osce_odihr": odihr,
    "us_state_department": always(Rank.SUPPORT, SPEAKS),
    "us_cecc": always(Rank.SUPPORT, _l("A public database of prisoners: the name becomes public.")),
    "foreign_parliament_other": always(Rank.SUPPORT, SPEAKS),
    "icrc_rfl": icrc,
    "ngo_xinjiang_victims_db": always(
        Rank.SUPPORT, _l("A public database of victims; an unnamed testimony is possible.")
    ),
    "ngo_international": always(Rank.SUPPORT, SPEAKS),
}
