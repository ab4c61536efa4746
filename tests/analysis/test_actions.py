"""Table `actions`: every action of the rules as a row, and one for a change that none of them knows."""

from __future__ import annotations

from incident import usual
from theft import thief

from kit.rules import catalogue


def rows(con, select: str) -> list[tuple]:
    return con.execute(select).fetchall()


def test_every_action_is_a_row_and_any_other_change_one_more():
    con, _ = usual().build()
    assert rows(con, "select count(*) from actions") == [(len(catalogue()) + 1,)]
    assert rows(con, "select action_id, event, tactic from actions where source = '*'") == [
        ("other.change", "*", None)
    ]


def test_a_call_is_joined_to_its_action_and_a_read_to_none():
    made = usual().at()
    known, unknown = thief(made, "CreateUser"), thief(made, "ReticulateSplines", "brandnew")
    read = thief(made, "DescribeSplines", "brandnew")
    con, _ = made.build()
    found = dict(
        rows(con, "select events.event_id, action_id from event_actions join events using (event_no)")
    )
    assert found[known].startswith("iam.")
    assert found[unknown] == "other.change"
    assert found.get(read) is None


def test_weights_are_those_of_the_rules():
    con, _ = usual().build()
    weights = {action.id: action.weight for action in catalogue()}
    assert dict(rows(con, "select action_id, weight from actions where source <> '*'")) == weights
    assert all(0 <= weight <= 100 for weight in weights.values())
