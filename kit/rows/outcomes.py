"""Rows of steps of findings, money and response, by name.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import Day, Flag, ManyTexts, Moment, Number, Text, Whole

CannotSayGapsRow = TypedDict("CannotSayGapsRow", {
    "account_id": Text, "trail": Text, "gap_from": Moment, "gap_until": Moment, "blind_from": Moment,
    "blind_until": Moment, "blind_regions": ManyTexts, "reads_from": Moment, "reads_until": Moment,
    "reads_regions": ManyTexts, "had_data_events": Flag,
})  # fmt: skip
CannotSayHintsRow = TypedDict("CannotSayHintsRow", {
    "hint": Text, "value": Text, "calls": Whole, "succeeded": Whole,
})  # fmt: skip
CannotSayHoursRow = TypedDict("CannotSayHoursRow", {"hours": Whole, "left_out": Whole, "since": Moment})
CannotSayKindsRow = TypedDict("CannotSayKindsRow", {
    "events": Whole, "first_event": Moment, "last_event": Moment, "columns_only": Whole, "undated": Whole,
    "mail_data_events": Whole, "s3_data_events": Whole, "accounts": ManyTexts, "regions": ManyTexts,
})  # fmt: skip
ClosingAgainRow = TypedDict("ClosingAgainRow", {
    "ledger": Text, "account_id": Text, "aws_region": Text, "kind": Text, "name": Text, "seen_at": Moment,
    "event_id": Text,
})  # fmt: skip
ClosingCallsRow = TypedDict("ClosingCallsRow", {
    "credential_id": Text, "kind": Text, "depth": Whole, "principal_arn": Text, "stopped_at": Moment,
    "calls": Whole, "refused": Whole, "intruder_calls": Whole, "owner_calls": Whole, "last_seen": Moment,
    "event_ids": ManyTexts,
})  # fmt: skip
ClosingLooksRow = TypedDict("ClosingLooksRow", {"principals_at": Moment, "resources_at": Moment})
ClosingMadeRow = TypedDict("ClosingMadeRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account": Text, "outcome": Text, "user_name": Text,
    "user_arn": Text, "invoked_by": Text, "session_issuer_arn": Text, "request_parameters": Text,
    "response_elements": Text, "additional_event_data": Text, "service_event": Text, "credential_id": Text,
    "actor": Text,
})  # fmt: skip
ClosingSourcesRow = TypedDict("ClosingSourcesRow", {
    "address": Text, "third_party": Flag, "owner": Flag, "calls_since": Whole,
})  # fmt: skip
EngineGapsRow = TypedDict("EngineGapsRow", {
    "events": Whole, "of_lake": Whole, "of_index": Whole, "left_out": ManyTexts, "unread": ManyTexts,
})  # fmt: skip
EstimateCallsRow = TypedDict("EstimateCallsRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "item": Text, "hour": Moment, "calls": Whole,
    "counted": Whole, "input_tokens": Number, "output_tokens": Number,
})  # fmt: skip
EstimateResourcesRow = TypedDict("EstimateResourcesRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text, "resource_id": Text,
    "usd_per_hour": Number, "usd_low": Number, "estimated_usd": Number, "usd_high": Number, "priced": Flag,
    "hours": Number, "open": Flag, "started_at": Moment, "until": Moment, "size": Text, "purchase": Text,
    "basis": Text, "assumed": Text,
})  # fmt: skip
EstimateRunsRow = TypedDict("EstimateRunsRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text, "resource_id": Text,
    "run": Whole, "started_at": Moment, "ended_at": Moment, "until": Moment, "instance_type": Text,
    "vcpu": Number, "memory_gb": Number, "quantity": Whole, "purchase": Text, "state": Text,
    "ledger_no": Whole,
})  # fmt: skip
EstimateSumsRow = TypedDict("EstimateSumsRow", {
    "usd_low": Number, "usd": Number, "usd_high": Number, "things": Whole, "unpriced": Whole,
    "usd_per_hour": Number, "usd_per_hour_low": Number, "usd_per_hour_high": Number, "standing": Whole,
    "as_of": Moment,
})  # fmt: skip
FindingActsRow = TypedDict("FindingActsRow", {
    "actor": Text, "third_party": Flag, "account_id": Text, "source": Text, "event_name": Text,
    "outcome": Text, "action_id": Text, "tactic": Text, "technique": Text, "weight": Whole, "calls": Whole,
    "first_seen": Moment, "last_seen": Moment, "regions": ManyTexts, "event_ids": ManyTexts,
})  # fmt: skip
FindingRegionsBeforeRow = TypedDict("FindingRegionsBeforeRow", {"aws_region": Text})
HeavyActsRow = TypedDict("HeavyActsRow", {
    "account_id": Text, "action_id": Text, "source": Text, "event_name": Text, "tactic": Text,
    "technique": Text, "weight": Whole, "calls": Whole, "first_seen": Moment, "subjects": ManyTexts,
    "event_ids": ManyTexts,
})  # fmt: skip
HistoryFilesRow = TypedDict("HistoryFilesRow", {"files": Whole})
IntegrityProblemsRow = TypedDict("IntegrityProblemsRow", {
    "kind": Text, "account_id": Text, "aws_region": Text, "place": Text, "from_time": Moment,
    "until_time": Moment, "state": Text, "reason": Text, "detail": Text, "checked_at": Moment,
    "event_ids": ManyTexts,
})  # fmt: skip
IntegritySumsRow = TypedDict("IntegritySumsRow", {
    "state": Text, "hours": Whole, "first_hour": Moment, "last_hour": Moment, "checked_at": Moment,
    "reasons": ManyTexts,
})  # fmt: skip
IntegrityTrailRow = TypedDict("IntegrityTrailRow", {"log_files": Whole, "digests": Whole})
LeakMakersRow = TypedDict("LeakMakersRow", {
    "credential_id": Text, "kind": Text, "principal_arn": Text, "made_at": Moment, "made_event_id": Text,
    "made_by": Text, "made_from": Text, "owner_calls": Whole, "owner_addresses": ManyTexts,
    "owner_agents": ManyTexts, "owner_regions": ManyTexts, "owner_environments": ManyTexts,
    "owner_first_at": Moment, "owner_last_at": Moment, "unclear_calls": Whole, "first_at": Moment,
    "first_address": Text, "first_event_id": Text, "first_certainty": Text, "created_at": Moment,
    "other_key_made_at": Moment,
})  # fmt: skip
LeakOpeningsRow = TypedDict("LeakOpeningsRow", {
    "event_id": Text, "event_time": Moment, "event_source": Text, "user_arn": Text, "account_id": Text,
    "aws_region": Text, "request_parameters": Text,
})  # fmt: skip
LeakPeopleRow = TypedDict("LeakPeopleRow", {
    "credential_id": Text, "part": Text, "user_name": Text, "state": Text, "state_at": Moment,
    "deleted_at": Moment, "event_id": Text,
})  # fmt: skip
LeakReadsRow = TypedDict("LeakReadsRow", {
    "user_arn": Text, "address": Text, "theirs": Flag, "calls": Whole, "first_seen": Moment,
    "last_seen": Moment, "services": ManyTexts, "event_ids": ManyTexts,
})  # fmt: skip
LeakStrangersRow = TypedDict("LeakStrangersRow", {
    "bucket": Text, "anonymous": Flag, "calls": Whole, "first_seen": Moment, "last_seen": Moment,
    "addresses": ManyTexts, "event_ids": ManyTexts,
})  # fmt: skip
MachineRegionsRow = TypedDict("MachineRegionsRow", {"account_id": Text, "machine": Text, "aws_region": Text})
PriceAnswersRow = TypedDict("PriceAnswersRow", {"instance_type": Text, "aws_region": Text, "usd": Number})
RegionsSeenRow = TypedDict("RegionsSeenRow", {"aws_region": Text})
ResponseActsRow = TypedDict("ResponseActsRow", {
    "account_id": Text, "aws_region": Text, "event_name": Text, "request_parameters": Text, "actor": Text,
    "response_elements": Text, "event_time": Moment, "last_seen": Moment, "calls": Whole,
    "event_ids": ManyTexts, "source": Text, "before": Text,
})  # fmt: skip
ResponseCopiesRow = TypedDict("ResponseCopiesRow", {"account_id": Text, "request_parameters": Text})
ResponseCredentialsRow = TypedDict("ResponseCredentialsRow", {
    "credential_no": Whole, "credential_id": Text, "kind": Text, "parent_id": Text, "depth": Whole,
    "link": Text, "link_event_id": Text, "certainty": Text, "principal_arn": Text, "account_id": Text,
    "issued_at": Moment, "expires_at": Moment, "first_seen": Moment, "last_seen": Moment, "events": Whole,
    "failed": Whole, "source_ips": ManyTexts, "regions": ManyTexts, "outlives_key": Flag, "state": Text,
    "ended_at": Moment, "ended_event_id": Text, "issued_event_id": Text, "link_event_no": Whole,
    "issued_event_no": Whole, "may_stand": Flag, "intruder_calls": Whole, "owner_calls": Whole,
    "unclear_calls": Whole, "last_call": Moment, "last_owner_call": Moment, "principal_id": Text,
    "session_issuer_arn": Text,
})  # fmt: skip
ResponseDeniesRow = TypedDict("ResponseDeniesRow", {
    "account_id": Text, "kind": Text, "name": Text, "event_time": Moment, "event_id": Text, "cut_by": Text,
    "actor": Text,
})  # fmt: skip
ResponseEndpointsRow = TypedDict("ResponseEndpointsRow", {"endpoint": Text, "calls": Whole})
ResponseKeysRow = TypedDict("ResponseKeysRow", {
    "account_id": Text, "user_name": Text, "access_key_id": Text, "created_at": Moment, "made_by": Text,
    "event_id": Text, "state": Text, "changed_at": Moment, "changed_event_id": Text, "last_used": Moment,
    "succeeded": Whole, "owner_like": Whole, "depth": Whole, "made_since": Flag,
})  # fmt: skip
ResponseLeadsRow = TypedDict("ResponseLeadsRow", {
    "lead_no": Whole, "principal_arn": Text, "credential_id": Text, "user_name": Text, "calls": Whole,
    "first_seen": Moment, "last_seen": Moment, "shared_with": ManyTexts, "addresses": ManyTexts,
    "agents": ManyTexts, "event_ids": ManyTexts, "names": ManyTexts, "kind": Text, "refused": Whole,
    "weight": Whole, "adds": Text, "account_id": Text,
})  # fmt: skip
ResponseNeighboursRow = TypedDict("ResponseNeighboursRow", {
    "account_id": Text, "user_type": Text, "user_name": Text, "user_arn": Text, "access_key_id": Text,
    "source": Text, "event_name": Text, "aws_region": Text, "outcome": Text, "read_only": Flag,
    "request_parameters": Text, "response_elements": Text, "mfa": Text, "address": Text, "calls": Whole,
    "first_seen": Moment, "last_seen": Moment, "event_ids": ManyTexts,
})  # fmt: skip
ResponseOwnerCallsRow = TypedDict("ResponseOwnerCallsRow", {
    "account_id": Text, "user_name": Text, "action": Text, "temporary": Flag, "calls": Whole,
    "succeeded": Whole, "last_seen": Moment, "event_ids": ManyTexts,
})  # fmt: skip
ResponsePrincipalsRow = TypedDict("ResponsePrincipalsRow", {
    "account_id": Text, "kind": Text, "name": Text, "arn": Text, "change": Text, "before": Text,
    "after": Text, "changed_at": Moment, "event_id": Text, "credential_id": Text, "actor": Text,
    "outcome": Text, "detail": Text, "state": Text, "state_basis": Text, "state_at": Moment,
    "ended_at": Moment, "ended_event_id": Text, "ended_by": Text, "aws_region": Text, "parent_id": Text,
    "lasts": Text, "ledger_no": Whole, "third_party": Flag, "maybe_third_party": Flag, "may_stand": Flag,
    "event_name": Text, "source": Text, "request_parameters": Text, "response_elements": Text,
    "certainty": Text,
})  # fmt: skip
ResponseResourcesRow = TypedDict("ResponseResourcesRow", {
    "account_id": Text, "service": Text, "resource_type": Text, "resource_id": Text, "arn": Text,
    "aws_region": Text, "change": Text, "before": Text, "after": Text, "created_at": Moment, "event_id": Text,
    "credential_id": Text, "actor": Text, "parent_id": Text, "size": Text, "state": Text, "state_basis": Text,
    "state_at": Moment, "ended_at": Moment, "ended_event_id": Text, "cost_bearing": Flag, "outcome": Text,
    "detail": Text, "ended_by": Text, "lasts": Text, "running": Flag, "ledger_no": Whole, "third_party": Flag,
    "maybe_third_party": Flag, "may_stand": Flag, "usd_per_hour": Number, "estimated_usd": Number,
    "event_name": Text, "source": Text, "request_parameters": Text, "response_elements": Text,
    "purchase": Text, "certainty": Text,
})  # fmt: skip
ResponseStandingRow = TypedDict("ResponseStandingRow", {
    "as_of": Moment, "first_intruder": Moment, "last_intruder": Moment, "intruder_calls": Whole,
    "likely_calls": Whole, "owner_calls": Whole, "unclear_calls": Whole, "intruder_failed": Whole,
    "intruder_addresses": Whole, "intruder_regions": Whole, "first_event_id": Text, "last_event_id": Text,
    "first_of_key": Moment, "first_event": Moment,
})  # fmt: skip
ResponseTheirCallsRow = TypedDict("ResponseTheirCallsRow", {
    "source": Text, "event_name": Text, "calls": Whole,
})  # fmt: skip
ResponseTrailStopsRow = TypedDict("ResponseTrailStopsRow", {
    "account_id": Text, "aws_region": Text, "trail": Text, "event_name": Text, "stopped_at": Moment,
    "event_no": Whole, "event_id": Text, "actor": Text, "third_party": Flag, "maybe_third_party": Flag,
    "outside_tree": Flag, "caller": Text, "started_at": Moment, "started_event_id": Text,
})  # fmt: skip
ResponseUndoneRow = TypedDict("ResponseUndoneRow", {
    "account_id": Text, "aws_region": Text, "source": Text, "event_name": Text, "request_parameters": Text,
    "event_time": Moment, "third_party": Flag,
})  # fmt: skip
SpendCoverageRow = TypedDict("SpendCoverageRow", {
    "account_id": Text, "day": Day, "source": Text, "view": Text, "monthly": Flag, "hourly": Flag,
    "settled": Flag, "estimated": Flag, "usage_cost": Number, "as_of": Moment, "counted": Flag,
})  # fmt: skip
SpendDaysCoveredRow = TypedDict("SpendDaysCoveredRow", {"account_id": Text, "day": Day})
SpendDeliveriesRow = TypedDict("SpendDeliveriesRow", {
    "file_id": Whole, "source": Text, "view": Text, "payer_account_id": Text, "billing_period": Day,
    "lines": Whole, "superseded_by": Whole,
})  # fmt: skip
SpendHoursRow = TypedDict("SpendHoursRow", {
    "source": Text, "view": Text, "grain": Text, "period_start": Moment, "period_end": Moment,
    "billing_period": Day, "account_id": Text, "aws_region": Text, "service": Text, "charge_type": Text,
    "currency": Text, "estimated": Flag, "cost": Number, "amortised": Number, "list_cost": Number,
    "lines": Whole, "fetched_at": Moment,
})  # fmt: skip
SpendIncidentStartRow = TypedDict("SpendIncidentStartRow", {"first_event": Moment})
SpendLinksRow = TypedDict("SpendLinksRow", {
    "aws_region": Text, "service": Text, "resource_ids": ManyTexts, "first_event_id": Text,
})  # fmt: skip
SpendSeriesRow = TypedDict("SpendSeriesRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "day": Day, "is_estimate": Flag, "usd": Number,
})  # fmt: skip
SpendSumsRow = TypedDict("SpendSumsRow", {
    "charge_type": Text, "currency": Text, "usd": Number, "amount": Number, "complete": Flag, "as_of": Moment,
})  # fmt: skip
StepsSignsRow = TypedDict("StepsSignsRow", {"sign": Text, "last_at": Moment, "event_ids": ManyTexts})
StepsSpendRow = TypedDict("StepsSpendRow", {"lines": Whole, "last_period": Day})
StepsSweepRow = TypedDict("StepsSweepRow", {
    "swept_at": Moment, "checks": Whole, "not_checked": Whole, "places": ManyTexts,
})  # fmt: skip
TransferUsageRow = TypedDict("TransferUsageRow", {
    "account_id": Text, "aws_region": Text, "kind": Text, "day": Day, "unit": Text, "amount": Number,
})  # fmt: skip
UnvouchedRow = TypedDict("UnvouchedRow", {
    "kind": Text, "files": Whole, "origins": ManyTexts, "fetched_at": Moment,
})  # fmt: skip
