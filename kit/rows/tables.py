"""Rows of tables and derived tables, by name.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import (
    Day,
    Flag,
    ManyDays,
    ManyRecords,
    ManyTexts,
    ManyWholes,
    Moment,
    Number,
    Text,
    Uuid,
    Whole,
)

ActDecisionsTableRow = TypedDict("ActDecisionsTableRow", {
    "event_no": Whole, "actor": Text, "certainty": Text, "basis": Text, "reason": Text, "args": Text,
})  # fmt: skip
ActionsTableRow = TypedDict("ActionsTableRow", {
    "action_id": Text, "source": Text, "event": Text, "tactic": Text, "technique": Text, "weight": Whole,
    "cost": Flag, "why": Text, "conduct": Text, "makes": Flag, "takes": Flag, "subject_part": Text,
    "subject_path": Text, "subject_item": Text, "subject_other_path": Text, "conditions": ManyRecords,
})  # fmt: skip
ActivityTableRow = TypedDict("ActivityTableRow", {
    "event_no": Whole, "event_key": Text, "credential_id": Text, "actor": Text, "certainty": Text,
    "basis": Text, "actor_reason": Text, "reason_args": Text, "third_party": Flag, "maybe_third_party": Flag,
})  # fmt: skip
AddendaTableRow = TypedDict("AddendaTableRow", {"event_no": Whole, "original_id": Text})
CallDecisionsTableRow = TypedDict("CallDecisionsTableRow", {
    "profile": Whole, "actor": Text, "certainty": Text, "basis": Text, "reason": Text, "args": Text,
})  # fmt: skip
CallMarksTableRow = TypedDict("CallMarksTableRow", {"source": Text, "event": Text, "mark": Text})
CallProfilesTableRow = TypedDict("CallProfilesTableRow", {
    "profile": Whole, "credential_id": Text, "address": Text, "agent": Text, "aws_region": Text,
    "event_source": Text, "event_name": Text, "invoked_by": Text, "user_arn": Text, "first_seen": Moment,
    "last_seen": Moment, "calls": Whole, "failed": Whole, "read_only": Flag, "days": ManyDays, "hours": Whole,
    "counted": Flag,
})  # fmt: skip
CallVisitsTableRow = TypedDict("CallVisitsTableRow", {
    "profile": Whole, "visit": Whole, "network": Text, "tool": Text,
})  # fmt: skip
CaseDigestKeysTableRow = TypedDict("CaseDigestKeysTableRow", {"fingerprint": Text})
CaseFactsTableRow = TypedDict("CaseFactsTableRow", {"name": Text, "value": Text})
CaseKeysTableRow = TypedDict("CaseKeysTableRow", {"credential_id": Text})
CaseOwnerAgentsTableRow = TypedDict("CaseOwnerAgentsTableRow", {"agent": Text})
CaseOwnerNetworksTableRow = TypedDict("CaseOwnerNetworksTableRow", {"cidr": Text})
CaseOwnerPrincipalsTableRow = TypedDict("CaseOwnerPrincipalsTableRow", {"arn": Text})
CasePrincipalsTableRow = TypedDict("CasePrincipalsTableRow", {"arn": Text})
CaseVerdictsTableRow = TypedDict("CaseVerdictsTableRow", {
    "kind": Text, "value": Text, "also": Text, "actor": Text, "note": Text,
})  # fmt: skip
ContentHashesTableRow = TypedDict("ContentHashesTableRow", {
    "file_id": Whole, "sha256": Text, "problem": Text,
})  # fmt: skip
CredentialActorsTableRow = TypedDict("CredentialActorsTableRow", {
    "credential_id": Text, "actor": Text, "certainty": Text, "basis": Text, "reason": Text, "args": Text,
    "third_party": Flag, "maybe_third_party": Flag,
})  # fmt: skip
CredentialActsTableRow = TypedDict("CredentialActsTableRow", {"event_no": Whole, "credential_id": Text})
CredentialCallsTableRow = TypedDict("CredentialCallsTableRow", {
    "event_no": Whole, "event_time": Moment, "caller_key": Text, "child_key": Text, "target_key": Text,
    "role": Text, "machine": Text, "passed_by": Text, "service": Text, "console": Text, "ends": Text,
    "opens": ManyTexts, "comes_from": ManyTexts, "sources": ManyTexts, "targets": ManyTexts,
})  # fmt: skip
CredentialKeysTableRow = TypedDict("CredentialKeysTableRow", {"access_key_id": Text, "credential_id": Text})
CredentialLinksTableRow = TypedDict("CredentialLinksTableRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account_id": Text, "access_key_id": Text, "caller_key": Text,
    "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text, "user_account_id": Text,
    "session_created_at": Moment, "invoked_by": Text, "shared_event_id": Text, "source_ip_address": Text,
    "user_agent": Text, "gives": Text, "child_key": Text, "child_arn": Text, "role_arn": Text,
    "session_name": Text, "named_user": Text, "made_arn": Text, "sets_identity": Text, "expires_at": Moment,
    "duration_seconds": Whole, "setting": Text, "target_key": Text, "policy": Text, "switched_from": Text,
    "target_principal": Text, "sign_in_session": Text, "passed_roles": ManyTexts, "opens": ManyTexts,
    "stems_from": ManyTexts, "ends": Text, "on_way": Flag,
})  # fmt: skip
CredentialReachTableRow = TypedDict("CredentialReachTableRow", {"node": Text})
CredentialReportsTableRow = TypedDict("CredentialReportsTableRow", {
    "file_id": Whole, "account_id": Text, "user_name": Text, "arn": Text, "password_enabled": Text,
    "mfa_active": Text, "key_1_active": Text, "key_2_active": Text, "row_json": Text, "generated_at": Moment,
    "checked_at": Moment,
})  # fmt: skip
CredentialRulesTableRow = TypedDict("CredentialRulesTableRow", {
    "source": Text, "event": Text, "gives": Text, "sign_in": Text, "how": Text, "key_path": Text,
    "arn_path": Text, "expires_path": Text, "target_path": Text,
})  # fmt: skip
CredentialThingsTableRow = TypedDict("CredentialThingsTableRow", {
    "source": Text, "event": Text, "role": Text, "number": Whole, "choice": Whole, "thing": Text,
    "scope": Text, "take": Text, "part": Text, "path": Text, "item": Text, "other_path": Text,
})  # fmt: skip
CredentialTreeTableRow = TypedDict("CredentialTreeTableRow", {
    "credential_no": Whole, "credential_id": Text, "kind": Text, "parent_id": Text, "depth": Whole,
    "link": Text, "link_event_id": Text, "certainty": Text, "principal_arn": Text, "account_id": Text,
    "issued_at": Moment, "expires_at": Moment, "first_seen": Moment, "last_seen": Moment, "events": Whole,
    "failed": Whole, "source_ips": ManyTexts, "regions": ManyTexts, "outlives_key": Flag, "state": Text,
    "ended_at": Moment, "ended_event_id": Text, "issued_event_id": Text, "link_event_no": Whole,
    "issued_event_no": Whole, "may_stand": Flag,
})  # fmt: skip
DerivedFailuresTableRow = TypedDict("DerivedFailuresTableRow", {
    "stage": Text, "tables": Text, "reason": Text,
})  # fmt: skip
DerivedStampTableRow = TypedDict("DerivedStampTableRow", {"stage": Text, "stamp": Text})
DigestFilesTableRow = TypedDict("DigestFilesTableRow", {
    "file_id": Whole, "account_id": Text, "s3_bucket": Text, "s3_object": Text, "start_time": Moment,
    "end_time": Moment, "previous_object": Text, "log_files": Whole, "digest": Text,
})  # fmt: skip
DigestPublicKeysTableRow = TypedDict("DigestPublicKeysTableRow", {
    "file_id": Whole, "given_by": Text, "fingerprint": Text, "public_key": Text, "valid_from": Text,
    "valid_to": Text,
})  # fmt: skip
EngineCallersTableRow = TypedDict("EngineCallersTableRow", {
    "file_id": Whole, "user_type": Text, "principal_arn": Text, "credential_id": Text,
    "source_ip_address": Text, "aws_region": Text, "event_source": Text, "event_name": Text, "failed": Flag,
    "events": Whole, "first_seen": Moment, "last_seen": Moment, "event_id": Text,
})  # fmt: skip
EngineHoursTableRow = TypedDict("EngineHoursTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "hour": Moment, "files": Whole, "events": Whole,
    "data_events": Whole, "first_event": Moment, "last_event": Moment, "log_bucket": Text,
})  # fmt: skip
EngineReadersTableRow = TypedDict("EngineReadersTableRow", {
    "file_id": Whole, "until": Moment, "user_arn": Text, "bucket": Text, "stranger": Text, "address": Text,
    "event_source": Text, "event_name": Text, "events": Whole, "first_seen": Moment, "last_seen": Moment,
})  # fmt: skip
EngineWaysTableRow = TypedDict("EngineWaysTableRow", {
    "file_id": Whole, "access_key_id": Text, "source_ip_address": Text, "user_agent": Text,
    "aws_region": Text, "event_source": Text, "event_name": Text, "invoked_by": Text, "user_arn": Text,
    "day": Moment, "calls": Whole, "failed": Whole, "read_only": Flag, "hours": Whole, "first_seen": Moment,
    "last_seen": Moment,
})  # fmt: skip
EstimateTableRow = TypedDict("EstimateTableRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text, "resource_id": Text,
    "usd_per_hour": Number, "usd_low": Number, "estimated_usd": Number, "usd_high": Number, "priced": Flag,
    "hours": Number, "open": Flag, "started_at": Moment, "until": Moment, "size": Text, "purchase": Text,
    "basis": Text, "assumed": Text,
})  # fmt: skip
EstimateRunsTableRow = TypedDict("EstimateRunsTableRow", {
    "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text, "resource_id": Text,
    "started_at": Moment, "until": Moment, "open": Flag, "usd_per_hour": Number, "usd_per_hour_low": Number,
    "usd_per_hour_high": Number, "hours": Number, "hours_low": Number, "priced": Flag, "size": Text,
    "purchase": Text, "basis": Text, "assumed": Text,
})  # fmt: skip
EventCopiesTableRow = TypedDict("EventCopiesTableRow", {
    "event_no": Whole, "file_id": Whole, "position": Whole,
})  # fmt: skip
EventRecordsTableRow = TypedDict("EventRecordsTableRow", {
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
FilesTableRow = TypedDict("FilesTableRow", {
    "file_id": Whole, "parent_file_id": Whole, "origin": Text, "member": Text, "kind": Text, "format": Text,
    "bytes": Whole, "sha256": Text, "fetched_at": Moment, "status": Text, "reason": Text, "records": Whole,
    "loaded": Whole, "copies": Whole, "set_apart": Whole, "rejected": Whole, "same_as": Whole, "pack": Whole,
    "resume_at": Whole, "meta": Text,
})  # fmt: skip
HuntHitsTableRow = TypedDict("HuntHitsTableRow", {
    "file_id": Whole, "access_key_id": Text, "match": Text, "kind": Text, "content": Text, "path": Text,
    "inside": Text, "line": Whole, "times": Whole, "form": Text, "secret_beside": Flag, "object_id": Text,
    "commit_id": Text, "author": Text, "committed_at": Moment, "deleted": Flag, "reach": Text, "note": Text,
    "note_args": Text,
})  # fmt: skip
HuntSearchesTableRow = TypedDict("HuntSearchesTableRow", {
    "file_id": Whole, "root": Text, "kind": Text, "keys": Text, "began_at": Moment, "ended_at": Moment,
    "complete": Flag, "stopped": Text, "files": Whole, "objects": Whole, "members": Whole, "bytes": Whole,
    "unread": Whole, "notes": Text, "kit": Text, "own": Flag,
})  # fmt: skip
HuntSecretsTableRow = TypedDict("HuntSecretsTableRow", {
    "file_id": Whole, "scanner": Text, "rule": Text, "confidence": Text, "path": Text, "line": Whole,
})  # fmt: skip
HuntUnreadTableRow = TypedDict("HuntUnreadTableRow", {"file_id": Whole, "place": Text, "reason": Text})
IdentitiesTableRow = TypedDict("IdentitiesTableRow", {
    "identity_no": Whole, "user_identity": Text, "user_type": Text, "user_name": Text, "user_arn": Text,
    "principal_id": Text, "user_account_id": Text, "access_key_id": Text, "session_issuer_arn": Text,
    "session_created_at": Moment, "source_identity": Text, "mfa_authenticated": Flag, "invoked_by": Text,
})  # fmt: skip
IntakeNotesTableRow = TypedDict("IntakeNotesTableRow", {
    "file_id": Whole, "position": Whole, "member": Text, "reason": Text,
})  # fmt: skip
IntegrityChecksTableRow = TypedDict("IntegrityChecksTableRow", {
    "kind": Text, "account_id": Text, "aws_region": Text, "trail": Text, "place": Text, "file_id": Whole,
    "from_time": Moment, "until_time": Moment, "state": Text, "reason": Text, "detail": Text,
    "named_by": Text, "key_by": Text, "checked_at": Moment,
})  # fmt: skip
KeySightingsTableRow = TypedDict("KeySightingsTableRow", {
    "access_key_id": Text, "first_seen": Moment, "event_no": Whole, "event_key": Text, "event_id": Text,
    "aws_region": Text, "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text,
    "account_id": Text, "session_issuer_arn": Text, "session_created_at": Moment, "source_identity": Text,
    "issued": Flag, "session_name": Text, "from_console": Flag, "assumed_root": Flag, "sign_in_session": Text,
    "stems_from": ManyTexts,
})  # fmt: skip
LeadCallersTableRow = TypedDict("LeadCallersTableRow", {
    "lead_no": Whole, "principal_arn": Text, "credential_id": Text, "user_name": Text, "calls": Whole,
    "first_seen": Moment, "last_seen": Moment, "shared_with": ManyTexts, "addresses": ManyTexts,
    "agents": ManyTexts, "event_ids": ManyTexts, "names": ManyTexts, "kind": Text, "refused": Whole,
    "weight": Whole, "adds": Text, "account_id": Text,
})  # fmt: skip
LiveAnswersTableRow = TypedDict("LiveAnswersTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "source": Text, "service": Text, "call": Text,
    "parameters": Text, "page": Whole, "verdict": Text, "error_code": Text, "error_message": Text,
    "answer": Text, "checked_at": Moment,
})  # fmt: skip
LiveKeyUseTableRow = TypedDict("LiveKeyUseTableRow", {
    "file_id": Whole, "account_id": Text, "access_key_id": Text, "user_name": Text, "last_used_at": Moment,
    "last_service": Text, "last_region": Text, "checked_at": Moment,
})  # fmt: skip
LiveListingsTableRow = TypedDict("LiveListingsTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "kind_name": Text, "parent": Text,
    "checked_at": Moment,
})  # fmt: skip
LivePrincipalsTableRow = TypedDict("LivePrincipalsTableRow", {
    "file_id": Whole, "account_id": Text, "kind": Text, "name": Text, "arn": Text, "parent": Text,
    "state": Text, "detail": Text, "created_at": Moment, "last_used_at": Moment, "checked_at": Moment,
    "aws_region": Text, "kind_name": Text, "thing_id": Text, "tags": Text,
})  # fmt: skip
LiveResourcesTableRow = TypedDict("LiveResourcesTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "service": Text, "resource_type": Text,
    "resource_id": Text, "arn": Text, "state": Text, "size": Text, "created_at": Moment, "checked_at": Moment,
    "kind_name": Text, "thing_id": Text, "name": Text, "parent": Text, "detail": Text, "tags": Text,
})  # fmt: skip
LiveTellsTableRow = TypedDict("LiveTellsTableRow", {
    "source": Text, "service": Text, "call": Text, "tells": Text,
})  # fmt: skip
ObjectMetadataTableRow = TypedDict("ObjectMetadataTableRow", {
    "file_id": Whole, "object_origin": Text, "metadata": Text,
})  # fmt: skip
PacksTableRow = TypedDict("PacksTableRow", {
    "pack": Whole, "items": Whole, "bytes": Whole, "list_sha256": Text, "zip_sha256": Text,
    "started_at": Moment, "collected_by": Text, "host": Text, "kit_version": Text, "sources": Text,
    "caller_arn": Text, "endpoints": Text,
})  # fmt: skip
PriceListTableRow = TypedDict("PriceListTableRow", {
    "file_id": Whole, "service_code": Text, "aws_region": Text, "instance_type": Text, "usage_type": Text,
    "operating_system": Text, "unit": Text, "usd": Number, "effective_on": Moment,
})  # fmt: skip
PricesTableRow = TypedDict("PricesTableRow", {
    "item": Text, "aws_region": Text, "unit": Text, "usd": Number, "usd_low": Number, "usd_high": Number,
    "basis": Text, "source": Text, "as_known_on": Day,
})  # fmt: skip
PrincipalLedgerTableRow = TypedDict("PrincipalLedgerTableRow", {
    "account_id": Text, "kind": Text, "name": Text, "arn": Text, "change": Text, "before": Text,
    "after": Text, "changed_at": Moment, "event_id": Text, "credential_id": Text, "actor": Text,
    "outcome": Text, "detail": Text, "state": Text, "state_basis": Text, "state_at": Moment,
    "ended_at": Moment, "ended_event_id": Text, "ended_by": Text, "aws_region": Text, "parent_id": Text,
    "lasts": Text, "ledger_no": Whole, "third_party": Flag, "maybe_third_party": Flag, "may_stand": Flag,
})  # fmt: skip
RejectsTableRow = TypedDict("RejectsTableRow", {"file_id": Whole, "position": Whole, "reason": Text})
ResourceLedgerTableRow = TypedDict("ResourceLedgerTableRow", {
    "account_id": Text, "service": Text, "resource_type": Text, "resource_id": Text, "arn": Text,
    "aws_region": Text, "change": Text, "before": Text, "after": Text, "created_at": Moment, "event_id": Text,
    "credential_id": Text, "actor": Text, "parent_id": Text, "size": Text, "state": Text, "state_basis": Text,
    "state_at": Moment, "ended_at": Moment, "ended_event_id": Text, "cost_bearing": Flag, "outcome": Text,
    "detail": Text, "ended_by": Text, "lasts": Text, "running": Flag, "ledger_no": Whole, "third_party": Flag,
    "maybe_third_party": Flag, "may_stand": Flag,
})  # fmt: skip
ResourceRunsTableRow = TypedDict("ResourceRunsTableRow", {
    "account_id": Text, "service": Text, "resource_type": Text, "resource_id": Text, "aws_region": Text,
    "run": Whole, "started_at": Moment, "ended_at": Moment, "instance_type": Text, "vcpu": Number,
    "memory_gb": Number, "quantity": Whole, "purchase": Text, "state": Text, "started_event_id": Text,
    "ended_event_id": Text, "ledger_no": Whole,
})  # fmt: skip
RoleServicesTableRow = TypedDict("RoleServicesTableRow", {
    "node": Text, "service": Text, "event_no": Whole, "usual": Flag,
})  # fmt: skip
SavedAnswersTableRow = TypedDict("SavedAnswersTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "source": Text, "service": Text, "call": Text,
    "said_at": Moment, "things": Whole, "named": Text, "error_code": Text,
})  # fmt: skip
SchemaStampsTableRow = TypedDict("SchemaStampsTableRow", {"table_name": Text, "stamp": Text})
ServiceNamesTableRow = TypedDict("ServiceNamesTableRow", {
    "service_code": Text, "service": Text, "event_source": Text,
})  # fmt: skip
SetApartRecordsTableRow = TypedDict("SetApartRecordsTableRow", {
    "file_id": Whole, "position": Whole, "category": Text, "event_time": Moment, "event_id": Text,
    "record": Text,
})  # fmt: skip
SpendBillsTableRow = TypedDict("SpendBillsTableRow", {
    "file_id": Whole, "source": Text, "view": Text, "payer_account_id": Text, "billing_period": Day,
    "version": Text, "folder": Text, "delivered_at": Moment, "lines": Whole, "first_start": Moment,
    "last_end": Moment, "currencies": Text, "sketch": ManyWholes,
})  # fmt: skip
SpendCoverageTableRow = TypedDict("SpendCoverageTableRow", {
    "account_id": Text, "day": Day, "source": Text, "view": Text, "monthly": Flag, "hourly": Flag,
    "settled": Flag, "estimated": Flag, "usage_cost": Number, "as_of": Moment, "counted": Flag,
})  # fmt: skip
SpendDeliveriesTableRow = TypedDict("SpendDeliveriesTableRow", {
    "file_id": Whole, "source": Text, "view": Text, "payer_account_id": Text, "billing_period": Day,
    "lines": Whole, "superseded_by": Whole,
})  # fmt: skip
SpendHoursTableRow = TypedDict("SpendHoursTableRow", {
    "source": Text, "view": Text, "grain": Text, "period_start": Moment, "period_end": Moment,
    "billing_period": Day, "account_id": Text, "aws_region": Text, "service": Text, "charge_type": Text,
    "currency": Text, "estimated": Flag, "cost": Number, "amortised": Number, "list_cost": Number,
    "lines": Whole, "fetched_at": Moment,
})  # fmt: skip
SpendLinesTableRow = TypedDict("SpendLinesTableRow", {
    "file_id": Whole, "source": Text, "view": Text, "grain": Text, "billing_period": Day,
    "period_start": Moment, "period_end": Moment, "account_id": Text, "payer_account_id": Text,
    "aws_region": Text, "service": Text, "service_code": Text, "usage_type": Text, "operation": Text,
    "resource_id": Text, "charge_type": Text, "line_item_type": Text, "purchase": Text, "cost": Number,
    "amortised": Number, "list_cost": Number, "usage_amount": Number, "usage_unit": Text, "currency": Text,
    "estimated": Flag, "principal_arn": Text,
})  # fmt: skip
SpendManifestsTableRow = TypedDict("SpendManifestsTableRow", {
    "file_id": Whole, "billing_period": Day, "version": Text, "file_name": Text, "lines_named": Whole,
})  # fmt: skip
SweepChecksTableRow = TypedDict("SweepChecksTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "service": Text, "call": Text, "state": Text,
    "reason": Text, "checked_at": Moment, "things": Whole,
})  # fmt: skip
TreeActionsTableRow = TypedDict("TreeActionsTableRow", {
    "event_no": Whole, "event_id": Text, "event_time": Moment, "account_id": Text, "credential_id": Text,
    "profile": Whole, "event_source": Text, "event_name": Text, "aws_region": Text, "source_ip_address": Text,
    "user_agent": Text, "outcome": Text, "error_code": Text, "is_read": Flag, "action_id": Text,
    "tactic": Text, "technique": Text, "weight": Whole, "cost": Flag, "subject": Text, "user_name": Text,
    "user_arn": Text, "bucket": Text, "bytes_out": Whole,
})  # fmt: skip
TreeCallsTableRow = TypedDict("TreeCallsTableRow", {
    "event_no": Whole, "event_key": Text, "credential_id": Text, "event_time": Moment, "failed": Flag,
    "read_only": Flag, "invoked_by": Text, "profile": Whole,
})  # fmt: skip
UnsettledTableRow = TypedDict("UnsettledTableRow", {"event_no": Whole})
UsageMetricsTableRow = TypedDict("UsageMetricsTableRow", {
    "file_id": Whole, "account_id": Text, "aws_region": Text, "namespace": Text, "metric": Text,
    "dimension": Text, "thing": Text, "statistic": Text, "period_start": Moment, "period_seconds": Whole,
    "value": Number, "checked_at": Moment,
})  # fmt: skip
