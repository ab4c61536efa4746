### What people read, in English. ja.ftl holds the same ids; tests compare.
### An area of the kit appends at the end of its own section (## area). Ids start with the area's name.

## words: values of closed lists (kit/vocabulary.yml), `<list>-<value>` with blanks as dashes

actor-intruder = intruder
actor-owner = owner
actor-aws = AWS
actor-kit = this kit
actor-unclear = unclear
state-alive = still there
state-stopped = stopped
state-gone = gone
state-unknown = unknown
outcome-succeeded = succeeded
outcome-failed = refused or failed
outcome-partly = partly
outcome-unknown = unknown
certainty-proved = proved
certainty-strong = strong
certainty-possible = possible
severity-critical = critical
severity-high = high
severity-medium = medium
severity-low = low
severity-info = note
step-state-done = done
step-state-open = open
step-state-unknown = not known
coverage-full = complete
coverage-partial = partial
coverage-silent = no calls
coverage-stopped = recording stopped
coverage-not_collected = not collected
coverage-not_settled = not settled yet
coverage-unknown = unknown
kind-access_key = access key
kind-session_token = session token
kind-federation_token = federation token
kind-role_session = role session
kind-root_session = root session
kind-console_session = console session
kind-login_profile = console password
kind-service_credential = service credential
kind-instance_session = instance role credentials
kind-service_session = service role session
kind-identity_center_session = Identity Center session
kind-principal = principal
