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
coverage-reason-history_asked = Event history: management events; it never holds data events
coverage-reason-history_file = a file of Event history, whole unless it was filtered; never data events
coverage-reason-data_events = management events and data events
coverage-reason-management_events = management events; no data event seen
coverage-reason-usual_silence = no event, which is usual for this Region
coverage-reason-columns_only = known from columns only
coverage-reason-log_missing = a log file or digest is missing from the chain
coverage-reason-log_altered = a log file or digest was altered
coverage-reason-history_writes = Event history, write events only
coverage-reason-history_part = Event history, asked for a part of it only
coverage-reason-trail_stopped_part = trail stopped for a part, or another one went on
coverage-reason-trail_narrowed = a trail was narrowed
coverage-reason-file_damaged = a file is damaged
coverage-reason-log_expiry = an expiry on the log bucket may have removed files
coverage-reason-trail_stopped = trail stopped
coverage-reason-unusual_silence = no event where nine hours in ten have some
coverage-reason-no_file = no file of this Region for this time
coverage-reason-too_old = no file of this Region, and older than Event history (90 days)
coverage-reason-not_settled = later than 20 minutes before the collection
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
kind-user = user
kind-role = role
kind-group = group
kind-group_membership = group membership
kind-trust_policy = trust policy
kind-inline_policy = inline policy
kind-attached_policy = attached policy
kind-policy = policy
kind-policy_version = policy version
kind-permissions_boundary = permissions boundary
kind-instance_profile = instance profile
kind-mfa_device = MFA device
kind-ssh_key = SSH key
kind-signing_certificate = signing certificate
kind-service_specific_credential = service specific credential
kind-saml_provider = SAML provider
kind-oidc_provider = OIDC provider
kind-trust_anchor = trust anchor
kind-account_alias = account alias
kind-account_contact = account contact
kind-delegated_administrator = delegated administrator
kind-identity_center_assignment = identity center assignment
kind-permission_set = permission set
kind-resource_policy = resource policy
kind-instance = instance
kind-volume = volume
kind-snapshot = snapshot
kind-snapshot_permission = snapshot permission
kind-image = image
kind-image_permission = image permission
kind-key_pair = key pair
kind-security_group = security group
kind-security_group_rule = security group rule
kind-launch_template = launch template
kind-autoscaling_group = autoscaling group
kind-spot_instances_request = spot instances request
kind-spot_request = spot request
kind-spot_fleet_request = spot fleet request
kind-function = function
kind-function_url = function URL
kind-layer = layer
kind-bucket = bucket
kind-bucket_policy = bucket policy
kind-object = object
kind-db_instance = DB instance
kind-db_cluster = DB cluster
kind-db_snapshot = DB snapshot
kind-cluster = cluster
kind-ecs_cluster = ECS cluster
kind-ecs_service = ECS service
kind-ecs_task = ECS task
kind-task_definition = task definition
kind-stack = stack
kind-stack_set = stack set
kind-trail = trail
kind-detector = detector
kind-rule = rule
kind-queue = queue
kind-topic = topic
kind-subscription = subscription
kind-secret = secret
kind-key = key
kind-grant = grant
kind-domain = domain
kind-email_identity = email identity
kind-notebook_instance = notebook instance
kind-subnet = subnet
kind-internet_gateway = internet gateway
kind-nat_gateway = NAT gateway
kind-web_acl = web ACL
kind-web_app = web app

## things: what a service's things are called, and the service in front of them

kind-access_entry = access entry
kind-account_details = SES account details (sandbox, purpose)
kind-account_public_access_block = account public access block
kind-account_sending = account sending setting
kind-account_setting = account setting
kind-activation = activation
kind-agent = agent
kind-agent_runtime = agent runtime
kind-agreement = agreement
kind-alarm = alarm
kind-alias = alias
kind-analyzer = analyzer
kind-anomaly_monitor = anomaly monitor
kind-anomaly_subscription = anomaly subscription
kind-api = API
kind-app = app
kind-application = application
kind-association = association
kind-backend = backend
kind-backup_vault = backup vault
kind-broker = broker
kind-budget = budget
kind-build = build
kind-cache_cluster = cache cluster
kind-capacity_provider = capacity provider
kind-capacity_reservation = capacity reservation
kind-channel = channel
kind-channel_group = channel group
kind-client_vpn_endpoint = client VPN endpoint
kind-compute_environment = compute environment
kind-config_rule = rule
kind-configuration_recorder = configuration recorder
kind-configuration_set = configuration set
kind-container_service = container service
kind-database = database
kind-dedicated_host = dedicated host
kind-delivery_channel = delivery channel
kind-deployment = deployment
kind-dev_endpoint = development endpoint
kind-disk = disk
kind-distribution = distribution
kind-document = document
kind-ec2_fleet = EC2 fleet
kind-elastic_ip = Elastic IP address
kind-endpoint = endpoint
kind-endpoint_config = endpoint configuration
kind-environment = environment
kind-event_bus = event bus
kind-event_data_store = event data store
kind-event_source_mapping = event source mapping
kind-export = export
kind-export_task = export task
kind-fargate_profile = Fargate profile
kind-farm = farm
kind-file_system = file system
kind-finding_filter = finding filter
kind-findings = findings setting
kind-fleet = fleet
kind-flow_log = flow log
kind-function_permission = function permission
kind-guardrail = guardrail
kind-hosted_zone = hosted zone
kind-hub = hub
kind-identity_center_group = Identity Center group
kind-identity_center_membership = Identity Center membership
kind-identity_center_settings = Identity Center settings
kind-identity_center_user = Identity Center user
kind-identity_pool = identity pool
kind-image_builder = image builder
kind-image_pipeline = image pipeline
kind-import_task = import task
kind-inference_profile = inference profile
kind-instance_profile_association = instance profile association
kind-instance_profile_role = role in an instance profile
kind-ip_set = IP set
kind-job = job
kind-job_definition = job definition
kind-job_queue = job queue
kind-job_run = job run
kind-launch_configuration = launch configuration
kind-launch_template_version = launch template version
kind-layer_version = layer version
kind-lifecycle_config = lifecycle configuration
kind-load_balancer = load balancer
kind-log_group = log group
kind-log_stream = log stream
kind-maintenance_window = maintenance window
kind-managed_policy = managed policy
kind-member_account = member account
kind-model = model
kind-model_access_use_case = model use case form
kind-model_agreement = model agreement
kind-model_customization_job = model customization job
kind-model_entitlement = model entitlement
kind-model_invocation_job = model invocation job
kind-model_invocation_logging = model invocation logging
kind-network_acl_entry = network ACL entry
kind-network_interface = network interface
kind-nodegroup = node group
kind-organization = organization
kind-organization_invitation = organization invitation
kind-organization_policy = organization policy
kind-organization_root_access = root access setting
kind-organization_service_access = service access
kind-parameter = parameter
kind-password_policy = password policy
kind-permission_boundary = permissions boundary
kind-permission_set_policy = permission set policy
kind-pipeline = pipeline
kind-processing_job = processing job
kind-project = project
kind-provisioned_concurrency = provisioned concurrency
kind-provisioned_model_throughput = provisioned model throughput
kind-query_log_config = query log configuration
kind-quota = quota
kind-receipt_rule = receipt rule
kind-record_set = record set
kind-recovery_point = recovery point
kind-region = Region
kind-replication_instance = replication instance
kind-repository = repository
kind-reserved_instances = reserved instance
kind-roles_anywhere_profile = Roles Anywhere profile
kind-route_table = route table
kind-sandbox_phone_number = sandbox phone number
kind-savings_plan = savings plan
kind-schedule = schedule
kind-scheduled_scaling = scheduled scaling action
kind-server = server
kind-server_certificate = server certificate
kind-service = service
kind-service_linked_role = service-linked role
kind-session = session
kind-sms_settings = SMS settings
kind-standards = standards setting
kind-state_machine = state machine
kind-stream = stream
kind-subscription_filter = subscription filter
kind-support_case = support case
kind-table = table
kind-task = task
kind-template = template
kind-traffic_mirror_session = traffic mirror session
kind-traffic_mirror_target = traffic mirror target
kind-training_job = training job
kind-transform_job = transform job
kind-transit_gateway = transit gateway
kind-trigger = trigger
kind-tuning_job = tuning job
kind-user_pool = user pool
kind-user_profile = user profile
kind-volume_attachment = volume attachment
kind-vpc = VPC
kind-vpc_endpoint = VPC endpoint
kind-vpc_peering = VPC peering connection
kind-vpn_connection = VPN connection
kind-webhook = webhook
kind-workgroup = workgroup
kind-workspace = WorkSpace
service-access-analyzer = IAM Access Analyzer
service-account = AWS
service-airflow = MWAA
service-amplify = Amplify
service-apigateway = API Gateway
service-apprunner = App Runner
service-appstream = AppStream
service-athena = Athena
service-autoscaling = EC2
service-aws-marketplace = Marketplace
service-backup = AWS Backup
service-batch = AWS Batch
service-bedrock = Bedrock
service-bedrock-agentcore = Bedrock AgentCore
service-budgets = AWS Budgets
service-ce = Cost Explorer
service-cloud9 = Cloud9
service-cloudformation = CloudFormation
service-cloudfront = CloudFront
service-cloudtrail = CloudTrail
service-cloudwatch = CloudWatch
service-codebuild = CodeBuild
service-codecommit = CodeCommit
service-codepipeline = CodePipeline
service-cognito-identity = Cognito
service-cognito-idp = Cognito
service-config = AWS Config
service-datasync = DataSync
service-deadline = Deadline Cloud
service-dms = DMS
service-dynamodb = DynamoDB
service-ebs = EBS
service-ec2 = EC2
service-ecr = ECR
service-ecs = ECS
service-eks = EKS
service-elasticache = ElastiCache
service-elasticbeanstalk = Elastic Beanstalk
service-elasticfilesystem = EFS
service-elasticloadbalancing = Elastic Load Balancing
service-elasticmapreduce = EMR
service-emr-serverless = EMR Serverless
service-es = OpenSearch
service-events = EventBridge
service-fsx = FSx
service-gamelift = GameLift
service-glue = Glue
service-guardduty = GuardDuty
service-iam = IAM
service-identity-center = Identity Center
service-identitystore = Identity Center
service-imagebuilder = Image Builder
service-inspector2 = Inspector
service-kafka = MSK
service-kinesis = Kinesis
service-kms = KMS
service-lambda = Lambda
service-lightsail = Lightsail
service-logs = CloudWatch Logs
service-macie2 = Macie
service-medialive = MediaLive
service-mediapackagev2 = MediaPackage
service-monitoring = CloudWatch
service-mq = Amazon MQ
service-organizations = Organizations
service-rds = RDS
service-redshift = Redshift
service-redshift-serverless = Redshift Serverless
service-rolesanywhere = Roles Anywhere
service-route53 = Route 53
service-route53domains = Route 53
service-route53resolver = Route 53 Resolver
service-s3 = S3
service-sagemaker = SageMaker
service-savingsplans = Savings Plans
service-scheduler = EventBridge Scheduler
service-secretsmanager = Secrets Manager
service-securityhub = Security Hub
service-servicequotas = Service Quotas
service-ses = SES
service-signin = AWS Sign-In
service-sms-voice = End User Messaging SMS
service-sns = SNS
service-sqs = SQS
service-ssm = Systems Manager
service-states = Step Functions
service-sts = STS
service-support = AWS
service-transfer = Transfer Family
service-wafv2 = WAF
service-workmail = WorkMail
service-workspaces = WorkSpaces
service-acm-pca = AWS Private CA
service-acm = ACM
service-agreement-marketplace = Marketplace
service-amazonmq = Amazon MQ
service-aoss = OpenSearch Serverless
service-application-autoscaling = Application Auto Scaling
service-appsync = AppSync
service-auditmanager = Audit Manager
service-bcm-data-exports = Data Exports
service-bedrock-mantle = Bedrock
service-billingconductor = Billing Conductor
service-braket = Braket
service-chime = Chime
service-cloudcontrolapi = Cloud Control API
service-cloudhsm = CloudHSM
service-cloudshell = CloudShell
service-codeartifact = CodeArtifact
service-codedeploy = CodeDeploy
service-codestar-connections = CodeStar connections
service-comprehend = Comprehend
service-connect = Amazon Connect
service-controltower = Control Tower
service-cur = Cost and Usage Reports
service-detective = Detective
service-devops-guru = DevOps Guru
service-directconnect = Direct Connect
service-dlm = Data Lifecycle Manager
service-ds-data = Directory Service Data
service-ds = Directory Service
service-ec2-instance-connect = EC2 Instance Connect
service-ecr-public = ECR Public
service-emr-containers = EMR Containers
service-firehose = Data Firehose
service-fms = Firewall Manager
service-geo = Location Service
service-glacier = Glacier
service-globalaccelerator = Global Accelerator
service-greengrass = Greengrass
service-health = AWS Health
service-invoicing = Invoicing
service-iot = AWS IoT
service-ivs = Interactive Video Service
service-kendra = Kendra
service-kinesisvideo = Kinesis Video Streams
service-lakeformation = Lake Formation
service-m2 = Mainframe Modernization
service-managedblockchain = Managed Blockchain
service-mediaconnect = MediaConnect
service-mediaconvert = Elemental MediaConvert
service-mediapackage = Elemental MediaPackage
service-mediastore = Elemental MediaStore
service-memorydb = MemoryDB
service-mobiletargeting = Pinpoint
service-network-firewall = Network Firewall
service-networkmanager = Network Manager
service-notifications-contacts = User Notifications Contacts
service-notifications = User Notifications
service-oam = CloudWatch Observability Access Manager
service-omics = Omics
service-outposts = Outposts
service-pcs = Parallel Computing Service
service-pipes = EventBridge Pipes
service-qbusiness = Q Business
service-quicksight = QuickSight
service-ram = Resource Access Manager
service-rdsdataapi = RDS Data API
service-redshift-data = Redshift Data API
service-rekognition = Rekognition
service-resource-explorer-2 = Resource Explorer
service-securitylake = Security Lake
service-serverlessrepo = Serverless Application Repository
service-servicecatalog = Service Catalog
service-shield = AWS Shield
service-snowball = Snowball
service-ssm-guiconnect = Systems Manager GUI Connect
service-sso-directory = IAM Identity Center directory
service-sso = IAM Identity Center
service-storagegateway = Storage Gateway
service-tagging = Resource Groups Tagging API
service-timestream = Timestream
service-vpc-lattice = VPC Lattice
service-workspaces-web = WorkSpaces Web

## charts: words inside charts

chart-no-calls = No calls with these credentials in the evidence.
chart-no-credentials = No credential in the evidence.
chart-no-principals = No principal made or changed in the evidence.
chart-no-resources = No resource started or changed in the evidence.
chart-no-spend = No bill and no estimate in the evidence.
chart-no-coverage = Nothing was collected yet.
chart-calls = { $count ->
    [one] 1 call
   *[other] { $count } calls
  }
chart-quiet = quiet time, left out
chart-more = and { $count } more
chart-folded = + { $count } more of the same kind
chart-never-used = never used
chart-issued = issued
chart-expires = expires
chart-until = until
chart-time = time
chart-habit = normal spend
chart-added = added by the incident
chart-billed = billed
chart-estimate = estimate (low to high)
chart-usd-day = USD a day
chart-utc-days = days in UTC, as AWS bills them
chart-first-day = above normal from { $day }
chart-first-day-mark = first day above normal
chart-total = { $money } in all
chart-other-regions = { $count } more Regions
chart-running = { $count } still there
chart-resources = { $count ->
    [one] 1 resource
   *[other] { $count } resources
  }
chart-used-before-no = not used before
chart-global = no Region
chart-made = made or changed
chart-end-of-logs = end of the logs
tactic-reconnaissance = Reconnaissance
tactic-resource-development = Resource development
tactic-initial-access = Initial access
tactic-discovery = Discovery
tactic-credential-access = Credential access
tactic-privilege-escalation = Privilege escalation
tactic-persistence = Persistence
tactic-defense-evasion = Defense evasion
tactic-lateral-movement = Lateral movement
tactic-execution = Execution
tactic-collection = Collection
tactic-command-and-control = Command and control
tactic-exfiltration = Exfiltration
tactic-impact = Impact
tactic-other = Other calls
milestone-first_intruder_event = First intruder call
milestone-trail_stopped = Trail stopped
milestone-trail_started = Trail restarted
milestone-first_resource = First resource started
milestone-quarantined = AWS quarantine policy
milestone-key_deactivated = Key deactivated
milestone-key_deleted = Key deleted
milestone-last_intruder_event = Last intruder call
milestone-notice = Notice from AWS

## plan: what is left to do

things-counted = { $count } { $thing }
words-at = At { $at }
words-unknown = not known
words-undated = At a time that the records do not give
words-from-to = From { $at } to { $last }
words-more = and { $count } more
plan-title = What is left to do, in this order
plan-intro = Run each line yourself, with an administrator of your own: not with the leaked key, not as the quarantined user. This kit runs none of them. Lines marked { $mark } only read.
plan-as-of = State of the evidence: { $at }. What happened later is not in it; look before you act.
plan-reads = reads
plan-clock-behind = The clock of this machine ({ $now }) stands before the newest evidence ({ $at }): one of the two is wrong. Lines that name a time use the later one. Set the clock before you run them.
plan-changes = changes
plan-account = account { $account }
plan-nothing = Nothing of this is open.
plan-phase-save = Save what is there, before anything is stopped
plan-phase-keep = Leave the quarantine policy where it is
plan-phase-restore = Stop what a clock runs on, and switch on again what was switched off
plan-phase-contain = Contain what the third party runs and has opened
plan-phase-deny = Restrict the leaked user to the owner's networks
plan-phase-rotate = Replace the leaked key
plan-phase-watch = Move the application and watch
plan-phase-deactivate = Deactivate the leaked key
plan-phase-delete = Delete the leaked key
plan-phase-others = Rotate the other keys of the account
plan-phase-remove = Remove what the third party left
plan-phase-review = Ask the owner: things this kit does not decide
plan-phase-bill = Check the bill of all Regions
plan-phase-reply = Reply to AWS
plan-no-evidence = The case holds no event of a leaked key yet. Collect the logs first; then this plan knows what is open.
plan-unmade = This plan is not whole. The analysis { $stage } fails on this evidence ({ $reason }), and what hangs on it is missing here. Do by hand what AWS's notice asks for, and have the kit mended: `kit status` names the same line.
plan-save-iam = Keep the output of these lines as evidence before anything in account { $account } is changed.
plan-save-regions = Keep the output for every Region of account { $account }; third parties choose Regions that are not in use.
plan-keep-quarantine = { $policy } is on the user { $user }. Leave it until all other steps are done; this plan never detaches it. The line shows whether it is still there.
plan-quarantine-gone = The quarantine policy was taken from the user { $user }. Look whether any is there now, and ask AWS Support whether it has to come back.
plan-quarantine-unseen = The logs do not show a quarantine policy on the user { $user }. It may have been attached before they begin. Look.
plan-check = { $kind } { $name }: by the evidence { $state }. Look before you act, and keep the output.
plan-check-key = { $key }: by the evidence { $state }. Look whether it is active.
plan-contain-principal = { $kind } { $name } was made by the third party ({ $call }, { $at }). The line takes effect at once and keeps the thing as evidence where AWS allows that.
plan-revert-principal = The third party put this grant on a principal that is not theirs ({ $call }, { $at }). The line takes back that grant only; ask the owner before if the application may need it by now.
plan-contain-resource = Started by the third party ({ $call }): { $count } × { $kind }. The price an hour is not known.
plan-contain-resource-free = { $count ->
    [one] { $kind } { $name } was made by the third party ({ $call }, { $at }). The line cuts it off at once.
   *[other] { $count } × { $kind } were made by the third party ({ $call }, the first { $at }): { $name }. The line cuts them off at once.
}
plan-contain-resource-priced = Started by the third party ({ $call }): { $count } × { $kind }. Together about { $usd_per_hour } an hour.
plan-contain-session = Sessions of the third party under the role { $role } ({ $sessions }) may live until they expire. The policy denies everything to these session names if issued before now; other sessions of the role go on.
plan-review-role-session = The third party and somebody else work under the same session names of the role { $role } ({ $sessions }). A deny would stop both: agree with the owner on a moment, then deny sessions issued before it.
plan-remove = { $count ->
    [one] { $kind } { $name } was made by the third party ({ $call }, { $at }). Remove it when everything above is done and the evidence is kept.
   *[other] { $count } × { $kind } were made by the third party ({ $call }, the first { $at }): { $name }. Remove them when everything above is done and the evidence is kept.
}
plan-remove-key-later = The third party's key { $name } ({ $call }, { $at }) is deleted last: when it is inactive and nobody has used it for 24 hours. The line shows its last use.
plan-review-unclear = { $kind } { $name } ({ $call }, { $at }): the evidence does not tell whose act this was. Nothing is done to it; ask the owner.
plan-review-change = The third party changed { $kind } { $name } ({ $call }, { $at }), and it is not theirs to take away. Compare with what the owner intended and put that back.
plan-undo = The third party changed { $kind } { $name }, which is their own ({ $call }, { $at }). Undo that, so that it can be removed.
plan-review-made = { $kind } { $name } was made by the third party ({ $call }, { $at }); this kit knows no line for it. Look at it in the console and remove it there when the evidence is kept.
plan-revert-resource = The third party shared or opened { $kind } { $name } to others ({ $call }, { $at }). The line takes back that share only.
plan-deny-sessions = Deactivating a key does not end temporary credentials made from it. The policy denies everything to sessions of the user { $user } issued before { $at }; the long-term key and later sessions are not concerned. Credentials made from it in the logs: { $sessions }. The owner's calls with such sessions: { $calls }.
plan-deny-sessions-later = Temporary credentials of the user { $user } issued before { $at } are to be denied, but the owner's application works with such sessions itself ({ $calls } calls in the logs; credentials made in all: { $sessions }). Run this when the application has moved to its new user or role.
plan-deny-networks = The owner's networks are known ({ $networks }). The policy denies everything to the user { $user } from elsewhere. Calls through a VPC endpoint (aws:SourceVpce) and calls that AWS services make are left out of it, since they show no address of the owner's network.
plan-networks-unknown = The owner's networks are not in case.toml, so no line here restricts the user { $user } to them. Ask the owner; with `networks` under `[owner]` this plan adds the line.
plan-two-keys = The user { $user } has { $count } access keys already ({ $keys }), which is the most AWS allows: a further one cannot be made for this user. Find out whose each is before anything is deleted.
plan-rotate-every-key = The case names the user { $user }, not which of its keys leaked. Find out with the line below and `kit ask CASE suspects`, add the key with `kit key`, or treat every key of the user as leaked.
plan-rotate-root = { $key } is a key of the root user. Make a user or role with the permissions that are needed, move to it, then deactivate and delete the root key in the console.
plan-rotate-unknown-user = The logs do not tell which user the key { $key } belongs to. Ask IAM (get-access-key-last-used names the user), then add it to the case.
plan-rotate-unused = A new key is there ({ $key } of the user { $user }), but the logs show none of the owner's calls with it yet. Move the application to it.
plan-rotate-no-owner = The logs show no call of the owner's with { $key } (state: { $state }, last call of anybody: { $at }). Ask the owner whether anything uses it; if nothing does, it needs no replacement.
plan-rotate-new-principal = Make a new user (or better a role) with least privilege, not a second key on { $user }: the quarantine policy or the deny of sessions stops the application there as well. The owner's calls refused since the attach: { $calls }; actions it stops: { $refused }. Actions that the application needs by the logs: { $needs }.
plan-rotate-least-privilege = Write least-privilege.json from the actions above, limited to the resources that are used, and attach it to the new user. Refused or to be refused for { $user }: { $refused } ({ $calls } refused calls). Needed: { $needs }.
plan-rotate-new-key = A key for the new user. Store it where the leaked one was not. It replaces the key of { $user } ({ $calls } refused calls; { $refused }; needed: { $needs }).
plan-rotate-second-key = Make a second key for the user { $user }, move the application to it, and keep the old one until the watch is over.
plan-watch-old = Watch the leaked key { $key } (state: { $state }). Its last call in the logs: { $at }.
plan-watch-new = Watch the new key { $key } of the user { $user }. The owner's calls with it in the logs: { $calls }.
plan-deactivate = Deactivate the leaked key { $key } of the user { $user } (state: { $state }, last call in the logs: { $at }). `--status Active` takes that back if something breaks.
plan-deactivate-after = Once the application works with its new credentials, and not before: deactivate the leaked key { $key } of the user { $user } (state: { $state }, last call in the logs: { $at }). `--status Active` takes that back if something breaks.
plan-delete = The leaked key { $key } is inactive (state: { $state }), silent for 24 hours (last call: { $at }), and nothing of the owner's depends on it by the logs. Delete it.
plan-delete-later = The leaked key { $key } is not to be deleted yet (state: { $state }, last call in the logs: { $at }). It may go when its replacement shows the owner's calls and it has been inactive and silent for 24 hours. The line shows its last use.
plan-bill = Look at the bill of every Region for the time of the incident. One request of this line costs USD 0.01; the console's Cost Explorer is free.
plan-bill-older = Look at the bill of every Region for the time of the incident. Cost Explorer keeps 13 months by the day: what is older only the invoices and an export of the bill (CUR) show. One request of this line costs USD 0.01; the console is free.
plan-reply = Reply to AWS when the steps above are done. `kit reply` drafts it from the evidence.
plan-reply-case = Reply to AWS, case { $support_case }, when the steps above are done. `kit reply` drafts it from the evidence.
plan-guard-account = From here on the lines are for account { $account }. Sign in there first: this line must print { $account }, else stop.
plan-phase-now = In the next 15 minutes
plan-leak-save = Save the places where the key lies as they are, before anything is taken down there: { $places }. A clone with all branches, the page with its date, access logs and statistics of the host.
plan-leak-beside = Beside the leaked key ({ $places }) stand other keys: { $keys }. Replace them, and every password and token in the same place.
plan-leak-look-beside = Look what else lies where the leaked key lies ({ $places }), and replace every key, password and token there.
plan-leak-take-down = When the places are saved and the key is replaced: take the key out of { $places }, or close them to the public. Removing the commit is not enough: history, forks, clones and caches keep it. Taking it down makes no key secret again.
plan-phase-secrets = Renew the secrets that were read
plan-now-deadline = AWS waits for an answer until { $at }. After that the account may be suspended.
plan-now-deadline-past = AWS waited for an answer until { $at }; that has passed. Answer the support case today, even if not all is done, and say by when it will be.
plan-now-key-off = Deactivate the leaked key { $key } of the user { $user } at once. The logs show no call of the owner's with it, so nothing of theirs is known to stop; `--status Active` takes it back.
plan-now-key-off-used = Deactivate the leaked key { $key } of the user { $user } at once: no quarantine is seen on it. This stops the owner's application ({ $calls } calls in the logs: { $needs }) until it has new credentials; `--status Active` takes it back.
plan-now-limit = The leaked key { $key } of the user { $user } works, and no quarantine is seen on it. The owner's application uses it too ({ $calls } calls in the logs: { $needs }), so this policy leaves the services that the application is seen to use, and denies all others and the calls that only the third party made. The third party can still use what is left. Deactivating the key (phase "Deactivate the leaked key") stops them whole, and stops those calls of the application with them: if the owner can bear that, do it now instead.
plan-now-limit-user = One of the keys of the user { $user } leaked and works, and no quarantine is seen on the user. The owner's application uses it too ({ $calls } calls in the logs: { $needs }): this policy leaves the services that it is seen to use, and denies all others and the calls that only the third party made.
plan-now-root-key-off = { $key } is a key of the root user, and is off. Whoever had it could do everything: change the root password, the password of its mail account and the MFA all the same, look for further root keys in the console (Security credentials), delete this one there, and check the alternate contacts. Sessions made from it live until they expire.
plan-now-leaked-session = A session of the role { $role } ({ $name }) leaked and may live until it expires (last call of anybody: { $at }). The policy denies everything to sessions of that name issued before { $before }; who uses the name rightly ({ $calls } calls in the logs) signs in anew. Find out where the session was taken: a machine, a build system or a browser that still holds what makes new ones is the next leak. Renew the sign-in, keys and MFA of { $name }.
plan-now-leaked-machine-over = The credentials of the machine { $name } (role { $role }) leaked. They have expired (last call of anybody: { $at }), but whoever took them can take the next: save the machine and isolate it as soon as its owner can bear that (below), find the way in (an open web application, a shell), and let its metadata service answer to IMDSv2 alone. The line shows what the role is for.
plan-now-leaked-machine-denied = The credentials of the machine { $name } (role { $role }) leaked; older sessions of the role are denied since. Whoever took them can take the next: save the machine and isolate it as soon as its owner can bear that (below), and let its metadata service answer to IMDSv2 alone. The line shows what the role is for.
plan-now-leaked-machine = The credentials of the machine { $name } (role { $role }) leaked and may live until they expire (last call of anybody: { $at }). The policy denies everything to sessions of that machine issued before { $before }. It stops the machine's own calls, too ({ $calls } in the logs), until the machine has new credentials: detaching and attaching its instance profile gives it some at once. Whoever took these can take the next: save the machine and isolate it as soon as its owner can bear that (below), and let its metadata service answer to IMDSv2 alone.
plan-now-leaked-session-denied = A session of the role { $role } ({ $name }) leaked; older sessions of the role are denied since. Whoever could take it can take the next: find out where it was taken (a machine, a build system, a browser), and renew the sign-in, keys and MFA of { $name }. The line shows who may assume the role.
plan-now-leaked-session-over = A session of the role { $role } ({ $name }) leaked. It has ended (last call of anybody: { $at }), but whoever could take it can take the next: find out where it was taken (a machine, a build system, a browser), and renew the sign-in, keys and MFA of { $name }. The line shows who may assume the role.
plan-rotate-others = { $count ->
    [one] 1 other access key of the account is
   *[other] { $count } other access keys of the account are
} seen and unchanged since: { $names }. AWS asks to rotate all: for each a second key, the application moved, the old one off, then deleted. The line shows when each was made and last used.
plan-now-root-key = { $key } is a key of the root user: no policy limits it. Sign in as root now, deactivate the key in the console (Security credentials), and change the root password and MFA. What uses it stops; make a role or user for that first only if the owner cannot bear that.
plan-now-identity-center = { $name } is a session of an IAM Identity Center user. Disable the user in Identity Center and delete its active sessions there; the role in the account cannot be changed. Sessions that were given out live until they expire, unless the permission set denies older sessions (aws:TokenIssueTime).
plan-now-root-sign-in = The root user signed in or was used from { $address } ({ $at }), an address at which only the third party is seen. Take the root user back: change the root password and its mail account's password, renew the root MFA, look for root access keys and delete them, sign out all sessions. AWS Support helps where the sign-in is lost.
plan-now-other-key = The key { $key } of the user { $user } was used from { $address } ({ $calls } calls, first { $at }), an address at which only the third party is seen. Deactivate it and ask { $user }; `--status Active` takes it back. Treat it as leaked: `kit key CASE { $key }`.
plan-now-other-session = { $user } called from { $address } ({ $calls } calls, first { $at }), an address at which only the third party is seen. Ask who that was, and deny its older sessions if nobody knows.
plan-now-other-made = { $name } was made by { $user } ({ $call }, { $at }) from an address at which only the third party is seen. The line takes effect at once and keeps it as evidence; ask { $user } whether it is theirs.
plan-check-user = The user { $user }: look before you act, and keep the output.
plan-check-act = { $name } ({ $call }, { $at }): look before you act.
plan-unlimit = When the leaked key is deleted and the application works with its new credentials: take the plan's own limit off the user { $user }.
plan-save-copy = Copies of the disks of what the third party runs, before anything of it is stopped or ended; tags go with them. A copy does not hold the memory: if that matters, isolate the machine and take its memory before the stop (the runbook AWSSupport-ContainEC2Instance records its security groups and swaps them, and puts members of a group in standby).
plan-save-list = Keep the output: what belongs to { $kind } { $name } ({ $call }, { $at }).
plan-save-wait = Wait until the copies are complete before anything of this Region is ended.
plan-save-host = The third party reached the machine { $name } of the owner's. A copy of its disks saves the evidence and does not disturb it.
plan-review-host = The third party ran commands on the machine { $name }. Nothing is done to it here: its owner decides whether to isolate it (swap its security groups for one without rules, record the old ones; the runbook AWSSupport-ContainEC2Instance does that and can undo it), inspect the copy, and rebuild the machine from a clean image.
plan-review-host-role = The third party used the credentials of the machine { $name } (role { $role }) from outside. Save it first (above), inspect the copy, isolate or rebuild it as its owner decides (the runbook AWSSupport-ContainEC2Instance swaps its security groups and can undo that). Revoke the older sessions of { $role }: a deny with aws:TokenIssueTime on the role also stops the machine until it has fetched new credentials; detaching and attaching its instance profile fetches them.
plan-contain-spot = Spot machines of the third party: saved above and ended in the last phase. They are not stopped, since one of a one-time or cancelled request cannot be. To cut one off before, give it a security group without rules and record the old ones.
plan-contain-members = { $kind } { $name } ({ $call }, { $at }) holds machines of its own: save those you find, then it is ended in the last phase.
plan-restore-act = The third party switched this off or changed it: { $name } ({ $service } { $call }, { $at }). The line puts it back.
plan-restore-clock = A clock runs on { $name } since { $at } ({ $service } { $call }). The line takes it back; afterwards it may be too late.
plan-replace-secret = The third party read the secret { $name } ({ $call }, { $calls } times, first { $at }). Change it where it is good (database, service, partner), then put the new value here.
plan-remove-wait = Wait until they have ended before what they hang on is removed.
plan-review-stood = The third party made, granted or shared { $kind } { $name } ({ $call }, { $at }), but by the logs it stood before. It is not taken away: ask the owner whether it still should be there.
plan-review-older = The third party made, granted or shared { $kind } { $name } ({ $call }, { $at }), but the logs begin too shortly before to tell whether it stood already. Compare with what the owner intended before it is taken away.
plan-review-ended = The third party deleted, took away or switched off { $kind } { $name } ({ $call }, { $at }). Ask the owner whether it has to come back, and from which copy.
plan-note-return-window = A Savings Plan can be returned within 7 days of the purchase and in the same calendar month; after that ask AWS Support for a refund.
plan-note-new-password = Write the new password into new-password.json ({"{"}"Password": "..."{"}"}), give it to the user by another way, and delete the file.
plan-note-trust-replaced = The logs do not hold the earlier trust: the line keeps what the policy says of this account and of AWS services, and drops everybody else. Compare with what the owner intended before.
plan-note-policy-cut = The logs do not hold the earlier policy: the line drops everybody outside this account and keeps the rest. Compare with what the owner intended before.
plan-note-inline-replaced = If the owner had a policy of this name, the call has overwritten it: keep the output above, and have the owner put the earlier text back.
plan-review-secrets = The third party read every secret or parameter below { $name } at once ({ $call }, { $calls } times, first { $at }).
plan-note-unnamed = The logs do not name them one by one: each in this list counts as read. Renew those that are secret, here and where they are good.
plan-rotate-successor = The user { $name } has a key that was made since the leak ({ $key }), and the calls with it look like those of the application of { $user }. If it is the replacement, name the user in case.toml (`principals` under `[owner]`): then the lines below for a new user fall away, and the old key can go.
plan-save-groups = Record the security groups of { $name }: it loses them below.
plan-isolation-group = A security group without rules, for the machines below. The first line prints its id: write that into the file that the second line names (with printf, so without a line end).
plan-isolate = The Spot machine { $name } cannot be stopped. It loses its network instead, and keeps its memory and disks; the groups it had are recorded above.
plan-isolation-gone = The group without rules is this plan's own: it goes when its machines have ended.
plan-group-min = The group { $name } may hold no machine from here on, so that its members can leave it.
plan-standby = { $name }: members of an Auto Scaling group. In standby the group neither replaces nor ends them, and its desired capacity goes down with them.
plan-note-key-deletion = The deletion is scheduled, not done: until its day the key can be kept. A key whose deletion is cancelled is disabled, so it is enabled after.
plan-note-bin = Where a retention rule of the Recycle Bin applies it can be restored from there until its day; the line shows that.
plan-note-provision = Accounts keep the old permissions until the permission set is provisioned again (`aws sso-admin provision-permission-set`).
plan-note-transfer = A transfer of a domain can be cancelled only until the other side accepts it.
plan-note-spot = A Spot machine whose request has ended cannot be stopped, only terminated.
plan-note-members = Its members are machines of their own: nothing of them is ended by this line.
plan-note-selectors = The line records all management events; what the trail recorded beyond that (data events) the owner sets again.
plan-note-secret = Where rotation is set up for it, `rotate-secret` does the same. Delete the file with the new value afterwards.
plan-note-mfa = A second factor can be set only by the user, with two codes of the device: have them do it before they sign in again.
plan-note-host = Examine what ran there.
plan-note-likely = That this was the third party is likely, not certain.
plan-deny-networks-endpoints = The owner's networks are known ({ $networks }), and the owner's calls also come through VPC endpoints ({ $endpoints }), where no address of the network is seen. The policy denies everything to the user { $user } from elsewhere, but leaves those endpoints and calls of AWS services. Ask whether there are more VPC endpoints before you run it: through another one the application would stop.
plan-revert-principal-strangers = The third party let { $strangers } assume the role { $name } ({ $call }, { $at }). The line takes that back: nobody of them can assume it any more. Sessions that they hold already live until they expire.
plan-unfit-missing = No line for `{ $call }`: the logs do not hold { $value }. Look in the console.
plan-unfit-hostile = No line for `{ $call }`: a value from the logs holds characters that have no place in a command ({ $value }). Look in the console.
plan-unfit-quarantine = No line for `{ $call }`: it would take away { $value }, the quarantine policy, which stays.

credential-state-alive = usable
credential-state-stopped = deactivated
credential-state-gone = expired or deleted
credential-state-unknown = unknown

change-created = created
change-changed = changed
change-attached = attached
change-detached = detached
change-disabled = disabled
change-enabled = enabled
change-deleted = deleted
change-shared = shared
change-opened = opened to others
change-closed = closed
change-removed = removed
change-started = started
change-stopped = stopped
change-resumed = resumed
made-user = user
made-group = group
made-role = role
made-access_key = access key
made-login_profile = console password
made-attached_policy = policy attached
made-inline_policy = inline policy
made-managed_policy = policy
made-trust_policy = role's trust
made-instance_profile = instance profile
made-saml_provider = SAML provider
made-oidc_provider = OIDC provider
made-permission_boundary = permissions boundary
made-permissions_boundary = permissions boundary
made-group_membership = group membership
made-mfa_device = MFA device
made-ssh_key = SSH key
made-signing_certificate = signing certificate
made-service_specific_credential = service credential
made-account_alias = account alias

## columns: heads of tables, `column-<name>` as in `kit ask`

column-account_id = account
column-aws_region = Region
column-event_id = event id
column-credential_id = credential
column-kind = kind
column-principal_arn = principal
column-link = by
column-certainty = certainty
column-events = calls
column-state = state
column-name = name
column-change = change
column-changed_at = when
column-actor = by whom
column-resource_type = type
column-resource_id = id
column-size = size
column-created_at = when
column-usd_per_hour = USD an hour
column-estimated_usd = estimate USD
column-tactic = purpose
column-subject = what
column-source_ip_address = from
column-outcome = outcome
column-weight = weight
column-value = value
column-used_before = used before
column-status = status
column-bytes = bytes
column-reason = reason
first-use-source_ip = address
first-use-network = network
first-use-user_agent = tool
first-use-region = Region
first-use-service = service
first-use-action = call
used-before-yes = yes
used-before-no = no
used-before-unknown = not known
column-issued_at = issued
column-first_seen = first use
column-last_seen = last use
column-expires_at = expires
column-ended_at = ended
column-visit = No.
column-network = network
column-tools = tool
column-calls = calls
column-refused = refused
column-changes = changes
column-decides = to decide

## links: how a credential came from its parent

link-leaked = leaked
link-instance_profile = role of the instance
link-service_role = role of the service
link-trust_change = change of the role's trust
link-source_identity = same source identity
link-seen = seen in the logs

## findings: what has to be told; `-title` beside each sentence

finding-third-party-title = The leaked key was { $how ->
    [likely] likely used
   *[certain] used
} by a third party
finding-third-party = { $during } a third party { $how ->
    [likely] likely used
   *[certain] used
} { $keys }: { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }, of which { $failed } were refused or failed, from { $addresses ->
    [one] 1 address
   *[other] { $addresses } addresses
 } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, with { $credentials ->
    [one] 1 credential
   *[other] { $credentials } credentials
 } in all.{ $how ->
    [likely] {" "}This is judged by what was done, since the logs hold no earlier use to compare with: have the owner confirm it.
    [mixed] {" "}{ $likely } of the calls are judged by what was done alone: have the owner confirm them.
   *[certain] {""}
}
finding-unclear-hand-title = Calls whose hand is unclear
finding-unclear-hand = { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 } with { $keys } or what came out of it can be neither the owner's nor the third party's for certain. Ask the owner.
finding-unexplained-principals-title = Users, keys or grants that no log explains
finding-unexplained-principals = The look at the account of { $at } found { $count } users, keys or grants made since the incident began whose making is not in the logs: { $names }. Whose they are has to be found out.
finding-unexplained-resources-title = Resources that no log explains
finding-unexplained-resources = The look at the account of { $at } found { $count } resources in { $regions } Regions, made since the incident began, whose making is not in the logs: { $names }. Whose they are has to be found out.
finding-trail-altered-title = Log files or digests were altered
finding-trail-altered = CloudTrail's digests do not fit { $logs ->
    [one] 1 log file
   *[other] { $logs } log files
 } and { $digests ->
    [one] 1 digest
   *[other] { $digests } digests
 } of { $from } to { $to } ({ $names }): they were changed after CloudTrail delivered them, by hand or by damage on the way. What stands in them is no proof, and more may have stood there.
finding-trail-missing-title = Log files or digests are missing
finding-trail-missing = Named by CloudTrail's digests but not in the case: { $logs ->
    [one] 1 log file
   *[other] { $logs } log files
 }; stretches without a digest: { $digests } ({ $from } to { $to }, { $names }). They were deleted or not collected. Collect the bucket again for that time; if it does not hold them, Event history may.
finding-saved-answers-title = Saved answers that this kit did not ask for
finding-saved-answers = { $count ->
    [one] 1 file looks like an answer
   *[other] { $count } files look like answers
 } of the account that this kit did not ask for, in { $names }. Anybody can have written them: no state, no step and nothing in the plan rests on them. What stands in the account is known once the account itself is asked.
finding-unnamed-keys-title = Public keys that nobody vouches for
finding-unnamed-keys = { $count ->
    [one] 1 file holds
   *[other] { $count } files hold
 } public keys of CloudTrail's digests that did not come from AWS to this kit, in { $names }. Anybody can have written them: they prove nothing until their fingerprints are named by an analyst who has them from AWS.
finding-beside-chain-title = Digests beside the proved chain
finding-beside-chain = { $count ->
    [one] 1 digest lies
   *[other] { $count } digests lie
 } in the evidence beside proved digests of the same time, in { $names }. CloudTrail did not sign them: put there by hand, or damaged copies. Nothing that they say of log files counts.
finding-outlives-key-title = Temporary credentials that outlive the key
finding-outlives-key = The third party made and used { $count } × { $kind } from { $at } on ({ $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }). These go on after the key is deactivated; the last expires { $expires }. Not known to have ended: { $alive }.
finding-outlives-key-open = The third party made and used { $count } × { $kind } from { $at } on ({ $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }). These go on after the key is deactivated; the logs do not tell when they expire. Not known to have ended: { $alive }.
finding-other-account-title = The third party went on into account { $account }
finding-other-account = From { $at } the third party worked in account { $account } with { $count ->
    [one] 1 session
   *[other] { $count } sessions
 } ({ $names }): { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }.
finding-instance-credentials-title = Credentials of an instance role were used
finding-instance-credentials = From { $at } the third party used { $count ->
    [one] 1 credential
   *[other] { $count } credentials
 } that belong to instances ({ $names }): { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }.
finding-console-title = The third party signed in to the console
finding-console = From { $at } the third party used { $count ->
    [one] 1 console session
   *[other] { $count } console sessions
 } ({ $names }): { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 }.
finding-quarantine-detached-title = The quarantine policy was taken away
finding-quarantine-detached = { $policy } was taken from the user { $user } ({ $ended }). It should stay until everything else is done.
finding-quarantine-refused-title = The quarantine policy could not be attached
finding-quarantine-refused = An attempt to attach { $policy } to the user { $user } was refused ({ $at }).
finding-quarantine-not-by-aws-title = A policy of the quarantine's name, not attached by AWS
finding-quarantine-not-by-aws = { $policy } was attached to the user { $user } ({ $at }), but not from a source of AWS's own. The name alone proves nothing: whoever has the rights can shut out a defender this way.
finding-quarantine-ignored-title = The third party went on after the quarantine
finding-quarantine-ignored = After { $policy } was attached to the user { $user } ({ $at }), { $calls ->
    [one] 1 further call
   *[other] { $calls } further calls
 } of the third party under that user succeeded. The policy denies a list of calls, not everything.
finding-quarantine-unclear-title = Calls after the quarantine whose hand is unclear
finding-quarantine-unclear = After { $policy } was attached to the user { $user } ({ $at }), { $calls ->
    [one] 1 further call
   *[other] { $calls } further calls
 } under that user succeeded that can be neither the owner's nor a third party's for certain. Ask the owner.
finding-quarantine-stops-owner-title = The quarantine stops the owner's application
finding-quarantine-stops-owner = Since { $policy } was attached to the user { $user } ({ $at }), { $denied ->
    [one] 1 call of the owner's
   *[other] { $denied } calls of the owner's
 } were refused. A second key of the same user would be refused as well.
finding-logging-stopped-title = Logging was switched off ({ $call })
finding-logging-stopped = The trail { $name } of account { $account } was switched off ({ $call }, { $at }) and on again { $ended }: { $span } without it.{ $whose ->
    [tree] { "" }
   *[outside] { " " }The call was made by { $by }, which the logs do not connect with the leaked key.
}
finding-trail-deleted-title = The trail was deleted ({ $call })
finding-trail-deleted = The trail { $name } of account { $account } was deleted ({ $call }, { $at }). It records nothing from then on.{ $whose ->
    [tree] { "" }
   *[outside] { " " }The call was made by { $by }, which the logs do not connect with the leaked key.
}
finding-logging-stopped-still = The trail { $name } of account { $account } was switched off ({ $call }, { $at }); no later start is in the logs.{ $whose ->
    [tree] { "" }
   *[outside] { " " }The call was made by { $by }, which the logs do not connect with the leaked key.
}
finding-new-user-title = New user { $user }
finding-new-user = The third party made the user { $user } in account { $account } ({ $at }): { $keys ->
    [one] 1 access key
   *[other] { $keys } access keys
 }; console password: { $password ->
    [yes] yes
   *[no] no
 }; administrator rights: { $admin ->
    [yes] yes
   *[no] none seen
 }. By the logs: { $state } ({ $when }).
finding-new-key-title = New access key for { $user }
finding-new-key = The third party made the { $kind } { $name } for the user { $user } in account { $account } ({ $at }). By the logs: { $state } ({ $when }).
finding-new-password-title = Console password of { $user } set
finding-new-password = The third party set a console password for the user { $user } in account { $account } ({ $at }; { $kind } { $name }). By the logs: { $state } ({ $when }).
finding-new-role-title = New role { $name }
finding-new-role = The third party made the { $kind } { $name } ({ $user }) in account { $account } ({ $at }). By the logs: { $state } ({ $when }).
finding-trust-changed-title = Trust of the role { $user } changed
finding-trust-changed = The third party changed who may assume the role { $user } in account { $account } ({ $kind } { $name }, { $at }). By the logs: { $state } ({ $when }).
finding-way-in-title = New way in: { $kind } { $name }
finding-way-in = The third party made or changed the { $kind } { $name } ({ $user }) in account { $account } ({ $at }). Access by it needs no key. By the logs: { $state } ({ $when }).
finding-grant-title = Rights given to { $name }
finding-grant = The third party changed the rights of { $name } in account { $account } from { $at } on, { $count ->
    [one] once
   *[other] { $count } times
 }: { $names }. By the logs: { $state }.
finding-grant-admin = The third party gave { $name } in account { $account } administrator rights from { $at } on, with { $count ->
    [one] 1 change
   *[other] { $count } changes
 }: { $names }. By the logs: { $state }.
finding-unclear-act-title = To be asked: { $tactic } ({ $names })
finding-unclear-act = { $during } { $calls ->
    [one] 1 significant call
   *[other] { $calls } significant calls
 } for the purpose "{ $tactic }" were made in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }). The evidence does not tell whether the owner or a third party made them. Ask the owner.
finding-iam-change-title = Other changes in IAM: { $kind }
finding-iam-change = The third party { $change } { $count } × { $kind } from { $at } on ({ $names }). Not known to have ended: { $alive }.
finding-started-title = { $kinds ->
    [1] { $count } { $thing } made
   *[other] { $count } resources made, { $thing } and others
 }
finding-started-unused-gone = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). By the logs all have ended.
finding-started-unused-gone-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). By the logs all have ended. Estimated cost so far: { $usd_so_far }.
finding-started-unused-alive = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }).
finding-started-unused-alive-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). Estimated cost so far: { $usd_so_far }.
finding-started-unused-alive-priced = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour.
finding-started-unused-alive-priced-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $unused } of them not used by this key before ({ $names }). { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour. Estimated cost so far: { $usd_so_far }.
finding-started-known-gone = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. By the logs all have ended.
finding-started-known-gone-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. By the logs all have ended. Estimated cost so far: { $usd_so_far }.
finding-started-known-alive = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }).
finding-started-known-alive-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). Estimated cost so far: { $usd_so_far }.
finding-started-known-alive-priced = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour.
finding-started-known-alive-priced-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, all used by this key before. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour. Estimated cost so far: { $usd_so_far }.
finding-started-no-past-gone = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. By the logs all have ended.
finding-started-no-past-gone-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. By the logs all have ended. Estimated cost so far: { $usd_so_far }.
finding-started-no-past-alive = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }).
finding-started-no-past-alive-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). Estimated cost so far: { $usd_so_far }.
finding-started-no-past-alive-priced = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour.
finding-started-no-past-alive-priced-cost = From { $at } the third party made { $things } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }. Whether the key had used these Regions before is not known. { $left ->
    [all] All remain or may remain
   *[some] { $alive } of { $count } remain or may remain
 } at the end of the logs ({ $when }). They cost about { $usd_per_hour } an hour. Estimated cost so far: { $usd_so_far }.
finding-resource-change-title = { $things } { $change }
finding-resource-change = From { $at } the third party worked on { $things } of { $service } ({ $change }): { $names }.
finding-heavy-act-title = Significant call of { $service } ({ $call })
finding-heavy-act-public-title = Opened to everyone: { $service } ({ $call })
finding-heavy-act-key-deletion-title = A KMS key was scheduled for deletion ({ $call })
finding-heavy-act-no-copy-title = A database was deleted without a final snapshot ({ $call })
finding-heavy-act-left-organization-title = The account left its organization ({ $call })
finding-heavy-act-watch-off-title = Monitoring was switched off or deleted: { $service } ({ $call })
finding-heavy-act-plain = The third party made { $calls ->
    [one] a call
   *[other] { $calls } calls
 } { $call } of { $service } in account { $account }, first { $at }.
finding-heavy-act = The third party made { $calls ->
    [one] a call
   *[other] { $calls } calls
 } { $call } of { $service } in account { $account }, first { $at }: { $names }.
finding-heavy-act-public = The third party opened this to everyone ({ $service }, { $call }, { $at }): { $names }. Anybody can reach, use or copy it until that is taken back.
finding-heavy-act-key-deletion = The third party scheduled a KMS key for deletion ({ $call }, { $at }): { $names }. It is not deleted yet: until its waiting period ends the deletion can be cancelled. After that all that it encrypts is lost.
finding-heavy-act-no-copy = The third party deleted a database without a final snapshot ({ $call }, { $at }): { $names }. Only earlier copies can bring it back.
finding-heavy-act-left-organization = The third party took account { $account } out of its organization ({ $call }, { $at }; { $names }). The organization itself stands; its guard rails no longer hold for this account.
finding-heavy-act-watch-off = The third party switched off or deleted what watches the account: { $service } ({ $call }, { $at }; { $names }). What happened since shows nowhere there.
finding-trust-changed-strangers = The third party let { $names } assume the role { $user } in account { $account } ({ $kind } { $name }, { $at }). By the logs: { $state } ({ $when }).
finding-llm-abuse-title = Language models were used
finding-llm-abuse = { $during } the third party called language models { $calls } times in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }).
finding-mail-abuse-title = Mail or messages were sent
finding-mail-abuse = { $during } the third party sent mail or messages with { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }).
finding-data-read-title = Data or secrets were read: { $service }
finding-data-read = { $during } the third party read data or secrets of { $service } with { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }).
finding-technique-title = { $tactic }: { $names }
finding-technique = { $during } the third party made { $calls ->
    [one] 1 significant call
   *[other] { $calls } significant calls
 } for the purpose "{ $tactic }" in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }).
finding-other-changes-title = Other changes
finding-other-changes = { $during } the third party made { $calls ->
    [one] 1 further change
   *[other] { $calls } further changes
 } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } by calls that the kit's catalogue does not know ({ $names }).
finding-refused-title = Refused: { $tactic }
finding-refused = { $during } { $calls ->
    [one] 1 call of the third party
   *[other] { $calls } calls of the third party
 } for the purpose "{ $tactic }" were refused or failed in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } ({ $names }). They show what was intended.
finding-recon-title = The account was looked through
finding-recon = { $during } the third party made { $calls ->
    [one] 1 reading call
   *[other] { $calls } reading calls
 } in { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 }, { $refused } of them refused ({ $names }).

finding-lead-title = Another credential was used from where the third party called: { $name }
finding-lead-key = { $name } is not of what came out of the leaked key, but was used from { $places }, an address of the third party's that neither the owner's calls nor others of the account come from. { $during } { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} ({ $failed } refused): { $names }. Ask whose they are. To follow it like the leaked key: kit key CASE { $id }
finding-lead-root = The root user was used from { $places }, an address of the third party's that neither the owner's calls nor others of the account come from. { $during } { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} ({ $failed } refused): { $names }. Ask at once who that was; change root's password and check its MFA. To follow it like the leaked key: kit key CASE { $id }
finding-lead-session = { $name } is not of what came out of the leaked key, but was used from { $places }, an address of the third party's that neither the owner's calls nor others of the account come from. { $during } { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} ({ $failed } refused): { $names }. Ask whose session that was. To follow it like the leaked key: kit key CASE { $id }
finding-lead-agent = { $name } was used in the same hours as the third party's calls and with a program that nobody else in these logs has ({ $places }). { $during } { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} ({ $failed } refused): { $names }. That is a hint and no proof: ask whose they are. To follow it like the leaked key: kit key CASE { $id }
finding-lead-sign-ins-title = Somebody failed to sign in from an address of the third party's
finding-lead-sign-ins = { $during } { $calls ->
    [one] 1 sign-in
   *[other] { $calls } sign-ins
} failed from { $places }, an address of the third party's ({ $names }). Check these users' passwords and MFA.

## steps: what AWS's notice and good practice ask for

step-quarantine-kept = Leave AWS's quarantine policy in place
step-key-replaced = Replace the leaked key
step-key-deactivated = Deactivate the leaked key
step-key-deleted = Delete the leaked key
step-users = Check users and groups that were made
step-login-profiles = Check console passwords and MFA devices that were set
step-access-keys = Check access keys and other credentials that were made
step-roles = Check roles, trust and identity providers
step-grants = Check policies and other rights that were changed
step-sessions = Check temporary credentials
step-regions = Check all Regions for unwanted resources
step-bill = Check the bill of all Regions
step-reply = Reply to AWS
step-root-password = Change the root user's password
step-logging = Logging runs again
step-unclear = Clear up with the owner which calls are theirs
step-other-credentials = Find out whose the other credentials are that were used from the third party's addresses
step-leak-path = Find out how the key leaked, and remove it there
step-other-keys = Replace other keys and secrets that the intruder could read
step-alarms = Alarms and safeguards (Budgets, CloudTrail, Trusted Advisor, Cost Anomaly Detection; MFA, GuardDuty, Security Hub)
step-account-principals = Check every user, role and key of the account, not only what came out of the leaked key
step-account-keys = Replace all other access keys of the account
step-root-mfa = Root user: MFA on, no access keys
step-contacts = Check the alternate contacts of the account
step-access-analyzer = Switch on IAM Access Analyzer, and look at what it finds
step-says-quarantine-on = { $policy } is on the user { $user } by the logs (attached { $at }, no removal seen).
step-says-quarantine-off = { $policy } was taken from the user { $user } ({ $at }).
step-says-quarantine-unseen = The logs show no quarantine policy of AWS's being attached.
step-says-no-key = The case names no leaked long-term key.
step-says-key-replaced = { $names } took over from { $keys }: the owner's calls are seen with it.
step-says-key-unused = { $names } was made since, but no call of the owner's is seen with it yet; it is to replace { $keys }.
step-says-key-not-replaced = The logs show no new key in place of { $keys }. A role would not show as a key.
step-says-key-successor = The owner's calls seem to have moved from { $keys } to { $names } of the user { $user }. Ask the owner; once the user is named under `principals` of `[owner]` in case.toml it counts as the replacement.
step-says-key-deactivated-done = { $keys } deactivated or deleted ({ $at }).
step-says-key-deactivated-open = Not deactivated by the logs: { $keys }.
step-says-key-deactivated-unknown = The logs do not tell whether these are active: { $keys }.
step-says-key-deleted-done = { $keys } deleted ({ $at }).
step-says-key-deleted-done-seen = { $keys } deleted by the look at the account.
step-says-key-deactivated-done-seen = { $keys } inactive or deleted by the look at the account.
step-says-key-deleted-open = Not deleted by the logs: { $keys }.
step-says-key-deleted-unknown = The logs do not tell whether these are deleted: { $keys }.
step-says-none-seen = The logs show none made with the leaked key. Whether there are others only the account itself can tell.
step-says-logging-live-open = The look of { $at } finds a trail that is missing, off, of one Region only, without validation of its files, or that does not record everything: { $names }.
step-says-logging-live = The logs show no trail being switched off; the look of { $at } finds a trail that records.
step-says-sessions-none = The logs show none made with the leaked key. It is off since { $at }; temporary credentials live for 36 hours at most.
step-says-none-looked = The logs show none made with the leaked key, and the look at the account of { $at } found none that no log explains.
step-says-key-needless = { $keys } is off, the logs show no call of the owner's with it and none of anybody's for 24 hours: nothing has to take its place.
step-says-temporary-only = Does not apply: what leaked is temporary. The case names no leaked long-term key.
step-says-quarantine-none = What leaked belongs to no IAM user: there is no policy of AWS's to leave in place.
step-says-made-open = Still there at the end of the logs: { $count } of { $all } ({ $names }).
step-says-made-unknown = May still be there: { $count } of { $all } ({ $names }).
step-says-made-done = By the logs, all { $all } deleted or disabled: { $names }.
step-says-sessions-done = By the logs, all { $all } expired or revoked: { $names }.
step-says-regions-by-trail = All { $all } that the logs show have ended ({ $count }: { $names }). Whether anything else runs only a sweep of all Regions can tell; none is in this case.
step-says-regions-strange = { $count } resources were found in the account that no log explains: { $names }. Whose they are has to be found out.
step-says-regions-unseen = { $count } calls of the live check could not be made ({ $names }); what is there nobody has seen.
step-says-regions-swept = The live check of { $at } looked at every Region ({ $checks } calls); nothing of the intruder's and nothing unexplained was found.
step-says-no-bill = The case holds no bill.
step-says-bill = The bill in this case reaches { $day }, past the last seen use.
step-says-bill-short = The bill in this case reaches { $day } only; charges may still follow.
step-says-no-reply = The logs show no reply to a support case.
step-says-reply-sent = A message was added to a support case ({ $at }). The logs do not tell what it said.
step-says-root-password = The logs do not show a change. Whether it was done only the owner knows.
step-says-root-password-changed = The root user's password was changed ({ $at }).
step-says-logging-off = Switched off and not seen on again: { $names }.
step-says-logging-on = Switched off by the intruder, on again since: { $names }.
step-says-logging-unseen = The logs show no trail being switched off. Whether all Regions are logged the logs alone cannot tell.
step-says-unclear = { $calls ->
    [0] {""}
    [one] 1 call can be neither the owner's nor the third party's for certain.
   *[other] { $calls } calls can be neither the owner's nor the third party's for certain.
}{ $likely ->
    [0] {""}
    [one] {" "}1 call is likely the third party's, by what was done alone.
   *[other] {" "}{ $likely } calls are likely the third party's, by what was done alone.
}
step-says-no-unclear = No call is left unclear ({ $calls }).
step-says-leads = { $count } used from an address of the third party's and not of what came out of the leaked key: { $names }. `kit key CASE ID` follows one like the leaked key (`kit ask CASE leads`).
step-says-word = Done by the owner's word, which no log shows: { $word }
step-says-leak-path = The logs cannot tell the path. Ask the user's owner (see "how it may have leaked").
step-says-other-keys = Which other keys were replaced the logs of the leaked key cannot tell.
step-says-alarms = Not checked in this case.
step-says-alarms-open = The look at the account of { $at } finds { $count } of these off or missing: { $names } (`kit ask CASE posture`).
step-says-alarms-unknown = Nothing is off in what could be seen at { $at }; { $count } could not be seen: { $names }.
step-says-alarms-done = The look at the account of { $at } finds all { $count } checks passed.
step-says-iam-unseen = Only the account itself can tell; nobody looked in this case (`kit collect CASE iam`).
step-says-iam-strange = { $count } were found in the account that no log explains: { $names }. Whose they are has to be found out ({ $at }).
step-says-iam-seen = The look at the account of { $at } found none that no log explains.
step-says-account-keys-left = { $count } of { $all } other keys are seen and not replaced since: { $names }.
step-says-account-keys-unseen = No other key is seen that was not replaced since. A key that did nothing only the account itself shows (`kit collect CASE iam`).
step-says-account-keys-done = By the look at the account of { $at } every other key was replaced, switched off or deleted since ({ $all }).
step-says-not-looked = Not looked at in this case, or not allowed to (`kit collect CASE posture`).
step-says-root-mfa-open = The look of { $at } finds no MFA on the root user, or an access key of root's: { $names }.
step-says-root-mfa-done = The look of { $at } finds MFA on the root user and no access key of root's.
step-says-contacts-changed = Changed with the leaked key or what came out of it: { $names }. Put back the right ones: AWS writes to them.
step-says-contacts-open = The look of { $at } finds no security contact: { $names }.
step-says-contacts-done = The look of { $at } finds a security contact, and no change of contacts is seen. Whether the address is the right one only the owner knows.
step-says-access-analyzer-open = The look of { $at } finds no active analyzer in: { $names }.
step-says-access-analyzer-done = The look of { $at } finds an active analyzer wherever it looked.

# Closing: after the response and a second collection.
closing-second-look = Collect again after the response
closing-old-key = No use of the leaked key or of what came out of it since
closing-alive-again = Nothing of the third party's is there again
closing-new-principals = No new principals from the third party's networks
closing-says-no-response = The evidence shows no act of a response yet: nothing of the third party's was ended, stopped or limited. Collect again after the response.
closing-says-second = The response runs from { $since } to { $last }. The logs reach { $until }, and the account itself was looked at after it.
closing-says-second-missing = The response runs from { $since } to { $last }, and the logs reach { $until }. Still to collect, a day after the response: `kit collect CASE { $sources }`.
closing-says-short = Nothing is seen from { $since } to { $until }, but that does not show it: { $blind ->
    [one] for a part of that time no source speaks.
   *[other] the evidence does not reach a day past the last act of the response ({ $last }), or nobody looked at the account since.
}
closing-says-old-key-used = Used after they were stopped, or after the response began: { $names }. { $calls } calls, { $refused } of them refused; { $theirs } are the third party's and { $owner } the owner's. The last was at { $at }.
closing-says-old-key-standing = No end of these is seen: { $names }.
closing-says-old-key-none = No call from { $since } to { $until }. A call with a key that is off or deleted is often not logged at all.
closing-says-again = Made, started again or found since { $since }, and standing: { $count } ({ $names }). { $strange ->
    [0] {""}
   *[other] { $strange } of these no log explains: whose they are has to be found out.
}
closing-says-alive-again-none = Nothing was made or started again from { $since } to { $until }, and the account itself shows nothing of the kind.
closing-says-new = Made since the response began, from networks of the third party's ({ $networks }) or by nobody known: { $count } ({ $names }). { $strange ->
    [0] {""}
   *[other] { $strange } of these no log explains: whose they are has to be found out.
}
closing-says-new-calls = No new principal, but { $calls } calls from networks of the third party's since the response began ({ $networks }) that may have changed something or read. Whose credentials these are has to be found out (`kit ask CASE leads`).
closing-says-new-principals-none = No call that made a principal, or any other that was not refused, came from there from { $since } to { $until }.

## cannot-say: what the evidence cannot answer

caution-no-events = There is nothing to judge by: this case holds no events yet. That nothing is shown does not mean that nothing was done.
caution-no-events-help = Collect the CloudTrail logs of the account (`kit collect CASE PATH`, or `trail` and `lookup-events` with a sign-in that only reads), every Region, from before the leak on.
caution-no-events-here = There is nothing to judge by: of { $count } events that an engine counted over the logs { $here ->
    [0] none is in this case
   *[other] { $here } came into this case
}, for it names neither a key nor a principal whose calls could be asked for. That nothing is shown does not mean that nothing was done.
caution-no-events-here-help = `kit ask CASE suspects` says by the engine's counts who behaves in a new way. Name the key (`kit key CASE ID`), then run the same `kit collect` again.
caution-no-account-events = There is nothing to judge by: { $by ->
    [engine] an engine counted { $count } events over the logs, and none is of account { $account }: all are of other accounts.
   *[case] this case holds no events of account { $account }; its { $count } events are of other accounts.
} That nothing is shown does not mean that nothing was done.
caution-no-account-events-help = Collect the CloudTrail logs of account { $account }, every Region, from before the leak on. If the case is about another account, correct it in case.toml.
caution-no-credential-events = There is nothing to judge by: of { $count } events { $by ->
    [engine] that an engine counted over the logs
   *[case] in this case
}, no events are of { $names }. That nothing is shown does not mean that nothing was done.
caution-no-credential-events-help = Collect the logs of every Region and account in which it can have been used, from before the leak on (`kit collect CASE trail` or `lookup-events`). If another key leaked, name it: `kit key CASE ID`.
caution-no-key-ids = None of the { $count } events in this case names an access key, so what the leaked key did cannot be told from what others did.
caution-no-key-ids-help = Collect whole records: the JSON files of the trail's bucket, or `kit collect CASE lookup-events`. Tables of a console or another tool may leave the key out.
caution-masked-key = The notice shows a key only in part ({ $masked }). { $count ->
    [0] No key that the evidence names fits it.
    [one] One key that the evidence names fits it: { $keys }.
   *[other] { $count } keys that the evidence names fit it: { $keys }.
}
caution-masked-key-help = { $count ->
    [0] Collect logs that reach further, or `kit collect CASE iam`, and ask `kit ask CASE suspects`.
    [one] If it is the one that the notice means (user and account fit): `kit key CASE { $key }`.
   *[other] Find out which of them the notice means, by its user, `kit ask CASE suspects` and AWS Health; then `kit key CASE ID`.
}
caution-near-key = No event is of the key { $key } of this case. The evidence names { $near }, which differs from it by one letter.
caution-near-key-help = If it was mistyped: `kit key CASE { $first }`, and take the wrong one out of case.toml.
caution-analysis-failed = The analysis { $stage } fails on this evidence, so answers that hang on it are missing: { $reason }
caution-analysis-failed-help = The other answers stand. Send this line to who maintains the kit; after it is mended, ask again: nothing has to be collected anew.
caution-vault-lost = { $count ->
    [one] A pack of the vault is
   *[other] { $count } packs of the vault are
 } missing ({ $names }): evidence that was collected is gone from the case, and answers that rest on it cannot be proved any more.
caution-vault-lost-help = Restore the files of these numbers in vault/ from a copy of the case, or collect the same sources again; `kit verify` names what is wrong, and the numbers stay taken.
caution-vault-altered = { $count ->
    [one] 1 item of the vault is
   *[other] { $count } items of the vault are
 } no longer as collected: altered, cut or gone. The tables were made without { $count ->
    [one] it
   *[other] them
 }.
caution-vault-altered-help = `kit verify` names them. Restore vault/ from a copy of the case and run `kit rebuild`, or collect the same sources again.
caution-bill-parts = The bill is not whole: { $count } of the files that its manifest names { $count ->
    [one] is
   *[other] are
  } not in this case ({ $names }). Sums of that bill are a lower bound.
caution-bill-parts-help = Fetch the missing files from the bucket of the bill and collect them: `kit collect CASE billing:PATH`.
cannot-say-data-events = Which objects of S3 were read or taken, and which functions were called?
cannot-say-data-events-why = The logs hold no data events, so reads of objects leave no trace in them ({ $names }).
cannot-say-data-events-help = S3 server access logs, data events of another trail, CloudFront or VPC flow logs, if there are any.
cannot-say-model-tokens = What was asked of the language models, and how many tokens did it take?
cannot-say-model-tokens-why = { $calls } calls of models are in the logs, but CloudTrail keeps no prompts and no answers.
cannot-say-model-tokens-help = Model invocation logs, if they were on; CloudWatch metrics of AWS/Bedrock tell tokens by model and Region.
cannot-say-mail-sent = How many mails or messages were sent, and to whom?
cannot-say-mail-sent-why = Sending by SES and SNS is a data event, and the logs hold none of these.
cannot-say-mail-sent-help = CloudWatch metrics of AWS/SES and AWS/SNS, the sending statistics, the suppression list.
cannot-say-secret-contents = What was in the secrets and parameters that were read, and where was it used?
cannot-say-secret-contents-why = { $calls } calls read secrets or parameters ({ $names }); CloudTrail keeps no values.
cannot-say-secret-contents-help = Replace all that could be read; look through the logs of the systems they open.
cannot-say-trail-stopped = What happened while the trail { $name } was off?
cannot-say-trail-stopped-why = { $count ->
    [0] It was switched off from { $from } to { $to }.
   *[other] It was switched off, and from { $from } to { $to } Event history of these Regions is not in the case: { $names }.
 }
cannot-say-trail-stopped-help = Event history keeps management events of the last 90 days whether a trail runs or not: collect `lookup-events` for that time.
cannot-say-trail-stopped-reads = What was read and listed while the trail { $name } was off?
cannot-say-trail-stopped-reads-why = From { $from } to { $to } Event history was asked for calls that change something only ({ $names }).
cannot-say-trail-stopped-reads-help = Collect `lookup-events` of these Regions without a filter, while its 90 days last.
cannot-say-trail-stopped-data = Which objects were read while the trail { $name } was off?
cannot-say-trail-stopped-data-why = From { $from } to { $to } Event history stands in for it, which holds management events and never data events.
cannot-say-trail-stopped-data-help = S3 server access logs, data events of another trail, CloudFront or VPC flow logs, if there are any.
cannot-say-regions = What happened in Regions without any log?
cannot-say-regions-why = No event of these Regions is in the case: { $names } ({ $count }).
cannot-say-regions-help = Collect the trail of all Regions, or `lookup-events` for them; a sweep shows what is there now.
cannot-say-opt-in = Is anything in opt-in Regions?
cannot-say-opt-in-why = The intruder enabled or tried to enable Regions ({ $names }); they are logged only from then on.
cannot-say-opt-in-help = Ask the account which Regions are enabled, and sweep them.
cannot-say-accounts = What did the intruder do in other accounts?
cannot-say-accounts-why = Roles of these accounts were assumed, but their logs are not in the case: { $names }.
cannot-say-accounts-help = Collect the trail or Event history of these accounts.
cannot-say-no-past = How was the key used before?
cannot-say-no-past-why = The logs hold { $days } days of the key before its first foreign call ({ $at }). What is the owner's and what is new is harder to tell from so little.
cannot-say-no-past-help = Logs of at least two weeks before; the owner's networks and user agents in case.toml.
cannot-say-horizon = Was the key used by others before the logs begin?
cannot-say-horizon-why = The evidence begins { $at }. Event history keeps 90 days.
cannot-say-horizon-help = Older logs of a trail in S3; the credential report for the key's age.
cannot-say-coverage-hours = What do the older hours hold that `kit ask CASE coverage` does not show?
cannot-say-coverage-hours-why = It shows 2,000,000 hours, the newest of each account and Region, and leaves { $count } older ones out: those before { $at }. Their events count in every other answer.
cannot-say-coverage-hours-help = `kit ask CASE coverage -p start=... -p until=...` for the time in question, or `-p account_id=...` for one account.
cannot-say-after-logs = What happened after the logs end?
cannot-say-after-logs-why = The evidence ends { $at }; { $count } credentials of the intruder may have lived on.
cannot-say-after-logs-help = Collect again; CloudTrail delivers about five to fifteen minutes late.
cannot-say-spend = What will the bill be?
cannot-say-spend-why = The bill in the case reaches { $day }; charges settle days later, and estimates from the logs know only what CloudTrail shows.
cannot-say-spend-help = Collect Cost Explorer or the Cost and Usage Report again after the incident, and after the month is closed.
cannot-say-no-bill = What did it cost by the bill?
cannot-say-no-bill-why = The case holds no bill; money here is an estimate from what the logs show.
cannot-say-no-bill-help = Collect Cost Explorer (USD 0.01 a request) or the Cost and Usage Report.
cannot-say-leak-path = How did the key leak?
cannot-say-leak-path-why = Logs show a key's use, not where it was copied from. AWS cannot tell the path either and does not disclose how it detects.
cannot-say-leak-path-help = The owner's answers: where the key was kept, in which code, images, machines and messages.
cannot-say-columns = What were the details of { $count } events?
cannot-say-columns-why = They are known from a table of columns only (the console's CSV); parameters and answers are missing.
cannot-say-columns-help = The same time as JSON: `lookup-events`, the console's JSON download, or the trail's files.
cannot-say-engine-rows = What did callers do who lead nowhere from the leaked key?
cannot-say-engine-rows-why = { $count } events came from an engine over the logs, which was asked only for calls that use or name what was reached; all other calls stayed there.
cannot-say-engine-rows-help = `suspects` and `leak` rest on counts of everybody. For single calls of others, collect the trail's files of the hours in question: `kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`.
cannot-say-engine-lake = What do the records of the trail say beyond Security Lake's columns?
cannot-say-engine-lake-why = { $count } events came from Security Lake, which keeps calls in columns of its own (OCSF): further data of a call below its first level, addenda and records without a call are not in it, and no digest proves a row.
cannot-say-engine-lake-help = Collect the trail's own files of the hours in question: `kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`.
cannot-say-engine-index = With which parameters were reads made that the kit knows nothing of?
cannot-say-engine-index-why = { $count } events came from a slim index, which keeps requests and replies of calls that change something or that an answer looks into, and of no other reads.
cannot-say-engine-index-help = With access to the bucket (`--profile`) the kit fetches the original records too; or collect the trail's files of the hours in question: `kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`.
cannot-say-engine-left-out = What did the sessions and callers do that were too many to take in?
cannot-say-engine-left-out-why = Left with the engine, for they bring more rows than may come: { $names }. `kit status --items` says how many.
cannot-say-engine-left-out-help = Bound the time with `--since` and `--until`, or allow more rows with `--most-rows`, and run the same `kit collect` again.
cannot-say-engine-unread = What do the records say that the engine cannot read?
cannot-say-engine-unread-why = { $count ->
    [one] The engine cannot read one file, and its records were
   *[other] The engine cannot read { $count } files, and their records were
} not seen: { $names }. `kit status --items` says why.
cannot-say-engine-unread-help = Fetch the files and collect them (`kit collect CASE FILE`); what can be read of them then counts. Or run the same `kit collect` with `--profile`, and the kit fetches them from S3 itself.
cannot-say-undated = When did { $count ->
    [one] 1 event
   *[other] { $count } events
  } happen?
cannot-say-undated-why = Their records have no usable time: it is missing, cannot be read in one way only, or lies outside CloudTrail's life. They count wherever no time is needed.
cannot-say-undated-help = The same records from the source (the trail's files, `lookup-events`), or the original of the table before a spreadsheet saved it; `kit ask CASE ledger_items` names the files.
cannot-say-history-files = Do the files of Event history hold all that happened in their time?
cannot-say-history-files-why = { $count ->
    [one] 1 file does
   *[other] { $count } files do
 } not say what was asked: the console and `aws cloudtrail lookup-events` take filters that their answers do not name.
cannot-say-history-files-help = While the 90 days last: `kit collect CASE lookup-events`, whose pages say what they answer. Else the word of whoever made the files.
cannot-say-unsigned = Are the log files as CloudTrail delivered them?
cannot-say-unsigned-why = No digest is in the case, so nothing signs its { $count } log files.
cannot-say-unsigned-help = If log file validation is on, collect the digests too: `kit collect CASE s3://BUCKET/PREFIX` brings them with their signatures. Switch it on if it is off.
cannot-say-engine-unsigned = Are the log files behind the engine as CloudTrail delivered them?
cannot-say-engine-unsigned-why = An engine reads log files and checks no signature: no digest is in the case, so nothing proves the rows that it gave.
cannot-say-engine-unsigned-help = If log file validation is on, collect the files and digests of the hours in question: `kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`. Switch it on if it is off.
cannot-say-unproved-hours = Are the log files of every hour as CloudTrail delivered them?
cannot-say-unproved-hours-why = Proved by CloudTrail's signatures: { $proved ->
    [one] 1 hour
   *[other] { $proved } hours
 } (account and Region). Not to be proved: { $count } between { $from } and { $to }.
cannot-say-unproved-hours-help = `kit verify CASE` tells what is missing: public keys, signatures in S3 metadata, digests, or nothing if validation was off then.
cannot-say-likely = Are { $calls } calls surely the third party's?
cannot-say-likely-why = The logs hold no earlier use of the credential; what was done says so, habit and place cannot.
cannot-say-likely-help = The answer of the key's owner: `kit ask CASE visits`, then `kit verdict`.
cannot-say-unclear = Whose were { $calls } calls?
cannot-say-unclear-why = They differ from the owner's ways in some marks and not in others.
cannot-say-unclear-help = The owner's networks, machines and working hours; `[[verdicts]]` in case.toml.
cannot-say-no-key-events = What was done with { $names }?
cannot-say-no-key-events-why = The evidence holds no call with it.
cannot-say-no-key-events-help = The logs of its account for the time of the notice, all Regions.
cannot-say-live = Is it over now?
cannot-say-live-why = Every state here is that of the logs ({ $at }); the account itself was not asked.
cannot-say-live-help = Look at the account itself: the lines marked read-only in `kit plan` show what is there now.

## notice: what the file of a notice says, line by line

notice-field-subject = Subject: { $value }
notice-field-received-at = Sent: { $value }
notice-field-sender = From: { $value }
notice-field-account = Account: { $value }
notice-field-key = Access key: { $value }
notice-field-masked-key = Access key, only its ends: { $value }
notice-field-user = IAM user: { $value }
notice-field-exposed-url = Found at: { $value }
notice-field-support-case = Support case: { $value }
notice-field-deadline = Deadline: { $value }
notice-field-step = Asked for: { $value }
notice-at-line = (line { $line })
notice-at-header = (header)
notice-taken = The notice is taken in. Keys of this case: { $keys }.
notice-taken-no-keys = The notice is taken in. No key of this case is known yet.
notice-keys-left-out = The keys of this notice are not followed: it is in doubt, or of another account ({ $account }). If they are this incident's: `kit key CASE ID`.
notice-elsewhere = The notice names account { $account }, this case is of account { $case }.

## leak: how it may have leaked

leak-notice-none = The case holds no notice from AWS.
leak-notice-subject = AWS's notice ({ $at }): { $subject }
leak-notice-subject-undated = AWS's notice: { $subject }
leak-notice-url = The notice says the key was found at { $url }.
leak-notice-no-url = The notice names no place where the key was found.
leak-notice-doubt-dmarc = This notice may be an imitation: the server that received it noted that the sender's domain is not proven (dmarc=fail). Follow no link in it; see in AWS Health or the Support Center of the console whether AWS has written.
leak-notice-doubt-spf = This notice may be an imitation: the server that received it noted that the sending machine is not allowed to write for its domain (spf failed). Follow no link in it; see in AWS Health or the Support Center of the console whether AWS has written.
leak-notice-doubt-dkim = This notice may be an imitation or altered on the way: the server that received it noted that its signature does not hold (dkim failed). See in AWS Health or the Support Center of the console whether AWS has written.
leak-notice-doubt-sender = This notice may be an imitation: its sender { $sender } is not AWS's, and no mail of AWS's is quoted in it. See in AWS Health or the Support Center of the console whether AWS has written.
leak-notice-doubt-reply = This notice may be an imitation: its sender is AWS's address, but answers to it go to { $reply }, which is not AWS's. Do not answer it; see in AWS Health or the Support Center of the console whether AWS has written.
leak-notice-doubt-account = The notice may be wrong or an imitation: it names account { $account }, and the key ids in it claim another one.
leak-notice-doubt-links = This notice may be an imitation: it wants a sign-in or a confirmation at { $hosts }, which is not AWS's, or shows an address of AWS's where it leads there. Follow no link in it.
leak-notice-doubt-lookalike = This notice may be an imitation: it links to { $hosts }, which looks like AWS's and is not. Follow no link in it.
leak-result-stated = AWS's notice says that { $keys } was publicly available at { $urls }. Whoever came there could take it; who did, no evidence shows.
leak-result-found-one = { $keys } stands in one place that was searched: { $places }. It could be taken there by whoever can read it; whether it was, no evidence shows.
leak-result-found-several = { $keys } stands in { $count } places that were searched: { $places }. From which of them it was taken, or whether from another place, no evidence shows.
leak-result-not-known = How the key leaked is not known. { $count ->
    [one] One place was
   *[other] { $count } places were
} searched, and it was not found there. The causes below say what was looked at and what was not.
leak-result-not-known-not-searched = How the key leaked is not known, and no place was searched for it yet (`kit hunt CASE PATH`). The causes below say what was looked at and what was not.
leak-result-hints = { $count ->
    [one] For one cause
   *[other] For { $count } causes
} the logs or the account show signs (see the causes below). Signs are hints and no proof.
leak-key-made = The key { $key } of { $user } was made { $at } by { $by } from { $from }.
leak-key-created = The key { $key } of { $user } was made { $at }, by the account itself; the logs do not reach back to it.
leak-key-age = { $key } was { $days ->
    [one] 1 day
   *[other] { $days } days
} old at its first foreign call, and was not changed for another in that time: the id is the same.
leak-key-other-key = Another key of { $user } was made { $at }, before the first foreign call with { $key }.
leak-key-no-foreign = { $calls ->
    [0] The logs show no call with { $key } ({ $user }) that is a third party's.
   *[other] The logs show no call with { $key } ({ $user }) that is surely or likely a third party's. Calls with it of which it cannot be told whose they are: { $calls }.
}
leak-key-first-foreign-likely = The first call with { $key } ({ $user }) that is likely a third party's came { $at } from { $from }. That is judged by what was done alone, for the logs hold no past to compare with.
leak-key-others-used = Other long-term keys were used from addresses of the third party's: { $names }. They may have lain in the same place; ask their owners.
leak-cause-repository = Public repository or page
leak-cause-code = Key in source code, an image or infrastructure code
leak-cause-machine = Malware or phishing on a machine that held the key
leak-cause-handling = Mishandled file, mail or chat
leak-cause-former-employee = Former employee or supplier
leak-cause-bucket = Public bucket or ACL
leak-standing-stated = AWS says so
leak-standing-found = Key found there
leak-standing-hint = Signs, no proof
leak-standing-not-found = Looked, not found
leak-standing-not-looked = Not looked
leak-for-url = AWS's notice names { $url }.
leak-for-commit = { $key } stands in { $place }, put there with commit { $commit } ({ $author }, { $at }).
leak-for-commit-taken-out = { $key } stands in the history: { $place }, put there with commit { $commit } ({ $author }, { $at }). It is no longer in the newest tree and still in the repository.
leak-for-pushed = A branch of a server leads to that commit ({ $names }): it was on that server. Whether the public could read it there, the repository does not show.
leak-for-place = { $key } stands in { $place }.
leak-for-more-places = And in { $count } places more (`kit ask CASE exposures`).
leak-for-environment = The owner's programs that call with { $key } say that they run in { $environments }: then it lies in the settings there. That is a program's own word.
leak-for-settings-read = { $who } read variables, user data or secrets ({ $services }; calls: { $calls }) from { $from }, first { $at }: an address at which the third party is seen too, and before the first foreign call.
leak-for-shared-address = The third party's calls came from { $places }, from where the owner's calls come too: the machine or network behind it may be in foreign hands.
leak-for-user-deleted = The user { $user } of { $key } was deleted { $at }.
leak-for-user-gone = The user { $user } of { $key } was not in the account any more { $at }.
leak-for-maker-deleted = { $user }, who made { $key }, was deleted { $at }.
leak-for-maker-gone = { $user }, who made { $key }, was not in the account any more { $at }.
leak-for-bucket-everybody = The bucket or object { $thing } was opened to everybody { $at } ({ $who }). Whether the key lay in it, the logs do not show.
leak-for-bucket-block-off = What keeps { $thing } from the public was switched off, whole or in part, { $at } ({ $who }). That alone opens nothing.
leak-for-bucket-accounts = The bucket { $thing } was opened to other accounts ({ $accounts }) { $at } ({ $who }). Whether the key lay in it, the logs do not show.
leak-for-thing-everybody = { $thing } was shared with everybody { $at } ({ $who }). Whether the key lay in it, the logs do not show.
leak-for-thing-block-off = What keeps { $thing } from the public was switched off, whole or in part, { $at } ({ $who }). That alone opens nothing.
leak-for-thing-accounts = { $thing } was shared with other accounts ({ $accounts }) { $at } ({ $who }). Whether the key lay in it, the logs do not show.
leak-for-anonymous-read = { $during }: the bucket { $bucket } was listed or read without any sign-in (calls: { $calls }), from { $places }. Whether the key lay in it, the logs do not show.
leak-for-foreign-read = { $during }: the bucket { $bucket } was listed or read by another account (calls: { $calls }), from { $places }. Whether the key lay in it, the logs do not show.
leak-against-commit-later = By the commit's own date { $place } was put there { $at }, after the first foreign call ({ $first }): then the key was not taken there first.
leak-against-user-there = The user { $user } of { $key } was still in the account { $at }. A user of IAM is no person: who knows the key, it does not tell.
leak-against-maker-there = { $user }, who made { $key }, was still in the account { $at }.
leak-against-strangers = The logs hold reads of S3 objects before the first foreign call, and none by a stranger. Buckets whose reads are not logged are not in that.
leak-against-repository-searched = { $count ->
    [one] One repository was
   *[other] { $count } repositories were
} searched with every object in it, without a find ({ $names }).
leak-against-code-searched = { $count ->
    [one] One file or folder was
   *[other] { $count } files and folders were
} searched with the archives in them, without a find ({ $names }).
leak-against-bucket-searched = { $count ->
    [one] One bucket was
   *[other] { $count } buckets were
} searched, without a find ({ $names }).
leak-not-looked-doubtful-url = A notice that is in doubt names { $url }. See in AWS Health or the Support Center whether AWS has written.
leak-not-looked-visibility = Whether { $root } is or was public, and who cloned it: ask whoever runs it.
leak-not-looked-readers = Whether { $count ->
    [one] one caller
   *[other] { $count } callers
} who read variables, user data or secrets before the first foreign call may do so: { $names }.
leak-not-looked-machines = The machines behind { $places }, from where the owner's calls come: malware scan, sign-ins, mail. This kit examines no machine.
leak-not-looked-machines-unknown = The machines that held the key: the logs name none. This kit examines no machine.
leak-not-looked-mail = Mailboxes, chats, tickets and shared drives, but for the places that were searched.
leak-not-looked-users = Which users the account has now (`kit collect CASE iam`).
leak-not-looked-people = Who left, and what they took along: only the owner knows.
leak-not-looked-data-events = Reads of S3 objects: the logs hold no data events.
leak-not-looked-part = { $count ->
    [one] One place was
   *[other] { $count } places were
} searched in part only ({ $names }) (`kit ask CASE not_searched`).
leak-not-looked-repository = No repository was searched (`kit hunt CASE REPOSITORY`).
leak-not-looked-code = No folder, image, archive or state file was searched (`kit hunt CASE PATH`).
leak-not-looked-bucket = No bucket was searched (`kit hunt CASE s3://BUCKET`).
leak-remedy-save = First save the place as it is: a clone with all branches, the page with its date, access logs and statistics of the host. What is taken down cannot be evidence any more.
leak-remedy-take-down = Then take it down, or close it to the public, and ask the host to remove cached copies.
leak-remedy-history = Removing the commit is not enough: it stays in the history, in forks, clones and caches. The key stays known; only replacing it helps.
leak-remedy-beside = Replace every other key, password and token that lies in the same place: whoever read the one could read the others.
leak-remedy-beside-named = Beside it stand other keys: { $keys }. Replace them, and every password and token in the same place: whoever read the one could read the others.
leak-key-age-unknown = The logs do not reach back to the making of the key { $key } ({ $user }). The credential report tells its age.
leak-key-owner-use = { $during }: { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} of the owner's with { $key } ({ $user }), from { $places } with { $agents } in { $regions }.
leak-key-no-owner-use = The logs show no call of the owner's with { $key } ({ $user }).
leak-key-first-foreign = The first foreign call with { $key } ({ $user }) came { $at } from { $from }. The key was out by then.
leak-question-code = Was the key ever in source code, in settings, in a pipeline or its logs, even for a moment? Is the repository public, or was it?
leak-question-machine = On which machines was the key stored? Has any of them had malware, phishing, or been lost?{ $count ->
    [0] {""}
   *[other] {" "}Known by their calls: { $places }.
}
leak-question-handling = Was the key sent by mail or chat, kept in a spreadsheet, a ticket or a wiki?
leak-question-bucket = Is the key in a file of a bucket or a backup that others can read?
leak-question-image = Is the key inside an AMI, a container image, Terraform state, or the variables of a function?
leak-question-people = Who has or had access to the key, people who have left and suppliers included?
leak-question-elsewhere = Which other keys and passwords lay in the same place?
leak-limit-path = AWS cannot tell how a key leaked; only the owner of the user can say how it was used, shared and stored.
leak-limit-detection = AWS does not disclose how it detects leaked keys.

## owner-letter: the questions to the key's owner
owner-letter-subject = Questions about the AWS access key { $keys } (account { $account })
owner-letter-hello = To whoever is responsible for the AWS access key { $keys },
owner-letter-why = The AWS access key named above ({ $users }, account { $account }) was used by a third party, or may have been. How it leaked the logs cannot tell, and neither can AWS: only those who used it, shared it and stored it know. Please answer the questions below, also where the answer is "no" or "not known".
owner-letter-notice = AWS has written about it ({ $at }): { $subject }
owner-letter-url = AWS names this place: { $url }
owner-letter-found = We found the key here: { $place }
owner-letter-first = The first call that { $likely ->
    [yes] is likely a third party's
   *[no] is a third party's
} came { $at }.
owner-letter-question = { $number }. { $question }
owner-letter-keep = Please change or delete nothing in those places yet, and send no key or password in your answer.
owner-letter-bye = With kind regards

## reply: the draft answer to AWS

reply-title = Draft. Check every line before it is sent; what stands in [brackets] only you know.
reply-subject = Subject: Re: { $subject }
reply-subject-none = Subject: Exposed access key in account { $account }
reply-case = Support case: { $support_case }
reply-case-none = Support case: [number of the support case]
reply-hello = Dear AWS Support,
reply-opening = { $count ->
    [one] We have investigated the access key { $names } in account { $account }. What follows is what the logs show up to { $at }.
   *[other] We have investigated the access keys { $names } in account { $account }. What follows is what the logs show up to { $at }.
}
reply-leaked-temporary = temporary credentials of { $name } ({ $key })
reply-leaked-principal = the credentials of { $name }
reply-leaked-session = a session of the role { $role } ({ $name })
reply-leaked-machine = the credentials of the instance { $name } (role { $role })
reply-subject-credentials = Subject: Exposed credentials in account { $account }
reply-opening-what = We have investigated the use of { $names } in account { $account } by a third party. What follows is what the logs show up to { $at }.
reply-likely = Of the third party's calls below, { $likely } of { $calls } are judged by what was done; the owner of the key has not confirmed them yet.
reply-opening-none = We are investigating account { $account }. The logs that we hold do not name a leaked key yet.
reply-done = Done, as the evidence shows:
reply-open = Not done yet, or not shown by the evidence:
reply-findings = What we found:
reply-no-findings = The logs that we hold show no use by a third party.
reply-line = { $step }: { $evidence }
reply-plan = We will complete what is open by [date] and write again.
reply-cause = How the key was exposed: [what the owner of the user found out]
reply-refused = `kit reply --draft` writes the draft all the same.
reply-request = [Anything you ask of AWS: lifting of restrictions, adjustment of charges]
reply-greeting = This is [name] of { $company }. Thank you for your notice.
reply-greeting-unnamed = This is [name] of [company]. Thank you for your notice.
reply-keys-deleted = { $count ->
    [one] Leaked key: { $names } is deleted.
   *[other] Leaked keys: { $names } are deleted.
}
reply-keys-off = { $count ->
    [one] Leaked key: { $names } is inactive; it will be deleted once its silence is confirmed.
   *[other] Leaked keys: { $names } are inactive; they will be deleted once their silence is confirmed.
}
reply-keys-open = { $count ->
    [one] Leaked key: { $names } is not shown to be inactive yet; we will deactivate it by [date].
   *[other] Leaked keys: { $names } are not shown to be inactive yet; we will deactivate them by [date].
}
reply-keys-sessions = Leaked credentials: { $names }. No long-term key is known to have leaked with them.
reply-root-key = { $key } (of the root user)
reply-keys-left-all = Other access keys of the account, unchanged since, to be rotated by [date]: { $count }
reply-keys-left = Other access keys of the account: { $changed } switched off, deleted or made since; { $count } go on unchanged and will be rotated by [date]:
reply-keys-all = Other access keys of the account: all { $changed } were switched off, deleted or made since.
reply-keys-none-seen = Other access keys of the account: the logs show none [confirm in IAM].
reply-user-unknown = user not known
reply-root-changed = Root user: its password was changed ({ $at }). MFA and access keys of the root user: [confirmed on date].
reply-root-word = Root user: by our customer's word its password was changed ({ $word }). MFA and access keys of the root user: [confirmed on date].
reply-root-open = Root user: the logs show no change of its password. [Password changed on date; MFA on; no access keys.]
reply-made-none = Users, keys, roles and grants that we do not recognise: the logs show none made with the leaked key.
reply-made-open = Users, keys, roles and grants that we do not recognise: { $count }. Not shown to be removed or off yet: { $left } ({ $standing }).
reply-made-gone = Users, keys, roles and grants that we do not recognise: { $count } ({ $names }), all removed or off.
reply-resources-none = Resources that we do not recognise: the logs show none started with the leaked key. All Regions and the bill: [checked on date].
reply-resources-open = Resources that we do not recognise: { $count } in { $regions }. Not shown to be removed yet: { $left } ({ $standing }).
reply-resources-gone = Resources that we do not recognise: { $count } in { $regions } ({ $names }), all removed or stopped.
reply-adjust = Please adjust the bill: unauthorised use since { $since } added { $usd } by our figures ({ $regions }). [Please lift the restrictions on the account.]
reply-adjust-at-least = Please adjust the bill: unauthorised use since { $since } added at least { $usd } by our figures so far ({ $regions }). [Please lift the restrictions on the account.]
reply-adjust-unknown = Please adjust the bill for the unauthorised use: [amount, once the bill is known]. [Please lift the restrictions on the account.]
reply-adjust-reseller = Our bill comes through a reseller: the adjustment of the unauthorised charges is asked for through [reseller]. [Please lift the restrictions on the account.]
reply-attachment = Attachment: what the evidence shows
reply-sign-unnamed = [name, company]
reply-bye = Kind regards,
reply-sign = [name], { $company }

## suspect: why a principal is suspected when the notice names no key

suspect-strong-acts = Does things that weigh heavily and that it never did before
suspect-new-network = Comes from a network that it never used before
suspect-new-regions = Works in Regions where it never worked before
suspect-recon = Looks around in ways that it never did before
suspect-refusals = Is refused calls that it never made before
suspect-many-regions = Goes through five or more Regions within ten minutes
suspect-no-past = Was never seen before, though the logs reach further back
suspect-root = Is the root user

## outlives: why a thing goes on when the leaked key is off
outlives-access-key = A long-term key of its own: it works until somebody deactivates it.
outlives-anchor = A certificate of the anchor's authority gets role credentials without any access key.
outlives-certificate = A signing certificate signs requests without the access key.
outlives-function = It runs, or is started by an event or by anybody who calls it, without the leaked key.
outlives-grant = The permission was given to somebody or something else than the leaked key and stands on its own.
outlives-identity-center = Identity Center gives sessions in the account without any access key.
outlives-login-profile = A console password signs in without the access key.
outlives-machine = It runs on and costs money, and whoever placed it there may still reach it and its role.
outlives-mfa-device = Whoever holds the device passes the MFA check of this user.
outlives-own-credentials = A user of its own: its keys and password do not depend on the leaked key.
outlives-provider = Whoever runs the identity provider can get role sessions without any access key.
outlives-role = Whoever its trust policy names can assume the role with other credentials.
outlives-service-credential = A credential for one service (for example a Bedrock API key) that works without the access key.
outlives-session = Temporary credentials stay valid until they expire; only a deny on their principal stops them sooner.
outlives-ssh-key = An SSH key opens the repository without the access key.
outlives-trust = The role can be assumed from outside by whom the changed trust policy names.

## actor: why a call is said to be somebody's

actor-reason-verdict = The analyst said so ({ $kind } { $value }).
actor-reason-verdict-note = The analyst said so ({ $kind } { $value }): { $note }
actor-reason-aws-quarantine = AWS put its quarantine policy { $policy } on the user (source { $source }).
actor-reason-quarantine-name = The policy is called { $policy }, but the call does not come from AWS ({ $source }); the name alone proves nothing.
actor-reason-kit = Read-only call of this kit ({ $agent }).
actor-reason-listed-network = From { $network }, a network that the owner named.
actor-reason-listed-principal = By { $arn }, a principal that the owner named.
actor-reason-listed-agent = With { $agent }, a program that the owner named.
actor-reason-past = From { $network } with { $tool }, as on { $days } days since { $since }, before anything unusual.
actor-reason-session-home = From { $network }, the place that obtained this session or the machine that it belongs to.
actor-reason-owner-network = From { $network }, the owner's place so far; the tool { $tool } is new, what it did is not.
actor-reason-new = From { $network }, where this credential was never used before{ $new_tool ->
    [yes] , with a new tool ({ $tool })
   *[no] {""}
}; new to it: { $new_calls } calls ({ $heaviest } weighs most), { $new_services } services, { $new_regions } Regions; { $refused } kinds of calls refused.
actor-reason-lone-signal = From { $network }, which is new, but what it did ({ $new_calls } new calls, { $new_regions } new Regions, { $refused } refused) is too little to tell owner and intruder apart.
actor-reason-shared-network = From { $network }, which the owner uses, yet unlike the past: { $new_calls } new calls ({ $heaviest } weighs most), { $new_services } new services, { $new_regions } new Regions. Owner and intruder are not told apart here.
actor-reason-no-past = The logs hold no past of this credential before unusual calls, so owner and intruder are not told apart ({ $network }).
actor-reason-outside-listed = From { $network }, outside the networks that the owner named, with calls an attacker makes ({ $heaviest }).
actor-reason-intruder-network = From { $network }, which the intruder uses (credential { $credential }).
actor-reason-child-intruder = With a credential that the intruder obtained ({ $link }, event { $event }).
actor-reason-child-owner = With a credential that the owner obtained ({ $link }, event { $event }).
actor-reason-child-unclear = With a credential of which it is unclear who obtained it ({ $link }, event { $event }).
actor-reason-possible-link = That this credential came out of the leaked one is only possible ({ $link }, event { $event }).
actor-reason-owner-place = With a credential that the intruder obtained, but from { $network }, a network that the owner named.
actor-reason-instance-inside = By the machine itself, from { $network }, as before the intruder reached it.
actor-reason-instance-outside = With the machine's credential, but from { $network }, outside the machine, after the intruder reached it (event { $event }).
actor-reason-on-behalf = Made by { $service } on behalf of the credential, not by its holder; counted with the call before it.
actor-reason-undated = None of the calls made in this way has a time that can be read, so nobody can tell whose they are.
actor-reason-leaked = The leaked credential itself: both owner and intruder may hold it.
actor-reason-unused = No call with it in the logs.
actor-reason-conduct = Likely the third party's, by what was done from { $network } with { $tool }: { $grounds }. The logs hold no earlier use of this credential to compare with.
actor-reason-conduct-shared = From { $network }, from where others in the account work too, yet with acts that hardly any owner does: { $grounds }. Owner and third party are not told apart here.
actor-reason-conduct-beside = Likely the third party's: from { $network } in the same hours as calls that are likely theirs (credential { $credential }), and of the same kind.
actor-reason-two-places = Likely the third party's: the session was in use at { $first } when somebody looked around with it from { $network } with another tool ({ $tool }).
actor-reason-first-place = Likely the owner's: from { $network } with { $tool }, where this session was first used, while it was taken elsewhere.
actor-reason-job = Likely the owner's: from { $network } with { $tool }, few kinds of calls that come again hour after hour.

list-separator = {" / "}
conduct-ground-rights = all rights given to somebody ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-own-rights = rights given to itself after a look around ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-way-in = a way in made or taken over on a user or thing that was there before ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-trust = a thing opened to an account that is nowhere else in the logs ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-blind = logs or guards switched off ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-outward = data shared outward ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-remote = code run or doors opened on machines ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-secrets = many secrets read or tried ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-regions = costly use in three or more Regions ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-heavy = the largest machines or commitments, after a look around or without the right to ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })
conduct-ground-used-own-key = a key or sign-in made and then used from the same place ({ $call }, { $count ->
    [one] once
   *[other] { $count } times
 })

## verdict: the analyst's word on whose calls these are, and what it moved

verdict-said = Written to case.toml: { $what }: { $actor }. It speaks of { $calls ->
        [one] one call
       *[other] { $calls } calls
    }.
verdict-changed = Changed in case.toml: { $what }: { $actor }. It speaks of { $calls ->
        [one] one call
       *[other] { $calls } calls
    }.
verdict-same = This stands in case.toml already: { $what }: { $actor }. Nothing was changed.
verdict-undone = Taken out of case.toml: { $what }. It spoke of { $calls ->
        [one] one call
       *[other] { $calls } calls
    }.
verdict-no-match = Not written: no call of the credentials in this case fits { $what }. Look what there is with: kit ask { $case } visits
verdict-event-outside = Not written: { $what } was not made with a credential of this case. If its key is one of theirs too, add it: kit key { $case } ID
verdict-event-unknown = Not written: { $what } is not in the evidence.
verdict-none-to-undo = Nothing to take back: case.toml holds no such verdict.
verdict-likely = {" (likely)"}
verdict-moved-part = { $who } { $before } → { $after }
verdict-moved-calls = Calls: { $parts }
verdict-moved-nothing = It changes no call: what it says of them stood already, or another verdict on them names more.
verdict-moved-findings = Findings: { $before } → { $after }
verdict-moved-first-act = First act of the third party: { $before } → { $after }
verdict-no-first-act = none
visits-to-decide = { $networks ->
    [one] 1 network decides
   *[other] { $networks } networks decide
} { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}: kit ask { $case } visits
export-message = [{ $actor }] { $call } on { $subject } from { $address }: { $outcome }
export-indicator-address = Address from which a third party used a leaked AWS key
export-indicator-agent = User agent with which a third party used a leaked AWS key
export-indicator-says = { $calls ->
    [one] 1 call
   *[other] { $calls } calls
 } of the third party ({ $certainty ->
    [certain] certain
   *[likely] likely
 }); nobody else used it with the key or with what came out of it.
export-note-title = Investigation of a leaked AWS access key
export-note = { $count ->
    [one] 1 indicator
   *[other] { $count } indicators
 } of the third party that used the leaked key ({ $keys }) of account { $account }: addresses and user agents that nobody else used with the key or with what came out of it, by CloudTrail's logs. A user agent is the caller's own word and proves nothing by itself.
findings-one-whole = { $count ->
    [one] 1 finding
   *[other] { $count } findings
 }. One whole: kit ask { $case } findings N
next-findings = Next: kit ask { $case } findings
next-status = Not complete yet; why: kit status { $case }
why-items = { $count ->
    [one] 1 item
   *[other] { $count } items
 } could not be taken in ({ $status }). `kit status CASE --items` names each with its reason; the same collect command fetches only what is missing.
why-records = { $count ->
    [one] 1 record
   *[other] { $count } records
 } could not be read. `kit sql CASE "from ledger_rejects"` names place and reason.
found-none = Nothing in the evidence holds { $what }.
found-count = { $what }: { $calls ->
    [one] 1 event
   *[other] { $calls } events
}.
found-shown = The first { $shown } of { $calls } events; --all shows them all.

verdict-kind-network = Network
verdict-kind-agent = User agent
verdict-kind-tool = Tool
verdict-kind-credential = Credential
verdict-kind-event = Event
triage-later = later
triage-intruder = third party
triage-owner = owner
triage-unclear = unclear
triage-note = how you know
triage-say = Say so
triage-nothing = Nothing was changed.

## report: the customer's report

report-title = Report on a leaked AWS access key
report-interim = Interim report
report-final = Final report
report-interim-why = Some steps or the bill are still open; figures may change.
report-number = Report { $number }
report-as-of = Evidence up to { $at }
report-made-at = Written { $at }
report-contents = Contents
report-fact-customer = Customer
report-fact-account = AWS account
report-fact-leaked = Leaked key
report-fact-leaked-principal = Leaked principal
report-fact-user = User
report-fact-support-case = Support case
report-fact-as-of = Evidence up to
report-fact-collected-at = Collected
report-unmade = This part could not be made from the evidence of this case: { $reason }
report-open-items = { $count } items of evidence could not be read yet; collecting again fetches them.
report-summary = Summary
report-findings = Findings
report-findings-lead = By subject, the gravest first; each with the log events it rests on.
report-changes = What changed since the last report
report-changes-lead = Compared with report { $number }, whose evidence reached { $at }.
report-changes-none = No figure has changed since report { $number }.
report-change-figure = Figure
report-change-before = Before
report-change-after = Now
report-timeline = Timeline
report-timeline-lead = The calls made with the key and with what came out of it.
report-timeline-how = Above: all calls of the period, by whom (heights are square roots). Below: the shaded part in detail, a line for each purpose. A larger mark is more calls; a hollow one was refused.
report-acts-table = The { $count } heaviest calls
report-first-use-table = What was new about its use ({ $count })
report-items-heading = Items of evidence
report-items = { $status }: { $count }
ledger-loaded = loaded
ledger-duplicate = already there (same bytes)
ledger-set_apart = set apart
ledger-skipped = skipped
ledger-rejected = rejected
ledger-failed = failed
report-items-table = { $count } items that were not loaded, or loaded with a remark, each with its reason
report-milestones = Turning points
report-credentials = What came out of the key
report-credentials-lead = The tree of credentials that were obtained with the leaked key, to the last one.
report-credentials-how = Each line is a credential under the one it came from. Solid connectors are proved by the logs, dashed are strong, dotted possible. Right: from issued to ended (thin), and in use (thick).
report-credentials-table = All { $count } credentials
report-principals = New and changed IAM principals
report-principals-lead = Users, keys, passwords, roles, policies and trust that were made or changed.
report-principals-how = Each line begins when it was made or changed, and ends when it was removed; a line that runs to the right edge was still there at the end of the logs.
report-principals-table = All { $count } changes
report-resources = Resources by Region
report-resources-lead = What was made or changed outside IAM, by Region.
report-resources-how = Bars count things, split by their state at the end of the logs. The sum beside a bar is the estimate from the logs, not the bill.
report-resources-table = All { $count } resources
report-spend = Spend by Region
report-spend-lead = What the account cost by day and Region, and what the incident added.
report-spend-regions-how = One scale for all Regions. Grey is the normal spend of the Region, red what came on top; pale days are estimates with their range. A triangle marks the first day above normal.
report-spend-heat-how = Darker is more. A frame marks the first day above normal spend; beside it the first thing started there.
report-spend-table = Spend of { $count } Regions
report-spend-apart = { $what }: { $usd } (in none of the sums above)
report-total = Total
report-col-billed = billed
report-col-estimated = estimate, not billed yet
report-col-added = added by the incident
report-col-trail = estimate from the logs
report-col-local = added, in the customer's currency
report-unknown = What the logs can and cannot tell
report-unknown-lead = { $count ->
    [0] Nothing is known to be missing. What the logs cover is below.
    [one] 1 question that this evidence cannot answer, and what would help.
   *[other] { $count } questions that this evidence cannot answer, and what would help.
 }
report-col-question = question
report-col-why = why it cannot be told
report-col-help = what would help
report-coverage = What the logs cover
report-coverage-how = A line for each Region against time. Red: recording was stopped. Violet: nothing was collected. Pale: no calls.
report-steps = What to do
report-steps-lead = Done: { $done }, open: { $open }, not known from the evidence: { $unknown }.
report-asked-aws = asked by AWS
report-asked-practice = good practice
report-due = Due { $at }.
report-quarantine = AWS's quarantine policy
report-quarantine-alive = { $policy } was put on { $user } at { $at } and no removal is seen. Calls of the third party after that: { $calls }. Calls of the owner that it refused: { $refused }.
report-quarantine-gone = { $policy } was put on { $user } at { $at } and was taken off since. Calls of the third party after that: { $calls }. Calls of the owner that it refused: { $refused }.
report-quarantine-stopped = { $policy } was put on { $user } at { $at } and no longer holds. Calls of the third party after that: { $calls }. Calls of the owner that it refused: { $refused }.
report-quarantine-unknown = Whether { $policy } is on { $user } cannot be told ({ $at }). Calls of the third party after that: { $calls }. Calls of the owner that it refused: { $refused }.
report-plan = The steps in order, as commands
report-plan-lead = Read each line before running it. The kit runs none of them.
report-plan-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
  }
report-leak = How it may have leaked
report-leak-lead = Logs show the use of a key, not where it was copied from. What is known, and what only its owner can tell:
report-leak-notice = What AWS's notice says
report-leak-key = The key's age, maker and use
report-leak-question = Questions to the key's owner
report-leak-result = What is known so far
report-leak-causes = Causes, and what speaks for and against each
report-leak-cause = Cause
report-leak-standing = As it stands
report-leak-for = Speaks for it
report-leak-against = Speaks against it
report-leak-not-looked = Not looked at
report-leak-id = Access key
report-leak-places-lead = Found by a search of these places. The secret itself is neither shown nor kept.
report-leak-places = Places where the key was found
report-leak-place = Place
report-leak-commit = Commit
report-leak-author = Author
report-leak-now = In the newest tree
report-leak-now-yes = yes
report-leak-now-no = no, in the history
report-leak-secret = Secret beside it
report-leak-secret-yes = yes
report-leak-secret-no = not seen
report-leak-remedy = What to do where it lies
report-leak-letter = The questions to the key's owner, ready to send
report-leak-limit = What AWS can and cannot tell

# Prevention: a section of the report.
report-prevention = Prevention
report-prevention-lead = What keeps the next leak from happening, or from lasting. The state is that of the newest look at the account; where nobody looked, it says so (`kit collect CASE posture iam cost-explorer`).
report-prevention-watch-met = AWS asks for at least { $least } of Budgets, CloudTrail, Trusted Advisor and Cost Anomaly Detection: met ({ $have } on).
report-prevention-watch-short = AWS asks for at least { $least } of Budgets, CloudTrail, Trusted Advisor and Cost Anomaly Detection: not met ({ $have } on).
report-prevention-watch-unseen = AWS asks for at least { $least } of Budgets, CloudTrail, Trusted Advisor and Cost Anomaly Detection: { $have } are seen to be on; not all were looked at.
report-prevention-guard-met = AWS asks for at least { $least } of MFA, Security Hub and GuardDuty: met ({ $have } on).
report-prevention-guard-short = AWS asks for at least { $least } of MFA, Security Hub and GuardDuty: not met ({ $have } on).
report-prevention-guard-unseen = AWS asks for at least { $least } of MFA, Security Hub and GuardDuty: { $have } are seen to be on; not all were looked at.
report-col-prevention-what = Measure
report-col-prevention-state = State
report-col-prevention-why = Why
report-col-prevention-how = How
report-col-prevention-here = What it would have changed here
prevention-state-on = on
prevention-state-off = off or missing somewhere
prevention-state-unseen = not looked
prevention-state-some = a web ACL is there; whether it stands before each public resource was not looked at
prevention-state-none = nothing public found
prevention-state-reseller = not to be had through the reseller
prevention-roles = Roles and temporary credentials instead of keys
prevention-roles-why = A long-term key works until somebody stops it, wherever it is copied to.
prevention-roles-how = Roles for EC2, Lambda and containers; IAM Identity Center for people; OpenID Connect for build systems; IAM Roles Anywhere for machines elsewhere.
prevention-roles-here = A copied temporary credential would have ended by itself, at most hours later.
prevention-key-age = Age of keys
prevention-key-age-why = An old key lies in more places than anybody remembers.
prevention-key-age-how = Replace keys every 90 days at most, delete those unused; AWS Config rule access-keys-rotated, credential report.
prevention-key-age-here = A key that had been replaced before it was copied would not have worked.
prevention-root = Root user: MFA, no keys
prevention-root-why = Nothing limits the root user.
prevention-root-how = Delete root's access keys, switch MFA on, use it for nothing daily; in an organization manage root access centrally.
prevention-root-here = Keeps a leak of this kind from becoming the loss of the account.
prevention-mfa = MFA for people
prevention-mfa-why = A password or key alone is not enough then.
prevention-mfa-how = MFA for everyone with a password; policies that demand aws:MultiFactorAuthPresent for changes of IAM.
prevention-mfa-here = Where a policy demands MFA, changes of IAM with the key alone are refused.
prevention-budgets = AWS Budgets
prevention-budgets-why = Tells of cost that nobody planned.
prevention-budgets-how = A cost budget with notifications at some steps, to an address that is read.
prevention-budgets-here = { $things } resources were made in { $regions } Regions; what of it costs would have told of itself once the budget was passed.
prevention-cloudtrail = AWS CloudTrail in all Regions
prevention-cloudtrail-why = Without it nobody can say what was done for longer than 90 days back.
prevention-cloudtrail-how = A trail of all Regions with log file validation, into a bucket of another account.
prevention-cloudtrail-here = Decides what this report can prove and what it cannot.
prevention-trusted-advisor = AWS Trusted Advisor
prevention-trusted-advisor-why = Its check of exposed access keys finds keys that lie open in public places. It needs a support plan.
prevention-trusted-advisor-how = Switch its weekly mails on; watch the check of exposed access keys.
prevention-trusted-advisor-here = Could have told of a key in a public place; it does not see other ways to leak.
prevention-anomaly = Cost Anomaly Detection
prevention-anomaly-why = Tells of unusual cost without a limit that has to be set.
prevention-anomaly-how = A monitor of all services and a subscription to an address that is read.
prevention-anomaly-here = { $things } resources were made in { $regions } Regions; unusual cost is told about a day later.
prevention-guardduty = Amazon GuardDuty
prevention-guardduty-why = Sees credentials that are used from unusual places and machines that mine.
prevention-guardduty-how = Switch it on in all Regions, unused ones too, and send its findings to people.
prevention-guardduty-here = Calls in { $regions } Regions from addresses never seen before are what it is made to find.
prevention-security-hub = AWS Security Hub
prevention-security-hub-why = Shows open settings before they are used.
prevention-security-hub-how = Switch it on with the AWS standard of foundational practices.
prevention-security-hub-here = Its controls name old keys, missing MFA and missing trails before a leak.
prevention-waf = AWS WAF in front of public web and API resources
prevention-waf-why = Secrets are also taken through weak applications.
prevention-waf-how = A web ACL with AWS's managed rules on CloudFront, load balancers and API Gateway that are public.
prevention-waf-here = Only if the key was read through an application of the customer's; the logs cannot tell.
prevention-buckets = No public buckets, ACLs off
prevention-buckets-why = Keys in settings and logs leak from open buckets.
prevention-buckets-how = S3 Block Public Access for the account; object ownership "bucket owner enforced", which switches ACLs off.
prevention-buckets-here = Only if the key lay in a bucket; also keeps anybody with a key from opening one unnoticed.
report-evidence = Evidence
report-evidence-lead = Every event cited above, the file that holds its untouched record, and the sha256 of that file. The number after the file is the record's place in it.
report-evidence-events = { $count } events
report-evidence-files = { $count } files
report-custody = Chain of custody
report-custody-none = Nothing has been collected.
report-custody-lead = What this report rests on was collected in { $count ->
    [one] 1 run
   *[other] { $count } runs
 }. Every item lies unchanged in the case's vault under its sha256; the packs of the vault are chained by their hashes.
report-custody-hash = Hash of the list of the last pack (sha256): { $sha256 }. It stands for every item before it.
report-custody-table = { $count ->
    [one] 1 collection
   *[other] { $count } collections
 }
report-col-who = collected by
report-col-kit = version of the kit
report-col-items = items
report-col-packs = packs
report-unwritten = not written down
report-integrity = Are the logs as CloudTrail delivered them?
report-integrity-none = No digest is in the case: nothing proves that the log files are as CloudTrail delivered them.
report-integrity-proved = Proved by CloudTrail's signatures and hashes: { $count ->
    [one] 1 hour
   *[other] { $count } hours
 } (account and Region), { $from } to { $to }.
report-integrity-altered = Altered after delivery: { $count ->
    [one] 1 hour
   *[other] { $count } hours
 }, { $from } to { $to }.
report-integrity-missing = Log files or digests missing: { $count ->
    [one] 1 hour
   *[other] { $count } hours
 }, { $from } to { $to }.
report-integrity-unprovable = Neither proved nor refuted: { $count ->
    [one] 1 hour
   *[other] { $count } hours
 }, { $from } to { $to } ({ $why }).
report-integrity-checked = Checked { $at }. A signature speaks for what was delivered, not for what CloudTrail never recorded.
report-integrity-table = { $count ->
    [one] 1 account and Region
   *[other] { $count } accounts and Regions
 }
integrity-proved = proved
integrity-altered = altered
integrity-missing = missing
integrity-unprovable = unprovable
integrity-why-no_digest = no digest
integrity-why-unnamed = log files that no digest names
integrity-why-chain_restart = validation was off
integrity-why-no_key = public key not saved
integrity-why-unnamed_key = public key that nobody vouches for
integrity-why-beside_chain = digests beside the proved chain
integrity-why-bad_key = public key cannot be read
integrity-why-no_signature = signature not kept
integrity-why-not_collected = days that were not collected
integrity-why-not_fetched = files that could not be read
integrity-why-digest_unproved = digest itself not proved
integrity-why-algorithm = signed in an unknown way
integrity-why-part_of_hour = covered in part
report-col-when = when
report-col-what = what
report-col-call = call
report-col-place = file, record
report-col-file = file
report-col-origin = origin
report-col-sha256 = sha256
report-col-basis = known
report-table = Table, scrolls sideways
report-chart = Chart
report-ref = evidence
report-refs = { $count ->
    [one] evidence: 1 event
   *[other] evidence: { $count } events
  }
report-refs-more = and { $count } more
report-rows-cut = { $count } more rows are left out here; `kit ask CASE { $how }` lists all.
report-basis-live = by the account itself, { $at }
report-basis-trail = at the end of the logs, { $at }
report-basis-trail_with_gap = at the end of logs with gaps, { $at }
report-basis-ended = ended { $at }
report-line-today = What to do today
report-today-shut = Shut off what the third party can still use: { $left }.
report-today-shut-none = No credential or right that the third party could still use is seen at the end of the logs.
report-today-stop = Stop or delete what remains or may remain: { $things }.
report-today-stop-cost = Stop or delete what remains or may remain: { $things }. Until then it may go on costing { $usd } an hour.
report-today-stop-none = Nothing that the third party made or changed outside IAM is seen to remain at the end of the logs.
report-today-reply = Reply to AWS{ $due }.
report-today-reply-due = {" "}(due { $at })
report-today-reply-case = Reply to AWS in support case { $support_case }{ $due }.
report-today-reply-done = A reply to AWS is on record.
report-today-ask = {" "}Ask the owner of the key the { $count ->
    [one] question
   *[other] { $count } questions
 } under “On what the attribution rests”.
report-today-collect = Collect the evidence that is missing. { $help }
report-over-iam = { $count ->
    [one] 1 change in IAM
   *[other] { $count } changes in IAM
  }
report-line-happened = What happened
report-line-needed = What is needed
report-line-made = In IAM
report-line-started = Made and changed
report-line-cost = What it cost
report-line-over = Is it over?
report-happened = From { $first } to { $last } a third party { $how ->
    [likely] likely used
   *[certain] used
} { $key } and what came out of it: { $calls } calls, { $failed } of them refused or failed, from { $addresses } addresses in { $regions } Regions.{ $how ->
    [likely] {" "}This is judged by what was done, since the logs hold no earlier use to compare with; the questions to the owner of the key settle it.
    [mixed] {" "}{ $likely } of the calls are judged by what was done alone; the questions to the owner of the key settle them.
   *[certain] {""}
}
report-happened-nothing = The evidence shows no call that is surely a third party's.
report-made = In IAM { $things } { $count ->
    [one] was
   *[other] were
 } made or changed. { $left ->
    [none] None of it is seen to remain at the end of the logs.
    [all] { $count ->
        [one] It remains or may remain
       *[other] All { $count } remain or may remain
     } at the end of the logs.
   *[some] { $standing } of { $count } remain or may remain at the end of the logs.
 }
report-made-nothing = The logs show nothing made or changed in IAM.
report-started = In { $regions ->
    [one] 1 Region
   *[other] { $regions } Regions
 } { $things } { $count ->
    [one] was
   *[other] were
 } made or changed. { $left ->
    [none] None of it is seen to remain at the end of the logs.
    [all] { $count ->
        [one] It remains or may remain
       *[other] All { $count } remain or may remain
     } at the end of the logs.
   *[some] { $standing } of { $count } remain or may remain at the end of the logs.
 }
report-started-nothing = The logs show no resource made or changed.
report-cost-billed = The bill, which reaches { $day }, shows { $usd } above normal spend.
report-cost-not-billed = By estimates alone it is { $usd } above normal spend{ $day }.
report-cost-estimate = What was started is estimated from the logs at { $usd }{ $note }.
report-cost-estimate-least = What was started is estimated from the logs at { $usd } at least{ $note }.
report-cost-range = { $low } to { $high }
report-cost-unpriced = { $count ->
    [one] 1 thing has no price
   *[other] { $count } things have no price
  }
report-cost-billed-none = The bill, which reaches { $day }, shows nothing above normal spend ({ $usd }).
report-cost-not-billed-none = By estimates alone nothing is above normal spend ({ $usd }){ $day }.
report-happened-unclear = {" "}{ $calls ->
    [one] 1 call
   *[other] { $calls } calls
 } could not be attributed to the owner or to a third party.
report-cost-running = If nothing is stopped it goes on at { $usd } an hour.
report-cost-currency = Converted at { $rate } a US dollar{ $dated ->
    [yes] {" "}({ $date })
   *[no] {""}
 }.
report-cost-unknown = What it added cannot be told from this evidence.
report-over-no = No. At the end of the logs: { $left }.
report-over-steps = By the logs nothing of the third party's is left, but work is open: { $left }.
report-over-keys = { $count ->
    [one] 1 leaked key is not known to be off
   *[other] { $count } leaked keys are not known to be off
  }
report-over-credentials = { $count ->
    [one] 1 other credential is usable
   *[other] { $count } other credentials are usable
  }
report-over-open-steps = { $count ->
    [one] 1 step is not done
   *[other] { $count } steps are not done
  }
report-over-things = { $count ->
    [one] 1 thing of the third party's remains or may remain
   *[other] { $count } things of the third party's remain or may remain
  }
report-findings-use = Use of the key and of credentials
report-findings-rights = Users, keys and rights added or changed
report-findings-made = Resources made and changed, and cost
report-findings-data = Data read or opened to others
report-findings-watch = Logs, alarms and quarantine
report-findings-tries = Scouting and refused calls
report-findings-rest = { $count } further findings of less weight
report-spend-unseen = { $region }: { $usd } more than usual, and nothing in the logs of the key explains it. Look at what runs there.
report-over-yes = Yes, by the logs: the leaked keys are off, no other credential is usable, nothing is left and every step is done{ $left }.
report-figure-calls = calls of the third party
report-figure-credentials = credentials from the key
report-figure-principals = changes in IAM
report-figure-resources = resources
report-figure-cost = added cost
report-figure-steps = steps to do
report-note-alive = { $count } usable
report-note-standing = { $count } remain or may remain
report-note-billed = above normal spend
report-note-estimated = estimate
report-note-cost = { $basis }
report-note-cost-local = { $basis } ({ $usd })
report-note-of-steps = of { $count }
report-footer = Made from the evidence in the case; times are { $zone } with UTC beside them, bills are by UTC day.
figure-first-intruder-event = First call of the third party
figure-last-intruder-event = Last call of the third party
figure-intruder-calls = Calls of the third party
figure-unclear-calls = Calls that are unclear
figure-credentials = Credentials from the key
figure-credentials-alive = of these usable
figure-principals = Changes in IAM
figure-principals-standing = of these still there, or may be
figure-resources = Resources
figure-resources-standing = of these still there, or may be
figure-usd-excess = Added by the incident (USD)
figure-usd-estimate = Estimate from the logs (USD)
figure-usd-estimate-low = Estimate, low (USD)
figure-usd-estimate-high = Estimate, high (USD)
figure-usd-per-hour-standing = What may run on, USD an hour
figure-unpriced = Things without a price
figure-bill-until = The bill reaches
figure-bill-incomplete-days = Days not settled in the bill
figure-steps-done = Steps done
figure-steps-open = Steps open
figure-steps-unknown = Steps not known
charge-usage = Usage
charge-fee = Fees
charge-tax = Tax
charge-credit = Credits
charge-refund = Refunds
charge-discount = Discounts

report-words = What the words mean
report-col-word = Word
report-col-meaning = Meaning
report-word-third-party = Third party
report-word-third-party-means = Whoever used the leaked key, or what came out of it, without being its owner. Logs do not tell who that is.
report-word-owner = Owner
report-word-owner-means = Whose key it is, and the applications that work with it.
report-word-evidence = Evidence
report-word-evidence-means = All that was collected for this report: logs, bills, notices, and answers of the account itself.
report-word-trail = Trail
report-word-trail-means = The setting of AWS CloudTrail that keeps a record of calls in a bucket. While it is stopped nothing is recorded.
report-word-event-history = Event history
report-word-event-history-means = The record of management calls that CloudTrail keeps for 90 days even without a trail.
report-word-end-of-logs = End of the logs
report-word-end-of-logs-means = Time of the last record that was collected. What came later is not known.
report-word-remains = Remains
report-word-remains-means = No deletion or stop is recorded up to the end of the logs. It does not mean that it runs now.
report-word-likely = Likely
report-word-likely-means = Judged by what was done alone, because no earlier use is there to compare with.
report-word-unattributed = Unclear
report-word-unattributed-means = The evidence does not tell whether it was the owner's call or the third party's.
report-word-credential = Credential
report-word-credential-means = Whatever lets somebody work with AWS: an access key, a password, a session, a certificate.
report-word-quarantine = Quarantine policy
report-word-quarantine-means = The policy that AWS puts on the user of a leaked key. It stops some calls, not all.
report-word-normal-spend = Normal spend
report-word-normal-spend-means = Cost a day of the same Region and service before the incident.
report-word-estimate = Estimate
report-word-estimate-means = Hours in the logs times the public price. It is not what is billed.
report-word-interim = Interim report
report-word-interim-means = Steps or the bill are still open, so that what it says may change.

report-attribution = On what the attribution rests
report-attribution-lead = Who used the key and what came out of it, from where and with what, and why those calls are said to be somebody's.
report-attribution-left = Who used the key and what came out of it, from where and with what, and why those calls are said to be somebody's. { $networks ->
    [one] 1 network is
   *[other] { $networks } networks are
} still to be decided with the customer: { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} are not certain.
report-attribution-table = { $count ->
    [one] 1 network and tool
   *[other] { $count } networks and tools
}
report-attribution-questions = Questions to the owner of the key
visit-question = From { $first } to { $last } { $calls ->
    [one] 1 call was
   *[other] { $calls } calls were
} made with the key from { $network } with { $tool } ({ $regions }){ $changes ->
    [0] {""}
   *[other] ; { $changes } of them changed something
}. Was that you, one of your people or one of your programs? If so, who or which?
report-attribution-verdicts = What the analyst said
report-attribution-verdict = { $what }: { $actor } ({ $calls } calls).
report-attribution-verdict-note = { $what }: { $actor } ({ $calls } calls). { $note }

## nb: notebooks

nb-overview-question = # What happened, what did it cost, is it over?
nb-overview-how = Begin here, then take the notebook that answers your next question: 02 calls, 03 credentials, 04 IAM, 05 resources, 06 spend, 07 evidence. Run all cells once (Run > Run All Cells): a click on a number under *evidence*, on a row or on a mark of a chart then opens its records. In a cell of your own: `%%sql` and a statement below it, `find(case, "198.51.100.7")`, `note(case, "...")`; what you write, also as Markdown, stays and reaches the report.
nb-activity-question = # Which calls were made with the key, by whom?
nb-activity-how = Look first at the significant calls, then at what was new: an address, a Region, a tool. A call that you know better than the kit gets a line under `[[verdicts]]` in case.toml; run the notebook again. `ask(case, "key_activity").df()` gives the rows as a pandas frame.
nb-tree-question = # What came out of the key, and what of it is still good?
nb-tree-how = Follow the red marks: they were usable at the end of the logs. A bar that runs past the line *Key deactivated* outlived the key. `ask(case, "credentials").df()` gives the rows as a pandas frame.
nb-principals-question = # Who and what was added to IAM, and does it still stand?
nb-principals-how = A line that reaches the right edge has no end in the logs. `kit plan CASE` writes the lines that remove what is surely the intruder's. `ask(case, "principals").df()` gives the rows as a pandas frame.
nb-resources-question = # What was started, in which Regions, and does it still cost?
nb-resources-how = Begin with Regions that were not used before, and with red: no end of these is in the logs. Whether they run now only a look at the account tells. `ask(case, "resources").df()` gives the rows as a pandas frame.
nb-spend-question = # What did it cost, in which Region, from which day?
nb-spend-how = Every Region has the same scale. The bill comes a day or more late: pale bars are estimates, and the table keeps them apart. `ask(case, "spend_daily").df()` gives the rows as a pandas frame.
nb-evidence-question = # What do the logs cover, and what can they not tell?
nb-evidence-how = Red and violet hours are blind spots. What was set apart, rejected or failed is listed with its reason; nothing is dropped in silence. `ask(case, "coverage").df()` gives the rows as a pandas frame.
nb-report-question = # The customer's report
nb-report-how = `kit report CASE` runs this notebook and writes what it shows as one HTML file in CASE/out.

nb-triage-how = Calls that the kit is not sure of are decided here, by network and tool: `verdict(case, 1, "intruder", note="confirmed by phone")` (or `"owner"`, `"unclear"`); `undo=True` takes it back. Each is written to case.toml and says what it moved; run the notebook again, and every figure follows.

## money: what an estimate assumes

money-assumed-linux = Linux, shared tenancy, public on-demand price; root volume and traffic come on top
money-assumed-spot-range = spot: what was paid lies between a tenth of the on-demand price and all of it
money-assumed-region-factor = no listed price for this Region: concluded from other Regions, with a wider range
money-assumed-end-of-logs = no end was seen: counted up to the end of the logs
money-assumed-end-unknown = it may have ended earlier: the lower end counts one minute
money-assumed-one-day-job = a job whose end is not in the trail is counted for one day at most
money-assumed-sagemaker-share = SageMaker's price taken as the EC2 price of the same type with SageMaker's surcharge
money-assumed-fargate = Fargate on Linux and x86, without storage above 20 GB
money-assumed-without-iops = without IOPS and throughput bought on top
money-assumed-without-traffic = without traffic and capacity units
money-assumed-no-price = no price is known: not in any sum, so the total is "at least"
money-assumed-no-size = its size is not in the logs: not in any sum, so the total is "at least"
money-assumed-tokens-assumed = tokens of a call are not in the logs: from a short question to the model's limit
money-assumed-tokens-counted = tokens as the log counts them
money-assumed-one-recipient = one recipient a message; up to 50 in the upper end

## What the notebooks look at for now

focus-since = from
focus-until = until before
focus-credential = credential
focus-actor = actor
focus-region = Region
focus-narrowed = Narrowed to: { $what }. Sentences and sums about the whole case are not narrowed.
focus-whole = This part speaks of the whole case; it is not narrowed to: { $what }.

## Notes beside the places where a hunt found the leaked key
exposure-removed = Commit { $commit } took it out ({ $at }); { $versions ->
    [one] 1 version of the file holds it
   *[other] { $versions } versions of the file hold it
}. Whoever has the repository has it still.
exposure-versions = { $versions } versions of the file hold it
exposure-staged = Staged and in no commit
exposure-dangling = No commit holds it: staged once, or of a history that was rewritten
exposure-message = In the message of the commit or tag
exposure-no-commit = Its commit was not looked up
exposure-file-name = In the name of a file
exposure-layer = Layer { $layer } of the image { $image }, made by: { $command }
exposure-layer-plain = Layer { $layer } of the image { $image }
exposure-image-config = Configuration of the image { $image }: environment or commands
exposure-trail = A record of CloudTrail, which names every key that was used: no leak by itself

## Live outputs of a notebook

live-close = Close
live-copy = Copy
live-copied = Copied
live-indent = Indented
live-as-is = As delivered
live-record = Record
live-file = File
live-position = Position
live-sha256 = sha256
live-search = Search all rows
live-filter = Filter
live-rows = rows a page
live-no-rows = No row.
live-silent = The kernel does not answer: run the cells again (Run > Run All Cells).
live-events = Events
live-open = Opens the untouched record

## The analyst's remarks

report-remarks = The analyst's remarks
report-remarks-lead = Written by the people who looked into this incident, not by the kit.
report-remark-event = On an event
report-remark-finding-gone = On a finding that is no longer one ({ $finding })
report-remark-notebook = In notebook { $name }: { $title }
