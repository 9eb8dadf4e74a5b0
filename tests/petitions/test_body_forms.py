"""Changing a body: every field can be changed, what is not changed stays as it was, letter for letter."""

import re
from copy import deepcopy
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from caseapp.errors import RuleBroken
from caseapp.petitions import body_services, body_shape
from caseapp.petitions.body_data import parse_body, printed_bodies
from caseapp.petitions.body_forms import ChangeBodyForm, known_facts
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.vocabulary import ClockKind, ClockStart, Counting, LegalReview, NextStep, Silence, Unit
from tests.factories import NOW, TODAY
from tests.petitions.factories import PetitionFactory, coordinator, get_body

PRINTED = printed_bodies()
KEYS = frozenset(body["key"] for body in PRINTED)


def posted(app, answers):
    """Give the form as a browser sends it back unchanged."""
    with app.test_request_context("/", method="POST"):
        form = ChangeBodyForm(formdata=None, data=answers, keys=KEYS)
        data = MultiDict()
        for field in _leaves(form):
            for value in _typed(field):
                data.add(field.name, value)
        back = ChangeBodyForm(formdata=data, keys=KEYS, meta={"csrf": False})
        assert back.validate(), back.errors
        return back


def _leaves(form):
    for field in form:
        if field.type == "FieldList":
            for entry in field:
                yield from _leaves(entry.form)
        else:
            yield field


def _typed(field):
    if field.type == "BooleanField":
        return ["y"] if field.data else []
    if field.type == "Ticks":
        return field.data or []
    if field.data is None:
        return [""]
    return [str(getattr(field.data, "value", field.data))]


@pytest.mark.parametrize("printed", PRINTED, ids=lambda body: f"{body['key']}-{body['valid_from']}")
def test_a_body_saved_unchanged_is_the_same_letter_for_letter(app, printed):
    form = posted(app, {**known_facts(printed), "valid_from": TODAY})
    facts = form.facts(deepcopy(printed))
    assert facts == {name: printed[name] for name in facts}
    left_out = set(printed) - set(facts)
    assert left_out == {"key", "kind", "valid_from", "valid_to"}


def test_every_part_of_a_clock_can_be_changed():
    was = next(body for body in PRINTED if body["key"] == "kz_mfa")
    answers = body_shape.body_answers(was)
    answers["clocks"][1] |= {
        "amount": 2,
        "unit": Unit.MONTHS,
        "counted_from": ClockStart.SERVED,
        "direction": Counting.BACK,
        "silence": Silence.CONSENT,
        "roll_forward": True,
        "who_must_act": "the applicant",
        "extension_amount": 10,
        "extension_unit": Unit.CALENDAR_DAYS,
        "extension_condition": "on request",
        "warn_days": "1, 14 3",
        "next_step": NextStep.COURT,
        "note": "Checked",
    }
    answers["clocks"][0]["is_removed"] = True
    answers["clocks"].append({**answers["clocks"][3], "kind": ClockKind.APPEAL_WINDOW, "is_removed": False})
    record = {**was, **body_shape.body_record(was, answers)}
    clocks = {clock.kind: clock for clock in parse_body(record).clocks}
    assert ClockKind.FORWARDING_NOTICE not in clocks
    assert ClockKind.APPEAL_WINDOW in clocks
    rule = clocks[ClockKind.COMPLAINT_WINDOW].rule
    assert (rule.amount, rule.unit, rule.counted_from, rule.direction) == (
        2,
        Unit.MONTHS,
        ClockStart.SERVED,
        Counting.BACK,
    )
    assert (rule.silence, rule.roll_forward, rule.warn_days, rule.next_step) == (
        Silence.CONSENT,
        True,
        (14, 3, 1),
        NextStep.COURT,
    )
    assert (rule.extension.amount, rule.extension.unit) == (10, Unit.CALENDAR_DAYS)
    assert clocks[ClockKind.COMPLAINT_WINDOW].note == "Checked"


@pytest.mark.parametrize(
    ("typed", "days"), [("7, 1", [7, 1]), ("1;30 7", [30, 7, 1]), ("-", []), ("", None), (None, None), ("0", [0])]
)
def test_warnings_are_read_however_they_are_typed(typed, days):
    assert body_shape.read_warn_days(typed) == days


@pytest.mark.parametrize("typed", ["soon", "7, -1", "5000"])
def test_warnings_that_are_no_days_are_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        body_shape.read_warn_days(typed)


@pytest.fixture
def boss(session):
    return coordinator()


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


def test_the_page_asks_for_every_field_and_says_what_is_wrong(login, session, boss):
    client = login(boss)
    page = client.get("/bodies/kz_mfa/edit")
    for name in (
        "jurisdiction",
        "consent_from",
        "required_fields",
        "warn_days",
        "clocks-0-kind",
        "escalation",
        "sources",
    ):
        assert f'name="{name}"' in page.text
    answers = {
        "version": hidden(page, "version"),
        "valid_from": "2026-12-01",
        "languages": ["kk", "ru"],
        "amount": "15",
        "unit": "working_days",
        "counted_from": "received",
        "silence": "refusal",
        "follow_up_days": "25",
        "escalation": "kz_prosecutor: It can demand an answer.\nnobody_at_all",
        "warn_days": "soon",
        "clocks-0-kind": "court_window",
        "clocks-0-amount": "1",
        "clocks-0-unit": "months",
        "clocks-0-counted_from": "served",
        "clocks-0-silence": "none",
        "clocks-1-kind": "court_window",
        "clocks-1-unit": "months",
        "clocks-1-counted_from": "served",
        "clocks-1-silence": "none",
    }
    wrong = client.post("/bodies/kz_mfa/edit", data=answers)
    assert wrong.status_code == 422
    for words in ("nobody_at_all", "Write numbers of days", "one clock of each kind"):
        assert words in wrong.text
    mended = {**answers, "escalation": "kz_prosecutor: It can demand an answer.", "warn_days": "10, 2"}
    mended["clocks-1-kind"] = ""
    done = client.post("/bodies/kz_mfa/edit", data=mended)
    assert done.status_code == 302, re.findall(r'class="field-error"[^>]*>(.*?)</p>', done.text, re.DOTALL)
    found = select(BodyVersion).join(Body).where(Body.key == "kz_mfa").order_by(BodyVersion.id.desc())
    record = parse_body(session.scalars(found).first().record)
    assert record.answer.rule.warn_days == (10, 2)
    assert [clock.kind for clock in record.other_clocks] == [ClockKind.COURT_WINDOW]
    assert dict(record.escalation_why) == {"kz_prosecutor": "It can demand an answer."}


def test_a_slip_is_mended_the_same_day_unless_a_petition_went_out_under_it(session, boss):
    body = get_body()
    facts = {"notes": "Wrnog"}
    first = body_services.change_body(session, body, facts=facts, valid_from=date(2026, 11, 2), actor=boss, at=NOW)
    body_services.mark_verified(session, first, reviewed_by="A lawyer", reviewed_on=TODAY, actor=boss, at=NOW)
    again = body_services.change_body(
        session, body, facts={"notes": "Right"}, valid_from=date(2026, 11, 2), actor=boss, at=NOW
    )
    assert (again.id, again.record["notes"], again.review) == (first.id, "Right", LegalReview.UNVERIFIED)
    petition = PetitionFactory(sent=True)
    petition.body_version_id = again.id
    session.flush()
    with pytest.raises(RuleBroken, match="it stays"):
        body_services.change_body(
            session, body, facts={"notes": "Late"}, valid_from=date(2026, 11, 2), actor=boss, at=NOW
        )


def test_a_version_of_another_day_can_be_read_and_checked(login, session, boss):
    client = login(boss)
    body = get_body("kz_parliament")
    today = client.get("/bodies/kz_parliament").text
    before = client.get("/bodies/kz_parliament?on=2026-06-30").text
    assert "Not the version of today" in before
    assert "Not the version of today" not in today
    assert "Majilis" in before
    done = client.post(
        "/bodies/kz_parliament/verified?on=2026-06-30", data={"reviewed_by": "A lawyer", "reviewed_on": "2026-11-19"}
    )
    assert done.status_code == 302
    session.expire_all()
    first, second = get_body("kz_parliament").versions
    assert (first.reviewed_by, second.reviewed_by) == ("A lawyer", None)
    assert body.key == "kz_parliament"
    assert client.get("/bodies/kz_parliament?on=soon").status_code == 200
