"""Digests: one email a day for each coordinator, codes and days only, that leaves however often the server refuses."""

import email
import email.policy
import re
import socket
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from caseapp import clock, jobs
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.petitions import digest, nightly, sweep
from caseapp.petitions.models import PetitionClock
from caseapp.petitions.notice_models import DeadlineNotice, Digest, NoticeWish
from caseapp.petitions.notice_vocabulary import DigestRhythm
from caseapp.petitions.vocabulary import ClockKind, PetitionState
from config import MailServer
from tests.factories import CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DUE = date(2026, 11, 23)


class Inbox:
    """Keeps what the mail server took; refuses as often as it is told to."""

    def __init__(self):
        self.messages, self.refusals, self.tries = [], 0, 0

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the server's name for it
        """Take a message, or not."""
        self.tries += 1
        if self.refusals:
            self.refusals -= 1
            return "451 come back later"
        self.messages.append(
            (envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default))
        )
        return "250 taken"


@pytest.fixture
def inbox(app, monkeypatch):
    """Run a mail server on this machine, and send there."""
    kept = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    server = MailServer(host="127.0.0.1", port=port, security="none")
    monkeypatch.setitem(app.config, "MAIL", server)
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://jaqyn.example.org")
    yield kept
    controller.stop()


@pytest.fixture
def office(session):
    return OfficeFactory()


def overdue(session, office, *, due_on=DUE, kind=ClockKind.ANSWER, case=None, **facts):
    """Make a petition of an office with one clock."""
    case = case or CaseFactory(office=office, opened_on=date(2026, 1, 5), names=["Aigerim Unmistakable"])
    petition = PetitionFactory(
        case=case, state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=due_on, subject="Unmistakable", **facts
    )
    add_clock(session, petition, kind, due_on)
    return petition


def add_clock(session, petition, kind, due_on):
    rule = {"warn_days": [7, 1]}
    session.add(
        PetitionClock(
            petition_id=petition.id, kind=kind, rule=rule, started_on=date(2026, 11, 2), due_on=due_on, trace=[]
        )
    )
    session.flush()


@pytest.fixture
def morning(app, session, monkeypatch):
    """Return what runs the work of one moment as the worker does."""

    def run(at=AT):
        monkeypatch.setattr(clock, "now", lambda: at)
        session.commit()
        with app.app_context():
            nightly.keep_watch()
        session.expire_all()

    return run


def test_the_worker_looks_every_quarter_of_an_hour():
    assert [one.minutes for one in jobs.PERIODIC if one.run is nightly.keep_watch] == [15]


def test_each_coordinator_gets_one_list_with_codes_days_and_links_only(session, inbox, office, morning):
    reader, other = coordinator(office), coordinator(office)
    coordinator(OfficeFactory())
    UserFactory(office=office)
    UserFactory(office=office, role=Role.COORDINATOR, disabled_at=AT)
    cases = [CaseFactory(office=office, opened_on=date(2026, 1, 5), names=["Aigerim Unmistakable"]) for _ in range(2)]
    late, near = (
        overdue(session, office, case=cases[0]),
        overdue(session, office, case=cases[1], due_on=date(2026, 11, 30)),
    )
    morning()
    morning(AT + timedelta(hours=1))
    assert sorted(to for [to], _message in inbox.messages) == sorted([reader.email, other.email])
    message = next(message for [to], message in inbox.messages if to == reader.email)
    assert message["Subject"] == "Jaqyn: 1 deadline passed, 1 is near"
    plain, html = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    for text in (plain, html):
        assert all(case.code in text for case in cases)
        for petition in (late, near):
            assert f"https://jaqyn.example.org/petitions/{petition.id}" in text
        assert "Mon 23 Nov 2026" in text
        assert "https://jaqyn.example.org/account/notices" in text
    assert "Unmistakable" not in str(message)
    assert "<img" not in html
    assert "style" not in html
    assert message["Auto-Submitted"] == "auto-generated"
    rows = session.scalars(select(Digest)).all()
    assert {row.tries for row in rows} == {1}
    assert all(row.sent_at or row.ended_as == "nothing_left" for row in rows)


def test_the_next_day_tells_only_what_is_new(session, inbox, office, morning):
    coordinator(office)
    overdue(session, office)
    morning()
    morning(AT + timedelta(days=1))
    assert len(inbox.messages) == 1
    fresh = overdue(session, office, due_on=date(2026, 11, 25))
    morning(AT + timedelta(days=2))
    text = inbox.messages[1][1].get_body(["plain"]).get_content()
    assert text.count("/petitions/") == 1
    assert f"/petitions/{fresh.id}" in text


def test_nothing_happens_before_its_hour(session, inbox, office, morning):
    coordinator(office)
    overdue(session, office)
    morning(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    assert session.scalars(select(DeadlineNotice)).all() == []
    morning(datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    assert len(session.scalars(select(DeadlineNotice)).all()) == 1
    assert inbox.messages == []
    morning(datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    assert len(inbox.messages) == 1


def test_a_server_that_refuses_gets_the_same_message_later(session, inbox, office, morning, caplog):
    reader = coordinator(office)
    overdue(session, office)
    inbox.refusals = 2
    morning()
    morning(AT + timedelta(minutes=2))
    assert (inbox.tries, inbox.messages) == (1, [])
    row = session.scalars(select(Digest)).one()
    assert (row.tries, row.sent_at, row.next_try_at) == (1, None, AT + timedelta(minutes=5))
    morning(AT + timedelta(minutes=6))
    assert inbox.tries == 2
    morning(AT + timedelta(minutes=30))
    morning(AT + timedelta(hours=9))
    assert inbox.tries == 3
    [([to], message)] = inbox.messages
    assert (to, message["Message-ID"]) == (reader.email, session.scalars(select(Digest.message_id)).one())
    assert reader.email not in caplog.text


def test_a_worker_killed_after_the_server_took_it_sends_the_same_message_again(
    session, inbox, office, morning, monkeypatch
):
    coordinator(office)
    overdue(session, office)

    def die(*_args, **_facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(digest, "mark", die)
        with pytest.raises(KeyboardInterrupt):
            morning()
    morning(AT + timedelta(minutes=1))
    assert len(inbox.messages) == 1
    morning(AT + timedelta(minutes=10))
    morning(AT + timedelta(hours=10))
    first, second = (message for _to, message in inbox.messages)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_server_away_for_days_ends_the_try_and_newer_lists_go_on(session, inbox, office, morning):
    coordinator(office)
    overdue(session, office)
    inbox.refusals = 1
    morning()
    morning(AT + timedelta(days=4))
    row = session.scalars(select(Digest)).one()
    assert (row.ended_as, row.sent_at) == ("not_delivered", None)
    overdue(session, office)
    morning(AT + timedelta(days=5))
    assert len(inbox.messages) == 1


def codes_in(message):
    return set(re.findall(r"/petitions/(\d+)", message.get_body(["plain"]).get_content()))


@pytest.mark.parametrize("newer", [0, 1])
def test_what_a_list_that_never_left_would_have_told_is_told_by_the_next(session, inbox, office, morning, newer):
    coordinator(office)
    told = {str(overdue(session, office).id)}
    inbox.refusals = 100
    morning()
    for _number in range(newer):
        told.add(str(overdue(session, office).id))
        morning(AT + timedelta(days=2))
    inbox.refusals = 0
    for day in (4, 5, 6):
        morning(AT + timedelta(days=day))
    [(_to, message)] = inbox.messages
    assert codes_in(message) == told


def test_the_channels_do_not_count_a_sealed_case(session, office):
    overdue(session, office)
    overdue(session, office, case=CaseFactory(office=office, opened_on=date(2026, 1, 5), access=Access.SEALED))
    list(sweep.sweep(lambda: nullcontext(session), today=DAY, at=AT))
    digest.queue(session, today=DAY, at=AT, host="example.org", with_channels=True)
    row = session.scalars(select(Digest).where(Digest.recipient == digest.CHANNELS)).one()
    assert digest.contents(session, row).total == 1


def test_two_workers_do_not_send_one_digest_twice(session, office):
    coordinator(office)
    overdue(session, office)
    list(sweep.sweep(lambda: nullcontext(session), today=DAY, at=AT))
    made = [digest.queue(session, today=DAY, at=AT, host="example.org", with_channels=False) for _ in range(2)]
    assert made[1] == 0
    [row] = session.scalars(digest.waiting(AT)).all()
    assert [digest.claim(session, row, at=AT), digest.claim(session, row, at=AT)] == [True, False]


def test_a_sealed_case_is_told_to_those_named_on_it_only(session, inbox, office, morning):
    coordinator(office)
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5), access=Access.SEALED)
    overdue(session, office, case=case)
    morning()
    assert inbox.messages == []
    assert session.scalars(select(Digest.ended_as)).all() == ["nothing_left"]


def test_what_was_answered_in_the_meantime_is_not_told(session, inbox, office, morning):
    coordinator(office)
    petition = overdue(session, office)
    overdue(session, office, due_on=date(2026, 11, 25))
    morning(datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id)).one().stopped_on = DAY
    morning()
    text = inbox.messages[0][1].get_body(["plain"]).get_content()
    assert f"/petitions/{petition.id}" not in text


def test_somebody_who_chose_never_gets_nothing(session, inbox, office, morning):
    session.add(NoticeWish(user_id=coordinator(office).id, rhythm=DigestRhythm.OFF))
    overdue(session, office)
    morning()
    assert session.scalars(select(Digest)).all() == []


def test_a_volunteer_who_asked_is_told_what_they_look_after(session, inbox, office, morning):
    volunteer = UserFactory(office=office)
    session.add(NoticeWish(user_id=volunteer.id, rhythm=DigestRhythm.DAILY, language="ru"))
    mine = CaseFactory(office=office, opened_on=date(2026, 1, 5), logged_by_id=volunteer.id)
    own = overdue(session, office, case=mine, owner_id=volunteer.id)
    other = overdue(session, office)
    morning()
    [([to], message)] = inbox.messages
    text = message.get_body(["plain"]).get_content()
    assert to == volunteer.email
    assert f"/petitions/{own.id}" in text
    assert f"/petitions/{other.id}" not in text
    assert message["Content-Language"] == "ru"
    assert "нояб" in text


def test_a_list_in_arabic_script_runs_from_right_to_left(session, inbox, office, morning):
    session.add(NoticeWish(user_id=coordinator(office).id, rhythm=DigestRhythm.DAILY, language="kk-Arab"))
    overdue(session, office)
    morning()
    html = inbox.messages[0][1].get_body(["html"]).get_content()
    assert '<html lang="kk-Arab" dir="rtl">' in html


@pytest.mark.parametrize(
    ("rhythm", "last", "due"),
    [
        (DigestRhythm.DAILY, None, True),
        (DigestRhythm.DAILY, date(2026, 11, 23), True),
        (DigestRhythm.DAILY, date(2026, 11, 24), False),
        (DigestRhythm.OFF, None, False),
        (DigestRhythm.WEEKLY, date(2026, 11, 23), False),
        (DigestRhythm.WEEKLY, date(2026, 11, 20), True),
        (DigestRhythm.WEEKLY, None, False),
    ],
)
def test_who_is_told_on_a_tuesday(rhythm, last, due):
    assert digest.is_due(rhythm, DAY, last) is due


def test_a_weekly_list_comes_on_monday():
    assert digest.is_due(DigestRhythm.WEEKLY, date(2026, 11, 23), None)
    assert digest.is_due(DigestRhythm.WEEKLY, date(2026, 11, 23), date(2026, 11, 16))


def test_a_long_list_is_cut_and_says_so(session, inbox, office, morning, monkeypatch):
    monkeypatch.setattr(digest, "MOST_LINES", 2)
    coordinator(office)
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    for _number in range(5):
        overdue(session, office, case=case)
    morning()
    text = inbox.messages[0][1].get_body(["plain"]).get_content()
    assert text.count("/petitions/") == 2
    assert "And 3 more" in text
    assert inbox.messages[0][1]["Subject"] == "Jaqyn: 5 deadlines passed"


def test_the_demonstration_lays_its_mails_into_a_folder(app, session, office, morning, monkeypatch):
    monkeypatch.setitem(app.config, "ENVIRONMENT", "demo")
    reader = coordinator(office)
    overdue(session, office)
    morning()
    [letter] = (app.config["DATA_DIR"] / "outbox").glob("*.eml")
    written = letter.read_text()
    letter.unlink()
    assert f"To: {reader.email}" in written


def test_without_a_mail_server_nothing_is_queued_and_the_sweep_runs(session, office, morning):
    coordinator(office)
    overdue(session, office)
    morning()
    assert session.scalars(select(Digest)).all() == []
    assert len(session.scalars(select(DeadlineNotice)).all()) == 1
