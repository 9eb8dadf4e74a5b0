"""Writing a letter: nothing typed is lost, every version is kept, what went out is what was approved."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases import services as cases
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.petitions import letter_facts, letter_services, letter_versions, sending, services
from caseapp.petitions.letter_models import LetterSending, LetterVersion
from caseapp.petitions.letter_words import VersionReason
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body

S = PetitionState
R = VersionReason


@pytest.fixture
def case(session):
    return CaseFactory(names=["Temirlan Sagatuly"])


@pytest.fixture
def writer(session, case):
    return UserFactory(office=case.office)


@pytest.fixture
def reader(session, case):
    return coordinator(case.office)


@pytest.fixture
def draft(session, context, case, writer):
    return services.draft(
        session,
        [case],
        get_body("kz_mfa"),
        language=TextLanguage.RU,
        subject="About",
        letter="Where is he?",
        actor=writer,
        at=NOW,
    )


@pytest.fixture
def ready(monkeypatch):
    """Let every letter be ready: what a body asks for has tests of its own."""
    monkeypatch.setattr("caseapp.petitions.services.readiness_services.ensure_may_go", lambda *_args, **_facts: None)


def save(session, petition, actor, letter, *, base=None, at=NOW, **facts):
    typed = {"language": petition.language, "subject": petition.subject, "petitioner": petition.petitioner, **facts}
    letter_services.save(session, petition, base=base, letter=letter, actor=actor, at=at, **typed)


def kept(session, petition):
    return [
        (one.number, one.reason, one.text) for one in reversed(session.scalars(letter_versions.of(petition.id)).all())
    ]


def test_saving_again_and_again_keeps_one_line_of_history_and_no_version(session, draft, writer):
    for letter in ("Where is", "Where is my", "Where is my brother?"):
        save(session, draft, writer, letter)
    assert draft.letter == "Where is my brother?"
    assert [reason for _number, reason, _text in kept(session, draft)] == [R.WRITTEN]
    edited = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.edited")).all()
    assert len(edited) == 1


def test_a_version_is_kept_when_another_person_goes_on(session, draft, writer, reader):
    save(session, draft, writer, "By the first")
    save(session, draft, reader, "By the second")
    assert kept(session, draft) == [(1, R.WRITTEN, "Where is he?"), (2, R.TAKEN_UP, "By the first")]
    taken_up = letter_versions.latest(session, draft)
    assert taken_up.made_by_id == writer.id
    assert draft.drafted_by_id == reader.id


def test_two_who_write_at_once_lose_nothing(session, draft, writer, reader):
    base = letter_services.base_of(draft)
    save(session, draft, writer, "By the first", base=base)
    save(session, draft, reader, "By the second", base=base)
    assert draft.letter == "By the first"
    assert kept(session, draft)[-1] == (2, R.SET_ASIDE, "By the second")
    with pytest.raises(letter_services.WrittenMeanwhile, match="Both texts are kept"):
        letter_services.ensure_saved(draft, typed=(TextLanguage.RU, "About", "By the second", None))
    save(session, draft, reader, "By the second", base=base)
    assert len(kept(session, draft)) == 2


def test_the_same_text_twice_is_saved_whatever_it_began_from(session, draft, writer):
    base = letter_services.base_of(draft)
    save(session, draft, writer, "Where is my brother?", base=base)
    save(session, draft, writer, "Where is my brother?", base=base)
    assert len(kept(session, draft)) == 1


def test_what_is_typed_into_a_letter_that_is_no_draft_any_more_is_set_aside(session, ready, draft, writer):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    save(session, draft, writer, "Too late")
    assert draft.letter == "Where is he?"
    assert kept(session, draft)[-1][1:] == (R.SET_ASIDE, "Too late")
    with pytest.raises(letter_services.WrittenMeanwhile, match="In review"):
        letter_services.ensure_saved(draft, typed=(TextLanguage.RU, "About", "Too late", None))


def test_what_was_approved_is_what_went_out(session, ready, draft, writer, reader):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    services.approve(session, draft, actor=reader, at=NOW)
    sending.mark_sent(session, draft, sent_on=TODAY, channel=PetitionChannel.POST, actor=reader, at=NOW)
    tied = session.scalars(select(LetterSending)).one()
    version = session.get_one(LetterVersion, tied.letter_version_id)
    assert (version.reason, version.text, version.made_by_id) == (R.APPROVED, "Where is he?", reader.id)
    assert list(letter_versions.sent_versions(session, draft).values()) == [version.number]


def test_a_letter_that_is_not_the_approved_one_word_for_word_does_not_go_out(session, ready, draft, writer, reader):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    services.approve(session, draft, actor=reader, at=NOW)
    draft.letter = "Changed behind everybody’s back"
    with pytest.raises(RuleBroken, match="not the one that was approved"):
        sending.mark_sent(session, draft, sent_on=TODAY, channel=PetitionChannel.POST, actor=reader, at=NOW)
    assert draft.state is S.APPROVED


def test_an_approved_letter_taken_up_again_is_read_again_before_it_goes_out(session, ready, draft, writer, reader):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    services.approve(session, draft, actor=reader, at=NOW)
    letter_services.take_up(session, draft, actor=reader, at=NOW)
    assert (draft.state, draft.approved_by_id, draft.drafted_by_id) == (S.DRAFT, None, reader.id)
    save(session, draft, reader, "Where is he now?")
    services.submit_for_review(session, draft, actor=reader, at=NOW)
    with pytest.raises(RuleBroken, match="Somebody else reads it"):
        services.approve(session, draft, actor=reader, at=NOW)
    services.approve(session, draft, actor=coordinator(draft.office), at=NOW)
    assert letter_versions.latest(session, draft, R.APPROVED).text == "Where is he now?"


@pytest.mark.parametrize(
    ("language", "is_taken"),
    [(TextLanguage.RU, True), (TextLanguage.KK, True), (TextLanguage.KK_ARAB, False), (TextLanguage.ZH, False)],
)
def test_a_letter_in_a_language_the_body_does_not_read_is_never_approved(
    session, context, ready, case, reader, language, is_taken
):
    petition = PetitionFactory(case=case, state=S.IN_REVIEW, language=language)
    if is_taken:
        services.approve(session, petition, actor=reader, at=NOW)
        assert petition.state is S.APPROVED
        return
    with pytest.raises(RuleBroken) as refused:
        services.approve(session, petition, actor=reader, at=NOW)
    assert "It reads: Kazakh, Russian." in str(refused.value.message)
    assert petition.state is S.IN_REVIEW


def test_an_older_version_comes_back_and_what_stood_there_stays(session, draft, writer):
    save(session, draft, writer, "A worse text")
    first = letter_versions.latest(session, draft, R.WRITTEN)
    letter_services.bring_back(session, draft, first, actor=writer, at=NOW)
    assert draft.letter == "Where is he?"
    assert [(reason, text) for _number, reason, text in kept(session, draft)] == [
        (R.WRITTEN, "Where is he?"),
        (R.TAKEN_UP, "A worse text"),
        (R.BROUGHT_BACK, "Where is he?"),
    ]


def test_a_letter_begun_again_keeps_the_old_text(session, draft, writer):
    save(session, draft, writer, "Written by hand")
    letter_services.begin_again(
        session, draft, subject="Anew", letter="Composed anew", language=TextLanguage.KK, actor=writer, at=NOW
    )
    assert (draft.letter, draft.subject, draft.language) == ("Composed anew", "Anew", TextLanguage.KK)
    assert [text for _number, _reason, text in kept(session, draft)] == [
        "Where is he?",
        "Written by hand",
        "Composed anew",
    ]


def test_a_fact_changed_after_the_letter_was_written_is_pointed_out_until_somebody_says_it_is_in(
    session, draft, case, writer
):
    def changed():
        version = letter_versions.latest(session, draft)
        return letter_facts.changed(version.facts, letter_facts.of_petition(session, draft))

    assert changed() == []
    case.person.occupation = "teacher"
    cases.refresh(session, case, at=NOW + timedelta(hours=1))
    session.flush()
    (found,) = changed()
    assert (found.case_code, found.field, found.old, found.new) == (case.code, "occupation", "", "teacher")
    save(session, draft, writer, "Where is he? He was a teacher.")
    assert len(changed()) == 1
    letter_services.note_compared(session, draft, actor=writer, at=NOW)
    assert changed() == []


def test_a_letter_sent_back_and_written_again_is_compared_with_what_was_read(session, ready, draft, writer, reader):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    services.send_back(session, draft, reason="Name the county.", actor=reader, at=NOW)
    assert letter_versions.last_reviewed(session, draft).text == "Where is he?"
    save(session, draft, writer, "Where is he? He is from Kuytun.")
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    assert letter_versions.last_reviewed(session, draft).text == "Where is he?"
    services.approve(session, draft, actor=reader, at=NOW)
    assert letter_versions.last_reviewed(session, draft).text == "Where is he? He is from Kuytun."


def test_a_comment_leaves_the_letter_where_it_is(session, ready, draft, writer, reader):
    services.submit_for_review(session, draft, actor=writer, at=NOW)
    letter_services.comment(session, draft, text="Is the year right?", actor=reader, at=NOW)
    (remark,) = session.scalars(letter_versions.remarks(draft.id))
    assert (remark.text, remark.version.text, draft.state) == ("Is the year right?", "Where is he?", S.IN_REVIEW)
