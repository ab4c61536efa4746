"""Rows of views, by name.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import Day, Flag, ManyTexts, Moment, Number, Record, Text, Uuid, Whole

AccountRegionsTableRow = TypedDict("AccountRegionsTableRow", {
    "account_id": Text, "aws_region": Text, "last_event": Moment,
})  # fmt: skip
AwsCloudtrailLogTableRow = TypedDict("AwsCloudtrailLogTableRow", {
    "tp_id": Text, "tp_timestamp": Moment, "tp_date": Day, "tp_index": Text, "tp_table": Text,
    "tp_partition": Text, "tp_source_type": Text, "tp_source_name": Text, "tp_source_location": Text,
    "tp_ingest_timestamp": Moment, "tp_source_ip": Text, "tp_destination_ip": Text, "tp_ips": ManyTexts,
    "tp_akas": ManyTexts, "tp_usernames": ManyTexts, "tp_tags": ManyTexts, "tp_domains": ManyTexts,
    "tp_emails": ManyTexts, "additional_event_data": Text, "api_version": Text, "aws_region": Text,
    "edge_device_details": Text, "error_code": Text, "error_message": Text, "event_category": Text,
    "event_id": Text, "event_name": Text, "event_source": Text, "event_time": Moment, "event_type": Text,
    "event_version": Text, "management_event": Flag, "read_only": Flag, "recipient_account_id": Text,
    "request_id": Text, "request_parameters": Text, "resources": Text, "response_elements": Text,
    "service_event_details": Text, "session_credential_from_console": Text, "shared_event_id": Text,
    "source_ip_address": Text, "tls_details": Record, "user_agent": Text, "user_identity": Record,
    "vpc_endpoint_id": Text,
})  # fmt: skip
BlindSpansTableRow = TypedDict("BlindSpansTableRow", {
    "account_id": Text, "aws_region": Text, "regions": Whole, "trail": Text, "event_no": Whole,
    "gap_from": Moment, "gap_until": Moment, "unseen": Text, "blind_from": Moment, "blind_until": Moment,
})  # fmt: skip
CallWeightsTableRow = TypedDict("CallWeightsTableRow", {
    "source": Text, "event": Text, "tactic": Text, "weight": Whole, "action_id": Text,
})  # fmt: skip
CallerCallsTableRow = TypedDict("CallerCallsTableRow", {
    "caller_no": Whole, "user_type": Text, "event_source": Text, "event_name": Text, "failed": Flag,
    "first_seen": Moment, "last_seen": Moment, "call": Text, "action_id": Text, "tactic": Text,
    "weight": Whole, "call_at": Moment,
})  # fmt: skip
CallerIdentitiesTableRow = TypedDict("CallerIdentitiesTableRow", {
    "identity_no": Whole, "user_type": Text, "principal_arn": Text, "credential_id": Text,
})  # fmt: skip
CallerUsesTableRow = TypedDict("CallerUsesTableRow", {
    "caller_no": Whole, "user_type": Text, "source_ip_address": Text, "aws_region": Text,
    "event_source": Text, "event_name": Text, "failed": Flag, "first_seen": Moment, "last_seen": Moment,
    "event_id": Text,
})  # fmt: skip
CallersTableRow = TypedDict("CallersTableRow", {
    "principal_arn": Text, "credential_id": Text, "caller_no": Whole,
})  # fmt: skip
CoverageReasonsTableRow = TypedDict("CoverageReasonsTableRow", {"reason_code": Text, "state": Text})
DeliveriesTableRow = TypedDict("DeliveriesTableRow", {
    "event_key": Text, "file_id": Whole, "position": Whole, "event_no": Whole,
})  # fmt: skip
EngineUnreadTableRow = TypedDict("EngineUnreadTableRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "files": Whole, "fetched_at": Moment,
})  # fmt: skip
EventActionsTableRow = TypedDict("EventActionsTableRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "account_id": Text,
    "credential_id": Text, "event_source": Text, "event_name": Text, "aws_region": Text,
    "source_ip_address": Text, "user_agent": Text, "outcome": Text, "error_code": Text, "is_read": Flag,
    "action_id": Text, "tactic": Text, "technique": Text, "weight": Whole, "cost": Flag, "subject": Text,
    "user_name": Text, "user_arn": Text, "request_parameters": Text, "response_elements": Text,
    "additional_event_data": Text, "actor": Text, "certainty": Text, "basis": Text, "third_party": Flag,
    "maybe_third_party": Flag, "actor_reason": Text, "reason_args": Text, "bucket": Text, "bytes_out": Whole,
})  # fmt: skip
EventRowsTableRow = TypedDict("EventRowsTableRow", {
    "event_no": Whole, "event_id": Uuid, "event_id_text": Text, "content_key": Text, "variant": Whole,
    "content_hash": Whole, "columns_only": Flag, "event_time": Moment, "event_name": Text,
    "event_source": Text, "aws_region": Text, "recipient_account_id": Text, "source_ip_address": Text,
    "user_agent": Text, "error_code": Text, "error_message": Text, "outcome": Text, "identity_no": Whole,
    "read_only": Flag, "management_event": Flag, "event_category": Text, "event_type": Text,
    "event_version": Text, "api_version": Text, "request_id": Uuid, "request_id_text": Text,
    "shared_event_id": Text, "vpc_endpoint_id": Text, "request_parameters": Text, "response_elements": Text,
    "additional_event_data": Text, "resources": Text, "tls_details": Text, "extra": Text, "file_id": Whole,
    "position": Whole, "copies": Whole, "copy_of": Whole, "superseded_by": Text,
})  # fmt: skip
EventsTableRow = TypedDict("EventsTableRow", {
    "event_id": Text, "event_time": Moment, "event_name": Text, "event_source": Text, "aws_region": Text,
    "recipient_account_id": Text, "source_ip_address": Text, "user_agent": Text, "error_code": Text,
    "error_message": Text, "outcome": Text, "user_type": Text, "user_name": Text, "user_arn": Text,
    "principal_id": Text, "user_account_id": Text, "access_key_id": Text, "session_issuer_arn": Text,
    "session_created_at": Moment, "source_identity": Text, "mfa_authenticated": Flag, "invoked_by": Text,
    "read_only": Flag, "management_event": Flag, "event_category": Text, "event_type": Text,
    "event_version": Text, "request_id": Text, "shared_event_id": Text, "vpc_endpoint_id": Text,
    "request_parameters": Text, "response_elements": Text, "additional_event_data": Text, "resources": Text,
    "extra": Text, "file_id": Whole, "position": Whole, "copies": Whole, "event_key": Text, "event_no": Whole,
    "identity_no": Whole, "fidelity": Text, "superseded_by": Text, "user_identity": Text,
})  # fmt: skip
EvidenceHoursTableRow = TypedDict("EvidenceHoursTableRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "files": Whole, "events": Whole,
    "columns_only": Whole, "data_events": Whole, "damaged_files": Whole, "fetched_at": Moment,
    "lookup_files": Whole, "asked_lookup_files": Whole,
})  # fmt: skip
FilePlacesTableRow = TypedDict("FilePlacesTableRow", {
    "file_id": Whole, "fetched_at": Moment, "format": Text, "rejected": Whole, "bucket": Text,
    "account_id": Text, "aws_region": Text, "asked_account": Text, "asked_region": Text,
    "asked_attribute": Text, "asked_from": Moment, "asked_until": Moment,
})  # fmt: skip
FirstActTableRow = TypedDict("FirstActTableRow", {"event_time": Moment, "event_no": Whole, "event_id": Text})
HistoryHoursTableRow = TypedDict("HistoryHoursTableRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "asked": Flag, "in_file": Flag, "writes": Flag,
})  # fmt: skip
HistorySpansTableRow = TypedDict("HistorySpansTableRow", {
    "account_id": Text, "aws_region": Text, "holds": Text, "basis": Text, "span_from": Moment,
    "span_until": Moment,
})  # fmt: skip
HorizonTableRow = TypedDict("HorizonTableRow", {
    "account_id": Text, "first_event": Moment, "last_event": Moment, "collected_at": Moment,
})  # fmt: skip
IntegrityHoursTableRow = TypedDict("IntegrityHoursTableRow", {
    "account_id": Text, "aws_region": Text, "hour": Moment, "state": Text, "reason": Text, "digests": Whole,
    "log_files": Whole, "proved_files": Whole, "altered": Whole, "missing": Whole, "unprovable": Whole,
    "next_proved": Flag, "key_by": Text, "checked_at": Moment,
})  # fmt: skip
LedgerTableRow = TypedDict("LedgerTableRow", {
    "file_id": Whole, "origin": Text, "bytes": Whole, "sha256": Text, "fetched_at": Moment, "status": Text,
    "reason": Text, "records": Whole, "loaded": Whole, "copies": Whole, "rejected": Whole, "set_apart": Whole,
    "format": Text, "kind": Text, "parent_file_id": Whole, "same_as": Whole,
})  # fmt: skip
LedgerEventsTableRow = TypedDict("LedgerEventsTableRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "call": Text, "aws_region": Text, "account": Text, "outcome": Text, "user_name": Text,
    "user_arn": Text, "invoked_by": Text, "session_issuer_arn": Text, "request_parameters": Text,
    "response_elements": Text, "additional_event_data": Text, "service_event": Text, "read_only": Flag,
    "management_event": Flag,
})  # fmt: skip
LedgerNotesTableRow = TypedDict("LedgerNotesTableRow", {
    "file_id": Whole, "position": Whole, "member": Text, "reason": Text,
})  # fmt: skip
LedgerRejectsTableRow = TypedDict("LedgerRejectsTableRow", {
    "file_id": Whole, "position": Whole, "reason": Text,
})  # fmt: skip
LogExpiryTableRow = TypedDict("LogExpiryTableRow", {"is_set": Flag})
RegionReachTableRow = TypedDict("RegionReachTableRow", {
    "account_id": Text, "aws_region": Text, "first_hour": Moment, "last_hour": Moment, "collected_at": Moment,
    "trail_first_hour": Moment, "trail_last_hour": Moment, "share": Number,
})  # fmt: skip
SpendCountedTableRow = TypedDict("SpendCountedTableRow", {
    "source": Text, "view": Text, "grain": Text, "period_start": Moment, "account_id": Text,
    "aws_region": Text, "service": Text, "charge_type": Text, "amount": Number, "currency": Text,
    "usd": Number, "usd_low": Number, "usd_high": Number, "usd_amortised": Number, "is_estimate": Flag,
    "estimated": Flag, "day": Day, "monthly": Flag, "complete": Flag, "as_of": Moment,
})  # fmt: skip
SpendLinesCountedTableRow = TypedDict("SpendLinesCountedTableRow", {
    "file_id": Whole, "source": Text, "view": Text, "grain": Text, "billing_period": Day,
    "period_start": Moment, "period_end": Moment, "account_id": Text, "payer_account_id": Text,
    "aws_region": Text, "service": Text, "service_code": Text, "usage_type": Text, "operation": Text,
    "resource_id": Text, "charge_type": Text, "line_item_type": Text, "purchase": Text, "cost": Number,
    "amortised": Number, "list_cost": Number, "usage_amount": Number, "usage_unit": Text, "currency": Text,
    "estimated": Flag, "principal_arn": Text, "account": Text,
})  # fmt: skip
SpendPeriodsTableRow = TypedDict("SpendPeriodsTableRow", {
    "source": Text, "view": Text, "grain": Text, "period_start": Moment, "account_id": Text,
    "aws_region": Text, "service": Text, "charge_type": Text, "amount": Number, "currency": Text,
    "usd": Number, "usd_low": Number, "usd_high": Number, "usd_amortised": Number, "is_estimate": Flag,
    "estimated": Flag,
})  # fmt: skip
TrailGapHoursTableRow = TypedDict("TrailGapHoursTableRow", {
    "account_id": Text, "hour": Moment, "stopped": Flag, "narrowed": Flag, "stopped_all_hour": Flag,
})  # fmt: skip
TrailGapsTableRow = TypedDict("TrailGapsTableRow", {
    "account_id": Text, "home_region": Text, "trail": Text, "named_as": Text, "kind": Text, "event_no": Whole,
    "event_id": Text, "event_name": Text, "gap_from": Moment, "gap_until": Moment, "ended_event_id": Text,
})  # fmt: skip
TrailSwitchesTableRow = TypedDict("TrailSwitchesTableRow", {
    "account_id": Text, "home_region": Text, "trail": Text, "named_as": Text, "event_no": Whole,
    "event_id": Text, "event_time": Moment, "event_name": Text, "effect": Text,
})  # fmt: skip
