"""Rows of answers, by question of `kit ask`.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import Day, Flag, ManyTexts, ManyWholes, Moment, Number, Text, Whole

AccountKeysAnswerRow = TypedDict("AccountKeysAnswerRow", {
    "account_id": Text, "user_name": Text, "access_key_id": Text, "status": Text, "created_at": Moment,
    "last_used_at": Moment, "made_by": Text, "rotated_since_incident": Text,
})  # fmt: skip
ActorsAnswerRow = TypedDict("ActorsAnswerRow", {
    "actor": Text, "calls": Whole, "likely_calls": Whole, "failed": Whole, "first_seen": Moment,
    "last_seen": Moment, "first_event_id": Text, "last_event_id": Text, "credentials": Whole,
    "addresses": Whole, "regions": Whole, "services": Whole, "accounts": Whole,
})  # fmt: skip
AsOfAnswerRow = TypedDict("AsOfAnswerRow", {
    "account_id": Text, "first_event": Moment, "last_event": Moment, "collected_at": Moment,
    "open_items": Whole,
})  # fmt: skip
CannotSayAnswerRow = TypedDict("CannotSayAnswerRow", {
    "question": Text, "why": Text, "what_would_help": Text, "topic": Text,
})  # fmt: skip
CautionsAnswerRow = TypedDict("CautionsAnswerRow", {
    "topic": Text, "statement": Text, "what_would_help": Text,
})  # fmt: skip
ClosingAnswerRow = TypedDict("ClosingAnswerRow", {
    "point": Text, "state": Text, "evidence": Text, "checked_at": Moment, "point_id": Text,
    "event_ids": ManyTexts,
})  # fmt: skip
CoverageAnswerRow = TypedDict("CoverageAnswerRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "files": Whole, "events": Whole, "state": Text,
    "reason": Text, "reason_code": Text, "data_events": Whole, "integrity": Text,
})  # fmt: skip
CredentialsAnswerRow = TypedDict("CredentialsAnswerRow", {
    "credential_id": Text, "kind": Text, "parent_id": Text, "depth": Whole, "link": Text,
    "link_event_id": Text, "certainty": Text, "principal_arn": Text, "account_id": Text, "issued_at": Moment,
    "expires_at": Moment, "first_seen": Moment, "last_seen": Moment, "events": Whole, "failed": Whole,
    "source_ips": ManyTexts, "regions": ManyTexts, "outlives_key": Flag, "state": Text, "ended_at": Moment,
    "ended_event_id": Text, "issued_event_id": Text, "actor": Text, "third_party": Flag,
    "maybe_third_party": Flag, "may_stand": Flag,
})  # fmt: skip
CustodyAnswerRow = TypedDict("CustodyAnswerRow", {
    "started_at": Moment, "last_fetched": Moment, "collected_by": Text, "host": Text, "caller_arn": Text,
    "sources": Text, "endpoints": Text, "kit_version": Text, "items": Whole, "stored": Whole, "failed": Whole,
    "bytes": Whole, "packs": ManyWholes, "last_list_sha256": Text,
})  # fmt: skip
DataAccessAnswerRow = TypedDict("DataAccessAnswerRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "event_name": Text, "target": Text,
    "attempts": Whole, "succeeded": Whole, "failed": Whole, "things": Whole, "bytes_out": Whole,
    "first_seen": Moment, "last_seen": Moment, "action_id": Text, "tactic": Text, "technique": Text,
    "weight": Whole, "credential_ids": ManyTexts, "event_ids": ManyTexts,
})  # fmt: skip
DeniedAnswerRow = TypedDict("DeniedAnswerRow", {
    "event_name": Text, "error_code": Text, "attempts": Whole, "first_seen": Moment, "last_seen": Moment,
    "later_succeeded": Flag, "event_source": Text, "kind": Text, "action_id": Text, "tactic": Text,
    "technique": Text, "weight": Whole, "regions": ManyTexts, "credential_ids": ManyTexts, "event_id": Text,
})  # fmt: skip
EstimateBasisAnswerRow = TypedDict("EstimateBasisAnswerRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text, "resource_id": Text,
    "size": Text, "purchase": Text, "started_at": Moment, "until": Moment, "open": Flag, "hours": Number,
    "usd_per_hour": Number, "usd_low": Number, "estimated_usd": Number, "usd_high": Number, "priced": Flag,
    "basis": Text, "assumed": Text, "prices_as_known_on": Day,
})  # fmt: skip
EvidenceAnswerRow = TypedDict("EvidenceAnswerRow", {
    "event_id": Text, "event_time": Moment, "event_source": Text, "event_name": Text, "account_id": Text,
    "aws_region": Text, "source_ip_address": Text, "outcome": Text, "file_id": Whole, "origin": Text,
    "position": Whole, "sha256": Text,
})  # fmt: skip
ExposuresAnswerRow = TypedDict("ExposuresAnswerRow", {
    "access_key_id": Text, "kind": Text, "path": Text, "inside": Text, "line": Whole, "commit": Text,
    "author": Text, "committed_at": Moment, "deleted": Flag, "note": Text, "content": Text,
    "secret_beside": Flag, "times": Whole, "form": Text, "reach": Text, "object_id": Text, "root": Text,
    "found_at": Moment, "searched_at": Moment, "own": Flag,
})  # fmt: skip
FiguresAnswerRow = TypedDict("FiguresAnswerRow", {
    "figure": Text, "aws_region": Text, "count": Whole, "usd": Number, "at": Moment, "day": Day,
    "state": Text, "local": Number, "local_currency": Text,
})  # fmt: skip
FindingsAnswerRow = TypedDict("FindingsAnswerRow", {
    "finding_id": Text, "severity": Text, "title": Text, "statement": Text, "event_ids": Text, "query": Text,
    "tactic": Text, "technique": Text,
})  # fmt: skip
FirstIntruderAnswerRow = TypedDict("FirstIntruderAnswerRow", {
    "event_id": Text, "event_time": Moment, "credential_id": Text, "event_source": Text, "event_name": Text,
    "aws_region": Text, "source_ip_address": Text, "user_agent": Text, "actor_reason": Text,
})  # fmt: skip
FirstUseAnswerRow = TypedDict("FirstUseAnswerRow", {
    "kind": Text, "value": Text, "first_seen": Moment, "event_id": Text, "events": Whole, "used_before": Text,
})  # fmt: skip
FoundLiveAnswerRow = TypedDict("FoundLiveAnswerRow", {
    "account_id": Text, "ledger": Text, "aws_region": Text, "service": Text, "type": Text, "name": Text,
    "parent": Text, "arn": Text, "state": Text, "size": Text, "created_at": Moment, "tags": Text,
    "explained": Text, "event_id": Text, "checked_at": Moment,
})  # fmt: skip
HuntsAnswerRow = TypedDict("HuntsAnswerRow", {
    "root": Text, "kind": Text, "keys": Text, "began_at": Moment, "ended_at": Moment, "complete": Flag,
    "stopped": Text, "finds": Whole, "other_keys": Whole, "near": Whole, "files": Whole, "objects": Whole,
    "members": Whole, "bytes": Whole, "unread": Whole, "notes": Text, "kit": Text, "own": Flag,
})  # fmt: skip
IntegrityAnswerRow = TypedDict("IntegrityAnswerRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "state": Text, "reason": Text, "digests": Whole,
    "log_files": Whole, "proved_files": Whole, "altered": Whole, "missing": Whole, "unprovable": Whole,
    "next_proved": Flag, "key_by": Text, "checked_at": Moment,
})  # fmt: skip
KeyActivityAnswerRow = TypedDict("KeyActivityAnswerRow", {
    "event_time": Moment, "event_id": Text, "account_id": Text, "credential_id": Text, "actor": Text,
    "certainty": Text, "basis": Text, "actor_reason": Text, "event_source": Text, "event_name": Text,
    "aws_region": Text, "source_ip_address": Text, "user_agent": Text, "outcome": Text, "error_code": Text,
    "action_id": Text, "tactic": Text, "weight": Whole, "subject": Text,
})  # fmt: skip
KeysBesideAnswerRow = TypedDict("KeysBesideAnswerRow", {
    "access_key_id": Text, "match": Text, "kind": Text, "path": Text, "inside": Text, "line": Whole,
    "commit": Text, "author": Text, "committed_at": Moment, "deleted": Flag, "content": Text, "beside": Flag,
    "root": Text, "found_at": Moment,
})  # fmt: skip
LeadsAnswerRow = TypedDict("LeadsAnswerRow", {
    "principal_arn": Text, "credential_id": Text, "user_name": Text, "calls": Whole, "first_seen": Moment,
    "last_seen": Moment, "shared_with": ManyTexts, "event_ids": ManyTexts, "kind": Text, "refused": Whole,
    "weight": Whole, "adds": Text,
})  # fmt: skip
LeakAnswerRow = TypedDict("LeakAnswerRow", {
    "kind": Text, "statement": Text, "event_ids": ManyTexts, "topic": Text, "standing": Text,
    "evidence_for": ManyTexts, "evidence_against": ManyTexts, "not_looked": ManyTexts,
})  # fmt: skip
LedgerItemsAnswerRow = TypedDict("LedgerItemsAnswerRow", {
    "file_id": Whole, "origin": Text, "bytes": Whole, "sha256": Text, "fetched_at": Moment, "status": Text,
    "reason": Text, "records": Whole, "loaded": Whole, "copies": Whole, "rejected": Whole,
})  # fmt: skip
MilestonesAnswerRow = TypedDict("MilestonesAnswerRow", {"milestone": Text, "at": Moment, "event_id": Text})
NotSearchedAnswerRow = TypedDict("NotSearchedAnswerRow", {
    "root": Text, "place": Text, "reason": Text, "searched_at": Moment,
})  # fmt: skip
OtherSecretsAnswerRow = TypedDict("OtherSecretsAnswerRow", {
    "rule": Text, "confidence": Text, "path": Text, "line": Whole, "beside": Flag, "scanner": Text,
    "root": Text,
})  # fmt: skip
OutlivesAnswerRow = TypedDict("OutlivesAnswerRow", {
    "what": Text, "kind": Text, "name": Text, "arn": Text, "account_id": Text, "aws_region": Text,
    "change": Text, "lasts": Text, "reason": Text, "since": Moment, "until": Moment, "event_id": Text,
    "credential_id": Text, "actor": Text, "state": Text, "state_basis": Text, "state_at": Moment,
})  # fmt: skip
OwnerLetterAnswerRow = TypedDict("OwnerLetterAnswerRow", {"subject": Text, "body": Text})
PostureAnswerRow = TypedDict("PostureAnswerRow", {
    "account_id": Text, "aws_region": Text, "check": Text, "thing": Text, "state": Text, "detail": Text,
    "checked_at": Moment,
})  # fmt: skip
PrincipalsAnswerRow = TypedDict("PrincipalsAnswerRow", {
    "account_id": Text, "kind": Text, "name": Text, "arn": Text, "change": Text, "before": Text,
    "after": Text, "changed_at": Moment, "event_id": Text, "credential_id": Text, "actor": Text,
    "outcome": Text, "detail": Text, "state": Text, "state_basis": Text, "state_at": Moment,
    "ended_at": Moment, "ended_event_id": Text, "ended_by": Text, "aws_region": Text, "parent_id": Text,
    "third_party": Flag, "maybe_third_party": Flag, "may_stand": Flag,
})  # fmt: skip
QuarantineAnswerRow = TypedDict("QuarantineAnswerRow", {
    "account_id": Text, "user_name": Text, "policy": Text, "version": Text, "attached_at": Moment,
    "attached_by": Text, "event_id": Text, "detached_at": Moment, "detached_event_id": Text, "state": Text,
    "outcome": Text, "calls_after": Whole, "owner_calls_denied": Whole, "not_covered": Text,
    "owner_calls": Text, "unclear_calls_after": Whole,
})  # fmt: skip
ReconAnswerRow = TypedDict("ReconAnswerRow", {
    "minute": Moment, "account_id": Text, "aws_region": Text, "events": Whole, "failed": Whole,
    "services": Whole, "calls": ManyTexts, "regions_in_minute": Whole, "weight": Whole,
    "credential_ids": ManyTexts, "source_ips": ManyTexts, "event_id": Text,
})  # fmt: skip
RegionsAnswerRow = TypedDict("RegionsAnswerRow", {
    "account_id": Text, "aws_region": Text, "events": Whole, "first_seen": Moment, "last_seen": Moment,
    "used_before": Text, "resources_started": Whole, "resources_running": Whole, "usd_per_hour": Number,
    "spend": Number,
})  # fmt: skip
ResourcesAnswerRow = TypedDict("ResourcesAnswerRow", {
    "account_id": Text, "service": Text, "resource_type": Text, "resource_id": Text, "arn": Text,
    "aws_region": Text, "change": Text, "before": Text, "after": Text, "created_at": Moment, "event_id": Text,
    "credential_id": Text, "actor": Text, "parent_id": Text, "size": Text, "state": Text, "state_basis": Text,
    "state_at": Moment, "ended_at": Moment, "ended_event_id": Text, "ended_by": Text, "cost_bearing": Flag,
    "usd_per_hour": Number, "usd_low": Number, "estimated_usd": Number, "usd_high": Number, "outcome": Text,
    "detail": Text, "third_party": Flag, "maybe_third_party": Flag, "may_stand": Flag,
})  # fmt: skip
SavedAnswersAnswerRow = TypedDict("SavedAnswersAnswerRow", {
    "kind": Text, "origin": Text, "account_id": Text, "aws_region": Text, "service": Text, "call": Text,
    "said_at": Moment, "things": Whole, "named": Text, "error_code": Text, "fetched_at": Moment,
    "file_id": Whole,
})  # fmt: skip
SpendApartAnswerRow = TypedDict("SpendApartAnswerRow", {"charge_type": Text, "usd": Number})
SpendByRegionAnswerRow = TypedDict("SpendByRegionAnswerRow", {
    "aws_region": Text, "billed_usd": Number, "estimated_usd": Number, "added_usd": Number,
    "trail_usd": Number, "added_local": Number, "local_currency": Text, "unexplained": Flag,
    "event_ids": ManyTexts,
})  # fmt: skip
SpendCompareAnswerRow = TypedDict("SpendCompareAnswerRow", {
    "period": Text, "account_id": Text, "source": Text, "view": Text, "usd": Number, "usage_usd": Number,
    "difference": Number, "currencies": Text, "counted": Flag, "complete": Flag, "as_of": Moment,
})  # fmt: skip
SpendDailyAnswerRow = TypedDict("SpendDailyAnswerRow", {
    "period": Text, "account_id": Text, "aws_region": Text, "service": Text, "source": Text,
    "charge_type": Text, "usd": Number, "usd_low": Number, "usd_high": Number, "currency": Text,
    "is_estimate": Flag, "counted": Flag, "complete": Flag, "as_of": Moment, "amount": Number,
    "usd_amortised": Number, "grain": Text,
})  # fmt: skip
SpendExcessAnswerRow = TypedDict("SpendExcessAnswerRow", {
    "aws_region": Text, "service": Text, "baseline_usd_per_day": Number, "incident_usd": Number,
    "excess_usd": Number, "first_day": Text, "linked_resources": ManyTexts, "last_day": Text, "days": Whole,
    "estimated_usd": Number, "past_days": Whole, "first_event_id": Text,
})  # fmt: skip
SpendHourlyAnswerRow = TypedDict("SpendHourlyAnswerRow", {
    "period": Moment, "account_id": Text, "aws_region": Text, "service": Text, "source": Text,
    "charge_type": Text, "usd": Number, "usd_low": Number, "usd_high": Number, "currency": Text,
    "is_estimate": Flag, "counted": Flag, "complete": Flag, "as_of": Moment, "amount": Number,
    "usd_amortised": Number,
})  # fmt: skip
SpendReconcileAnswerRow = TypedDict("SpendReconcileAnswerRow", {
    "account_id": Text, "aws_region": Text, "resource_id": Text, "resource_type": Text, "service": Text,
    "found": Text, "billed_usd": Number, "estimated_usd": Number, "usd_low": Number, "usd_high": Number,
    "difference": Number, "ratio": Number, "first_billed": Moment, "last_billed": Moment,
    "started_at": Moment, "until": Moment, "usage_types": Text,
})  # fmt: skip
SpendTotalAnswerRow = TypedDict("SpendTotalAnswerRow", {
    "figure": Text, "usd": Number, "usd_low": Number, "usd_high": Number, "currency": Text, "amount": Number,
    "at_least": Flag, "unpriced": Whole, "local": Number, "local_currency": Text, "rate": Number,
    "rate_date": Text, "since": Moment, "as_of": Moment,
})  # fmt: skip
StepsAnswerRow = TypedDict("StepsAnswerRow", {
    "step": Text, "asked_by": Text, "state": Text, "evidence": Text, "checked_at": Moment, "due_at": Moment,
    "step_id": Text, "number": Whole, "event_ids": ManyTexts,
})  # fmt: skip
SuspectsAnswerRow = TypedDict("SuspectsAnswerRow", {
    "principal_arn": Text, "credential_id": Text, "rank": Whole, "reasons": ManyTexts, "first_new_at": Moment,
    "event_ids": ManyTexts, "score": Whole, "networks": ManyTexts, "regions": ManyTexts, "actions": ManyTexts,
})  # fmt: skip
SweepAnswerRow = TypedDict("SweepAnswerRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "call": Text, "state": Text, "reason": Text,
    "checked_at": Moment, "things": Whole,
})  # fmt: skip
TimelineAnswerRow = TypedDict("TimelineAnswerRow", {
    "event_time": Moment, "actor": Text, "tactic": Text, "event_name": Text, "outcome": Text, "calls": Whole,
    "weight": Whole, "event_id": Text,
})  # fmt: skip
TransferBoundAnswerRow = TypedDict("TransferBoundAnswerRow", {
    "aws_region": Text, "kind": Text, "unit": Text, "usual_per_day": Number, "incident": Number,
    "above_habit": Number, "at_most": Number, "first_day": Text, "past_days": Whole,
})  # fmt: skip
UsageMetricsAnswerRow = TypedDict("UsageMetricsAnswerRow", {
    "account_id": Text, "aws_region": Text, "namespace": Text, "metric": Text, "thing": Text, "day": Day,
    "value": Number, "statistic": Text, "first_hour": Moment, "last_hour": Moment, "checked_at": Moment,
})  # fmt: skip
VerdictsAnswerRow = TypedDict("VerdictsAnswerRow", {
    "verdict": Whole, "kind": Text, "value": Text, "actor": Text, "note": Text, "calls": Whole,
})  # fmt: skip
VisitsAnswerRow = TypedDict("VisitsAnswerRow", {
    "visit": Whole, "network": Text, "tools": ManyTexts, "calls": Whole, "refused": Whole, "changes": Whole,
    "first_seen": Moment, "last_seen": Moment, "regions": ManyTexts, "actor": Text, "certainty": Text,
    "reason": Text, "decides": Whole, "owner_question": Text,
})  # fmt: skip
