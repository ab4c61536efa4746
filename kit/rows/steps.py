"""Rows of steps, by name, but for those in outcomes.py.

Generated from the queries by `make docs`: edit those. None may stand everywhere."""

from __future__ import annotations

from typing import TypedDict

from kit.rows.values import Day, Flag, ManyDays, ManyTexts, ManyWholes, Moment, Text, Whole

ActionWeightsRow = TypedDict("ActionWeightsRow", {"call": Text, "weight": Whole})
ActivityRow = TypedDict("ActivityRow", {
    "event_no": Whole, "event_key": Text, "credential_id": Text, "actor": Text, "certainty": Text,
    "basis": Text, "actor_reason": Text, "reason_args": Text, "third_party": Flag, "maybe_third_party": Flag,
})  # fmt: skip
BillPartsMissingRow = TypedDict("BillPartsMissingRow", {"billing_period": Day, "file_name": Text})
BlindTimesRow = TypedDict("BlindTimesRow", {
    "account_id": Text, "blind_from": Moment, "blind_until": Moment, "regions": ManyTexts,
})  # fmt: skip
CallProfilesRow = TypedDict("CallProfilesRow", {
    "profile": Whole, "credential_id": Text, "address": Text, "agent": Text, "aws_region": Text,
    "event_source": Text, "event_name": Text, "invoked_by": Text, "user_arn": Text, "first_seen": Moment,
    "last_seen": Moment, "calls": Whole, "failed": Whole, "read_only": Flag, "days": ManyDays, "hours": Whole,
    "counted": Flag,
})  # fmt: skip
ConductActsRow = TypedDict("ConductActsRow", {
    "profile": Whole, "action_id": Text, "conduct": Text, "tactic": Text, "weight": Whole, "makes": Flag,
    "takes": Flag, "subject": Text, "own": Flag, "self": Flag, "stranger": Flag, "first_seen": Moment,
    "events": Whole, "failed": Whole, "denied": Whole, "limited": Whole,
})  # fmt: skip
CredentialCallsRow = TypedDict("CredentialCallsRow", {
    "event_no": Whole, "event_time": Moment, "caller_key": Text, "child_key": Text, "target_key": Text,
    "role": Text, "machine": Text, "passed_by": Text, "service": Text, "console": Text, "ends": Text,
    "opens": ManyTexts, "comes_from": ManyTexts, "sources": ManyTexts, "targets": ManyTexts,
})  # fmt: skip
CredentialEndsRow = TypedDict("CredentialEndsRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account_id": Text, "access_key_id": Text, "caller_key": Text,
    "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text, "user_account_id": Text,
    "session_created_at": Moment, "invoked_by": Text, "shared_event_id": Text, "source_ip_address": Text,
    "user_agent": Text, "child_key": Text, "child_arn": Text, "role_arn": Text, "session_name": Text,
    "named_user": Text, "made_arn": Text, "sets_identity": Text, "expires_at": Moment,
    "duration_seconds": Whole, "setting": Text, "target_key": Text, "policy": Text, "switched_from": Text,
    "target_principal": Text, "sign_in_session": Text, "passed_roles": ManyTexts, "opens": ManyTexts,
    "stems_from": ManyTexts, "ends": Text,
})  # fmt: skip
CredentialLinksRow = TypedDict("CredentialLinksRow", {
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
CredentialReachRow = TypedDict("CredentialReachRow", {"node": Text})
CredentialUseRow = TypedDict("CredentialUseRow", {
    "credential_id": Text, "first_seen": Moment, "last_seen": Moment, "events": Whole, "failed": Whole,
    "source_ips": ManyTexts, "regions": ManyTexts,
})  # fmt: skip
DerivedFailuresRow = TypedDict("DerivedFailuresRow", {"stage": Text, "tables": Text, "reason": Text})
DerivedStampRow = TypedDict("DerivedStampRow", {"stage": Text, "stamp": Text})
EngineHalvesRow = TypedDict("EngineHalvesRow", {"shared_event_id": Text})
EngineLeakRow = TypedDict("EngineLeakRow", {"first_at": Moment, "keys": ManyTexts, "places": ManyTexts})
EngineOriginalsRow = TypedDict("EngineOriginalsRow", {"place": Text, "is_unread": Flag})
EnginePlacesRow = TypedDict("EnginePlacesRow", {"address": Text, "account_id": Text})
EngineReachedRow = TypedDict("EngineReachedRow", {"node": Text, "since": Moment})
EngineTakersRow = TypedDict("EngineTakersRow", {"node": Text, "taker": Text})
EngineThingsRow = TypedDict("EngineThingsRow", {"name": Text})
EvidenceHeldRow = TypedDict("EvidenceHeldRow", {
    "counted_events": Whole, "counted_account_events": Whole, "counted_keyed": Whole, "events": Whole,
    "account_events": Whole, "credential_events": Whole, "keyed_events": Whole, "keys_seen": ManyTexts,
})  # fmt: skip
EvidenceSpanRow = TypedDict("EvidenceSpanRow", {
    "account_id": Text, "first_event": Moment, "last_event": Moment, "collected_at": Moment,
})  # fmt: skip
EvidenceStampRow = TypedDict("EvidenceStampRow", {
    "items": Whole, "loaded": Whole, "records": Whole, "newest": Moment,
})  # fmt: skip
FailedSignInsRow = TypedDict("FailedSignInsRow", {"event_no": Whole, "event_time": Moment, "user_arn": Text})
FirstActSeenRow = TypedDict("FirstActSeenRow", {"event_time": Moment, "event_id": Text})
FirstUsePastRow = TypedDict("FirstUsePastRow", {
    "aws_region": Text, "evidence_from": Moment, "billed_before": Flag, "first_intruder": Moment,
})  # fmt: skip
FoundCallersRow = TypedDict("FoundCallersRow", {
    "credential_id": Text, "actor": Text, "principal_arn": Text, "calls": Whole, "refused": Whole,
    "first_seen": Moment, "last_seen": Moment,
})  # fmt: skip
FoundDaysRow = TypedDict("FoundDaysRow", {"day": Day, "actor": Text, "calls": Whole})
FoundEventsRow = TypedDict("FoundEventsRow", {"event_no": Whole, "event_time": Moment, "found_in": ManyTexts})
FoundRowsRow = TypedDict("FoundRowsRow", {
    "event_no": Whole, "event_time": Moment, "event_id": Text, "credential_id": Text, "actor": Text,
    "user_arn": Text, "event_source": Text, "event_name": Text, "aws_region": Text, "source_ip_address": Text,
    "user_agent": Text, "outcome": Text, "error_code": Text,
})  # fmt: skip
HorizonsRow = TypedDict("HorizonsRow", {"account_id": Text, "last_event": Moment})
InstanceAddressesRow = TypedDict("InstanceAddressesRow", {
    "access_key_id": Text, "machine": Text, "address": Text, "agent": Text, "first_seen": Moment,
})  # fmt: skip
IntegrityStampRow = TypedDict("IntegrityStampRow", {"checks": Whole, "content": Whole})
JudgedCallsRow = TypedDict("JudgedCallsRow", {"actor": Text, "certainty": Text, "calls": Whole})
KeySightingsRow = TypedDict("KeySightingsRow", {
    "access_key_id": Text, "first_seen": Moment, "event_no": Whole, "event_key": Text, "event_id": Text,
    "aws_region": Text, "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text,
    "account_id": Text, "session_issuer_arn": Text, "session_created_at": Moment, "source_identity": Text,
    "issued": Flag, "session_name": Text, "from_console": Flag, "assumed_root": Flag, "sign_in_session": Text,
    "stems_from": ManyTexts,
})  # fmt: skip
KeysNamedRow = TypedDict("KeysNamedRow", {"access_key_id": Text, "user_name": Text})
LeadUsesRow = TypedDict("LeadUsesRow", {
    "user_type": Text, "user_name": Text, "principal_arn": Text, "credential_id": Text, "address": Text,
    "agent": Text, "event_source": Text, "event_name": Text, "failed": Flag, "weight": Whole,
    "account_id": Text, "calls": Whole, "days": Whole, "first_seen": Moment, "last_seen": Moment,
    "keys": ManyTexts, "event_ids": ManyTexts,
})  # fmt: skip
LeakedInUseRow = TypedDict("LeakedInUseRow", {"used": Flag})
LedgerCallNamesRow = TypedDict("LedgerCallNamesRow", {"event_source": Text, "event_name": Text})
LedgerGapsRow = TypedDict("LedgerGapsRow", {
    "account_id": Text, "aws_region": Text, "blind_from": Moment, "blind_until": Moment,
})  # fmt: skip
LedgerIntruderEventsRow = TypedDict("LedgerIntruderEventsRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account": Text, "outcome": Text, "user_name": Text,
    "user_arn": Text, "invoked_by": Text, "session_issuer_arn": Text, "request_parameters": Text,
    "credential_id": Text, "actor": Text,
})  # fmt: skip
LedgerListingsRow = TypedDict("LedgerListingsRow", {
    "account_id": Text, "aws_region": Text, "kind_name": Text, "parent": Text, "checked_at": Moment,
})  # fmt: skip
LedgerLiveRow = TypedDict("LedgerLiveRow", {
    "account_id": Text, "kind_name": Text, "thing_id": Text, "name": Text, "parent": Text, "aws_region": Text,
    "state": Text, "checked_at": Moment,
})  # fmt: skip
LedgerOtherEventsRow = TypedDict("LedgerOtherEventsRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account": Text, "outcome": Text, "user_name": Text,
    "user_arn": Text, "invoked_by": Text, "session_issuer_arn": Text, "request_parameters": Text,
    "credential_id": Text, "actor": Text,
})  # fmt: skip
LedgerProblemsRow = TypedDict("LedgerProblemsRow", {
    "status": Text, "reason": Text, "items": Whole, "example": Text,
})  # fmt: skip
LedgerSumsRow = TypedDict("LedgerSumsRow", {
    "status": Text, "items": Whole, "bytes": Whole, "records": Whole, "loaded": Whole, "copies": Whole,
    "rejected": Whole,
})  # fmt: skip
LedgerWholeEventsRow = TypedDict("LedgerWholeEventsRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account": Text, "outcome": Text, "user_name": Text,
    "user_arn": Text, "invoked_by": Text, "session_issuer_arn": Text, "request_parameters": Text,
    "response_elements": Text, "additional_event_data": Text, "service_event": Text, "credential_id": Text,
    "actor": Text,
})  # fmt: skip
LinkProfilesRow = TypedDict("LinkProfilesRow", {
    "credential_id": Text, "kind": Text, "parent_id": Text, "depth": Whole, "link": Text, "certainty": Text,
    "issued_at": Moment, "issued_from": Text, "link_event_id": Text, "link_event_time": Moment,
    "link_profile": Whole,
})  # fmt: skip
OtherUsersRow = TypedDict("OtherUsersRow", {"address": Text, "first_seen": Moment, "last_seen": Moment})
QuarantineActsRow = TypedDict("QuarantineActsRow", {
    "event_no": Whole, "event_id": Text, "address": Text, "agent": Text, "user_type": Text,
    "invoked_by": Text, "policy": Text,
})  # fmt: skip
QuarantineCallsRow = TypedDict("QuarantineCallsRow", {
    "actor": Text, "maybe_third_party": Flag, "service": Text, "event_name": Text, "outcome": Text,
    "error_code": Text, "read_only": Flag, "calls": Whole, "first_seen": Moment, "last_seen": Moment,
    "event_ids": ManyTexts,
})  # fmt: skip
ReachedActsRow = TypedDict("ReachedActsRow", {
    "event_no": Whole, "event_key": Text, "event_id": Text, "event_time": Moment, "event_source": Text,
    "event_name": Text, "aws_region": Text, "account_id": Text, "access_key_id": Text, "caller_key": Text,
    "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text, "user_account_id": Text,
    "session_created_at": Moment, "invoked_by": Text, "shared_event_id": Text, "source_ip_address": Text,
    "user_agent": Text, "child_key": Text, "child_arn": Text, "role_arn": Text, "session_name": Text,
    "named_user": Text, "made_arn": Text, "sets_identity": Text, "expires_at": Moment,
    "duration_seconds": Whole, "setting": Text, "target_key": Text, "policy": Text, "switched_from": Text,
    "target_principal": Text, "sign_in_session": Text, "passed_roles": ManyTexts, "opens": ManyTexts,
    "stems_from": ManyTexts, "ends": Text,
})  # fmt: skip
ReachedKeysRow = TypedDict("ReachedKeysRow", {
    "access_key_id": Text, "first_seen": Moment, "event_no": Whole, "event_key": Text, "event_id": Text,
    "aws_region": Text, "user_type": Text, "user_arn": Text, "user_name": Text, "principal_id": Text,
    "account_id": Text, "session_issuer_arn": Text, "session_created_at": Moment, "source_identity": Text,
    "issued": Flag, "session_name": Text, "from_console": Flag, "assumed_root": Flag, "sign_in_session": Text,
    "stems_from": ManyTexts,
})  # fmt: skip
RoleServicesRow = TypedDict("RoleServicesRow", {
    "node": Text, "service": Text, "event_no": Whole, "usual": Flag,
})  # fmt: skip
SourceAddressesRow = TypedDict("SourceAddressesRow", {"address": Text})
SuspectAddressesRow = TypedDict("SuspectAddressesRow", {"source_ip_address": Text})
SuspectMomentsRow = TypedDict("SuspectMomentsRow", {
    "caller_no": Whole, "moment": Moment, "known": Flag, "new_networks": ManyTexts, "new_regions": Whole,
    "burst": Flag,
})  # fmt: skip
SuspectUsesRow = TypedDict("SuspectUsesRow", {
    "caller_no": Whole, "network": Text, "aws_region": Text, "call": Text, "failed": Flag,
    "first_seen": Moment, "event_id": Text, "action_id": Text, "tactic": Text, "weight": Whole,
    "is_old": Flag, "place": Whole,
})  # fmt: skip
TableNamesRow = TypedDict("TableNamesRow", {"table_name": Text})
ThirdPartyCallsRow = TypedDict("ThirdPartyCallsRow", {"event_no": Whole})
ThirdPartyPlacesRow = TypedDict("ThirdPartyPlacesRow", {
    "address": Text, "agent": Text, "third_party_calls": Whole, "owner_calls": Whole, "first_seen": Moment,
    "last_seen": Moment, "credentials": ManyTexts,
})  # fmt: skip
TrailWasOffRow = TypedDict("TrailWasOffRow", {"event_no": Whole})
TreeActionsRow = TypedDict("TreeActionsRow", {
    "event_no": Whole, "event_id": Text, "event_time": Moment, "account_id": Text, "credential_id": Text,
    "profile": Whole, "event_source": Text, "event_name": Text, "aws_region": Text, "source_ip_address": Text,
    "user_agent": Text, "outcome": Text, "error_code": Text, "is_read": Flag, "action_id": Text,
    "tactic": Text, "technique": Text, "weight": Whole, "cost": Flag, "subject": Text, "user_name": Text,
    "user_arn": Text, "bucket": Text, "bytes_out": Whole,
})  # fmt: skip
TreeCallsRow = TypedDict("TreeCallsRow", {
    "event_no": Whole, "event_key": Text, "credential_id": Text, "event_time": Moment, "failed": Flag,
    "read_only": Flag, "invoked_by": Text, "profile": Whole,
})  # fmt: skip
TreeEventsRow = TypedDict("TreeEventsRow", {"event_id": Text, "event_key": Text, "in_tree": Flag})
UndecidedCallsRow = TypedDict("UndecidedCallsRow", {"networks": Whole, "calls": Whole})
UserPolicyCallsRow = TypedDict("UserPolicyCallsRow", {"event_no": Whole})
VaultItemsRow = TypedDict("VaultItemsRow", {
    "file_id": Whole, "origin": Text, "sha256": Text, "bytes": Whole, "pack": Whole,
})  # fmt: skip
VaultPacksRow = TypedDict("VaultPacksRow", {"pack": Whole, "items": Whole, "list_sha256": Text})
VaultStateRow = TypedDict("VaultStateRow", {"packs": ManyWholes, "altered": Whole})
VerdictEventsRow = TypedDict("VerdictEventsRow", {
    "event_no": Whole, "value": Text, "actor": Text, "note": Text,
})  # fmt: skip
WaysOfCallingRow = TypedDict("WaysOfCallingRow", {
    "profile": Whole, "credential_id": Text, "address": Text, "agent": Text, "aws_region": Text,
    "event_source": Text, "event_name": Text, "invoked_by": Text, "user_arn": Text, "first_seen": Moment,
    "last_seen": Moment, "calls": Whole, "failed": Whole, "read_only": Flag, "days": ManyDays, "hours": Whole,
    "counted": Flag,
})  # fmt: skip
