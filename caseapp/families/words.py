"""What a family reads about its case: whole sentences, each for one coded word, never a name."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.vocabulary import Basis, HealthStatus, Kinship, LegalStatus, PlaceStatus
from caseapp.petitions.vocabulary import PetitionState

Sentences = dict[str, LazyString]

WHO: dict[Kinship, LazyString] = {
    Kinship.WIFE: _l("Your wife"),
    Kinship.HUSBAND: _l("Your husband"),
    Kinship.MOTHER: _l("Your mother"),
    Kinship.FATHER: _l("Your father"),
    Kinship.SON: _l("Your son"),
    Kinship.DAUGHTER: _l("Your daughter"),
    Kinship.BROTHER: _l("Your brother"),
    Kinship.SISTER: _l("Your sister"),
    Kinship.ELDER_BROTHER: _l("Your elder brother"),
    Kinship.YOUNGER_BROTHER: _l("Your younger brother"),
    Kinship.ELDER_SISTER: _l("Your elder sister"),
    Kinship.YOUNGER_SISTER: _l("Your younger sister"),
    Kinship.GRANDPARENT: _l("Your grandparent"),
    Kinship.GRANDCHILD: _l("Your grandchild"),
    Kinship.UNCLE: _l("Your uncle"),
    Kinship.AUNT: _l("Your aunt"),
    Kinship.NEPHEW: _l("Your nephew"),
    Kinship.NIECE: _l("Your niece"),
    Kinship.COUSIN: _l("Your cousin"),
    Kinship.SON_IN_LAW: _l("Your son-in-law"),
    Kinship.DAUGHTER_IN_LAW: _l("Your daughter-in-law"),
    Kinship.BROTHER_IN_LAW: _l("Your brother-in-law"),
    Kinship.SISTER_IN_LAW: _l("Your sister-in-law"),
    Kinship.FATHER_IN_LAW: _l("Your father-in-law"),
    Kinship.MOTHER_IN_LAW: _l("Your mother-in-law"),
    Kinship.ADOPTIVE_PARENT: _l("Your adoptive parent"),
    Kinship.ADOPTED_CHILD: _l("Your adopted child"),
    Kinship.FRIEND: _l("Your friend"),
    Kinship.OTHER: _l("Your relative"),
}

# Without the full stop: a date may follow.
PLACE: dict[PlaceStatus, LazyString] = {
    PlaceStatus.UNKNOWN: _l("%(who)s has not been found yet: nobody has told us for certain where"),
    PlaceStatus.DISAPPEARED: _l("%(who)s has disappeared"),
    PlaceStatus.POLICE_STATION: _l("%(who)s is at a police station"),
    PlaceStatus.PRETRIAL_DETENTION: _l("%(who)s is held until a trial"),
    PlaceStatus.CAMP: _l("%(who)s is in a camp"),
    PlaceStatus.PRISON: _l("%(who)s is in prison"),
    PlaceStatus.HOSPITAL_UNDER_GUARD: _l("%(who)s is in a hospital under guard"),
    PlaceStatus.HOUSE_ARREST: _l("%(who)s is under house arrest"),
    PlaceStatus.FORCED_JOB_PLACEMENT: _l("%(who)s was sent to a job without having a choice"),
    PlaceStatus.EXIT_BANNED: _l("%(who)s is at home, but the documents were taken away"),
    PlaceStatus.AT_LIBERTY_CHINA: _l("%(who)s is free, in China"),
    PlaceStatus.RETURNED_KZ: _l("%(who)s has come back to Kazakhstan"),
    PlaceStatus.AT_LIBERTY_KZ: _l("%(who)s is free, in Kazakhstan"),
    PlaceStatus.THIRD_COUNTRY: _l("%(who)s is in another country"),
    PlaceStatus.DECEASED: _l("%(who)s has died, as we were told. We are very sorry"),
}

LEGAL: dict[LegalStatus, LazyString] = {
    LegalStatus.UNKNOWN: _l("We do not know whether there is a court case."),
    LegalStatus.NO_PROCEDURE: _l("There was no court and no charge, as far as we know."),
    LegalStatus.UNDER_INVESTIGATION: _l("There is said to be an investigation."),
    LegalStatus.CHARGED: _l("There is said to be a charge."),
    LegalStatus.SENTENCED_REPORTED: _l("There is said to be a sentence; we have not seen the paper."),
    LegalStatus.SENTENCED_DOCUMENT: _l("There is a sentence; we have seen the paper."),
    LegalStatus.SENTENCE_SERVED_STILL_HELD: _l("The sentence is over, but there was no release."),
    LegalStatus.ACQUITTED_OR_DROPPED: _l("The court case has ended without a sentence."),
    LegalStatus.PARDONED_OR_RELEASED: _l("There was a pardon or a release."),
}

HEALTH: dict[HealthStatus, LazyString] = {
    HealthStatus.UNKNOWN: _l("We have no news about health."),
    HealthStatus.NO_KNOWN_PROBLEM: _l("We know of no health problem."),
    HealthStatus.PROBLEMS: _l("We were told of health problems."),
    HealthStatus.DISABILITY: _l("We were told of a disability."),
    HealthStatus.CRITICAL: _l("We were told of a serious illness."),
    HealthStatus.REPORTED_DEAD: _l(
        "We were told of a death; it is not confirmed. A person from the office will call you."
    ),
    HealthStatus.CONFIRMED_DEAD: _l("The death is confirmed. We are very sorry."),
}

# Whose knowledge it is, as a kind only.
BASIS: dict[Basis, LazyString] = {
    Basis.SUBJECT: _l("this was told by the person"),
    Basis.FAMILY: _l("a relative told us"),
    Basis.DIRECT_OBSERVATION: _l("somebody who saw it told us"),
    Basis.DIRECT_OBSERVATION_FAMILY: _l("a relative saw it"),
    Basis.OFFICIAL_STATEMENT: _l("an authority said so"),
    Basis.OFFICIAL_STATEMENT_VIA_FAMILY: _l("an authority said so to a relative"),
    Basis.FELLOW_INMATE: _l("somebody who was held in the same place told us"),
    Basis.WITNESS: _l("a witness told us"),
    Basis.WITNESS_VIA_FAMILY: _l("a witness told a relative"),
    Basis.PARTICIPANT: _l("somebody who took part told us"),
    Basis.DOCUMENT: _l("it stands in a paper"),
    Basis.LEAK: _l("it stands in a list that became known"),
    Basis.HEARSAY: _l("we heard it from others"),
    Basis.MEDIA: _l("it was in the news"),
    Basis.AUTHOR: _l("it stands in a publication"),
    Basis.PUBLISHER: _l("it stands in a publication"),
}

PETITION: dict[PetitionState, LazyString] = {
    PetitionState.SENT: _l("Sent; no answer yet."),
    PetitionState.ACKNOWLEDGED: _l("They have confirmed that they received it."),
    PetitionState.FORWARDED: _l("They have passed it on to another authority."),
    PetitionState.EXTENDED: _l("They have asked for more time."),
    PetitionState.ANSWERED_MERITS: _l("They have answered."),
    PetitionState.ANSWERED_FORMAL: _l("They have answered, but without saying anything about the case."),
    PetitionState.ANSWERED_ORAL: _l("They have answered by word of mouth, not in writing."),
    PetitionState.REFUSED: _l("They have refused."),
    PetitionState.NOT_ACCEPTED: _l("They did not take the letter."),
    PetitionState.ESCALATED: _l("We have taken it to the next authority."),
    PetitionState.WITHDRAWN_FREELY: _l("Taken back."),
    PetitionState.CLOSED: _l("Finished."),
}

CONSENT: dict[ConsentPurpose, LazyString] = {
    ConsentPurpose.INTERNAL: _l("We keep the case and work on it"),
    ConsentPurpose.CONFIDENTIAL_BODIES: _l("We tell named authorities in confidence"),
    ConsentPurpose.GOVERNMENT: _l("We give the name to the government concerned"),
    ConsentPurpose.PUBLIC_BLURRED: _l("We make it public under another name or without a face"),
    ConsentPurpose.PUBLIC_FULL: _l("We make it public with name and face"),
    ConsentPurpose.CHILD: _l("We use what concerns a child"),
    ConsentPurpose.HEALTH: _l("We use what concerns health"),
    ConsentPurpose.SEXUAL_VIOLENCE: _l("We use what concerns sexual violence"),
    ConsentPurpose.RELATIVES: _l("We use what concerns other relatives"),
}

CONSENT_ANSWER: dict[ConsentAnswer, LazyString] = {
    ConsentAnswer.GIVEN: _l("yes"),
    ConsentAnswer.REFUSED: _l("no"),
    ConsentAnswer.WITHDRAWN: _l("no longer"),
}
