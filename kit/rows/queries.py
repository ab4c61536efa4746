"""Rows of the SQL of questions whose answer is made from it.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import Day, Flag, ManyRecords, ManyTexts, Moment, Number, Text, Whole

CannotSayQueryRow = TypedDict("CannotSayQueryRow", {
    "category": Text, "event_source": Text, "fidelity": Text, "events": Whole,
})  # fmt: skip
CautionsQueryRow = TypedDict("CautionsQueryRow", {"topic": Text, "statement": Text})
ClosingQueryRow = TypedDict("ClosingQueryRow", {
    "what": Text, "name": Text, "ended_at": Moment, "event_id": Text,
})  # fmt: skip
CoverageQueryRow = TypedDict("CoverageQueryRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "files": Whole, "events": Whole, "state": Text,
    "reason_code": Text, "data_events": Whole, "integrity": Text,
})  # fmt: skip
ExposuresQueryRow = TypedDict("ExposuresQueryRow", {
    "access_key_id": Text, "kind": Text, "path": Text, "inside": Text, "line": Whole, "commit": Text,
    "author": Text, "committed_at": Moment, "deleted": Flag, "note": Text, "note_args": Text, "content": Text,
    "secret_beside": Flag, "times": Whole, "form": Text, "reach": Text, "object_id": Text, "root": Text,
    "found_at": Moment, "searched_at": Moment, "own": Flag,
})  # fmt: skip
FiguresQueryRow = TypedDict("FiguresQueryRow", {
    "first_seen": Moment, "last_seen": Moment, "intruder_calls": Whole, "unclear_calls": Whole,
    "credentials": Whole, "credentials_alive": Whole, "credentials_theirs": Whole, "leaked_standing": Whole,
    "principals": Whole, "principals_standing": Whole, "resources": Whole, "resources_standing": Whole,
    "usd_estimate": Number, "usd_estimate_low": Number, "usd_estimate_high": Number,
    "usd_per_hour_standing": Number, "unpriced": Whole, "billed": Flag, "bill_until": Day,
    "bill_incomplete_days": Whole,
})  # fmt: skip
FindingsQueryRow = TypedDict("FindingsQueryRow", {
    "tactic": Text, "technique": Text, "action_id": Text, "weight": Whole, "calls": Whole,
})  # fmt: skip
FirstIntruderQueryRow = TypedDict("FirstIntruderQueryRow", {
    "event_id": Text, "event_time": Moment, "credential_id": Text, "event_source": Text, "event_name": Text,
    "aws_region": Text, "source_ip_address": Text, "user_agent": Text, "actor_reason": Text,
    "reason_args": Text,
})  # fmt: skip
FirstUseQueryRow = TypedDict("FirstUseQueryRow", {
    "intruder": Flag, "source_ip_address": Text, "user_agent": Text, "aws_region": Text, "event_source": Text,
    "event_name": Text, "first_seen": Moment, "event_id": Text, "events": Whole,
})  # fmt: skip
KeyActivityQueryRow = TypedDict("KeyActivityQueryRow", {
    "event_time": Moment, "event_id": Text, "account_id": Text, "credential_id": Text, "actor": Text,
    "certainty": Text, "basis": Text, "actor_reason": Text, "reason_args": Text, "event_source": Text,
    "event_name": Text, "aws_region": Text, "source_ip_address": Text, "user_agent": Text, "outcome": Text,
    "error_code": Text, "action_id": Text, "tactic": Text, "weight": Whole, "subject": Text,
})  # fmt: skip
LeakQueryRow = TypedDict("LeakQueryRow", {
    "credential_id": Text, "kind": Text, "principal_arn": Text, "issued_at": Moment, "first_seen": Moment,
    "last_seen": Moment,
})  # fmt: skip
OutlivesQueryRow = TypedDict("OutlivesQueryRow", {
    "what": Text, "kind": Text, "name": Text, "arn": Text, "account_id": Text, "aws_region": Text,
    "change": Text, "lasts": Text, "since": Moment, "until": Moment, "event_id": Text, "credential_id": Text,
    "actor": Text, "state": Text, "state_basis": Text, "state_at": Moment,
})  # fmt: skip
OwnerLetterQueryRow = TypedDict("OwnerLetterQueryRow", {"credential_id": Text, "principal_arn": Text})
QuarantineQueryRow = TypedDict("QuarantineQueryRow", {
    "event_key": Text, "event_id": Text, "event_time": Moment, "event_name": Text, "mark": Text,
    "account_id": Text, "outcome": Text, "error_code": Text, "user_type": Text, "user_arn": Text,
    "access_key_id": Text, "source_ip_address": Text, "user_agent": Text, "invoked_by": Text,
    "user_name": Text, "policy": Text,
})  # fmt: skip
RegionsQueryRow = TypedDict("RegionsQueryRow", {
    "account_id": Text, "aws_region": Text, "events": Whole, "first_seen": Moment, "last_seen": Moment,
    "used_before": Text, "resources_started": Whole, "resources_running": Whole, "usd_per_hour": Number,
    "first_intruder": Moment,
})  # fmt: skip
SpendByRegionQueryRow = TypedDict("SpendByRegionQueryRow", {
    "aws_region": Text, "billed_usd": Number, "estimated_usd": Number, "trail_usd": Number,
    "event_ids": ManyTexts,
})  # fmt: skip
SpendExcessQueryRow = TypedDict("SpendExcessQueryRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "day": Day, "usd": Number, "is_estimate": Flag,
})  # fmt: skip
SpendTotalQueryRow = TypedDict("SpendTotalQueryRow", {"figure": Text, "usd": Number})
StepsQueryRow = TypedDict("StepsQueryRow", {
    "credential_id": Text, "kind": Text, "principal_arn": Text, "state": Text, "ended_at": Moment,
    "ended_event_id": Text,
})  # fmt: skip
SuspectsQueryRow = TypedDict("SuspectsQueryRow", {
    "caller_no": Whole, "principal_arn": Text, "credential_id": Text, "user_type": Text, "begin_at": Moment,
    "evidence_at": Moment, "heavy_calls": ManyRecords, "past_points": Whole, "fresh_points": Whole,
})  # fmt: skip
TransferBoundQueryRow = TypedDict("TransferBoundQueryRow", {
    "aws_region": Text, "usage_type": Text, "amount": Number,
})  # fmt: skip
VerdictsQueryRow = TypedDict("VerdictsQueryRow", {
    "kind": Text, "value": Text, "also": Text, "actor": Text, "note": Text,
})  # fmt: skip
VisitsQueryRow = TypedDict("VisitsQueryRow", {
    "visit": Whole, "network": Text, "tools": ManyTexts, "calls": Whole, "refused": Whole, "changes": Whole,
    "first_seen": Moment, "last_seen": Moment, "regions": ManyTexts, "actor": Text, "certainty": Text,
    "actor_reason": Text, "reason_args": Text, "decides": Whole,
})  # fmt: skip
