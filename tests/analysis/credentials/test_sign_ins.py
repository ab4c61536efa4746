"""One console sign-in is one credential, however many keys the console uses."""

from __future__ import annotations

from datetime import timedelta

from acts import AT, SESSION, USER, act, seen

from kit.analysis.credentials.issued import Names, issued
from kit.analysis.credentials.sign_ins import SignIns

KEYS = ("ASIABTX3GSDSQCCCCCCC", "ASIABTX3GSDSQDDDDDDD", "ASIABTX3GSDSQEEEEEEE")


def signed_in(acts, keys=()):
    known = issued(list(acts), Names(acts, keys))
    return SignIns(list(acts), list(keys), known), known


def console(key: str, minutes: float, created: float = 0, **given):
    return seen(key, minutes, from_console=True, session_created_at=AT + timedelta(minutes=created), **given)


def login(minutes: float = 0, **given):
    return act("signin:ConsoleLogin", minutes, access_key_id=None, caller_key=None, **given)


def test_the_keys_of_one_sign_in_are_one_session():
    """The console changes keys; user and creation date stay (CloudTrail user guide, sign-in events)."""
    event = login()
    found, _ = signed_in([event], [console(key, 5 + place) for place, key in enumerate(KEYS)])
    (session,) = found.credentials
    assert session.id == f"console_session:{USER}@{event.event_key}"
    assert session.expires_at == AT + timedelta(hours=12)
    assert found.alias == dict.fromkeys(KEYS, session.id)
    assert found.events == {event.event_no: session.id}


def test_two_sign_ins_are_two_sessions():
    first, second = login(), login(90)
    found, _ = signed_in([first, second], [console(KEYS[0], 5), console(KEYS[1], 95, created=90)])
    assert found.alias == {
        KEYS[0]: f"console_session:{USER}@{first.event_key}",
        KEYS[1]: f"console_session:{USER}@{second.event_key}",
    }


def test_console_calls_without_their_sign_in_are_a_session_too():
    """The sign-in was logged in a Region that was not collected."""
    found, _ = signed_in([], [console(KEYS[0], 5)])
    (session,) = found.credentials
    assert (session.link, session.certainty) == ("ConsoleLogin", "possible")
    assert found.alias == {KEYS[0]: session.id}


def test_a_command_lines_session_is_no_sign_in():
    found, _ = signed_in([login()], [seen(KEYS[0], 5, session_created_at=AT + timedelta(minutes=4))])
    assert found.alias == {}
    other = signed_in([login()], [console(KEYS[0], 5, user_arn=f"{USER}-other")])[0]
    assert other.alias[KEYS[0]].startswith(f"console_session:{USER}-other@")


def test_a_sign_in_token_and_its_use_are_one_session():
    """GetSigninToken, then ConsoleLogin within 15 minutes: the two halves of one way into the console."""
    token = act("signin:GetSigninToken")
    soon, late = login(10), login(20)
    found, known = signed_in([token, soon])
    assert found.credentials == []
    assert set(found.events.values()) == {known[0].id}
    assert len(signed_in([token, late])[0].credentials) == 1


def test_a_switched_role_is_the_session_that_was_taken_for_it():
    taken = act("sts:AssumeRole", 5, child_key=KEYS[0], child_arn=SESSION)
    switch = act("signin:SwitchRole", 5, user_arn=SESSION, access_key_id=None, caller_key=None)
    found, known = signed_in([taken, switch])
    assert found.credentials == []
    assert (known[0].kind, known[0].link) == ("console_session", "SwitchRole")
    assert found.events == {switch.event_no: KEYS[0]}
