"""The words cases are described with: status axes, basis, reliability, people, events."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class PlaceStatus(Vocabulary):
    """Where the person is."""

    UNKNOWN = "unknown", _l("Whereabouts not known")
    DISAPPEARED = "disappeared", _l("Disappeared")
    POLICE_STATION = "police_station", _l("At a police station")
    PRETRIAL_DETENTION = "pretrial_detention", _l("In pre-trial detention")
    CAMP = "camp", _l("In a camp")
    PRISON = "prison", _l("In prison")
    HOSPITAL_UNDER_GUARD = "hospital_under_guard", _l("In hospital under guard")
    HOUSE_ARREST = "house_arrest", _l("Under house arrest")
    FORCED_JOB_PLACEMENT = "forced_job_placement", _l("In a forced job placement")
    EXIT_BANNED = "exit_banned", _l("At home, documents withheld")
    AT_LIBERTY_CHINA = "at_liberty_china", _l("At liberty in China")
    RETURNED_KZ = "returned_kz", _l("Returned to Kazakhstan")
    AT_LIBERTY_KZ = "at_liberty_kz", _l("At liberty in Kazakhstan")
    THIRD_COUNTRY = "third_country", _l("In a third country")
    DECEASED = "deceased", _l("Deceased")


class LegalStatus(Vocabulary):
    """What the law is said to have done."""

    UNKNOWN = "unknown", _l("Legal status not known")
    NO_PROCEDURE = "no_procedure", _l("No legal procedure")
    UNDER_INVESTIGATION = "under_investigation", _l("Under investigation")
    CHARGED = "charged", _l("Charged")
    SENTENCED_REPORTED = "sentenced_reported", _l("Sentenced, by word of mouth")
    SENTENCED_DOCUMENT = "sentenced_document", _l("Sentenced, document seen")
    SENTENCE_SERVED_STILL_HELD = "sentence_served_still_held", _l("Sentence served, still held")
    ACQUITTED_OR_DROPPED = "acquitted_or_dropped", _l("Acquitted, or case dropped")
    PARDONED_OR_RELEASED = "pardoned_or_released", _l("Pardoned or released")


class HealthStatus(Vocabulary):
    """How the person's health is."""

    UNKNOWN = "unknown", _l("Health not known")
    NO_KNOWN_PROBLEM = "no_known_problem", _l("No known health problem")
    PROBLEMS = "problems", _l("Health problems")
    DISABILITY = "disability", _l("Disability")
    CRITICAL = "critical", _l("In critical condition")
    REPORTED_DEAD = "reported_dead", _l("Reported dead")
    CONFIRMED_DEAD = "confirmed_dead", _l("Death confirmed")


class Basis(Vocabulary):
    """How the one who says it knows."""

    SUBJECT = "subject", _l("the person themselves")
    FAMILY = "family", _l("the family")
    DIRECT_OBSERVATION = "direct_observation", _l("seen directly")
    DIRECT_OBSERVATION_FAMILY = "direct_observation_family", _l("seen directly by the family")
    OFFICIAL_STATEMENT = "official_statement", _l("an official statement")
    OFFICIAL_STATEMENT_VIA_FAMILY = "official_statement_via_family", _l("an official statement, through the family")
    FELLOW_INMATE = "fellow_inmate", _l("a fellow inmate")
    WITNESS = "witness", _l("a witness")
    WITNESS_VIA_FAMILY = "witness_via_family", _l("a witness, through the family")
    PARTICIPANT = "participant", _l("somebody who took part")
    DOCUMENT = "document", _l("a document")
    LEAK = "leak", _l("a leaked file")
    HEARSAY = "hearsay", _l("hearsay")
    MEDIA = "media", _l("the media")
    AUTHOR = "author", _l("the author of a publication")
    PUBLISHER = "publisher", _l("a publisher")


class SourceReliability(Vocabulary):
    """Admiralty code, first half: the source."""

    A = "A", _l("A: completely reliable")
    B = "B", _l("B: usually reliable")
    C = "C", _l("C: fairly reliable")
    D = "D", _l("D: not usually reliable")
    E = "E", _l("E: unreliable")
    F = "F", _l("F: cannot be judged")


class Credibility(Vocabulary):
    """Admiralty code, second half: the information."""

    CONFIRMED = "1", _l("1: confirmed by others")
    PROBABLE = "2", _l("2: probably true")
    POSSIBLE = "3", _l("3: possibly true")
    DOUBTFUL = "4", _l("4: doubtful")
    IMPROBABLE = "5", _l("5: improbable")
    UNJUDGED = "6", _l("6: cannot be judged")


class ClaimState(Vocabulary):
    """Whether a coordinator has looked at a claim."""

    UNVERIFIED = "unverified", _l("Not verified")
    VERIFIED = "verified", _l("Verified")
    SET_ASIDE = "set_aside", _l("Set aside")


class Sex(Vocabulary):
    """As told by the family."""

    FEMALE = "female", _l("Female")
    MALE = "male", _l("Male")
    UNKNOWN = "unknown", _l("Not known")


class Script(Vocabulary):
    """The script a name is printed in (ISO 15924)."""

    CYRL = "Cyrl", _l("Cyrillic")
    ARAB = "Arab", _l("Arabic script")
    LATN = "Latn", _l("Latin")
    HANI = "Hani", _l("Chinese characters")
    ZYYY = "Zyyy", _l("Other or mixed")


class NameKind(Vocabulary):
    """What a name is."""

    AS_PRINTED = "as_printed", _l("As printed")
    VARIANT_ELSEWHERE = "variant_elsewhere", _l("Variant found elsewhere")
    NICKNAME = "nickname", _l("Nickname")
    ON_DOCUMENT = "on_document", _l("On an identity document")
    FORMER = "former", _l("Former name")


class CaseKind(Vocabulary):
    """What sort of case it is."""

    DETAINED = "detained", _l("Detained or missing")
    SURVIVOR = "survivor", _l("Survivor")
    SURVIVOR_AND_BORDER_CROSSER = "survivor_and_border_crosser", _l("Survivor who crossed the border")
    BORDER_CROSSER = "border_crosser", _l("Crossed the border")
    WITNESS_AND_ASYLUM_SEEKER = "witness_and_asylum_seeker", _l("Witness and asylum seeker")
    DEFENDER_REPRISAL = "defender_reprisal", _l("Defender under pressure")
    AT_RISK_RELATIVES = "at_risk_relatives", _l("Relatives at risk")
    DECEASED_RELATED = "deceased_related", _l("Related to a death")
    DECEASED_IN_CUSTODY = "deceased_in_custody", _l("Died in custody")
    INCIDENT = "incident", _l("Incident")
    ANONYMOUS_SOURCE = "anonymous_source", _l("Anonymous source")


class CaseState(Vocabulary):
    """Where the case is in our own work."""

    DRAFT = "draft", _l("Draft")
    OPEN = "open", _l("Open")
    CLOSED = "closed", _l("Closed")


class Access(Vocabulary):
    """Who may know of the case."""

    OFFICE = "office", _l("The office")
    RESTRICTED = "restricted", _l("Restricted")
    SEALED = "sealed", _l("Sealed")


class Risk(Vocabulary):
    """How much harm a mistake could do."""

    LOW = "low", _l("Low risk")
    RAISED = "raised", _l("Raised risk")
    HIGH = "high", _l("High risk")


class EventType(Vocabulary):
    """What happened."""

    ARREST = "arrest", _l("Arrest")
    SUMMONS = "summons", _l("Summons")
    SUMMONS_VIA_EMPLOYER = "summons_via_employer", _l("Summons through an employer")
    TRAVEL = "travel", _l("Travel")
    MIGRATION = "migration", _l("Migration")
    BORDER_CROSSING = "border_crossing", _l("Border crossing")
    BORDER_CROSSING_IRREGULAR = "border_crossing_irregular", _l("Border crossing without permission")
    DOCUMENT_SEIZURE = "document_seizure", _l("Documents taken")
    INTERROGATION = "interrogation", _l("Interrogation")
    TORTURE_ILL_TREATMENT = "torture_ill_treatment", _l("Torture or ill-treatment")
    SEXUAL_VIOLENCE = "sexual_violence", _l("Sexual violence")
    FORCED_MEDICATION = "forced_medication", _l("Forced medication")
    DISAPPEARANCE = "disappearance", _l("Disappearance")
    CAMP_INTERNMENT = "camp_internment", _l("Held in a camp")
    TRANSFER = "transfer", _l("Transfer")
    HOSPITALISATION = "hospitalisation", _l("Hospital")
    SENTENCE = "sentence", _l("Sentence")
    IMPRISONMENT = "imprisonment", _l("Prison")
    HOUSE_ARREST = "house_arrest", _l("House arrest")
    FORCED_LABOUR = "forced_labour", _l("Forced labour")
    FORCED_PERFORMANCE = "forced_performance", _l("Forced performance")
    FORCED_CALL = "forced_call", _l("Forced call")
    CONTACT = "contact", _l("Contact by phone or video")
    CONTACT_LOST = "contact_lost", _l("Contact lost")
    PROPERTY_LOSS = "property_loss", _l("Property loss")
    DEBT = "debt", _l("Debt")
    PENSION_STOP = "pension_stop", _l("Pension stopped")
    FUNERAL_BAN = "funeral_ban", _l("Funeral forbidden")
    RELEASE = "release", _l("Release")
    RETURN = "return", _l("Return")
    DEATH = "death", _l("Death")
    CONSULAR_VISIT = "consular_visit", _l("Consular visit")
    CITIZENSHIP_OR_PERMIT = "citizenship_or_permit", _l("Citizenship or permit")
    ASYLUM_STEP = "asylum_step", _l("Asylum step")
    CRIMINAL_CASE_KZ = "criminal_case_kz", _l("Criminal case in Kazakhstan")
    PUBLIC_TESTIMONY = "public_testimony", _l("Public testimony")
    INFORMATION_RECEIVED = "information_received", _l("News received")
    OTHER = "other", _l("Other event")


class CitizenshipStatus(Vocabulary):
    """How somebody belongs to a state."""

    CITIZEN = "citizen", _l("citizen")
    BY_BIRTH = "citizen_by_birth", _l("citizen by birth")
    AFTER_RETURN = "citizen_after_return", _l("citizen after return")
    INFERRED = "citizen_inferred", _l("citizen, as far as can be told")
    NATURALISED = "citizen_naturalised", _l("naturalised citizen")
    DECREE_NOT_ISSUED = "granted_by_decree_not_yet_issued", _l("granted by decree, papers not yet issued")
    PERMIT = "residence_permit", _l("resident with a permit")
    STATELESS = "stateless", _l("stateless")
    UNKNOWN = "unknown", _l("not known")


class IdentifierKind(Vocabulary):
    """What a number is."""

    CN_ID = "cn_id", _l("Chinese identity number")
    KZ_IIN = "kz_iin", _l("Kazakh IIN")
    PASSPORT_CN = "passport_cn", _l("Chinese passport")
    PASSPORT_KZ = "passport_kz", _l("Kazakh passport or identity card")
    RESIDENCE_PERMIT = "residence_permit", _l("Residence permit")
    OTHER = "other", _l("Other number")


class ContactKind(Vocabulary):
    """How somebody can be reached."""

    PHONE = "phone", _l("Phone")
    WHATSAPP = "whatsapp", _l("WhatsApp")
    EMAIL = "email", _l("E-mail")
    ADDRESS = "address", _l("Address")
    OTHER = "other", _l("Other")


class SentenceCountry(Vocabulary):
    """Whose court."""

    CN = "CN", _l("China")
    KZ = "KZ", _l("Kazakhstan")


class ComponentKind(Vocabulary):
    """A part of a sentence."""

    PRISON = "prison", _l("prison")
    CAMP = "camp", _l("camp")
    PROBATION = "probation", _l("probation")
    SUSPENDED = "suspended", _l("suspended")
    RESTRICTION_OF_LIBERTY = "restriction_of_liberty", _l("restriction of liberty")
    BAN_ON_LEADING_ASSOCIATIONS = "ban_on_leading_associations", _l("ban on leading associations")
    DEPRIVATION_OF_RIGHTS = "deprivation_of_political_rights", _l("deprivation of political rights")
    FINE = "fine", _l("fine")
    UNSPECIFIED = "unspecified", _l("not specified")


class DocumentType(Vocabulary):
    """A paper or keepsake that exists."""

    WRITTEN_STATEMENT = "written_statement", _l("Written statement")
    VIDEO = "video", _l("Video")
    PHOTO = "photo", _l("Photograph")
    VERDICT = "verdict", _l("Verdict")
    RULING = "administrative_ruling", _l("Administrative ruling")
    CONFESSION_LETTER = "confession_letter", _l("Confession letter")
    SILENCE_GUARANTEE = "silence_guarantee", _l("Pledge of silence")
    REGISTRATION_PAPER = "registration_paper", _l("Registration paper")
    PASSPORT = "passport", _l("Passport")
    RESIDENCE_PERMIT = "residence_permit", _l("Residence permit")
    REFUGEE_CERTIFICATE = "refugee_certificate", _l("Refugee certificate")
    MARRIAGE_CERTIFICATE = "marriage_certificate", _l("Marriage certificate")
    STUDENT_ID_CARD = "student_id_card", _l("Student card")
    FLYER = "flyer", _l("Flyer")
    KEEPSAKE = "keepsake", _l("Keepsake")
    LOAN_PLEDGE = "loan_pledge", _l("Loan pledge")
    FAMILY_FORM = "family_information_form", _l("Family information form")
    EXPERT_OPINION = "expert_opinion", _l("Expert opinion")
    OFFICIAL_WARNING = "official_warning", _l("Official warning")
    OTHER = "other", _l("Other paper")


class MediaType(Vocabulary):
    """How something was made public."""

    INTERVIEW = "interview", _l("Interview")
    TESTIMONY = "testimony", _l("Testimony")
    ARTICLE = "article", _l("Article")
    VIDEO = "video", _l("Video")
    BROADCAST = "broadcast", _l("Broadcast")
    PHOTO_PROJECT = "photo_project", _l("Photo project")
    OTHER = "other", _l("Other publication")


class AidKind(Vocabulary):
    """What a family lacks."""

    HOUSING = "housing", _l("Housing")
    FOOD = "food", _l("Food")
    CLOTHES = "clothes", _l("Clothes")
    MEDICAL = "medical", _l("Medical care")
    ORPHAN_SUPPORT = "orphan_support", _l("Support for children without parents")
    LEGAL = "legal", _l("Legal help")
    WORK = "work", _l("Work or tools")
    EDUCATION = "education", _l("Schooling")
    OTHER = "other", _l("Other need")


class Sensitivity(Vocabulary):
    """Why a case must be handled with more care."""

    TORTURE = "torture", _l("Torture")
    SEXUAL_VIOLENCE = "sexual_violence", _l("Sexual violence")
    SEXUAL_VIOLENCE_CONTEXT = "sexual_violence_context", _l("Sexual violence in what is told")
    SEXUAL_VIOLENCE_WITNESS = "witness_of_sexual_violence", _l("Witness of sexual violence")
    SUICIDE = "suicide", _l("Suicide")
    DEATH = "death", _l("Death")
    CHILD = "child", _l("Child")
    HEALTH = "health", _l("Health")
    ANONYMOUS = "anonymous", _l("Anonymous source")
    RESTRICTED = "restricted", _l("Restricted")
    OTHER = "other", _l("Other reason")


class Kinship(Vocabulary):
    """What somebody is to the missing person, formally; the family's own word is kept beside it."""

    SPOUSE = "spouse", _l("husband or wife")
    WIFE = "wife", _l("wife")
    HUSBAND = "husband", _l("husband")
    MOTHER = "mother", _l("mother")
    FATHER = "father", _l("father")
    SON = "son", _l("son")
    DAUGHTER = "daughter", _l("daughter")
    BROTHER = "brother", _l("brother")
    ELDER_BROTHER = "elder_brother", _l("elder brother")
    YOUNGER_BROTHER = "younger_brother", _l("younger brother")
    SISTER = "sister", _l("sister")
    ELDER_SISTER = "elder_sister", _l("elder sister")
    YOUNGER_SISTER = "younger_sister", _l("younger sister")
    GRANDPARENT = "grandparent", _l("grandparent")
    GRANDCHILD = "grandchild", _l("grandchild")
    UNCLE = "uncle", _l("uncle")
    AUNT = "aunt", _l("aunt")
    NEPHEW = "nephew", _l("nephew")
    NIECE = "niece", _l("niece")
    COUSIN = "cousin", _l("cousin")
    SON_IN_LAW = "son_in_law", _l("son-in-law")
    DAUGHTER_IN_LAW = "daughter_in_law", _l("daughter-in-law")
    BROTHER_IN_LAW = "brother_in_law", _l("brother-in-law")
    SISTER_IN_LAW = "sister_in_law", _l("sister-in-law")
    FATHER_IN_LAW = "father_in_law", _l("father-in-law")
    MOTHER_IN_LAW = "mother_in_law", _l("mother-in-law")
    ADOPTIVE_PARENT = "adoptive_parent", _l("adoptive parent")
    ADOPTED_CHILD = "adopted_child", _l("adopted child")
    FRIEND = "friend", _l("friend or neighbour")
    SELF = "self", _l("the person themselves")
    OTHER = "other", _l("other relative")
