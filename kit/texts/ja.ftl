### 日本語の文言。en.ftl と同じ id を持つ (テストで照合する)。
### 各担当は自分の節 (## area) の末尾に追記する。id は節の名前で始める。

## words: kit/vocabulary.yml の値。`<list>-<value>`

actor-intruder = 第三者
actor-owner = 所有者
actor-aws = AWS
actor-kit = 本キット
actor-unclear = 判別不能
state-alive = 残存
state-stopped = 停止
state-gone = 削除済み
state-unknown = 不明
outcome-succeeded = 成功
outcome-failed = 拒否または失敗
outcome-partly = 一部成功
outcome-unknown = 不明
certainty-proved = 確実
certainty-strong = 有力
certainty-possible = 可能性あり
severity-critical = 緊急
severity-high = 高
severity-medium = 中
severity-low = 低
severity-info = 参考
step-state-done = 実施済み
step-state-open = 未実施
step-state-unknown = 確認できません
coverage-full = 完全
coverage-partial = 一部
coverage-silent = 呼び出しなし
coverage-stopped = 記録停止
coverage-not_collected = 未収集
coverage-not_settled = 確定前
coverage-unknown = 不明
coverage-reason-history_asked = イベント履歴 (管理イベント。データイベントは含まれない)
coverage-reason-history_file = イベント履歴のファイル (絞り込みがなければ全件。データイベントは含まれない)
coverage-reason-data_events = 管理イベントとデータイベントあり
coverage-reason-management_events = 管理イベントあり、データイベントなし
coverage-reason-usual_silence = イベントなし (このリージョンでは通常)
coverage-reason-columns_only = 表形式の列だけで判明
coverage-reason-log_missing = ログファイルまたはダイジェストがチェーンから欠けている
coverage-reason-log_altered = ログファイルまたはダイジェストが配信後に改変されている
coverage-reason-history_writes = イベント履歴 (書き込みイベントのみ)
coverage-reason-history_part = イベント履歴 (一部の条件で取得したもののみ)
coverage-reason-trail_stopped_part = 証跡が一部の時間に停止、または別の証跡は継続
coverage-reason-trail_narrowed = 証跡の記録範囲が狭められている
coverage-reason-file_damaged = 破損したファイルがある
coverage-reason-log_expiry = ログバケットの有効期限設定でファイルが消えた可能性
coverage-reason-trail_stopped = 証跡の停止中
coverage-reason-unusual_silence = 通常は 9 割の時間帯にイベントがあるのに、この時間帯にはない
coverage-reason-no_file = この時間帯のこのリージョンのファイルなし
coverage-reason-too_old = このリージョンのファイルがなく、イベント履歴の保持期間 (90 日) も過ぎている
coverage-reason-not_settled = 収集前 20 分以内のため未確定
kind-access_key = アクセスキー
kind-session_token = セッショントークン
kind-federation_token = フェデレーショントークン
kind-role_session = ロールセッション
kind-root_session = ルートセッション
kind-console_session = コンソールセッション
kind-login_profile = コンソールのパスワード
kind-service_credential = サービス固有の認証情報
kind-instance_session = インスタンスロールの認証情報
kind-service_session = サービスロールのセッション
kind-identity_center_session = Identity Center のセッション
kind-principal = プリンシパル
kind-user = ユーザー
kind-role = ロール
kind-group = グループ
kind-group_membership = グループへの所属
kind-trust_policy = 信頼ポリシー
kind-inline_policy = インラインポリシー
kind-attached_policy = アタッチされたポリシー
kind-policy = ポリシー
kind-policy_version = ポリシーのバージョン
kind-permissions_boundary = アクセス許可の境界
kind-instance_profile = インスタンスプロファイル
kind-mfa_device = MFA デバイス
kind-ssh_key = SSH キー
kind-signing_certificate = 署名証明書
kind-service_specific_credential = サービス固有の認証情報
kind-saml_provider = SAML プロバイダー
kind-oidc_provider = OIDC プロバイダー
kind-trust_anchor = トラストアンカー
kind-account_alias = アカウントエイリアス
kind-account_contact = アカウントの連絡先
kind-delegated_administrator = 委任管理者
kind-identity_center_assignment = Identity Center の割り当て
kind-permission_set = 許可セット
kind-resource_policy = リソースポリシー
kind-instance = インスタンス
kind-volume = ボリューム
kind-snapshot = スナップショット
kind-snapshot_permission = スナップショットの共有
kind-image = マシンイメージ
kind-image_permission = マシンイメージの共有
kind-key_pair = キーペア
kind-security_group = セキュリティグループ
kind-security_group_rule = セキュリティグループのルール
kind-launch_template = 起動テンプレート
kind-autoscaling_group = Auto Scaling グループ
kind-spot_instances_request = スポットリクエスト
kind-spot_request = スポットリクエスト
kind-spot_fleet_request = スポットフリートリクエスト
kind-function = 関数
kind-function_url = 関数 URL
kind-layer = レイヤー
kind-bucket = バケット
kind-bucket_policy = バケットポリシー
kind-object = オブジェクト
kind-db_instance = データベースインスタンス
kind-db_cluster = データベースクラスター
kind-db_snapshot = データベースのスナップショット
kind-cluster = クラスター
kind-ecs_cluster = ECS クラスター
kind-ecs_service = ECS サービス
kind-ecs_task = ECS タスク
kind-task_definition = タスク定義
kind-stack = スタック
kind-stack_set = スタックセット
kind-trail = 証跡
kind-detector = 検出器
kind-rule = ルール
kind-queue = キュー
kind-topic = トピック
kind-subscription = サブスクリプション
kind-secret = シークレット
kind-key = キー
kind-grant = グラント
kind-domain = ドメイン
kind-email_identity = メールの送信元 ID
kind-notebook_instance = ノートブックインスタンス
kind-subnet = サブネット
kind-internet_gateway = インターネットゲートウェイ
kind-nat_gateway = NAT ゲートウェイ
kind-web_acl = ウェブ ACL
kind-web_app = ウェブアプリ

## things: 各サービスのリソースの呼び名と、その前に置くサービスの略称

kind-access_entry = アクセスエントリ
kind-account_details = SES のアカウント設定 (サンドボックス解除の申請など)
kind-account_public_access_block = アカウントのパブリックアクセスブロック
kind-account_sending = アカウントの送信設定
kind-account_setting = アカウントの設定
kind-activation = アクティベーション
kind-agent = エージェント
kind-agent_runtime = エージェントランタイム
kind-agreement = 契約
kind-alarm = アラーム
kind-alias = エイリアス
kind-analyzer = アナライザー
kind-anomaly_monitor = 異常検出モニター
kind-anomaly_subscription = 異常検出の通知設定
kind-api = API
kind-app = アプリ
kind-application = アプリケーション
kind-association = 関連付け
kind-backend = バックエンド
kind-backup_vault = バックアップボールト
kind-broker = ブローカー
kind-budget = 予算
kind-build = ビルド
kind-cache_cluster = キャッシュクラスター
kind-capacity_provider = キャパシティプロバイダー
kind-capacity_reservation = キャパシティ予約
kind-channel = チャンネル
kind-channel_group = チャンネルグループ
kind-client_vpn_endpoint = クライアント VPN エンドポイント
kind-compute_environment = コンピューティング環境
kind-config_rule = ルール
kind-configuration_recorder = 設定レコーダー
kind-configuration_set = 設定セット
kind-container_service = コンテナサービス
kind-database = データベース
kind-dedicated_host = 専有ホスト
kind-delivery_channel = 配信チャネル
kind-deployment = デプロイ
kind-dev_endpoint = 開発エンドポイント
kind-disk = ディスク
kind-distribution = ディストリビューション
kind-document = ドキュメント
kind-ec2_fleet = EC2 フリート
kind-elastic_ip = Elastic IP アドレス
kind-endpoint = エンドポイント
kind-endpoint_config = エンドポイント設定
kind-environment = 環境
kind-event_bus = イベントバス
kind-event_data_store = イベントデータストア
kind-event_source_mapping = イベントソースマッピング
kind-export = エクスポート
kind-export_task = エクスポートタスク
kind-fargate_profile = Fargate プロファイル
kind-farm = ファーム
kind-file_system = ファイルシステム
kind-finding_filter = 検出結果のフィルター
kind-findings = 検出結果の設定
kind-fleet = フリート
kind-flow_log = フローログ
kind-function_permission = 関数の実行許可
kind-guardrail = ガードレール
kind-hosted_zone = ホストゾーン
kind-hub = ハブ
kind-identity_center_group = Identity Center のグループ
kind-identity_center_membership = Identity Center のグループへの所属
kind-identity_center_settings = Identity Center の設定
kind-identity_center_user = Identity Center のユーザー
kind-identity_pool = ID プール
kind-image_builder = イメージビルダー
kind-image_pipeline = イメージパイプライン
kind-import_task = インポートタスク
kind-inference_profile = 推論プロファイル
kind-instance_profile_association = インスタンスプロファイルの関連付け
kind-instance_profile_role = インスタンスプロファイルのロール
kind-ip_set = IP セット
kind-job = ジョブ
kind-job_definition = ジョブ定義
kind-job_queue = ジョブキュー
kind-job_run = ジョブ実行
kind-launch_configuration = 起動設定
kind-launch_template_version = 起動テンプレートのバージョン
kind-layer_version = レイヤーのバージョン
kind-lifecycle_config = ライフサイクル設定
kind-load_balancer = ロードバランサー
kind-log_group = ロググループ
kind-log_stream = ログストリーム
kind-maintenance_window = メンテナンスウィンドウ
kind-managed_policy = 管理ポリシー
kind-member_account = メンバーアカウント
kind-model = モデル
kind-model_access_use_case = モデルの利用目的の申請
kind-model_agreement = モデルの利用契約
kind-model_customization_job = モデルカスタマイズジョブ
kind-model_entitlement = モデルの利用権
kind-model_invocation_job = モデル呼び出しジョブ
kind-model_invocation_logging = モデル呼び出しのログ設定
kind-network_acl_entry = ネットワーク ACL のルール
kind-network_interface = ネットワークインターフェイス
kind-nodegroup = ノードグループ
kind-organization = 組織
kind-organization_invitation = 組織への招待
kind-organization_policy = 組織のポリシー
kind-organization_root_access = ルートアクセスの設定
kind-organization_service_access = サービスへの信頼されたアクセス
kind-parameter = パラメータ
kind-password_policy = パスワードポリシー
kind-permission_boundary = アクセス許可の境界
kind-permission_set_policy = 許可セットのポリシー
kind-pipeline = パイプライン
kind-processing_job = 処理ジョブ
kind-project = プロジェクト
kind-provisioned_concurrency = プロビジョニング済み同時実行
kind-provisioned_model_throughput = モデルのプロビジョンドスループット
kind-query_log_config = クエリログの設定
kind-quota = クォータ
kind-receipt_rule = 受信ルール
kind-record_set = レコードセット
kind-recovery_point = 復旧ポイント
kind-region = リージョン
kind-replication_instance = レプリケーションインスタンス
kind-repository = リポジトリ
kind-reserved_instances = リザーブドインスタンス
kind-roles_anywhere_profile = Roles Anywhere のプロファイル
kind-route_table = ルートテーブル
kind-sandbox_phone_number = サンドボックスの電話番号
kind-savings_plan = Savings Plans の契約
kind-schedule = スケジュール
kind-scheduled_scaling = スケジュールされたスケーリング
kind-server = サーバー
kind-server_certificate = サーバー証明書
kind-service = サービス
kind-service_linked_role = サービスリンクロール
kind-session = セッション
kind-sms_settings = SMS の設定
kind-standards = 標準の設定
kind-state_machine = ステートマシン
kind-stream = ストリーム
kind-subscription_filter = サブスクリプションフィルター
kind-support_case = サポートケース
kind-table = テーブル
kind-task = タスク
kind-template = テンプレート
kind-traffic_mirror_session = トラフィックミラーのセッション
kind-traffic_mirror_target = トラフィックミラーのターゲット
kind-training_job = トレーニングジョブ
kind-transform_job = 変換ジョブ
kind-transit_gateway = トランジットゲートウェイ
kind-trigger = トリガー
kind-tuning_job = チューニングジョブ
kind-user_pool = ユーザープール
kind-user_profile = ユーザープロファイル
kind-volume_attachment = ボリュームのアタッチ
kind-vpc = VPC
kind-vpc_endpoint = VPC エンドポイント
kind-vpc_peering = VPC ピアリング接続
kind-vpn_connection = VPN 接続
kind-webhook = ウェブフック
kind-workgroup = ワークグループ
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

## charts: グラフの中の言葉

chart-no-calls = 証拠データには、これらの認証情報による呼び出しはありません。
chart-no-credentials = 証拠データに認証情報はありません。
chart-no-principals = 証拠データには、作成・変更されたプリンシパルはありません。
chart-no-resources = 証拠データには、作成・変更されたリソースはありません。
chart-no-spend = 請求データも概算もありません。
chart-no-coverage = まだ何も収集していません。
chart-calls = { $count } 件の呼び出し
chart-quiet = 呼び出しのない時間 (省略)
chart-more = ほか { $count } 種類
chart-folded = ほか同種 { $count } 件
chart-never-used = 使用なし
chart-issued = 発行
chart-expires = 有効期限
chart-until = まで
chart-time = 時刻
chart-habit = 平常時
chart-added = インシデントによる増加分
chart-billed = 請求実績
chart-estimate = 概算 (下限〜上限)
chart-usd-day = USD / 日
chart-utc-days = 日付は UTC (AWS の請求日。日本時間では 9 時から翌 9 時)
chart-first-day = { $day }に平常から外れました
chart-first-day-mark = 平常を超えた最初の日
chart-total = 合計 { $money }
chart-other-regions = ほか { $count } リージョン
chart-running = { $count } 件が残存
chart-resources = リソース { $count } 件
chart-used-before-no = 以前の利用なし
chart-global = リージョンなし
chart-made = 作成・変更
chart-end-of-logs = ログの最終時点
tactic-reconnaissance = 偵察
tactic-resource-development = 資源の準備
tactic-initial-access = 初期侵入
tactic-discovery = 探索
tactic-credential-access = 認証情報の取得
tactic-privilege-escalation = 権限昇格
tactic-persistence = 永続化
tactic-defense-evasion = 防御の回避
tactic-lateral-movement = 横展開
tactic-execution = 実行
tactic-collection = 収集
tactic-command-and-control = 遠隔操作
tactic-exfiltration = 持ち出し
tactic-impact = 影響
tactic-other = その他の呼び出し
milestone-first_intruder_event = 第三者の最初の呼び出し
milestone-trail_stopped = 証跡の停止
milestone-trail_started = 証跡の再開
milestone-first_resource = 最初のリソース起動
milestone-quarantined = AWS が隔離ポリシーを適用
milestone-key_deactivated = キーの無効化
milestone-key_deleted = キーの削除
milestone-last_intruder_event = 第三者の最後の呼び出し
milestone-notice = AWS からの通知

## plan: what is left to do

things-counted = { $thing } { $count } 件
words-at = { $at } に
words-unknown = 不明
words-undated = 記録に時刻のない時点に
words-from-to = { $at } から { $last } まで
words-more = ほか { $count } 件
plan-title = 残っている対応 (この順番で実施してください)
plan-intro = 各行はお客様の管理者権限で実行してください。漏洩したキーや隔離されたユーザーでは実行しないでください。本キットは実行しません。「{ $mark }」の行は参照のみです。
plan-as-of = 証拠データの時点: { $at }。これ以降の出来事は含まれません。実行前に必ず現状を確認してください。
plan-reads = 参照
plan-clock-behind = この端末の時計 ({ $now }) が、最新の証拠データ ({ $at }) より前を指しています。どちらかが誤っています。時刻を含む行では、遅い方の時刻を使っています。実行前に時計を合わせてください。
plan-changes = 変更
plan-account = アカウント { $account }
plan-nothing = 該当する対応は残っていません。
plan-phase-save = 何かを止める前に、現状を保存する
plan-phase-keep = 隔離ポリシーはそのままにする
plan-phase-restore = 期限のあるものを取り消し、止められたものを再開する
plan-phase-contain = 第三者が動かしているもの、公開したものを封じ込める
plan-phase-deny = 漏洩したユーザーを所有者のネットワークに限定する
plan-phase-rotate = 漏洩したキーを置き換える
plan-phase-watch = アプリケーションを切り替え、様子を見る
plan-phase-deactivate = 漏洩したキーを無効化する
plan-phase-delete = 漏洩したキーを削除する
plan-phase-others = アカウントのほかのキーをローテーションする
plan-phase-remove = 第三者が残したものを取り除く
plan-phase-review = 所有者に確認する (本キットでは判断しません)
plan-phase-bill = 全リージョンの請求を確認する
plan-phase-reply = AWS へ返信する
plan-no-evidence = 漏洩したキーのイベントがまだ取り込まれていません。先にログを収集してください。
plan-unmade = この計画は完全ではありません。分析 { $stage } がこの証拠データで失敗したため（{ $reason }）、それに基づく手順が含まれていません。AWSの通知にある対応は手作業で進めてください。`kit status` にも同じ内容が表示されます。
plan-save-iam = アカウント { $account } に変更を加える前に、これらの出力を証拠データとして保存してください。
plan-save-regions = アカウント { $account } の全リージョンについて出力を保存してください。第三者は普段使われていないリージョンを選びます。
plan-keep-quarantine = ユーザー { $user } に { $policy } が付いています。ほかの対応がすべて終わるまで残してください。この計画では外しません。この行は、まだ付いているかを表示します。
plan-quarantine-gone = ユーザー { $user } から隔離ポリシーが外されています。現在付いているかを確認し、再度必要かを AWS サポートに確認してください。
plan-quarantine-unseen = ログには、ユーザー { $user } への隔離ポリシーの付与が見当たりません。ログの開始前に付与された可能性があります。現状を確認してください。
plan-check = { $kind } { $name }: 証拠データでは「{ $state }」です。実行前に現状を確認し、出力を保存してください。
plan-check-key = { $key }: 証拠データでは「{ $state }」です。有効かどうかを確認してください。
plan-contain-principal = { $kind } { $name } は第三者が作成しました ({ $call }、{ $at })。この行は直ちに効き、AWS の仕様で可能な限り証拠データとして残します。
plan-revert-principal = 第三者が、自分のものではないプリンシパルに権限を与えました ({ $call }、{ $at })。この行はその権限だけを取り消します。アプリケーションが使い始めていないか、先に所有者へご確認ください。
plan-contain-resource = 第三者が開始したものです ({ $call }): { $kind } { $count } 件。 1 時間あたりの料金は不明です。
plan-contain-resource-free = { $count ->
   *[other] { $kind } { $name } は第三者が作成しました ({ $call }、{ $at })。この行で直ちに使えなくなります。
}
plan-contain-resource-priced = 第三者が開始したものです ({ $call }): { $kind } { $count } 件。 合計で 1 時間あたり約 { $usd_per_hour } です。
plan-contain-session = ロール { $role } の第三者のセッション ({ $sessions }) は、期限まで使える可能性があります。このポリシーは、現時点より前に発行されたこれらの名前のセッションだけを拒否します。同じロールのほかのセッションには影響しません。
plan-review-role-session = ロール { $role } では、第三者とほかの利用者が同じセッション名 ({ $sessions }) を使っています。拒否すると両方が止まります。所有者と時刻を決めてから、それ以前に発行されたセッションを拒否してください。
plan-remove = { $count ->
   *[other] { $kind } { $name } は第三者が作成しました ({ $call }、{ $at })。上の対応がすべて終わり、証拠データを保存した後に取り除いてください。
}
plan-remove-key-later = 第三者のキー { $name } ({ $call }、{ $at }) の削除は最後です。無効化され、24 時間使われていないことを確認してからにしてください。この行は最終使用を表示します。
plan-review-unclear = { $kind } { $name } ({ $call }、{ $at }): 誰の操作か、証拠データからは判断できません。何もせず、所有者に確認してください。
plan-review-change = 第三者が { $kind } { $name } を変更しましたが ({ $call }、{ $at })、第三者が作ったものではありません。本来の設定と比べ、元に戻してください。
plan-undo = 第三者は自ら作成した { $kind } { $name } の設定を変更しています ({ $call }、{ $at })。取り除けるように、先に元に戻してください。
plan-review-made = { $kind } { $name } は第三者が作成しました ({ $call }、{ $at })。本キットには対応する行がありません。コンソールで確認し、証拠データを保存した後に取り除いてください。
plan-revert-resource = 第三者が { $kind } { $name } を外部に共有または公開しました ({ $call }、{ $at })。この行はその共有だけを取り消します。
plan-deny-sessions = キーを無効化しても、そのキーから作られた一時的なセキュリティ認証情報は終わりません。このポリシーは、ユーザー { $user } の { $at } より前に発行されたセッションをすべて拒否します。長期のキーと、それ以降のセッションには影響しません。ログにある、キーから作られた認証情報: { $sessions } 件。所有者によるこの種のセッションの呼び出し: { $calls } 件。
plan-deny-sessions-later = ユーザー { $user } の { $at } より前に発行された一時的な認証情報は拒否すべきですが、所有者のアプリケーション自身がこの種のセッションを使っています (ログで { $calls } 件、作られた認証情報は計 { $sessions } 件)。新しいユーザーまたはロールへの切り替え後に実行してください。
plan-deny-networks = 所有者のネットワークが分かっています ({ $networks })。このポリシーは、それ以外からのユーザー { $user } の操作をすべて拒否します。VPC エンドポイント (aws:SourceVpce) 経由の呼び出しと AWS サービスによる呼び出しは、所有者のネットワークのアドレスが現れないため、対象から除いています。
plan-networks-unknown = 所有者のネットワークが case.toml にないため、ユーザー { $user } をネットワークで制限する行はありません。所有者に確認し、`[owner]` の `networks` に書くと、この計画に加わります。
plan-two-keys = ユーザー { $user } には、すでにアクセスキーが { $count } 個あります ({ $keys })。AWS の上限のため、このユーザーには追加で作成できません。削除の前に、それぞれが誰のものかを確認してください。
plan-rotate-every-key = このケースにはユーザー { $user } が登録されていますが、どのキーが漏洩したかは特定されていません。この行と `kit ask CASE suspects` で確認し、`kit key` で追加するか、このユーザーのすべてのキーを漏洩したものとして扱ってください。
plan-rotate-root = { $key } はルートユーザーのキーです。必要な権限を持つユーザーかロールを作って切り替え、その後コンソールでルートのキーを無効化し、削除してください。
plan-rotate-unknown-user = キー { $key } がどのユーザーのものか、ログからは分かりません。IAM で確認し (get-access-key-last-used がユーザー名を返します)、ケースに追加してください。
plan-rotate-unused = 新しいキー ({ $key }、ユーザー { $user }) はありますが、所有者の呼び出しがまだログにありません。アプリケーションを切り替えてください。
plan-rotate-no-owner = { $key } による所有者の呼び出しはログにありません (状態: { $state }、最後の呼び出し: { $at })。使っているものがあるかを所有者に確認してください。なければ、置き換えは不要です。
plan-rotate-new-principal = ユーザー { $user } に 2 つ目のキーを作るのではなく、最小権限の新しいユーザー (できればロール) を作ってください。隔離ポリシーやセッションの拒否は、同じユーザーの新しいキーでもアプリケーションを止めます。付与後に拒否された所有者の呼び出し: { $calls } 件、止まる操作: { $refused }。ログから見て必要な操作: { $needs }。
plan-rotate-least-privilege = 上の操作から least-privilege.json を作り、使うリソースに限定して、新しいユーザーに付けてください。{ $user } で拒否された、または拒否される操作: { $refused } (拒否 { $calls } 件)。必要な操作: { $needs }。
plan-rotate-new-key = 新しいユーザーのキーを作ります。漏洩したキーとは別の場所に保管してください。{ $user } のキーの置き換えです (拒否 { $calls } 件、{ $refused }、必要な操作: { $needs })。
plan-rotate-second-key = ユーザー { $user } に 2 つ目のキーを作成し、アプリケーションを切り替えます。確認が終わるまで古いキーは残してください。
plan-watch-old = 漏洩したキー { $key } の使用状況を確認します (状態: { $state })。ログでの最後の呼び出し: { $at }。
plan-watch-new = ユーザー { $user } の新しいキー { $key } の使用状況を確認します。ログにある所有者の呼び出し: { $calls } 件。
plan-deactivate = ユーザー { $user } の漏洩したキー { $key } を無効化します (状態: { $state }、ログでの最後の呼び出し: { $at })。問題があれば `--status Active` で戻せます。
plan-deactivate-after = アプリケーションが新しい認証情報で動いていることを確認した後に、ユーザー { $user } の漏洩したキー { $key } を無効化します (状態: { $state }、ログでの最後の呼び出し: { $at })。問題があれば `--status Active` で戻せます。
plan-delete = 漏洩したキー { $key } は無効 (状態: { $state }) で、24 時間使われておらず (最後の呼び出し: { $at })、ログの範囲では所有者の利用もありません。削除してください。
plan-delete-later = 漏洩したキー { $key } はまだ削除しないでください (状態: { $state }、ログでの最後の呼び出し: { $at })。置き換え先で所有者の呼び出しが確認でき、無効化のうえ 24 時間使われていないことが条件です。この行は最終使用を表示します。
plan-bill = 不正使用の期間について、全リージョンの請求を確認してください。この行は 1 回 0.01 米ドルかかります。コンソールの Cost Explorer は無料です。
plan-bill-older = 不正使用の期間について、全リージョンの請求を確認してください。Cost Explorer に残る日別データは 13 か月分です。それより前は、請求書または請求データのエクスポート (CUR) で確認してください。この行は 1 回 0.01 米ドルかかります。コンソールの Cost Explorer は無料です。
plan-reply = 上の対応が終わったら AWS へ返信してください。下書きは `kit reply` が証拠データから作ります。
plan-reply-case = 上の対応が終わったら AWS へ返信してください (サポートケース { $support_case })。下書きは `kit reply` が証拠データから作ります。
plan-guard-account = ここからのコマンドはアカウント { $account } で実行します。先にそのアカウントにサインインし、この行の出力が { $account } であることを確認してください。異なる場合は実行しないでください。
plan-phase-now = 最初の 15 分で行うこと
plan-leak-save = キーがある場所を、削除する前に現状のまま保存してください: { $places }。すべてのブランチを含む複製、日付の分かるページの写し、アクセスログやアクセス統計。
plan-leak-beside = 漏洩したキーと同じ場所 ({ $places }) に、ほかのキーがあります: { $keys }。これらと、同じ場所にあるパスワードやトークンをすべて置き換えてください。
plan-leak-look-beside = 漏洩したキーと同じ場所 ({ $places }) にほかに何があるかを確認し、そこにあるキー、パスワード、トークンをすべて置き換えてください。
plan-leak-take-down = 保存とキーの置き換えが終わってから、{ $places } からキーを取り除くか、非公開にしてください。コミットの削除だけでは足りません (履歴、フォーク、複製、キャッシュに残ります)。取り除いても、キーは秘密に戻りません。
plan-phase-secrets = 読み取られたシークレットを変更する
plan-now-deadline = AWS への返信期限は { $at } です。過ぎるとアカウントが停止される可能性があります。
plan-now-deadline-past = AWS への返信期限 ({ $at }) を過ぎています。対応が完了していなくても、本日中にサポートケースへ返信し、完了の見込みをお伝えください。
plan-now-key-off = ユーザー { $user } の漏洩したキー { $key } を直ちに無効化します。このキーによる所有者の呼び出しはログにないため、所有者側で止まるものは確認されていません。問題があれば `--status Active` で戻せます。
plan-now-key-off-used = ユーザー { $user } の漏洩したキー { $key } には隔離ポリシーが確認できないため、直ちに無効化します。新しい認証情報に切り替えるまで、所有者のアプリケーション (ログの呼び出し { $calls } 件: { $needs }) が止まります。`--status Active` で戻せます。
plan-now-limit = ユーザー { $user } の漏洩したキー { $key } は有効で、隔離ポリシーも確認できません。所有者のアプリケーションも使っているため (ログの呼び出し { $calls } 件: { $needs })、このポリシーは、アプリケーションが使うサービスだけを残し、それ以外と第三者だけが行った操作を拒否します。残した範囲は第三者も使えます。キーを無効化すれば (「漏洩したキーを無効化する」の行) 第三者は完全に止まりますが、アプリケーションの上記の呼び出しも止まります。所有者が許容できる場合は、代わりに今すぐ無効化してください。
plan-now-limit-user = ユーザー { $user } のいずれかのキーが漏洩しており、隔離ポリシーも確認できません。所有者のアプリケーションも使っているため (ログの呼び出し { $calls } 件: { $needs })、このポリシーは、アプリケーションが使うサービスだけを残し、それ以外と第三者だけが行った操作を拒否します。
plan-now-root-key-off = { $key } はルートユーザーのキーで、無効になっています。ルートのキーでは何でも実行できるため、ルートユーザーのパスワード、そのメールアカウントのパスワード、MFA を変更し、ほかのルートのキーがないかをコンソール (セキュリティ認証情報) で確認して、このキーを削除し、代替の連絡先も確認してください。このキーから作られたセッションは期限まで使えます。
plan-now-leaked-session = ロール { $role } のセッション ({ $name }) が漏洩しており、期限まで使える可能性があります (最後の呼び出し: { $at })。このポリシーは、{ $before } より前に発行されたこの名前のセッションをすべて拒否します。正当な利用者 (ログの呼び出し { $calls } 件) は改めてサインインしてください。どこで取得されたか (端末、ビルドシステム、ブラウザー) を確認してください。新しいセッションを作れる情報が残っていれば、再び漏洩します。{ $name } のサインイン情報、キー、MFA も更新してください。
plan-now-leaked-machine-over = マシン { $name } の認証情報 (ロール { $role }) が漏洩しました。すでに期限切れですが (最後の呼び出し: { $at })、取得した者は次も取得できます。マシンを保存し、所有者の判断でできるだけ早く隔離し (下記)、侵入経路 (公開された Web アプリケーション、シェルなど) を確認し、メタデータサービスを IMDSv2 に限定してください。この行は、ロールの内容を表示します。
plan-now-leaked-machine-denied = マシン { $name } の認証情報 (ロール { $role }) が漏洩しましたが、その後、ロールの古いセッションは拒否されています。取得した者は次も取得できるため、マシンを保存し、所有者の判断でできるだけ早く隔離し (下記)、メタデータサービスを IMDSv2 に限定してください。この行は、ロールの内容を表示します。
plan-now-leaked-machine = マシン { $name } の認証情報 (ロール { $role }) が漏洩しており、期限まで使える可能性があります (最後の呼び出し: { $at })。このポリシーは、このマシンの { $before } より前に発行されたセッションをすべて拒否します。新しい認証情報を取得するまで、マシン自身の呼び出し (ログで { $calls } 件) も止まります。インスタンスプロファイルの付け外しで直ちに取得できます。取得した者は次も取得できるため、マシンを保存し、所有者の判断でできるだけ早く隔離し (下記)、メタデータサービスを IMDSv2 に限定してください。
plan-now-leaked-session-denied = ロール { $role } のセッション ({ $name }) が漏洩しましたが、その後、ロールの古いセッションは拒否されています。取得できた者は次も取得できます。どこで取得されたか (端末、ビルドシステム、ブラウザー) を確認し、{ $name } のサインイン情報、キー、MFA を更新してください。この行は、ロールを引き受けられる者を表示します。
plan-now-leaked-session-over = ロール { $role } のセッション ({ $name }) が漏洩しました。セッションは終了していますが (最後の呼び出し: { $at })、取得できた者は次も取得できます。どこで取得されたか (端末、ビルドシステム、ブラウザー) を確認し、{ $name } のサインイン情報、キー、MFA を更新してください。この行は、誰がこのロールを引き受けられるかを表示します。
plan-rotate-others = アカウントには、変更のないほかのアクセスキーが { $count } 個あります: { $names }。AWS はすべてのキーのローテーションを求めています。2 つ目のキーを作成してアプリケーションを切り替え、古いキーを無効化してから削除してください。この行で、各キーの作成日と最終使用日を確認できます。
plan-now-root-key = { $key } はルートユーザーのキーで、ポリシーでは制限できません。直ちにルートユーザーでサインインし、コンソールの「セキュリティ認証情報」でキーを無効化し、パスワードと MFA を変更してください。このキーを使うものは止まります。止められない場合に限り、先にロールかユーザーを用意してください。
plan-now-identity-center = { $name } は IAM Identity Center のユーザーのセッションです。Identity Center でユーザーを無効化し、有効なセッションを削除してください。アカウント内のロールは変更できません。発行済みのセッションは、許可セットで古いセッションを拒否 (aws:TokenIssueTime) しない限り、期限まで使えます。
plan-now-root-sign-in = ルートユーザーが { $address } から使われました ({ $at })。このアドレスでは第三者の操作だけが確認されています。ルートユーザーを取り戻してください: ルートのパスワードとそのメールアカウントのパスワードの変更、ルートの MFA の再設定、ルートのアクセスキーの確認と削除、全セッションのサインアウト。サインインできない場合は AWS サポートにご連絡ください。
plan-now-other-key = ユーザー { $user } のキー { $key } が { $address } から使われました ({ $calls } 件、最初は { $at })。このアドレスでは第三者の操作だけが確認されています。無効化したうえで { $user } に確認してください。`--status Active` で戻せます。漏洩したキーとして扱うには `kit key CASE { $key }` を実行します。
plan-now-other-session = { $user } が { $address } から呼び出しています ({ $calls } 件、最初は { $at })。このアドレスでは第三者の操作だけが確認されています。誰の操作かを確認し、心当たりがなければ古いセッションを拒否してください。
plan-now-other-made = { $name } は、第三者の操作だけが確認されているアドレスから { $user } が作成しました ({ $call }、{ $at })。この行は直ちに効き、証拠データとして残ります。{ $user } に心当たりを確認してください。
plan-check-user = ユーザー { $user }: 実行前に現状を確認し、出力を保存してください。
plan-check-act = { $name } ({ $call }、{ $at }): 実行前に現状を確認してください。
plan-unlimit = 漏洩したキーを削除し、アプリケーションが新しい認証情報で動くことを確認した後に、この計画で付けた制限をユーザー { $user } から外します。
plan-save-copy = 第三者が動かしているものを停止・終了する前に、ディスクのコピーをタグとともに保存します。メモリはコピーに含まれません。必要な場合は、停止の前に隔離してメモリを取得してください (ランブック AWSSupport-ContainEC2Instance は、元のセキュリティグループを記録して差し替え、グループのメンバーをスタンバイにします)。
plan-save-list = { $kind } { $name } ({ $call }、{ $at }) に属するものの一覧です。出力を保存してください。
plan-save-wait = このリージョンのものを削除する前に、コピーの完了を待ちます。
plan-save-host = 第三者が所有者のマシン { $name } に到達しています。ディスクのコピーは稼働に影響せずに証拠データを残します。
plan-review-host = 第三者がマシン { $name } でコマンドを実行しました。この計画では何もしません。隔離 (ルールのないセキュリティグループへの差し替え。元のグループを記録。ランブック AWSSupport-ContainEC2Instance で実施・復元できます)、コピーの調査、正常なイメージからの再構築は、所有者が判断してください。
plan-review-host-role = 第三者がマシン { $name } の認証情報 (ロール { $role }) を外部から使いました。先に保存 (上記) し、コピーを調査し、隔離または再構築は所有者が判断してください (ランブック AWSSupport-ContainEC2Instance で差し替えと復元ができます)。{ $role } の古いセッションを無効にしてください (revoke older sessions)。ロールへの aws:TokenIssueTime による拒否は、新しい認証情報を取得するまでそのマシンも止めます。インスタンスプロファイルを付け直すと取得し直します。
plan-contain-spot = 第三者のスポットのマシンです。上で保存し、最後の段階で終了します。ワンタイムまたは取り消し済みのリクエストのものは停止できないため、停止しません。先に通信を断つには、ルールのないセキュリティグループに差し替え、元のグループを記録してください。
plan-contain-members = { $kind } { $name } ({ $call }、{ $at }) にはマシンが含まれます。見つかったものを保存し、最後の段階で終了します。
plan-restore-act = 第三者が停止または変更しました: { $name } ({ $service } { $call }、{ $at })。この行で元に戻します。
plan-restore-clock = { $name } には期限があります ({ $service } { $call }、{ $at })。この行で取り消します。過ぎると戻せない可能性があります。
plan-replace-secret = 第三者がシークレット { $name } を読み取りました ({ $call }、{ $calls } 回、最初は { $at })。使われている先 (データベース、サービス、取引先) で変更し、新しい値をここに入れてください。
plan-remove-wait = 終了を待ってから、関連するものを取り除きます。
plan-review-stood = 第三者が { $kind } { $name } を作成、付与または共有しましたが ({ $call }、{ $at })、ログではそれ以前からありました。取り除きません。今後も必要かを所有者に確認してください。
plan-review-older = 第三者が { $kind } { $name } を作成、付与または共有しましたが ({ $call }、{ $at })、ログの開始が直前のため、以前からあったかを判断できません。取り除く前に、本来の設定と比べてください。
plan-review-ended = 第三者が { $kind } { $name } を削除、解除または停止しました ({ $call }、{ $at })。元に戻す必要があるか、どのコピーから戻すかを所有者に確認してください。
plan-note-return-window = Savings Plans は、購入から 7 日以内で同じ暦月のうちに限り返品できます。過ぎた場合は AWS サポートに返金をご相談ください。
plan-note-new-password = new-password.json に新しいパスワードを書き ({"{"}"Password": "..."{"}"})、別の手段で利用者に渡し、ファイルを削除してください。
plan-note-trust-replaced = 以前の信頼ポリシーはログにありません。この行は、このアカウントと AWS サービスへの許可を残し、それ以外を除きます。実行前に本来の設定と比べてください。
plan-note-policy-cut = 以前のポリシーはログにありません。この行は、このアカウントの外への許可を除き、残りを保ちます。実行前に本来の設定と比べてください。
plan-note-inline-replaced = 同じ名前のポリシーが以前からあった場合、この呼び出しで上書きされています。上の出力を保存し、以前の内容を所有者に戻してもらってください。
plan-review-secrets = 第三者は { $name } 以下のシークレットまたはパラメータをまとめて読み取りました ({ $call }、{ $calls } 回、初回 { $at })。
plan-note-unnamed = 個々の名前はログに残りません。この一覧にあるものはすべて読み取られたものとして扱い、秘密の値は使用先とあわせて更新してください。
plan-rotate-successor = ユーザー { $name } に漏洩後に作成されたキー ({ $key }) があり、その呼び出しは { $user } のアプリケーションのものに見えます。置き換え先であれば、case.toml の `[owner]` の `principals` にこのユーザーを記載してください。以下の新規ユーザー作成は不要となり、古いキーの削除に進めます。
plan-save-groups = { $name } のセキュリティグループを記録します (後の手順で差し替えます)。
plan-isolation-group = 以下のマシンに付ける、ルールのないセキュリティグループを作成します。1 行目が表示する ID を、2 行目にあるファイルに書き込んでください (printf を使い、改行は付けません)。
plan-isolate = スポットインスタンス { $name } は停止できないため、代わりにネットワークから隔離します。メモリとディスクは残ります。元のセキュリティグループは上で記録済みです。
plan-isolation-gone = ルールのないセキュリティグループはこの計画で作成したものです。付けたマシンがすべて終了してから削除します。
plan-group-min = グループ { $name } の最小台数を 0 にし、メンバーを外せるようにします。
plan-standby = { $name }: Auto Scaling グループのメンバーです。スタンバイにすると、グループによる置き換えも終了も行われず、希望台数も合わせて減ります。
plan-note-key-deletion = 削除は予約であり、まだ削除されていません。予定日までは取り消せます。取り消したキーは無効の状態になるため、続けて有効化します。
plan-note-bin = ごみ箱の保持ルールがある場合は、期限まで復元できます。この行で確認できます。
plan-note-provision = 許可セットを改めてプロビジョニングするまで (`aws sso-admin provision-permission-set`)、各アカウントには以前の権限が残ります。
plan-note-transfer = ドメインの移管は、相手が承諾するまでに限り取り消せます。
plan-note-spot = リクエストが終わったスポットのマシンは停止できず、終了のみ可能です。
plan-note-members = 含まれるマシンは、この行では終了しません。
plan-note-selectors = この行で管理イベントはすべて記録されます。それ以外 (データイベント) の設定は所有者が戻してください。
plan-note-secret = ローテーションが設定されている場合は `rotate-secret` でも変更できます。新しい値のファイルは使用後に削除してください。
plan-note-mfa = MFA は、利用者本人がデバイスのコード 2 つで設定します。次のサインインの前に設定を依頼してください。
plan-note-host = そこで実行されたものを調べてください。
plan-note-likely = 第三者の操作である可能性は高いものの、確実ではありません。
plan-deny-networks-endpoints = 所有者のネットワーク ({ $networks }) のほか、所有者の呼び出しは VPC エンドポイント ({ $endpoints }) からも来ており、そこではネットワークのアドレスが現れません。このポリシーは、それら以外からのユーザー { $user } の操作を拒否し、これらのエンドポイントと AWS サービスによる呼び出しを残します。ほかに VPC エンドポイントがあるとアプリケーションが止まるため、実行前に確認してください。
plan-revert-principal-strangers = 第三者が { $strangers } に、ロール { $name } の引き受けを許可しました ({ $call }、{ $at })。この行で取り消し、以後は引き受けられなくなります。すでに取得されたセッションは期限まで使えます。
plan-unfit-missing = `{ $call }` の行は作れません: ログに { $value } がありません。コンソールで確認してください。
plan-unfit-hostile = `{ $call }` の行は作れません: ログの値に、コマンドに使えない文字が含まれています ({ $value })。コンソールで確認してください。
plan-unfit-quarantine = `{ $call }` の行は作りません: 隔離ポリシー { $value } を外すことになるためです。隔離ポリシーは残します。

credential-state-alive = 有効
credential-state-stopped = 無効化済み
credential-state-gone = 失効・削除済み
credential-state-unknown = 不明

change-created = 作成
change-changed = 変更
change-attached = 付与
change-detached = 解除
change-disabled = 無効化
change-enabled = 有効化
change-deleted = 削除
change-shared = 共有
change-opened = 公開
change-closed = 閉鎖
change-removed = 解除
change-started = 開始
change-stopped = 停止
change-resumed = 再開
made-user = ユーザー
made-group = グループ
made-role = ロール
made-access_key = アクセスキー
made-login_profile = コンソールのパスワード
made-attached_policy = ポリシーの付与
made-inline_policy = インラインポリシー
made-managed_policy = ポリシー
made-trust_policy = ロールの信頼関係
made-instance_profile = インスタンスプロファイル
made-saml_provider = SAML プロバイダー
made-oidc_provider = OIDC プロバイダー
made-permission_boundary = アクセス許可の境界
made-permissions_boundary = アクセス許可の境界
made-group_membership = グループへの所属
made-mfa_device = MFA デバイス
made-ssh_key = SSH キー
made-signing_certificate = 署名証明書
made-service_specific_credential = サービス固有の認証情報
made-account_alias = アカウントの別名

## columns: 表の見出し。`column-<kit ask の列名>`

column-account_id = アカウント
column-aws_region = リージョン
column-event_id = イベント ID
column-credential_id = 認証情報
column-kind = 種類
column-principal_arn = プリンシパル
column-link = 経路
column-certainty = 確度
column-events = 呼び出し
column-state = 状態
column-name = 名前
column-change = 操作
column-changed_at = 日時
column-actor = 操作者
column-resource_type = 種類
column-resource_id = リソース ID
column-size = サイズ
column-created_at = 日時
column-usd_per_hour = USD / 時
column-estimated_usd = 概算 USD
column-tactic = 目的
column-subject = 対象
column-source_ip_address = 接続元
column-outcome = 結果
column-weight = 重み
column-value = 値
column-used_before = 以前の利用
column-status = 状態
column-bytes = バイト
column-reason = 理由
first-use-source_ip = アドレス
first-use-network = ネットワーク
first-use-user_agent = ツール
first-use-region = リージョン
first-use-service = サービス
first-use-action = 呼び出し
used-before-yes = あり
used-before-no = なし
used-before-unknown = 不明
column-issued_at = 発行
column-first_seen = 最初の使用
column-last_seen = 最後の使用
column-expires_at = 有効期限
column-ended_at = 終了
column-visit = 番号
column-network = ネットワーク
column-tools = ツール
column-calls = 呼び出し
column-refused = 拒否
column-changes = 変更
column-decides = 判断待ち

## links: 親の認証情報からの経路

link-leaked = 漏洩
link-instance_profile = インスタンスのロール
link-service_role = サービスのロール
link-trust_change = ロールの信頼関係の変更
link-source_identity = 同じソース ID
link-seen = ログでの使用

## findings: what has to be told; `-title` beside each sentence

finding-third-party-title = { $how ->
    [likely] 漏洩したキーが第三者に使われた可能性が高い状態です
   *[certain] 漏洩したキーが第三者に使われました
}
finding-third-party = { $during }、{ $how ->
    [likely] 第三者が { $keys } を使用した可能性が高いと判断しています
   *[certain] 第三者が { $keys } を使用しました
}。呼び出し { $calls } 件 (うち拒否または失敗 { $failed } 件)、接続元アドレス { $addresses } 個、{ $regions } リージョン、使われた認証情報は計 { $credentials } 個です。{ $how ->
    [likely] それ以前の利用記録がログにないため、操作の内容から判断しています。お客様の確認が必要です。
    [mixed] うち { $likely } 件は操作の内容だけから判断しています。お客様の確認が必要です。
   *[certain] {""}
}
finding-unclear-hand-title = 誰の操作か判断できない呼び出し
finding-unclear-hand = { $keys } またはそこから生じた認証情報による { $calls } 件の呼び出しは、所有者のものか第三者のものか断定できません。所有者にご確認ください。
finding-unexplained-principals-title = ログで説明できないユーザー、キー、権限
finding-unexplained-principals = { $at } の確認で、インシデント開始後に作成され、作成の記録がログにないユーザー、キー、権限が { $count } 件見つかりました: { $names }。誰のものか確認が必要です。
finding-unexplained-resources-title = ログで説明できないリソース
finding-unexplained-resources = { $at } の確認で、インシデント開始後に作成され、作成の記録がログにないリソースが { $regions } リージョンに { $count } 件見つかりました: { $names }。誰のものか確認が必要です。
finding-trail-altered-title = 改変されたログまたはダイジェスト
finding-trail-altered = { $from } から { $to } までのログファイル { $logs } 件、ダイジェスト { $digests } 件が、CloudTrail のダイジェストと一致しません ({ $names })。CloudTrail の配信後に、人の手または転送中の破損によって変わっています。その内容は証拠になりません。元の内容には別の記録があった可能性があります。
finding-trail-missing-title = 欠けているログまたはダイジェスト
finding-trail-missing = CloudTrail のダイジェストに記載があり、今回の証拠データにないもの: ログファイル { $logs } 件。ダイジェストの欠落区間: { $digests } 件 ({ $from } から { $to } まで、{ $names })。削除されたか、収集されていません。その時間帯のバケットを再度収集してください。バケットにない場合、イベント履歴に残っている可能性があります。
finding-saved-answers-title = 本キットが問い合わせていない「回答」ファイル
finding-saved-answers = アカウントからの回答の形をしていますが、本キットが問い合わせて得たものではないファイルが { $count } 件あります ({ $names })。誰でも作成できるため、リソースの状態、対応の進捗、対応計画のいずれの根拠にもしていません。アカウントの現状は、アカウント自体に問い合わせて確認してください。
finding-unnamed-keys-title = 出所を確認できない公開鍵
finding-unnamed-keys = CloudTrail のダイジェスト用の公開鍵のうち、AWS から本キットが直接取得したものではない鍵を含むファイルが { $count } 件あります ({ $names })。誰でも作成できるため、AWS から鍵を得た担当者がフィンガープリントを指定するまで、何の証明にもなりません。
finding-beside-chain-title = 検証済みのチェーンに属さないダイジェスト
finding-beside-chain = 検証済みのダイジェストと同じ時間帯に、そのチェーンに属さないダイジェストが { $count } 件あります ({ $names })。CloudTrail の署名がなく、人の手で置かれたか、破損した写しです。ログファイルについての記載は判断に用いていません。
finding-outlives-key-title = キーの無効化後も使える一時的な認証情報
finding-outlives-key = 第三者は { $at } 以降、{ $kind } を { $count } 個作成し、使用しました (呼び出し { $calls } 件)。キーを無効化しても使えます。最後の期限は { $expires } です。{ $alive ->
    [0] 残存は確認されていません。
   *[other] 終了が確認できないもの: { $alive } 個。
 }
finding-outlives-key-open = 第三者は { $at } 以降、{ $kind } を { $count } 個作成し、使用しました (呼び出し { $calls } 件)。キーを無効化しても使えます。期限はログからは分かりません。{ $alive ->
    [0] 残存は確認されていません。
   *[other] 終了が確認できないもの: { $alive } 個。
 }
finding-other-account-title = 第三者はアカウント { $account } にも入りました
finding-other-account = { $at } 以降、第三者はアカウント { $account } で { $count } 個のセッション ({ $names }) を使い、{ $calls } 件の呼び出しを行いました。
finding-instance-credentials-title = インスタンスのロールの認証情報が使われました
finding-instance-credentials = { $at } 以降、第三者はインスタンスの認証情報 { $count } 個 ({ $names }) を使い、{ $calls } 件の呼び出しを行いました。
finding-console-title = 第三者がコンソールにサインインしました
finding-console = { $at } 以降、第三者は { $count } 個のコンソールセッション ({ $names }) で { $calls } 件の呼び出しを行いました。
finding-quarantine-detached-title = 隔離ポリシーが外されました
finding-quarantine-detached = ユーザー { $user } から { $policy } が外されました ({ $ended })。ほかの対応がすべて終わるまで残すべきものです。
finding-quarantine-refused-title = 隔離ポリシーを付与できませんでした
finding-quarantine-refused = ユーザー { $user } への { $policy } の付与が拒否されました ({ $at })。
finding-quarantine-not-by-aws-title = AWS 以外が付与した、隔離ポリシーと同じ名前のポリシー
finding-quarantine-not-by-aws = ユーザー { $user } に { $policy } が付与されましたが ({ $at })、AWS 自身の接続元からではありません。名前だけでは AWS によるものと言えず、権限を持つ者が対応者を締め出すためにも使えます。
finding-quarantine-ignored-title = 隔離後も第三者の操作が続きました
finding-quarantine-ignored = ユーザー { $user } に { $policy } が付与された後も ({ $at })、このユーザーによる第三者の呼び出し { $calls } 件が成功しました。このポリシーは一部の操作だけを拒否します。
finding-quarantine-unclear-title = 隔離後の呼び出し (誰の操作か不明)
finding-quarantine-unclear = ユーザー { $user } に { $policy } が付与された後 ({ $at })、このユーザーの呼び出し { $calls } 件が成功しました。所有者と第三者のどちらによるものか、証拠データからは判断できません。所有者にご確認ください。
finding-quarantine-stops-owner-title = 隔離により所有者のアプリケーションが止まっています
finding-quarantine-stops-owner = ユーザー { $user } に { $policy } が付与されてから ({ $at })、所有者の呼び出し { $denied } 件が拒否されました。同じユーザーの 2 つ目のキーでも拒否されます。
finding-logging-stopped-title = 証跡が停止されました ({ $call })
finding-logging-stopped = アカウント { $account } の証跡 { $name } が停止され ({ $call }、{ $at })、{ $ended } に再開されました。停止していた時間: { $span }。{ $whose ->
    [tree] { "" }
   *[outside] この呼び出しは { $by } によるもので、漏洩したキーとのつながりはログでは確認されていません。
}
finding-trail-deleted-title = 証跡が削除されました ({ $call })
finding-trail-deleted = アカウント { $account } の証跡 { $name } が削除されました ({ $call }、{ $at })。以降の記録は、この証跡にはありません。{ $whose ->
    [tree] { "" }
   *[outside] この呼び出しは { $by } によるもので、漏洩したキーとのつながりはログでは確認されていません。
}
finding-logging-stopped-still = アカウント { $account } の証跡 { $name } が停止され ({ $call }、{ $at })、その後の再開はログにありません。{ $whose ->
    [tree] { "" }
   *[outside] この呼び出しは { $by } によるもので、漏洩したキーとのつながりはログでは確認されていません。
}
finding-new-user-title = 新しいユーザー { $user }
finding-new-user = 第三者がアカウント { $account } にユーザー { $user } を作成しました ({ $at })。アクセスキー { $keys } 個、コンソールのパスワード: { $password ->
    [yes] あり
   *[no] なし
 }、管理者権限: { $admin ->
    [yes] あり
   *[no] 確認されず
 }。ログでの状態: { $state } ({ $when })。
finding-new-key-title = { $user } の新しいアクセスキー
finding-new-key = 第三者がアカウント { $account } のユーザー { $user } に{ $kind } { $name } を作成しました ({ $at })。ログでの状態: { $state } ({ $when })。
finding-new-password-title = { $user } のコンソールのパスワードが設定されました
finding-new-password = 第三者がアカウント { $account } のユーザー { $user } にコンソールのパスワードを設定しました ({ $at }、{ $kind } { $name })。ログでの状態: { $state } ({ $when })。
finding-new-role-title = 新しいロール { $name }
finding-new-role = 第三者がアカウント { $account } に{ $kind } { $name } ({ $user }) を作成しました ({ $at })。ログでの状態: { $state } ({ $when })。
finding-trust-changed-title = ロール { $user } の信頼ポリシーが変更されました
finding-trust-changed = 第三者がアカウント { $account } のロール { $user } を引き受けられる相手を変更しました ({ $kind } { $name }、{ $at })。ログでの状態: { $state } ({ $when })。
finding-way-in-title = 新しい侵入経路: { $kind } { $name }
finding-way-in = 第三者がアカウント { $account } に{ $kind } { $name } ({ $user }) を作成または変更しました ({ $at })。これによる利用にはアクセスキーが要りません。ログでの状態: { $state } ({ $when })。
finding-grant-title = { $name } に権限が与えられました
finding-grant = 第三者が { $at } 以降、アカウント { $account } の { $name } の権限を { $count } 回変更しました: { $names }。ログでの状態: { $state }。
finding-grant-admin = 第三者が { $at } 以降、アカウント { $account } の { $name } に管理者権限を与えました (変更 { $count } 回: { $names })。ログでの状態: { $state }。
finding-unclear-act-title = 要確認: { $tactic } ({ $names })
finding-unclear-act = { $during }、「{ $tactic }」にあたる重大な呼び出しが { $calls } 件ありました ({ $regions } リージョン、{ $names })。所有者と第三者のどちらによるものか、証拠データからは判断できません。所有者にご確認ください。
finding-iam-change-title = IAM のその他の変更: { $kind }
finding-iam-change = 第三者が { $at } 以降、{ $kind } { $count } 件を変更しました ({ $change }: { $names })。終了が確認できないもの: { $alive } 件。
finding-started-title = { $kinds ->
    [1] { $thing } { $count } 件が作成されました
   *[other] { $thing }等 { $count } 件が作成されました
 }
finding-started-unused-gone = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログではすべて終了しています。
finding-started-unused-gone-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-unused-alive = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。
finding-started-unused-alive-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。これまでの概算費用: { $usd_so_far }。
finding-started-unused-alive-priced = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。
finding-started-unused-alive-priced-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-started-known-gone = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。ログではすべて終了しています。
finding-started-known-gone-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-known-alive = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。
finding-started-known-alive-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。これまでの概算費用: { $usd_so_far }。
finding-started-known-alive-priced = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。
finding-started-known-alive-priced-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。いずれもこのキーで以前から使われていたリージョンです。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-gone = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。ログではすべて終了しています。
finding-started-no-past-gone-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-alive = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。
finding-started-no-past-alive-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-alive-priced = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。
finding-started-no-past-alive-priced-cost = { $at } 以降、第三者が { $regions } リージョンで { $things }を作成しました。このキーで以前から使われていたリージョンかは分かりません。{ $left ->
    [all] すべてが
   *[some] { $count } 件中 { $alive } 件が
 }、ログの最終時点 ({ $when }) で残存しているか、その可能性があります。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-resource-change-title = { $things }の{ $change }
finding-resource-change = { $at } 以降、第三者による { $service } の操作 ({ $change }) がありました: { $things } ({ $names })。
finding-heavy-act-title = { $service } の重大な操作 ({ $call })
finding-heavy-act-public-title = 誰でも利用できる状態にされました: { $service } ({ $call })
finding-heavy-act-key-deletion-title = KMS キーの削除が予約されました ({ $call })
finding-heavy-act-no-copy-title = データベースが最終スナップショットなしで削除されました ({ $call })
finding-heavy-act-left-organization-title = アカウントが組織から離脱しました ({ $call })
finding-heavy-act-watch-off-title = 監視が停止または削除されました: { $service } ({ $call })
finding-heavy-act-plain = 第三者がアカウント { $account } で { $service } の { $call } を { $calls } 回実行しました (最初は { $at })。
finding-heavy-act = 第三者がアカウント { $account } で { $service } の { $call } を { $calls } 回実行しました (最初は { $at }): { $names }。
finding-heavy-act-public = 第三者が次のものを誰にでも公開しました ({ $service }、{ $call }、{ $at }): { $names }。取り消すまで、誰でも接続、利用、コピーができる状態です。
finding-heavy-act-key-deletion = 第三者が KMS キーの削除を予約しました ({ $call }、{ $at }): { $names }。まだ削除されていません。待機期間が終わるまでは取り消せます。過ぎると、このキーで暗号化したものはすべて失われます。
finding-heavy-act-no-copy = 第三者が最終スナップショットを取らずにデータベースを削除しました ({ $call }、{ $at }): { $names }。以前のコピーからしか戻せません。
finding-heavy-act-left-organization = 第三者がアカウント { $account } を組織から離脱させました ({ $call }、{ $at }、{ $names })。組織自体は残っていますが、組織の制限はこのアカウントに効かなくなっています。
finding-heavy-act-watch-off = 第三者がアカウントの監視を停止または削除しました: { $service } ({ $call }、{ $at }、{ $names })。以降の出来事はそこに現れません。
finding-trust-changed-strangers = 第三者が { $names } に、アカウント { $account } のロール { $user } の引き受けを許可しました ({ $kind } { $name }、{ $at })。ログでは「{ $state }」です ({ $when })。
finding-llm-abuse-title = 生成 AI モデルが使われました
finding-llm-abuse = { $during }、第三者が生成 AI モデルを { $calls } 回呼び出しました ({ $regions } リージョン、{ $names })。
finding-mail-abuse-title = メールまたはメッセージが送信されました
finding-mail-abuse = { $during }、第三者が { $calls } 件の呼び出しでメールまたはメッセージを送信しました ({ $regions } リージョン、{ $names })。
finding-data-read-title = データまたは機密情報が読み取られました: { $service }
finding-data-read = { $during }、第三者が { $service } のデータまたは機密情報を { $calls } 件の呼び出しで読み取りました ({ $regions } リージョン、{ $names })。
finding-technique-title = { $tactic }: { $names }
finding-technique = { $during }、第三者が「{ $tactic }」にあたる重大な呼び出しを { $calls } 件行いました ({ $regions } リージョン、{ $names })。
finding-other-changes-title = その他の変更
finding-other-changes = { $during }、第三者が本キットのカタログにない変更の呼び出しを { $calls } 件行いました ({ $regions } リージョン、{ $names })。
finding-refused-title = 拒否された操作: { $tactic }
finding-refused = { $during }、第三者の「{ $tactic }」にあたる呼び出し { $calls } 件が拒否または失敗しました ({ $regions } リージョン、{ $names })。意図を示すものです。
finding-recon-title = アカウントの調査が行われました
finding-recon = { $during }、第三者が参照の呼び出しを { $calls } 件行いました ({ $regions } リージョン、うち拒否 { $refused } 件、{ $names })。

finding-lead-title = 第三者と同じ接続元から、別の認証情報が使われました: { $name }
finding-lead-key = { $name } は漏洩したキーから発行されたものではありませんが、第三者の接続元 { $places } から使われました。所有者の呼び出しにも、アカウントのほかの利用者にも、この接続元はありません。{ $during }、呼び出し { $calls } 件 (うち拒否 { $failed } 件): { $names }。どなたの操作かを確認してください。漏洩したキーと同様に追跡するには: kit key CASE { $id }
finding-lead-root = ルートユーザーが、第三者の接続元 { $places } から使われました。所有者の呼び出しにも、アカウントのほかの利用者にも、この接続元はありません。{ $during }、呼び出し { $calls } 件 (うち拒否 { $failed } 件): { $names }。どなたの操作かを至急確認し、ルートユーザーのパスワードを変更し、MFA を確認してください。漏洩したキーと同様に追跡するには: kit key CASE { $id }
finding-lead-session = { $name } は漏洩したキーから発行されたものではありませんが、第三者の接続元 { $places } から使われました。所有者の呼び出しにも、アカウントのほかの利用者にも、この接続元はありません。{ $during }、呼び出し { $calls } 件 (うち拒否 { $failed } 件): { $names }。どなたのセッションかを確認してください。漏洩したキーと同様に追跡するには: kit key CASE { $id }
finding-lead-agent = { $name } は、第三者の呼び出しと同じ時間帯に、このログではほかにだれも使っていないプログラム ({ $places }) で使われました。{ $during }、呼び出し { $calls } 件 (うち拒否 { $failed } 件): { $names }。手がかりであり、証明ではありません。どなたの操作かを確認してください。漏洩したキーと同様に追跡するには: kit key CASE { $id }
finding-lead-sign-ins-title = 第三者の接続元からのサインインが失敗しています
finding-lead-sign-ins = { $during }、第三者の接続元 { $places } からのサインインが { $calls } 件失敗しました ({ $names })。これらのユーザーのパスワードと MFA を確認してください。

## steps: what AWS's notice and good practice ask for

step-quarantine-kept = AWS の隔離ポリシーをそのまま残す
step-key-replaced = 漏洩したキーを置き換える
step-key-deactivated = 漏洩したキーを無効化する
step-key-deleted = 漏洩したキーを削除する
step-users = 作成されたユーザーとグループを確認する
step-login-profiles = 設定されたコンソールのパスワードと MFA デバイスを確認する
step-access-keys = 作成されたアクセスキーなどの認証情報を確認する
step-roles = ロール、信頼ポリシー、ID プロバイダーを確認する
step-grants = 変更されたポリシーと権限を確認する
step-sessions = 一時的なセキュリティ認証情報を確認する
step-regions = 全リージョンで不要なリソースを確認する
step-bill = 全リージョンの請求を確認する
step-reply = AWS へ返信する
step-root-password = ルートユーザーのパスワードを変更する
step-logging = 証跡の記録を再開する
step-unclear = どの呼び出しが所有者のものかを確認する
step-other-credentials = 第三者の接続元から使われたほかの認証情報が、どなたのものかを確認する
step-leak-path = 漏洩の経緯を調べ、その場所からキーを取り除く
step-other-keys = 第三者が読み取れたほかのキーや機密情報を置き換える
step-alarms = 通知と予防策を整える (Budgets、CloudTrail、Trusted Advisor、Cost Anomaly Detection、MFA、GuardDuty、Security Hub)
step-account-principals = 漏洩したキーから作られたものに限らず、アカウントのすべてのユーザー、ロール、キーを確認する
step-account-keys = アカウントのほかのアクセスキーをすべて置き換える
step-root-mfa = ルートユーザーの MFA を有効にし、アクセスキーを持たせない
step-contacts = アカウントの代替連絡先を確認する
step-access-analyzer = IAM Access Analyzer を有効にし、検出結果を確認する
step-says-quarantine-on = ログでは、ユーザー { $user } に { $policy } が付いています (付与 { $at }、削除は見当たりません)。
step-says-quarantine-off = ユーザー { $user } から { $policy } が外されました ({ $at })。
step-says-quarantine-unseen = AWS による隔離ポリシーの付与はログにありません。
step-says-no-key = このケースには、漏洩した長期のキーがありません。
step-says-key-replaced = { $keys } の代わりに { $names } が使われています。所有者の呼び出しを確認しました。
step-says-key-unused = { $names } が作成されましたが、所有者の呼び出しはまだありません ({ $keys } の置き換え)。
step-says-key-not-replaced = { $keys } に代わる新しいキーはログにありません。ロールへの切り替えはキーとしては現れません。
step-says-key-successor = 所有者の呼び出しは、{ $keys } からユーザー { $user } の { $names } に移ったように見えます。所有者に確認し、case.toml の `[owner]` の `principals` にこのユーザーを記載すると、置き換えとして扱います。
step-says-key-deactivated-done = { $keys } は無効化または削除されました ({ $at })。
step-says-key-deactivated-open = ログでは無効化されていません: { $keys }。
step-says-key-deactivated-unknown = 有効かどうか、ログからは判断できません: { $keys }。
step-says-key-deleted-done = { $keys } は削除されました ({ $at })。
step-says-key-deleted-done-seen = アカウントの確認では、{ $keys } は削除されています。
step-says-key-deactivated-done-seen = アカウントの確認では、{ $keys } は無効化または削除されています。
step-says-key-deleted-open = ログでは削除されていません: { $keys }。
step-says-key-deleted-unknown = 削除されたかどうか、ログからは判断できません: { $keys }。
step-says-none-seen = 漏洩したキーから作成されたものはログにありません。ほかにないかは、アカウント自体を確認しないと分かりません。
step-says-logging-live-open = { $at } の確認では、証跡がないか、停止しているか、単一リージョンのみか、ログファイルの検証が無効か、すべては記録していません: { $names }。
step-says-logging-live = 証跡の停止はログにありません。{ $at } の確認では、記録中の証跡があります。
step-says-sessions-none = 漏洩したキーから作成されたものはログにありません。キーは { $at } から無効で、一時的なセキュリティ認証情報の有効期間は最長 36 時間です。
step-says-none-looked = 漏洩したキーから作成されたものはログになく、{ $at } のアカウントの確認でも、ログで説明できないものは見つかりませんでした。
step-says-key-needless = { $keys } は無効です。所有者による呼び出しはログになく、24 時間誰にも使われていないため、置き換えは不要です。
step-says-temporary-only = 対象外です: 漏洩したのは一時的なセキュリティ認証情報です。このケースに、漏洩した長期のアクセスキーは登録されていません。
step-says-quarantine-none = 漏洩したのは IAM ユーザーの認証情報ではないため、残すべき隔離ポリシーはありません。
step-says-made-open = ログの最終時点で残存: { $all } 件中 { $count } 件 ({ $names })。
step-says-made-unknown = 残っている可能性があります: { $all } 件中 { $count } 件 ({ $names })。
step-says-made-done = ログでは { $all } 件すべて削除済みまたは無効です: { $names }。
step-says-sessions-done = ログでは { $all } 件すべて失効しています: { $names }。
step-says-regions-by-trail = ログにある { $all } 件はすべて終了しています ({ $count } 件: { $names })。ほかに動いているものがないかは全リージョンの確認が必要ですが、このケースには含まれていません。
step-says-regions-strange = ログで説明できないリソースがアカウント内に { $count } 件見つかりました: { $names }。誰のものか確認が必要です。
step-says-regions-unseen = 実際の確認のうち { $count } 件の呼び出しができませんでした ({ $names })。そこに何があるかは確認できていません。
step-says-regions-swept = { $at } の実際の確認で全リージョンを調べました ({ $checks } 件の呼び出し)。第三者のもの、説明できないものは見つかりませんでした。
step-says-no-bill = このケースには請求のデータがありません。
step-says-bill = このケースの請求は { $day } までで、最後に確認された利用より後まで含みます。
step-says-bill-short = このケースの請求は { $day } までです。今後も計上される可能性があります。
step-says-no-reply = サポートケースへの返信はログにありません。
step-says-reply-sent = サポートケースにメッセージが追加されました ({ $at })。内容はログからは分かりません。
step-says-root-password = 変更はログにありません。実施済みかは所有者にご確認ください。
step-says-root-password-changed = ルートユーザーのパスワードが変更されました ({ $at })。
step-says-logging-off = 停止後の再開が確認できません: { $names }。
step-says-logging-on = 第三者に停止されましたが、その後再開されています: { $names }。
step-says-logging-unseen = 証跡の停止はログにありません。全リージョンが記録されているかは、ログだけでは判断できません。
step-says-unclear = { $calls ->
    [0] {""}
   *[other] 所有者のものか第三者のものか断定できない呼び出しが { $calls } 件あります。
}{ $likely ->
    [0] {""}
   *[other] 操作の内容だけから第三者のものである可能性が高いと判断した呼び出しが { $likely } 件あります。
}
step-says-no-unclear = 判断できない呼び出しはありません ({ $calls } 件)。
step-says-leads = 漏洩したキーから発行されたものではないのに、第三者の接続元から使われた認証情報が { $count } 個あります: { $names }。`kit key CASE ID` で漏洩したキーと同様に追跡できます (`kit ask CASE leads`)。
step-says-word = 所有者の申告により完了 (ログでは確認できません): { $word }
step-says-leak-path = 経緯はログからは分かりません。ユーザーの所有者にご確認ください (「漏洩経路について」参照)。
step-says-other-keys = ほかのキーが置き換えられたかは、漏洩したキーのログからは分かりません。
step-says-alarms = このケースでは確認していません。
step-says-alarms-open = { $at } の確認では、次の { $count } 項目が無効または未設定です: { $names } (`kit ask CASE posture`)。
step-says-alarms-unknown = { $at } に確認できた範囲では無効なものはありません。次の { $count } 項目は確認できませんでした: { $names }。
step-says-alarms-done = { $at } の確認では、{ $count } 項目すべてが有効です。
step-says-iam-unseen = アカウント自体を確認しないと分かりませんが、このケースでは確認していません (`kit collect CASE iam`)。
step-says-iam-strange = ログで説明できないものがアカウント内に { $count } 件見つかりました: { $names }。誰のものか確認が必要です ({ $at })。
step-says-iam-seen = { $at } のアカウントの確認では、ログで説明できないものは見つかりませんでした。
step-says-account-keys-left = ほかのキー { $all } 件のうち { $count } 件は、その後の置き換えが確認できません: { $names }。
step-says-account-keys-unseen = 置き換えの確認できないキーは、ほかには見当たりません。使われていないキーは、アカウント自体を確認しないと分かりません (`kit collect CASE iam`)。
step-says-account-keys-done = { $at } のアカウントの確認では、ほかのキー { $all } 件はすべて、その後に置き換え、無効化、または削除されています。
step-says-not-looked = このケースでは確認していないか、確認する権限がありませんでした (`kit collect CASE posture`)。
step-says-root-mfa-open = { $at } の確認では、ルートユーザーに MFA がないか、ルートユーザーのアクセスキーがあります: { $names }。
step-says-root-mfa-done = { $at } の確認では、ルートユーザーの MFA は有効で、アクセスキーはありません。
step-says-contacts-changed = 漏洩したキー、またはそこから発行された認証情報で変更されています: { $names }。AWS からの連絡先となるため、正しいものに戻してください。
step-says-contacts-open = { $at } の確認では、セキュリティの連絡先が設定されていません: { $names }。
step-says-contacts-done = { $at } の確認では、セキュリティの連絡先が設定されており、変更も見当たりません。連絡先が正しいかは所有者にご確認ください。
step-says-access-analyzer-open = { $at } の確認では、次の場所に有効なアナライザーがありません: { $names }。
step-says-access-analyzer-done = { $at } の確認では、確認したすべての場所でアナライザーが有効です。

# 対応後の確認 (2 回目の収集の後)。
closing-second-look = 対応後に、あらためて収集する
closing-old-key = 漏洩したキーとそこから発行された認証情報が、その後使われていない
closing-alive-again = 第三者が作成したものが、再び動いていない
closing-new-principals = 第三者のネットワークから新しいプリンシパルが作成されていない
closing-says-no-response = 対応の操作がまだ証拠データにありません。第三者のものは何も終了、停止、制限されていません。対応後にあらためて収集してください。
closing-says-second = 対応の操作は { $since } から { $last } までです。ログは { $until } まであり、対応後のアカウントの状態も確認しています。
closing-says-second-missing = 対応の操作は { $since } から { $last } まで、ログは { $until } までです。対応から 1 日以上たってから、次を収集してください: `kit collect CASE { $sources }`
closing-says-short = { $since } から { $until } までには見当たりませんが、これだけでは判断できません。{ $blind ->
    [one] この間に、記録のない時間があります。
   *[other] 証拠データが最後の対応 ({ $last }) から 1 日後まで届いていないか、その後のアカウントの状態が確認されていません。
}
closing-says-old-key-used = 停止後、または対応の開始後に使われています: { $names }。呼び出し { $calls } 件 (うち拒否 { $refused } 件、第三者 { $theirs } 件、所有者 { $owner } 件)、最後は { $at } です。
closing-says-old-key-standing = 次のキーは、無効化や削除が見当たりません: { $names }。
closing-says-old-key-none = { $since } から { $until } まで、呼び出しはありません。無効なキーや削除されたキーの呼び出しは、ログに残らないことがよくあります。
closing-says-again = { $since } 以降に作成、再開、または確認され、残っているもの: { $count } 件 ({ $names })。{ $strange ->
    [0] {""}
   *[other] このうち { $strange } 件はログで説明できません。誰のものか確認が必要です。
}
closing-says-alive-again-none = { $since } から { $until } までに作成、再開されたものはなく、アカウントの状態にも見当たりません。
closing-says-new = 対応の開始後に、第三者のネットワーク ({ $networks }) から、または作成者が分からないまま作成されたプリンシパル: { $count } 件 ({ $names })。{ $strange ->
    [0] {""}
   *[other] このうち { $strange } 件はログで説明できません。誰のものか確認が必要です。
}
closing-says-new-calls = 新しいプリンシパルはありませんが、対応の開始後に、第三者のネットワーク ({ $networks }) から拒否されなかった呼び出しが { $calls } 件あります。誰の認証情報か確認が必要です (`kit ask CASE leads`)。
closing-says-new-principals-none = { $since } から { $until } まで、第三者のネットワークから、プリンシパルの作成を含め、拒否されなかった呼び出しはありません。

## cannot-say: what the evidence cannot answer

caution-no-events = 判断の材料がありません。この事案には証拠データがまだ収集されていません（イベントは0件です）。何も示されないことは、何も行われなかったことを意味しません。
caution-no-events-help = 対象アカウントのCloudTrailログを、漏洩前からの期間・全リージョンについて収集してください（`kit collect CASE PATH`、または読み取り専用の認証情報で `trail` と `lookup-events`）。
caution-no-events-here = 判断の材料がありません。検索エンジンがログ全体で数えたイベントは { $count } 件ですが、呼び出しを問い合わせるキーもプリンシパルも指定されていないため、この事案に取り込まれたのは { $here } 件です。何も示されないことは、何も行われなかったことを意味しません。
caution-no-events-here-help = `kit ask CASE suspects` で、エンジンの集計から、これまでと異なる動きをしている主体を確認してください。キーを指定し（`kit key CASE ID`）、同じ `kit collect` をもう一度実行してください。
caution-no-account-events = 判断の材料がありません。アカウント { $account } のイベントがありません（{ $by ->
    [engine] 検索エンジンがログ全体で数えた
   *[case] 収集済みの
} { $count } 件はすべてほかのアカウントのものです）。何も示されないことは、何も行われなかったことを意味しません。
caution-no-account-events-help = アカウント { $account } のCloudTrailログを、漏洩前からの期間・全リージョンについて収集してください。対象アカウントが異なる場合は、case.tomlを修正してください。
caution-no-credential-events = 判断の材料がありません。{ $by ->
    [engine] 検索エンジンがログ全体で数えた
   *[case] 収集済みの
} { $count } 件のうち、{ $names } のイベントがありません。何も示されないことは、何も行われなかったことを意味しません。
caution-no-credential-events-help = 使用された可能性のある全リージョン・全アカウントのログを、漏洩前から収集してください（`kit collect CASE trail` または `lookup-events`）。漏洩したキーが別にある場合は `kit key CASE ID` で追加してください。
caution-no-key-ids = 収集済みの { $count } 件のイベントには、アクセスキーIDが1件も含まれていません。漏洩したキーによる操作を、ほかの操作と区別できません。
caution-no-key-ids-help = 完全なレコード（証跡のバケットにあるJSONファイル、または `kit collect CASE lookup-events`）を収集してください。コンソールやほかのツールの表では、キーIDが省かれている場合があります。
caution-masked-key = 通知には、キーの一部のみが記載されています ({ $masked })。{ $count ->
    [0] 証拠データに出てくるキーに、一致するものはありません。
   *[other] 証拠データに出てくるキーのうち、{ $count } 件が一致します: { $keys }。
}
caution-masked-key-help = { $count ->
    [0] より広い期間のログ、または `kit collect CASE iam` を収集し、`kit ask CASE suspects` を確認してください。
    [1] 通知のユーザーとアカウントにも合い、このキーを指していると判断した場合は、`kit key CASE { $key }` で加えてください。
   *[other] どのキーを指しているかを、通知のユーザー、`kit ask CASE suspects`、AWS Health で確認し、`kit key CASE ID` で加えてください。
}
caution-near-key = このケースのキー { $key } のイベントはありません。証拠データには、1 文字だけ異なる { $near } があります。
caution-near-key-help = 入力の誤りであれば、`kit key CASE { $first }` で加え、誤ったキーを case.toml から削除してください。
caution-analysis-failed = 分析 { $stage } がこの証拠データで失敗したため、それに基づく回答がありません: { $reason }
caution-analysis-failed-help = そのほかの回答は有効です。この行をキットの保守担当者に送ってください。修正後は再収集せずに回答できます。
caution-vault-lost = 証拠保管庫 (vault) のパック { $count } 個が見つかりません ({ $names })。収集済みの証拠データが失われており、これに基づく回答は証明できません。
caution-vault-lost-help = 案件フォルダーの写しから vault/ の該当番号のファイルを戻すか、同じ収集元から再度収集してください。問題の内容は `kit verify` で確認できます。該当番号は再利用されません。
caution-vault-altered = 証拠保管庫 (vault) の { $count } 件が、収集時の状態と一致しません (改変、途中での切断、消失)。テーブルはこれらを除いて作成しました。
caution-vault-altered-help = 該当するものは `kit verify` で確認できます。案件フォルダーの写しから vault/ を戻して `kit rebuild` を実行するか、同じ収集元から再度収集してください。
caution-bill-parts = 請求データが揃っていません。マニフェストに記載されたファイルのうち { $count } 件がありません（{ $names }）。この請求の合計は下限値です。
caution-bill-parts-help = 請求データのバケットから不足しているファイルを取得し、`kit collect CASE billing:PATH` で収集してください。
cannot-say-data-events = S3 のどのオブジェクトが読み取られ、どの関数が呼び出されたか
cannot-say-data-events-why = ログにデータイベントがないため、オブジェクトの読み取りは痕跡が残りません ({ $names })。
cannot-say-data-events-help = S3 サーバーアクセスログ、別の証跡のデータイベント、CloudFront や VPC フローログがあれば役立ちます。
cannot-say-model-tokens = 生成 AI モデルに何を尋ね、何トークン使われたか
cannot-say-model-tokens-why = モデルの呼び出しはログに { $calls } 件ありますが、CloudTrail はプロンプトと応答を記録しません。
cannot-say-model-tokens-help = 有効であればモデル呼び出しログ。CloudWatch の AWS/Bedrock メトリクスで、モデルとリージョン別のトークン数が分かります。
cannot-say-mail-sent = メールやメッセージが何通、誰に送られたか
cannot-say-mail-sent-why = SES と SNS の送信はデータイベントで、このログには含まれていません。
cannot-say-mail-sent-help = CloudWatch の AWS/SES・AWS/SNS メトリクス、送信統計、サプレッションリスト。
cannot-say-secret-contents = 読み取られたシークレットやパラメータの内容と、その使われ先
cannot-say-secret-contents-why = シークレットまたはパラメータの読み取りが { $calls } 件あります ({ $names })。CloudTrail は値を記録しません。
cannot-say-secret-contents-help = 読み取られた可能性のあるものをすべて置き換え、それらで入れるシステムのログを確認してください。
cannot-say-trail-stopped = 証跡 { $name } の停止中に何があったか
cannot-say-trail-stopped-why = { $count ->
    [0] { $from } から { $to } まで停止していました。
   *[other] 停止中の { $from } から { $to } までについて、次のリージョンのイベント履歴がありません: { $names }。
 }
cannot-say-trail-stopped-help = イベント履歴には、証跡の状態にかかわらず過去 90 日の管理イベントが残ります。その時間帯の `lookup-events` を収集してください。
cannot-say-trail-stopped-reads = 証跡 { $name } の停止中に何が読み取られ、一覧表示されたか
cannot-say-trail-stopped-reads-why = { $from } から { $to } までは、イベント履歴を変更の呼び出しに限って取得しています ({ $names })。
cannot-say-trail-stopped-reads-help = 90 日以内であれば、これらのリージョンの `lookup-events` をフィルターなしで収集してください。
cannot-say-trail-stopped-data = 証跡 { $name } の停止中にどのオブジェクトが読み取られたか
cannot-say-trail-stopped-data-why = { $from } から { $to } まではイベント履歴で補っています。イベント履歴にあるのは管理イベントで、データイベントは残りません。
cannot-say-trail-stopped-data-help = S3 サーバーアクセスログ、別の証跡のデータイベント、CloudFront や VPC フローログがあれば役立ちます。
cannot-say-regions = ログのないリージョンで何があったか
cannot-say-regions-why = 次のリージョンのイベントがありません: { $names } ({ $count })。
cannot-say-regions-help = 全リージョンの証跡か `lookup-events` を収集してください。現在の状態は全リージョンの確認で分かります。
cannot-say-opt-in = オプトインリージョンに何かあるか
cannot-say-opt-in-why = 第三者がリージョンを有効化した、または試みました ({ $names })。記録されるのは有効化後のみです。
cannot-say-opt-in-help = 有効なリージョンをアカウントで確認し、調べてください。
cannot-say-accounts = ほかのアカウントで何が行われたか
cannot-say-accounts-why = 次のアカウントのロールが引き受けられましたが、そのログがありません: { $names }。
cannot-say-accounts-help = これらのアカウントの証跡かイベント履歴を収集してください。
cannot-say-no-past = それ以前にキーがどう使われていたか
cannot-say-no-past-why = 第三者の最初の呼び出し ({ $at }) より前のログは { $days } 日分です。これだけでは、所有者の使い方と新しい使い方の区別が難しくなります。
cannot-say-no-past-help = 2 週間以上前からのログ。case.toml に所有者のネットワークとユーザーエージェントを記入してください。
cannot-say-horizon = ログの開始前に第三者がキーを使っていたか
cannot-say-horizon-why = ログは { $at } から始まります。イベント履歴の保持は 90 日です。
cannot-say-horizon-help = S3 にある過去の証跡。キーの作成日は認証情報レポートで分かります。
cannot-say-coverage-hours = `kit ask CASE coverage` に表示されない古い時間帯に何があったか
cannot-say-coverage-hours-why = 表示されるのは、アカウントとリージョンごとに新しいものから合計 2,000,000 時間分までです。{ $at } より前の { $count } 時間分は表示されません。その間のイベントは、ほかのすべての回答に含まれています。
cannot-say-coverage-hours-help = 調べたい期間を `kit ask CASE coverage -p start=... -p until=...` で指定するか、`-p account_id=...` でアカウントを一つに絞ってください。
cannot-say-after-logs = ログの終了後に何があったか
cannot-say-after-logs-why = ログは { $at } までです。第三者の認証情報 { $count } 個は、その後も使えた可能性があります。
cannot-say-after-logs-help = 改めて収集してください。CloudTrail の配信は 5 分から 15 分ほど遅れます。
cannot-say-spend = 最終的な請求額
cannot-say-spend-why = このケースの請求は { $day } までです。請求は数日遅れて確定し、ログからの概算は CloudTrail に現れるものしか含みません。
cannot-say-spend-help = 対応後と月の締め後に、Cost Explorer かコストと使用状況レポートを改めて収集してください。
cannot-say-no-bill = 請求実績での費用
cannot-say-no-bill-why = このケースには請求のデータがなく、金額はログからの概算です。
cannot-say-no-bill-help = Cost Explorer (1 回 0.01 米ドル) かコストと使用状況レポートを収集してください。
cannot-say-leak-path = キーがどのように漏洩したか
cannot-say-leak-path-why = ログはキーの使用を示しますが、どこから写されたかは示しません。AWS も経緯は分からず、検知の方法は開示していません。
cannot-say-leak-path-help = 所有者への確認 (キーの保管場所、コード、イメージ、端末、メッセージなど)。
cannot-say-columns = { $count } 件のイベントの詳細
cannot-say-columns-why = 列だけの表 (コンソールの CSV) で得られたもので、パラメータと応答がありません。
cannot-say-columns-help = 同じ時間帯の JSON (`lookup-events`、コンソールの JSON、証跡のファイル)。
cannot-say-engine-rows = 漏洩したキーにつながらない呼び出し元が何をしたか
cannot-say-engine-rows-why = { $count } 件のイベントはログ上の検索エンジンから得たもので、到達した認証情報やリソースを使う、または名指しする呼び出しだけを問い合わせました。そのほかの呼び出しはエンジン側に残っています。
cannot-say-engine-rows-help = `suspects` と `leak` は全員の呼び出しの集計に基づきます。ほかの呼び出し元の個々の呼び出しについては、該当する時間帯の証跡のファイルを収集してください (`kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`)。
cannot-say-engine-lake = Security Lake の列にない証跡の記録内容は何か
cannot-say-engine-lake-why = { $count } 件のイベントは Security Lake から得たものです。Security Lake は呼び出しを独自の列 (OCSF) で保持するため、追加データの深い階層、追補、API 呼び出しでない記録は含まれず、行の真正性をダイジェストで確認することもできません。
cannot-say-engine-lake-help = 該当する時間帯の証跡のファイルを収集してください (`kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`)。
cannot-say-engine-index = キットが扱わない読み取りの呼び出しは、どのようなパラメーターで行われたか
cannot-say-engine-index-why = { $count } 件のイベントは軽量な索引から得たものです。索引が要求と応答を保持するのは、変更を加える呼び出しと、回答が参照する呼び出しだけで、そのほかの読み取りについては保持しません。
cannot-say-engine-index-help = バケットにアクセスできれば (`--profile`)、元の記録も取得できます。または、該当する時間帯の証跡のファイルを収集してください (`kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`)。
cannot-say-engine-left-out = 多すぎて取り込まなかったセッションや呼び出し元が何をしたか
cannot-say-engine-left-out-why = 取り込める行数を超えるため、次のものはエンジン側に残しました: { $names }。行数は `kit status --items` で確認できます。
cannot-say-engine-left-out-help = `--since` と `--until` で期間を絞るか、`--most-rows` で取り込む行数の上限を上げて、同じ `kit collect` をもう一度実行してください。
cannot-say-engine-unread = 検索エンジンが読めないファイルの記録に何があるか
cannot-say-engine-unread-why = 検索エンジンが読めないファイルが { $count } 個あり、その記録は確認できていません: { $names }。理由は `kit status --items` で確認できます。
cannot-say-engine-unread-help = ファイルを取得して収集してください (`kit collect CASE FILE`)。読める部分は証拠に加わります。または同じ `kit collect` を `--profile` 付きで実行すると、S3 から自動で取得します。
cannot-say-undated = { $count } 件のイベントの発生時刻
cannot-say-undated-why = レコードに使用できる時刻がありません (時刻がない、一通りに読み取れない、または CloudTrail の記録としてあり得ない時刻)。時刻を必要としない集計には含めています。
cannot-say-undated-help = 元の記録 (証跡のファイル、`lookup-events`)、または表計算ソフトで保存し直す前の表。該当するファイルは `kit ask CASE ledger_items` で確認できます。
cannot-say-history-files = イベント履歴のファイルにその期間のすべてが入っているか
cannot-say-history-files-why = ファイル { $count } 件には、どの条件で検索したかが書かれていません。コンソールと `aws cloudtrail lookup-events` はフィルターを指定できますが、結果にその条件は残りません。
cannot-say-history-files-help = 90 日以内であれば `kit collect CASE lookup-events` で収集し直してください (取得した条件と期間が記録されます)。それ以外はファイルを作成した担当者への確認。
cannot-say-unsigned = ログファイルは CloudTrail が配信したままか
cannot-say-unsigned-why = ダイジェストが証拠データにないため、ログファイル { $count } 件の署名を確認できません。
cannot-say-unsigned-help = ログファイルの検証が有効であれば、`kit collect CASE s3://BUCKET/PREFIX` でダイジェストを署名とともに収集できます。無効であれば有効にしてください。
cannot-say-engine-unsigned = 検索エンジンの背後にあるログファイルは CloudTrail が配信したままか
cannot-say-engine-unsigned-why = 検索エンジンはログファイルを読むだけで、署名を確認しません。ダイジェストが証拠データにないため、エンジンから得た行を証明するものがありません。
cannot-say-engine-unsigned-help = ログファイルの検証が有効であれば、該当する時間帯のファイルとダイジェストを収集してください (`kit collect CASE s3://BUCKET/PREFIX --since ... --until ...`)。無効であれば有効にしてください。
cannot-say-unproved-hours = すべての時間帯のログファイルは CloudTrail が配信したままか
cannot-say-unproved-hours-why = { $proved } 時間分 (アカウントとリージョンごと) は CloudTrail の署名で証明できます。{ $from } から { $to } までのうち { $count } 時間分は証明できません。
cannot-say-unproved-hours-help = `kit verify CASE` で、公開鍵、S3 メタデータの署名、ダイジェストのうち何が足りないかを確認できます。検証が無効だった時間帯は証明できません。
cannot-say-likely = { $calls } 件の呼び出しが確実に第三者のものか
cannot-say-likely-why = この認証情報のそれ以前の利用記録がログになく、操作の内容だけから判断しています。
cannot-say-likely-help = キーの所有者の回答。`kit ask CASE visits` の後に `kit verdict`。
cannot-say-unclear = { $calls } 件の呼び出しが誰のものか
cannot-say-unclear-why = 所有者の使い方と、一致する点と異なる点の両方があります。
cannot-say-unclear-help = 所有者のネットワーク、端末、勤務時間。case.toml の `[[verdicts]]`。
cannot-say-no-key-events = { $names } で何が行われたか
cannot-say-no-key-events-why = このキーの呼び出しが証拠データにありません。
cannot-say-no-key-events-help = 通知の時期の、そのアカウントの全リージョンのログ。
cannot-say-live = 現在は収束しているか
cannot-say-live-why = ここでの状態はすべてログの時点 ({ $at }) のもので、アカウント自体は確認していません。
cannot-say-live-help = アカウントの現状を確認してください。`kit plan` の「参照」の行で確認できます。

## notice: what the file of a notice says, line by line

notice-field-subject = 件名: { $value }
notice-field-received-at = 送信日時: { $value }
notice-field-sender = 差出人: { $value }
notice-field-account = アカウント: { $value }
notice-field-key = アクセスキー: { $value }
notice-field-masked-key = アクセスキー (一部のみ): { $value }
notice-field-user = IAM ユーザー: { $value }
notice-field-exposed-url = 公開されていた場所: { $value }
notice-field-support-case = サポートケース: { $value }
notice-field-deadline = 期限: { $value }
notice-field-step = 依頼された作業: { $value }
notice-at-line = ({ $line } 行目)
notice-at-header = (ヘッダー)
notice-taken = 通知を取り込みました。このケースのキー: { $keys }。
notice-taken-no-keys = 通知を取り込みました。このケースのキーはまだ分かっていません。
notice-keys-left-out = この通知のキーは対象に加えていません。通知に疑わしい点があるか、別のアカウント ({ $account }) のものです。この件のキーであれば `kit key CASE ID` で加えてください。
notice-elsewhere = 通知のアカウントは { $account } ですが、このケースのアカウントは { $case } です。

## leak: how it may have leaked

leak-notice-none = このケースには AWS からの通知がありません。
leak-notice-subject = AWS からの通知 ({ $at }): { $subject }
leak-notice-subject-undated = AWS からの通知: { $subject }
leak-notice-url = 通知によると、キーは { $url } で見つかりました。
leak-notice-no-url = 通知には、キーが見つかった場所の記載がありません。
leak-notice-doubt-dmarc = この通知はなりすましの可能性があります。受信サーバーは、送信元ドメインの正当性を確認できなかったと記録しています (dmarc=fail)。リンクは開かず、AWS コンソールの Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-notice-doubt-spf = この通知はなりすましの可能性があります。受信サーバーは、送信元のサーバーがそのドメインからの送信を許可されていないと記録しています (SPF の失敗)。リンクは開かず、AWS コンソールの Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-notice-doubt-dkim = この通知は、なりすまし、または途中で変更された可能性があります。受信サーバーは、電子署名を検証できなかったと記録しています (DKIM の失敗)。AWS コンソールの Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-notice-doubt-sender = この通知はなりすましの可能性があります。差出人 { $sender } は AWS のアドレスではなく、AWS からのメールの引用もありません。AWS コンソールの Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-notice-doubt-reply = この通知はなりすましの可能性があります。差出人は AWS のアドレスですが、返信先は AWS のものではない { $reply } です。返信せず、AWS コンソールの Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-notice-doubt-account = この通知は誤り、またはなりすましの可能性があります。記載されたアカウントは { $account } ですが、記載されたキー ID は別のアカウントのものです。
leak-notice-doubt-links = この通知はなりすましの可能性があります。AWS のものではない { $hosts } でのサインインや確認を求めているか、AWS のアドレスに見せてそこへ誘導しています。リンクは開かないでください。
leak-notice-doubt-lookalike = この通知はなりすましの可能性があります。リンク先の { $hosts } は AWS のものに似ていますが、AWS のものではありません。リンクは開かないでください。
leak-result-stated = AWS からの通知によると、{ $keys } は { $urls } で公開されていました。そこにアクセスした人は誰でも入手できましたが、誰が入手したかを示す証拠データはありません。
leak-result-found-one = 調査した場所のうち 1 か所で { $keys } が見つかりました: { $places }。そこを読める人は入手できましたが、実際にそこから入手されたかを示す証拠データはありません。
leak-result-found-several = 調査した場所のうち { $count } か所で { $keys } が見つかりました: { $places }。どこから入手されたか、あるいはほかの場所からかを示す証拠データはありません。
leak-result-not-known = キーの漏洩経路は分かっていません。{ $count } か所を調査しましたが、キーは見つかりませんでした。調査した範囲と調査していない範囲は、下の原因の表のとおりです。
leak-result-not-known-not-searched = キーの漏洩経路は分かっていません。キーを探す調査はまだ行っていません (`kit hunt CASE PATH`)。確認した範囲と確認していない範囲は、下の原因の表のとおりです。
leak-result-hints = { $count } 件の原因について、ログまたはアカウントに兆候があります (下の原因の表)。兆候は手がかりであり、証明ではありません。
leak-key-made = キー { $key } ({ $user }) は、{ $at } に { $by } が { $from } から作成しました。
leak-key-created = キー { $key } ({ $user }) は、アカウントの情報では { $at } に作成されました。ログはその時点まで遡れません。
leak-key-age = 第三者による最初の使用の時点で、{ $key } は作成から { $days } 日が経過していました。その間、別のキーへの置き換えはありません (ID が同じです)。
leak-key-other-key = { $user } の別のキーは { $at } に作成されています ({ $key } が第三者に初めて使用される前)。
leak-key-no-foreign = { $calls ->
    [0] ログには、{ $key } ({ $user }) による第三者の呼び出しはありません。
   *[other] ログには、{ $key } ({ $user }) による、第三者のもの (おそらくを含む) と判断できる呼び出しはありません。誰のものか判断できない呼び出しが { $calls } 件あります。
}
leak-key-first-foreign-likely = おそらく第三者による { $key } ({ $user }) の最初の使用は { $at }、{ $from } からです。比較できる過去のログがないため、操作の内容のみから判断しています。
leak-key-others-used = 第三者のアドレスから、ほかの長期キーも使用されています: { $names }。同じ場所に置かれていた可能性があるため、それぞれの所有者に確認してください。
leak-cause-repository = 公開リポジトリ・公開ページ
leak-cause-code = ソースコード、イメージ、インフラコードへの記載
leak-cause-machine = キーを保管していた端末のマルウェア・フィッシング
leak-cause-handling = ファイル、メール、チャットでの不適切な取り扱い
leak-cause-former-employee = 退職者・委託先
leak-cause-bucket = 公開バケット・ACL
leak-standing-stated = AWS の通知に記載
leak-standing-found = キーを発見
leak-standing-hint = 兆候あり (証明なし)
leak-standing-not-found = 確認済み・発見なし
leak-standing-not-looked = 未確認
leak-for-url = AWS からの通知に { $url } と記載されています。
leak-for-commit = { $key } は { $place } にあります。コミット { $commit } で追加されました ({ $author }、{ $at })。
leak-for-commit-taken-out = { $key } は履歴に残っています: { $place }。コミット { $commit } で追加されました ({ $author }、{ $at })。最新の内容にはありませんが、リポジトリには残っています。
leak-for-pushed = サーバー側のブランチからそのコミットに到達できるため、そのサーバーに置かれていました ({ $names })。一般に公開されていたかは、リポジトリからは分かりません。
leak-for-place = { $key } は { $place } にあります。
leak-for-more-places = ほかに { $count } か所 (`kit ask CASE exposures`)。
leak-for-environment = { $key } を使用する所有者のプログラムは、{ $environments } で動作していると名乗っています。そうであれば、キーはその設定に含まれています (プログラムの自己申告です)。
leak-for-settings-read = { $who } が { $from } から、環境変数、ユーザーデータまたはシークレット ({ $services }) を { $calls } 回読み取っています (最初は { $at })。このアドレスは第三者も使用しており、第三者による最初の使用より前です。
leak-for-shared-address = 第三者の呼び出しは、所有者の呼び出しと同じ { $places } からも来ています。その端末またはネットワークが第三者に使われている可能性があります。
leak-for-user-deleted = { $key } のユーザー { $user } は { $at } に削除されています。
leak-for-user-gone = { $key } のユーザー { $user } は、{ $at } の時点でアカウントに存在しません。
leak-for-maker-deleted = { $key } を作成した { $user } は { $at } に削除されています。
leak-for-maker-gone = { $key } を作成した { $user } は、{ $at } の時点でアカウントに存在しません。
leak-for-bucket-everybody = バケットまたはオブジェクト { $thing } が { $at } に全員に公開されました ({ $who })。キーがその中にあったかは、ログでは分かりません。
leak-for-bucket-block-off = { $thing } のパブリックアクセスブロックが { $at } に全部または一部オフにされました ({ $who })。それだけでは公開になりません。
leak-for-bucket-accounts = バケット { $thing } が { $at } にほかのアカウント ({ $accounts }) に公開されました ({ $who })。キーがその中にあったかは、ログでは分かりません。
leak-for-thing-everybody = { $thing } が { $at } に全員に共有されました ({ $who })。キーがその中にあったかは、ログでは分かりません。
leak-for-thing-block-off = { $thing } のパブリックアクセスブロックが { $at } に全部または一部オフにされました ({ $who })。それだけでは公開になりません。
leak-for-thing-accounts = { $thing } が { $at } にほかのアカウント ({ $accounts }) に共有されました ({ $who })。キーがその中にあったかは、ログでは分かりません。
leak-for-anonymous-read = バケット { $bucket } が、認証なしで { $calls } 回、{ $places } から一覧または読み取りされています ({ $during })。キーがその中にあったかは、ログでは分かりません。
leak-for-foreign-read = バケット { $bucket } が、ほかのアカウントから { $calls } 回、{ $places } から一覧または読み取りされています ({ $during })。キーがその中にあったかは、ログでは分かりません。
leak-against-commit-later = コミット自身の日時によると、{ $place } に追加されたのは { $at } で、第三者による最初の使用 ({ $first }) より後です。その場合、最初の入手元ではありません。
leak-against-user-there = { $key } のユーザー { $user } は、{ $at } の時点でアカウントに存在しています。IAM ユーザーは人ではないため、誰がキーを知っているかは分かりません。
leak-against-maker-there = { $key } を作成した { $user } は、{ $at } の時点でアカウントに存在しています。
leak-against-strangers = 第三者による最初の使用より前の S3 オブジェクトの読み取りがログにあり、部外者によるものはありません。読み取りが記録されていないバケットは含みません。
leak-against-repository-searched = リポジトリ { $count } 件をすべてのオブジェクトまで調査し、見つかりませんでした ({ $names })。
leak-against-code-searched = ファイル・フォルダー { $count } 件を中のアーカイブまで調査し、見つかりませんでした ({ $names })。
leak-against-bucket-searched = バケット { $count } 件を調査し、見つかりませんでした ({ $names })。
leak-not-looked-doubtful-url = 疑わしい点のある通知に { $url } と記載されています。AWS Health またはサポートセンターで、AWS からの連絡があるかを確認してください。
leak-not-looked-visibility = { $root } が公開されているか、公開されていたか、誰が複製したか: 管理者に確認してください。
leak-not-looked-readers = 第三者による最初の使用より前に環境変数、ユーザーデータまたはシークレットを読み取った { $count } 件の呼び出し元が正当か: { $names }。
leak-not-looked-machines = 所有者の呼び出し元 ({ $places }) の端末: マルウェア検査、サインイン、メール。このキットは端末を調査しません。
leak-not-looked-machines-unknown = キーを保管していた端末: ログからは分かりません。このキットは端末を調査しません。
leak-not-looked-mail = メール、チャット、チケット、共有ドライブ (調査した場所を除く)。
leak-not-looked-users = 現在アカウントに存在するユーザー (`kit collect CASE iam`)。
leak-not-looked-people = 誰が退職し、何を持ち出したか: 所有者にしか分かりません。
leak-not-looked-data-events = S3 オブジェクトの読み取り: ログにデータイベントがありません。
leak-not-looked-part = { $count } か所は一部のみ調査しました ({ $names }) (`kit ask CASE not_searched`)。
leak-not-looked-repository = リポジトリの調査は行っていません (`kit hunt CASE REPOSITORY`)。
leak-not-looked-code = フォルダー、イメージ、アーカイブ、ステートファイルの調査は行っていません (`kit hunt CASE PATH`)。
leak-not-looked-bucket = バケットの調査は行っていません (`kit hunt CASE s3://BUCKET`)。
leak-remedy-save = まず、その場所を現状のまま保存してください (すべてのブランチを含む複製、日付の分かるページの写し、アクセスログやアクセス統計)。削除したものは証拠にできません。
leak-remedy-take-down = その後、削除するか非公開にし、キャッシュされた写しの削除を運営者に依頼してください。
leak-remedy-history = コミットの削除だけでは足りません。履歴、フォーク、複製、キャッシュに残ります。キーは知られたままであり、置き換えだけが有効です。
leak-remedy-beside = 同じ場所にあるほかのキー、パスワード、トークンもすべて置き換えてください。キーを読めた人は、それらも読めました。
leak-remedy-beside-named = 同じ場所にほかのキーもあります: { $keys }。これらと、同じ場所にあるパスワードやトークンをすべて置き換えてください。キーを読めた人は、それらも読めました。
leak-key-age-unknown = キー { $key } ({ $user }) の作成時はログの範囲外です。認証情報レポートで作成日が分かります。
leak-key-owner-use = 所有者による { $key } ({ $user }) の呼び出し: { $calls } 件 ({ $during })。接続元 { $places }、ツール { $agents }、リージョン { $regions }。
leak-key-no-owner-use = 所有者による { $key } ({ $user }) の呼び出しはログにありません。
leak-key-first-foreign = { $key } ({ $user }) の第三者による最初の呼び出しは { $at }、{ $from } からです。この時点で漏洩していました。
leak-question-code = ソースコード、設定、パイプラインやそのログに、一時的にでもキーが含まれていませんでしたか。リポジトリは公開されていますか、または公開されていたことはありますか。
leak-question-machine = キーはどの端末に保管されていましたか。マルウェア感染、フィッシング、紛失はありませんでしたか。{ $count ->
    [0] {""}
   *[other] 呼び出し元として分かっているもの: { $places }。
}
leak-question-handling = メールやチャットで送ったり、スプレッドシート、チケット、Wiki に保存したりしていませんか。
leak-question-bucket = 他者が読めるバケットやバックアップの中のファイルに、キーが含まれていませんか。
leak-question-image = AMI、コンテナイメージ、Terraform の状態ファイル、関数の環境変数に、キーが含まれていませんか。
leak-question-people = キーに触れられる、または触れられた人は誰ですか (退職者や委託先を含みます)。
leak-question-elsewhere = 同じ場所に、ほかのキーやパスワードはありませんでしたか。
leak-limit-path = AWS はキーが漏洩した経緯を特定できません。キーの使用、共有、保管の方法は、ユーザーの所有者にしか分かりません。
leak-limit-detection = AWS は漏洩したキーを検知する方法を開示していません。

## owner-letter: the questions to the key's owner
owner-letter-subject = AWS アクセスキー { $keys } に関するご確認のお願い (アカウント { $account })
owner-letter-hello = AWS アクセスキー { $keys } のご担当者様
owner-letter-why = 標記の AWS アクセスキー ({ $users }、アカウント { $account }) が第三者に使用された、またはその可能性があります。漏洩の経路はログでは分からず、AWS も回答できません。お分かりになるのは、キーを使用、共有、保管された方のみです。お手数ですが、以下の質問にご回答をお願いいたします。「いいえ」「不明」の場合もその旨をお知らせください。
owner-letter-notice = AWS から連絡がありました ({ $at }): { $subject }
owner-letter-url = AWS の通知に記載された場所: { $url }
owner-letter-found = 当方でキーを確認した場所: { $place }
owner-letter-first = { $likely ->
    [yes] おそらく第三者による最初の使用
   *[no] 第三者による最初の使用
}: { $at }
owner-letter-question = { $number }. { $question }
owner-letter-keep = 該当の場所の内容は、まだ変更や削除をしないでください。また、ご回答にキーやパスワードを記載しないでください。
owner-letter-bye = よろしくお願いいたします。

## reply: the draft answer to AWS

reply-title = 下書きです。送信前に各行をご確認ください。[ ] の中はお客様にしか分からない内容です。
reply-subject = 件名: Re: { $subject }
reply-subject-none = 件名: アカウント { $account } のアクセスキー漏洩について
reply-case = サポートケース: { $support_case }
reply-case-none = サポートケース: [サポートケースの番号]
reply-likely = 以下の第三者の呼び出し { $calls } 件のうち { $likely } 件は操作の内容から判断したもので、キーの所有者の確認はまだ取れていません。
reply-hello = アマゾン ウェブ サービス サポート ご担当者様
reply-opening = { $count ->
   *[other] アカウント { $account } のアクセスキー { $names } の漏洩について、{ $at } までのログを調査いたしました。対応状況を次のとおりご報告いたします。
}
reply-leaked-temporary = { $name } の一時的なセキュリティ認証情報 ({ $key })
reply-leaked-principal = { $name } の認証情報
reply-leaked-session = ロール { $role } のセッション ({ $name })
reply-leaked-machine = インスタンス { $name } の認証情報 (ロール { $role })
reply-subject-credentials = 件名: アカウント { $account } の認証情報の漏洩について
reply-opening-what = アカウント { $account } における、{ $names } の不正使用について、{ $at } までのログを調査いたしました。対応状況を次のとおりご報告いたします。
reply-opening-none = アカウント { $account } を調査しております。手元のログでは、漏洩したキーをまだ特定できておりません。
reply-done = 証拠データで完了を確認した対応:
reply-open = 未完了、または証拠データで確認できない対応:
reply-findings = 確認した内容:
reply-no-findings = 手元のログには、第三者による使用は見当たりません。
reply-line = { $step }: { $evidence }
reply-plan = 残りの対応は [期日] までに完了し、改めてご連絡いたします。
reply-cause = 漏洩の経緯: [ユーザーの所有者が確認した内容]
reply-refused = それでも下書きが必要な場合は `kit reply --draft` を使用してください。
reply-request = [AWS への依頼事項: 制限の解除、利用料金の調整など]
reply-greeting = 平素より大変お世話になっております。{ $company } の [担当者名] でございます。このたびはご連絡をいただき、ありがとうございます。
reply-greeting-unnamed = 平素より大変お世話になっております。[会社名] の [担当者名] でございます。このたびはご連絡をいただき、ありがとうございます。
reply-keys-deleted = { $count ->
   *[other] 漏洩したキー: { $names } は削除済みです。
}
reply-keys-off = { $count ->
   *[other] 漏洩したキー: { $names } は無効化済みです。使用がないことを確認した後に削除いたします。
}
reply-keys-open = { $count ->
   *[other] 漏洩したキー: { $names } の無効化は、まだ確認できておりません。[期日] までに無効化いたします。
}
reply-keys-sessions = 漏洩した認証情報: { $names }。長期のアクセスキーの漏洩は確認されていません。
reply-root-key = { $key } (ルートユーザー)
reply-keys-left-all = アカウント内のほかのアクセスキー: 変更のないものが { $count } 個あります。[期日] までにローテーションいたします。
reply-keys-left = アカウント内のほかのアクセスキー: 無効化、削除または新規作成を確認したものが { $changed } 個、変更のないものが { $count } 個あります。後者は [期日] までにローテーションいたします。
reply-keys-all = アカウント内のほかのアクセスキー: { $changed } 個すべてについて、無効化、削除または新規作成を確認しました。
reply-keys-none-seen = アカウント内のほかのアクセスキー: ログでは確認されていません [IAM で確認]。
reply-user-unknown = ユーザー不明
reply-root-changed = ルートユーザー: パスワードは変更済みです ({ $at })。MFA とアクセスキー: [確認日]。
reply-root-word = ルートユーザー: パスワードは、お客様の申告により変更済みです ({ $word })。MFA とアクセスキー: [確認日]。
reply-root-open = ルートユーザー: パスワードの変更はログでは確認できておりません。[変更日、MFA の有効化、アクセスキーの有無]
reply-made-none = 身に覚えのないユーザー、キー、ロール、権限: 漏洩したキーによる作成はログにありません。
reply-made-open = 身に覚えのないユーザー、キー、ロール、権限: { $count } 件。削除または無効化を確認できていないものは { $left } 件です ({ $standing })。
reply-made-gone = 身に覚えのないユーザー、キー、ロール、権限: { $count } 件 ({ $names })。すべて削除または無効化しました。
reply-resources-none = 身に覚えのないリソース: 漏洩したキーによる作成はログにありません。全リージョンと請求: [確認日]。
reply-resources-open = 身に覚えのないリソース: { $regions } に { $count } 件。削除を確認できていないものは { $left } 件です ({ $standing })。
reply-resources-gone = 身に覚えのないリソース: { $regions } に { $count } 件 ({ $names })。すべて削除または停止しました。
reply-adjust = 利用料金の調整をお願いいたします。{ $since } 以降の不正使用による増加額は、当方の集計で { $usd } です ({ $regions })。[アカウントの制限の解除もお願いいたします。]
reply-adjust-at-least = 利用料金の調整をお願いいたします。{ $since } 以降の不正使用による増加額は、当方の集計で現時点で少なくとも { $usd } です ({ $regions })。[アカウントの制限の解除もお願いいたします。]
reply-adjust-unknown = 不正使用分の利用料金の調整をお願いいたします: [請求額の確定後に記載]。[アカウントの制限の解除もお願いいたします。]
reply-adjust-reseller = 請求は請求代行事業者を経由しております。不正使用分の調整は [事業者名] を通じてお願いいたします。[アカウントの制限の解除もお願いいたします。]
reply-attachment = 別紙: 証拠データから確認した内容
reply-sign-unnamed = [会社名、部署名、氏名]
reply-bye = お手数をおかけいたしますが、何卒よろしくお願い申し上げます。
reply-sign = { $company } [部署名、氏名]

## suspect: 通知にキーの記載がないときに、なぜその主体を疑うか

suspect-strong-acts = これまでに行ったことのない重大な操作をしています
suspect-new-network = これまでに使われたことのないネットワークから来ています
suspect-new-regions = これまでに使われたことのないリージョンで操作しています
suspect-recon = これまでにない調べ方で環境を調べています
suspect-refusals = これまでに行ったことのない呼び出しが拒否されています
suspect-many-regions = 10 分以内に 5 つ以上のリージョンを操作しています
suspect-no-past = ログがそれ以前から残っているにもかかわらず、一度も現れていませんでした
suspect-root = ルートユーザーです

## outlives: why a thing goes on when the leaked key is off
outlives-access-key = 別の長期アクセスキーです。無効化するまで使えます。
outlives-anchor = トラストアンカーの認証局が発行した証明書があれば、アクセスキーなしでロールの認証情報を取得できます。
outlives-certificate = 署名証明書により、アクセスキーなしでリクエストに署名できます。
outlives-function = 漏洩したキーがなくても、イベントや外部からの呼び出しで動作します。
outlives-grant = 漏洩したキー以外に与えられた権限であり、キーを無効化しても残ります。
outlives-identity-center = Identity Center により、アクセスキーなしでアカウントのセッションを取得できます。
outlives-login-profile = コンソールのパスワードにより、アクセスキーなしでサインインできます。
outlives-machine = 稼働し続けて料金が発生します。設置した者が、このリソースとそのロールをまだ利用できる可能性があります。
outlives-mfa-device = デバイスを持つ者が、このユーザーの MFA 認証を通過できます。
outlives-own-credentials = 別のユーザーです。そのキーとパスワードは漏洩したキーに依存しません。
outlives-provider = ID プロバイダーを管理する者が、アクセスキーなしでロールのセッションを取得できます。
outlives-role = 信頼ポリシーに記載された者が、別の認証情報でこのロールを引き受けられます。
outlives-service-credential = 特定のサービス用の認証情報 (Bedrock の API キーなど) で、アクセスキーなしで使えます。
outlives-session = 一時的な認証情報は期限まで有効です。それより前に止めるには、発行元のユーザーやロールへの拒否ポリシーが必要です。
outlives-ssh-key = SSH キーにより、アクセスキーなしでリポジトリにアクセスできます。
outlives-trust = 変更された信頼ポリシーに記載された者が、外部からロールを引き受けられます。

## actor: why a call is said to be somebody's

actor-reason-verdict = 調査担当者の判断によります ({ $kind } { $value })。
actor-reason-verdict-note = 調査担当者の判断によります ({ $kind } { $value })。{ $note }
actor-reason-aws-quarantine = AWS がユーザーに隔離ポリシー { $policy } を付与しました (発信元 { $source })。
actor-reason-quarantine-name = ポリシー名は { $policy } ですが、AWS からの呼び出しではありません ({ $source })。名前だけでは AWS によるものとは判断できません。
actor-reason-kit = 本キットによる読み取り専用の呼び出しです ({ $agent })。
actor-reason-listed-network = お客様のネットワークとして登録された { $network } からの呼び出しです。
actor-reason-listed-principal = お客様のプリンシパルとして登録された { $arn } による呼び出しです。
actor-reason-listed-agent = お客様のプログラムとして登録された { $agent } による呼び出しです。
actor-reason-past = { $network } から { $tool } による呼び出しで、不審な動きより前の { $since } 以降、{ $days } 日間の利用と一致しています。
actor-reason-session-home = このセッションを取得した場所、またはこのセッションを持つインスタンスの { $network } からの呼び出しです。
actor-reason-owner-network = これまでの利用元 { $network } からの呼び出しです。ツール { $tool } は初めてですが、操作内容はこれまでと変わりません。
actor-reason-new = この認証情報が一度も使われたことのない { $network } からの呼び出しです{ $new_tool ->
    [yes] 。ツール ({ $tool }) も初めてです
   *[no] {""}
}。初めての操作 { $new_calls } 種類 (最も重大なものは { $heaviest })、サービス { $new_services } 種類、リージョン { $new_regions } か所、拒否された操作 { $refused } 種類です。
actor-reason-lone-signal = 初めての { $network } からの呼び出しですが、操作内容 (初めての操作 { $new_calls } 種類、初めてのリージョン { $new_regions } か所、拒否 { $refused } 種類) だけでは、お客様か第三者かを判断できません。
actor-reason-shared-network = お客様も利用している { $network } からの呼び出しですが、これまでと異なります。初めての操作 { $new_calls } 種類 (最も重大なものは { $heaviest })、サービス { $new_services } 種類、リージョン { $new_regions } か所です。お客様か第三者かは判断できません。
actor-reason-no-past = 不審な動きより前の利用記録がログにないため、お客様か第三者かを判断できません ({ $network })。
actor-reason-outside-listed = 登録されたお客様のネットワーク以外の { $network } から、第三者が行う操作 ({ $heaviest }) がありました。
actor-reason-intruder-network = 第三者が使用している { $network } からの呼び出しです (認証情報 { $credential })。
actor-reason-child-intruder = 第三者が取得した認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-child-owner = お客様が取得した認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-child-unclear = 誰が取得したか判断できない認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-possible-link = この認証情報が漏洩したキーから発行されたことは、可能性にとどまります ({ $link }、イベント { $event })。
actor-reason-owner-place = 第三者が取得した認証情報ですが、お客様のネットワークとして登録された { $network } からの呼び出しです。
actor-reason-instance-inside = 第三者が到達する前と同じ { $network } からの、インスタンス自身による呼び出しです。
actor-reason-instance-outside = インスタンスの認証情報が、第三者の到達 (イベント { $event }) の後に、インスタンスの外の { $network } から使われました。
actor-reason-on-behalf = 認証情報の代わりに { $service } が行った呼び出しで、本人の直接の操作ではありません。直前の呼び出しと同じ行為者としています。
actor-reason-undated = この方法による呼び出しには読み取れる時刻が一つもないため、誰によるものかを判断できません。
actor-reason-leaked = 漏洩した認証情報そのものです。お客様と第三者の両方が使用している可能性があります。
actor-reason-unused = ログにはこの認証情報による呼び出しがありません。
actor-reason-conduct = { $network } から { $tool } で行われた操作の内容から、第三者によるものである可能性が高いと判断しています: { $grounds }。この認証情報のそれ以前の利用記録はログになく、比較はできません。
actor-reason-conduct-shared = アカウントのほかの利用者も使っている { $network } からの呼び出しですが、通常の利用ではほとんど行われない操作があります: { $grounds }。お客様か第三者かは判断できません。
actor-reason-conduct-beside = 第三者によるものである可能性が高い呼び出し (認証情報 { $credential }) と同じ時間帯に、同じ { $network } から同種の操作が行われているため、第三者によるものである可能性が高いと判断しています。
actor-reason-two-places = このセッションが { $first } で使われている間に、{ $network } から別のツール ({ $tool }) で調査のような操作が行われたため、第三者によるものである可能性が高いと判断しています。
actor-reason-first-place = このセッションが最初に使われた { $network } から { $tool } による呼び出しで、別の場所で使われた間も続いているため、お客様によるものである可能性が高いと判断しています。
actor-reason-job = { $network } から { $tool } により、少ない種類の操作が時間ごとに繰り返されているため、お客様によるものである可能性が高いと判断しています。

list-separator = {" / "}
conduct-ground-rights = すべての権限の付与 ({ $call }、{ $count } 回)
conduct-ground-own-rights = 調査のような操作の後の、自身への権限の付与 ({ $call }、{ $count } 回)
conduct-ground-way-in = 以前からあるユーザーや設定に対する侵入経路の作成または乗っ取り ({ $call }、{ $count } 回)
conduct-ground-trust = ログのほかの箇所に現れないアカウントへの開放 ({ $call }、{ $count } 回)
conduct-ground-blind = ログや監視の停止 ({ $call }、{ $count } 回)
conduct-ground-outward = データの外部への共有 ({ $call }、{ $count } 回)
conduct-ground-remote = サーバー上でのコード実行または接続口の作成 ({ $call }、{ $count } 回)
conduct-ground-secrets = 多数のシークレットの読み取りまたはその試み ({ $call }、{ $count } 回)
conduct-ground-regions = 3 か所以上のリージョンでの費用のかかる利用 ({ $call }、{ $count } 回)
conduct-ground-heavy = 調査のような操作の後、または権限のない状態での、最大級のインスタンスや長期契約の利用 ({ $call }、{ $count } 回)
conduct-ground-used-own-key = キーやサインインの作成と、同じ場所からのその使用 ({ $call }、{ $count } 回)

## verdict: the analyst's word on whose calls these are, and what it moved

verdict-said = case.toml に記載しました。{ $what } は{ $actor }です。対象の呼び出しは { $calls } 件です。
verdict-changed = case.toml の記載を変更しました。{ $what } は{ $actor }です。対象の呼び出しは { $calls } 件です。
verdict-same = 同じ内容がすでに case.toml にあります ({ $what } は{ $actor })。変更はありません。
verdict-undone = case.toml から削除しました: { $what }。対象の呼び出しは { $calls } 件でした。
verdict-no-match = 記載していません。本件の認証情報による呼び出しに { $what } に該当するものはありません。一覧は次のコマンドで確認できます: kit ask { $case } visits
verdict-event-outside = 記載していません。{ $what } は本件の認証情報による呼び出しではありません。そのキーも対象であれば追加してください: kit key { $case } ID
verdict-event-unknown = 記載していません。{ $what } は証拠データにありません。
verdict-none-to-undo = 取り消す対象がありません。case.toml に該当する判断はありません。
verdict-likely = {" (推定)"}
verdict-moved-part = { $who } { $before } → { $after }
verdict-moved-calls = 呼び出し: { $parts }
verdict-moved-nothing = 判定が変わった呼び出しはありません。すでに同じ判定であるか、より詳しい判断が優先しています。
verdict-moved-findings = 判明した事項: { $before } → { $after }
verdict-moved-first-act = 第三者の最初の操作: { $before } → { $after }
verdict-no-first-act = なし
visits-to-decide = { $networks } 個のネットワークの判断で { $calls } 件の呼び出しが決まります: kit ask { $case } visits
export-message = [{ $actor }] { $call } 対象 { $subject } 接続元 { $address } 結果 { $outcome }
export-indicator-address = 漏洩したキーを使用した第三者の接続元アドレス
export-indicator-agent = 漏洩したキーを使用した第三者のユーザーエージェント
export-indicator-says = 第三者の呼び出し { $calls } 件 ({ $certainty ->
    [certain] 確定
   *[likely] 推定
 })。漏洩したキーとそこから得た認証情報の、第三者以外による呼び出しには現れません。
export-note-title = 漏洩した AWS アクセスキーの調査
export-note = アカウント { $account } で漏洩したキー ({ $keys }) を使用した第三者の指標 { $count } 件です。CloudTrail のログにある、このキーとそこから得た認証情報の呼び出しのうち、第三者だけが使用したアドレスとユーザーエージェントです。ユーザーエージェントは呼び出し側の申告であり、単独では根拠になりません。
findings-one-whole = 判明したこと { $count } 件。1 件の全文: kit ask { $case } findings 番号
next-findings = 次は: kit ask { $case } findings
next-status = まだ完全ではありません。理由: kit status { $case }
why-items = 取り込めなかった項目が { $count } 件あります ({ $status })。理由は `kit status CASE --items`、同じ収集コマンドの再実行で不足分だけを取得します。
why-records = 読み取れなかったレコードが { $count } 件あります。`kit sql CASE "from ledger_rejects"` に場所と理由があります。
found-none = 証拠データに { $what } を含むものはありません。
found-count = { $what }: イベント { $calls } 件
found-shown = { $calls } 件のうち最初の { $shown } 件です。--all ですべて表示します。

verdict-kind-network = ネットワーク
verdict-kind-agent = ユーザーエージェント
verdict-kind-tool = ツール
verdict-kind-credential = 認証情報
verdict-kind-event = イベント
triage-later = あとで決める
triage-intruder = 第三者
triage-owner = 所有者
triage-unclear = 判別不能
triage-note = 判断の根拠
triage-say = 決定
triage-nothing = 変更はありません。

## report: お客様向け報告書

report-title = AWS アクセスキー漏洩 調査報告書
report-interim = 中間報告
report-final = 最終報告
report-interim-why = 未完了の対応または未確定の請求があるため、数値は変わる可能性があります。
report-number = 報告書 第 { $number } 号
report-as-of = 証拠データの時点: { $at }
report-made-at = 作成: { $at }
report-contents = 目次
report-fact-customer = お客様
report-fact-account = AWS アカウント
report-fact-leaked = 漏洩したアクセスキー
report-fact-leaked-principal = 漏洩したプリンシパル
report-fact-user = ユーザー
report-fact-support-case = サポートケース
report-fact-as-of = 証拠データの時点
report-fact-collected-at = 収集日時
report-unmade = この部分は、この事案の証拠データから作成できませんでした: { $reason }
report-open-items = 未読の証拠データが { $count } 件あります。再収集で取得できます。
report-summary = 要約
report-findings = 判明したこと
report-findings-lead = 内容ごとに、重要度の高いものから示します。各項目の根拠となるログイベントを併記します。
report-changes = 前回の報告からの変更点
report-changes-lead = 第 { $number } 号 (証拠データの時点: { $at }) との比較です。
report-changes-none = 第 { $number } 号から変わった数値はありません。
report-change-figure = 項目
report-change-before = 前回
report-change-after = 今回
report-timeline = タイムライン (時系列)
report-timeline-lead = 漏洩したキーと、そこから発行された認証情報による呼び出しです。
report-timeline-how = 上段は全期間の呼び出しです (高さは平方根)。下段は網掛け部分の拡大で、目的ごとに 1 行です。印が大きいほど件数が多く、白抜きはすべて拒否された呼び出しです。
report-acts-table = 重要度の高い呼び出し ({ $count } 件)
report-first-use-table = 新たに現れた使われ方 ({ $count } 件)
report-items-heading = 証拠データの一覧
report-items = { $status }: { $count } 件
ledger-loaded = 取り込み済み
ledger-duplicate = 重複 (同じ内容)
ledger-set_apart = 別扱い
ledger-skipped = 対象外
ledger-rejected = 取り込み不可
ledger-failed = 取得失敗
report-items-table = 読み込まれなかったもの、または注記のあるもの { $count } 件とその理由
report-milestones = 主な出来事
report-credentials = キーから派生した認証情報
report-credentials-lead = 漏洩したキーから得られた認証情報を、末端まで追跡しました。
report-credentials-how = 1 行が 1 つの認証情報で、発行元の下に並びます。実線はログで確実、破線は有力、点線は可能性ありを示します。右側の細線は発行から終了まで、太線は使用期間です。
report-credentials-table = 認証情報の一覧 ({ $count } 件)
report-principals = 新規に作成・変更された IAM プリンシパル
report-principals-lead = 作成または変更されたユーザー、キー、パスワード、ロール、ポリシー、信頼関係です。
report-principals-how = 線は作成・変更の時点から始まり、削除の時点で終わります。右端まで続く線は、ログの最終時点で残存していたものです。
report-principals-table = 一覧 ({ $count } 件)
report-resources = リージョン別のリソース
report-resources-lead = IAM 以外で作成・変更されたものを、リージョン別に示します。
report-resources-how = 棒の長さは件数、色はログの最終時点の状態です。横の金額はログからの概算であり、請求額ではありません。
report-resources-table = リソースの一覧 ({ $count } 件)
report-spend = リージョン別の利用料金の推移
report-spend-lead = 日別・リージョン別の利用料金と、インシデントによる増加分です。
report-spend-regions-how = 全リージョン共通の目盛です。灰色は平常時、赤は増加分、淡色は概算 (縦線は幅) です。三角は平常を超えた最初の日を示します。
report-spend-heat-how = 色が濃いほど高額です。枠は平常を超えた最初の日で、左に最初に起動されたものを示します。
report-spend-table = { $count } リージョンの利用料金
report-spend-apart = { $what }: { $usd } (上の合計には含みません)
report-total = 合計
report-col-billed = 請求実績
report-col-estimated = 概算 (請求前)
report-col-added = インシデントによる増加分
report-col-trail = ログからの概算
report-col-local = 増加分 (お客様の通貨)
report-unknown = ログから分かること、分からないこと
report-unknown-lead = { $count ->
    [0] 判断できないことは確認されていません。ログの網羅範囲は次のとおりです。
   *[other] 今回の証拠データでは判断できないことが { $count } 件あります。判断に役立つものを併記します。
}
report-col-question = 問い
report-col-why = 判断できない理由
report-col-help = 判断に役立つもの
report-coverage = ログの網羅範囲
report-coverage-how = 1 行が 1 リージョンです。赤は記録の停止、紫は未収集、薄い灰色は呼び出しなしを示します。
report-steps = 必要な対応
report-steps-lead = 実施済み { $done } 件、未実施 { $open } 件、証拠データでは確認できないもの { $unknown } 件です。
report-asked-aws = AWS の依頼
report-asked-practice = 推奨
report-due = 期限: { $at }。
report-quarantine = AWS の隔離ポリシー
report-quarantine-alive = { $at } に { $policy } が { $user } に付与され、削除は見当たりません。以後の第三者の呼び出し: { $calls } 件。所有者の呼び出しで拒否されたもの: { $refused } 件。
report-quarantine-gone = { $at } に { $policy } が { $user } に付与され、その後外されました。以後の第三者の呼び出し: { $calls } 件。所有者の呼び出しで拒否されたもの: { $refused } 件。
report-quarantine-stopped = { $at } に { $policy } が { $user } に付与されましたが、現在は有効ではありません。以後の第三者の呼び出し: { $calls } 件。所有者の呼び出しで拒否されたもの: { $refused } 件。
report-quarantine-unknown = { $policy } が { $user } に付いているかは判断できません ({ $at })。以後の第三者の呼び出し: { $calls } 件。所有者の呼び出しで拒否されたもの: { $refused } 件。
report-plan = 対応の手順とコマンド
report-plan-lead = 実行前に 1 行ずつご確認ください。本キットは実行しません。
report-plan-lines = コマンド { $count } 行
report-leak = 漏洩経路について
report-leak-lead = ログで分かるのはキーの使用であり、どこから写し取られたかではありません。分かっていることと、所有者にしか分からないことを示します。
report-leak-notice = AWS からの通知の内容
report-leak-key = キーの経歴
report-leak-question = 所有者への質問
report-leak-result = 現時点で分かっていること
report-leak-causes = 原因ごとの、肯定・否定の材料
report-leak-cause = 原因
report-leak-standing = 現状
report-leak-for = 肯定する材料
report-leak-against = 否定する材料
report-leak-not-looked = 確認していないもの
report-leak-id = アクセスキー
report-leak-places-lead = これらの場所の調査で見つかったものです。シークレット自体は表示も保存もしていません。
report-leak-places = キーが見つかった場所
report-leak-place = 場所
report-leak-commit = コミット
report-leak-author = 作成者
report-leak-now = 最新の内容
report-leak-now-yes = あり
report-leak-now-no = なし (履歴に残存)
report-leak-secret = シークレット
report-leak-secret-yes = 隣にあり
report-leak-secret-no = 見当たらず
report-leak-remedy = 見つかった場所での対処
report-leak-letter = キーの所有者への質問 (そのまま送れる文面)
report-leak-limit = AWS が回答できること・できないこと

# 再発防止: 報告書の節。
report-prevention = 再発防止
report-prevention-lead = 次の漏洩を防ぎ、または長引かせないための対策です。状態は直近のアカウントの確認によります。確認していない項目は、その旨を示します (`kit collect CASE posture iam cost-explorer`)。
report-prevention-watch-met = AWS は、Budgets、CloudTrail、Trusted Advisor、Cost Anomaly Detection のうち { $least } つ以上を求めています: 満たしています (有効 { $have })。
report-prevention-watch-short = AWS は、Budgets、CloudTrail、Trusted Advisor、Cost Anomaly Detection のうち { $least } つ以上を求めています: 満たしていません (有効 { $have })。
report-prevention-watch-unseen = AWS は、Budgets、CloudTrail、Trusted Advisor、Cost Anomaly Detection のうち { $least } つ以上を求めています: 有効と確認できたものは { $have } つで、確認していない項目があります。
report-prevention-guard-met = AWS は、MFA、Security Hub、GuardDuty のうち { $least } つ以上を求めています: 満たしています (有効 { $have })。
report-prevention-guard-short = AWS は、MFA、Security Hub、GuardDuty のうち { $least } つ以上を求めています: 満たしていません (有効 { $have })。
report-prevention-guard-unseen = AWS は、MFA、Security Hub、GuardDuty のうち { $least } つ以上を求めています: 有効と確認できたものは { $have } つで、確認していない項目があります。
report-col-prevention-what = 対策
report-col-prevention-state = 状態
report-col-prevention-why = 理由
report-col-prevention-how = 方法
report-col-prevention-here = 今回の件での効果
prevention-state-on = 有効
prevention-state-off = 無効または未設定のものあり
prevention-state-unseen = 未確認
prevention-state-some = ウェブ ACL あり (公開リソースごとの適用は未確認)
prevention-state-none = 公開リソースは見つかりませんでした
prevention-state-reseller = 請求代行の契約では利用不可
prevention-roles = アクセスキーに代わるロールと一時的なセキュリティ認証情報
prevention-roles-why = 長期のアクセスキーは、どこに複製されても、止めるまで使えるためです。
prevention-roles-how = EC2、Lambda、コンテナにはロール、利用者には IAM Identity Center、ビルド環境には OpenID Connect、AWS 外のサーバーには IAM Roles Anywhere を使います。
prevention-roles-here = 一時的な認証情報であれば、複製されても長くて数時間で失効していました。
prevention-key-age = アクセスキーの経過日数
prevention-key-age-why = 古いキーほど、把握していない場所に残っているためです。
prevention-key-age-how = 90 日以内に置き換え、使わないキーは削除します。AWS Config の access-keys-rotated や認証情報レポートで確認します。
prevention-key-age-here = 複製される前に置き換えていれば、そのキーは使えませんでした。
prevention-root = ルートユーザーの MFA、アクセスキーの削除
prevention-root-why = ルートユーザーの権限は制限できないためです。
prevention-root-how = アクセスキーを削除し、MFA を有効にし、日常の作業に使いません。組織ではルートアクセスを一元管理します。
prevention-root-here = 同様の漏洩が、アカウント全体の喪失に至ることを防ぎます。
prevention-mfa = 利用者の MFA
prevention-mfa-why = パスワードやキーだけでは操作できなくなるためです。
prevention-mfa-how = パスワードを持つ全員に MFA を設定し、IAM の変更には aws:MultiFactorAuthPresent を条件とします。
prevention-mfa-here = MFA を条件とするポリシーがあれば、キーだけによる IAM の変更は拒否されます。
prevention-budgets = AWS Budgets
prevention-budgets-why = 想定外の料金に気付けるためです。
prevention-budgets-how = コストの予算に段階的な通知を設定し、確実に読まれる宛先に送ります。
prevention-budgets-here = { $regions } リージョンで { $things } 件のリソースが作成されました。料金が予算を超えた時点で通知されていました。
prevention-cloudtrail = 全リージョンの AWS CloudTrail
prevention-cloudtrail-why = 証跡がないと、90 日より前の操作が分からなくなるためです。
prevention-cloudtrail-how = 全リージョンの証跡をログファイルの検証とともに有効にし、別アカウントのバケットに保存します。
prevention-cloudtrail-here = この報告書で何を示せるかは、証跡の有無で決まります。
prevention-trusted-advisor = AWS Trusted Advisor
prevention-trusted-advisor-why = 公開の場所にあるアクセスキーを確認する項目があるためです (サポートプランが必要です)。
prevention-trusted-advisor-how = 毎週の通知を有効にし、公開されたアクセスキーの項目を確認します。
prevention-trusted-advisor-here = 公開の場所からの漏洩であれば気付けた可能性があります。ほかの経路は対象外です。
prevention-anomaly = Cost Anomaly Detection
prevention-anomaly-why = 上限を決めなくても、通常と異なる料金に気付けるためです。
prevention-anomaly-how = 全サービスのモニターと、確実に読まれる宛先への通知を設定します。
prevention-anomaly-here = { $regions } リージョンで { $things } 件のリソースが作成されました。通常と異なる料金は 1 日ほどで通知されます。
prevention-guardduty = Amazon GuardDuty
prevention-guardduty-why = 通常と異なる場所からの認証情報の利用や、マイニングを検出するためです。
prevention-guardduty-how = 使っていないリージョンも含め全リージョンで有効にし、検出結果を担当者に通知します。
prevention-guardduty-here = { $regions } リージョンでの、見慣れない接続元からの操作は、検出の対象です。
prevention-security-hub = AWS Security Hub
prevention-security-hub-why = 悪用される前に、不備のある設定が分かるためです。
prevention-security-hub-how = AWS 基礎セキュリティのベストプラクティスの標準とともに有効にします。
prevention-security-hub-here = 古いキー、MFA や証跡の不足を、漏洩の前に把握できます。
prevention-waf = 公開している Web と API への AWS WAF
prevention-waf-why = アプリケーションの弱点から機密情報が読み取られることもあるためです。
prevention-waf-how = 公開している CloudFront、ロードバランサー、API Gateway に、AWS マネージドルールのウェブ ACL を付けます。
prevention-waf-here = キーがアプリケーション経由で読み取られた場合に限られます。ログからは判断できません。
prevention-buckets = 公開バケットの禁止と ACL の無効化
prevention-buckets-why = 公開されたバケットの設定ファイルやログから、キーが漏洩することがあるためです。
prevention-buckets-how = アカウント全体で S3 のパブリックアクセスをブロックし、オブジェクト所有権を「バケット所有者の強制」にして ACL を無効にします。
prevention-buckets-here = キーがバケットに置かれていた場合に限られますが、第三者によるバケットの公開も防ぎます。
report-evidence = 根拠となる証拠データ
report-evidence-lead = 本報告が引用したイベントと、その原本ファイル、ファイルの sha256 です。ファイル名の後の数字は、ファイル内のレコード番号です。
report-evidence-events = イベント { $count } 件
report-evidence-files = ファイル { $count } 件
report-custody = 証拠データの収集経過 (Chain of Custody)
report-custody-none = まだ何も収集していません。
report-custody-lead = 本報告の根拠となる証拠データは { $count } 回の収集で取得しました。各項目は SHA-256 を名前として変更なしに保管し、パックどうしはハッシュで連鎖しています。
report-custody-hash = 最後のパックの一覧のハッシュ (SHA-256): { $sha256 }。それ以前のすべての項目を代表します。
report-custody-table = 収集 { $count } 回
report-col-who = 収集者
report-col-kit = キットのバージョン
report-col-items = 項目数
report-col-packs = パック
report-unwritten = 記録なし
report-integrity = ログは CloudTrail が配信したままか
report-integrity-none = ダイジェストが証拠データにないため、ログファイルが CloudTrail の配信したままであることを証明できません。
report-integrity-proved = CloudTrail の署名とハッシュで証明: { $count } 時間分 (アカウントとリージョンごと)、{ $from } から { $to } まで。
report-integrity-altered = 配信後に改変: { $count } 時間分、{ $from } から { $to } まで。
report-integrity-missing = ログファイルまたはダイジェストの欠落: { $count } 時間分、{ $from } から { $to } まで。
report-integrity-unprovable = 証明も否定もできないもの: { $count } 時間分、{ $from } から { $to } まで ({ $why })。
report-integrity-checked = 確認日時: { $at }。署名が証明するのは配信された内容であり、CloudTrail が記録しなかったことは対象外です。
report-integrity-table = アカウントとリージョン { $count } 件
integrity-proved = 証明済み
integrity-altered = 改変
integrity-missing = 欠落
integrity-unprovable = 証明不可
integrity-why-no_digest = ダイジェストなし
integrity-why-unnamed = ダイジェストに記載のないログ
integrity-why-chain_restart = 検証が無効
integrity-why-no_key = 公開鍵が未保存
integrity-why-unnamed_key = 出所を確認できない公開鍵
integrity-why-beside_chain = 検証済みのチェーンに属さないダイジェスト
integrity-why-bad_key = 公開鍵を読み取れない
integrity-why-no_signature = 署名が未保存
integrity-why-not_collected = 収集していない日
integrity-why-not_fetched = 読み取れないファイル
integrity-why-digest_unproved = ダイジェスト自体を証明できない
integrity-why-algorithm = 未対応の署名方式
integrity-why-part_of_hour = 時間の一部のみ
report-col-when = 日時
report-col-what = 出来事
report-col-call = 呼び出し
report-col-place = ファイル、レコード番号
report-col-file = ファイル
report-col-origin = 取得元
report-col-sha256 = sha256
report-col-basis = 確認時点
report-table = 表 (横にスクロールできます)
report-chart = グラフ
report-ref = 根拠
report-refs = 根拠: イベント { $count } 件
report-refs-more = ほか { $count } 件
report-rows-cut = ほか { $count } 行は省略しました。`kit ask CASE { $how }` で全件を確認できます。
report-basis-live = 実環境で確認、{ $at }
report-basis-trail = ログの最終時点、{ $at }
report-basis-trail_with_gap = ログの最終時点 (欠落あり)、{ $at }
report-basis-ended = 終了 { $at }
report-line-today = 本日の対応
report-today-shut = 第三者が使える状態のものを止めてください: { $left }。
report-today-shut-none = 第三者が使える認証情報や権限の残存は、ログの最終時点で確認されていません。
report-today-stop = 残存しているか、その可能性がある { $things }を停止または削除してください。
report-today-stop-cost = 残存しているか、その可能性がある { $things }を停止または削除してください。停止するまで 1 時間あたり { $usd } が発生し得ます。
report-today-stop-none = 第三者が作成・変更したリソースの残存は、ログの最終時点で確認されていません。
report-today-reply = AWS へ返信してください{ $due }。
report-today-reply-due = {" "}(期限: { $at })
report-today-reply-case = AWS のサポートケース { $support_case } に返信してください{ $due }。
report-today-reply-done = AWS への返信は記録されています。
report-today-ask = あわせて、「帰属の根拠」の質問 { $count } 件をキーの所有者に確認してください。
report-today-collect = 必要な証拠データを収集してください。{ $help }
report-over-iam = IAM の変更 { $count } 件
report-line-happened = 何が起きたか
report-line-needed = 必要な証拠データ
report-line-made = IAM で行われたこと
report-line-started = 作成・変更されたもの
report-line-cost = 費用
report-line-over = 収束しているか
report-happened = { $first } から { $last } まで、第三者が { $key } と、そこから得た認証情報を使用{ $how ->
    [likely] した可能性が高いと判断しています。
   *[certain] しました。
}呼び出しは { $calls } 件 (うち拒否または失敗 { $failed } 件)、接続元は { $addresses } アドレス、対象は { $regions } リージョンです。{ $how ->
    [likely] それ以前の利用記録がログにないため、操作の内容から判断しています。確定には、キーの所有者への質問にご回答ください。
    [mixed] うち { $likely } 件は操作の内容だけから判断しています。確定には、キーの所有者への質問にご回答ください。
   *[certain] {""}
}
report-happened-nothing = 証拠データには、第三者によるものと確実に言える使用は見当たりません。
report-made = IAM では、{ $things } (計 { $count } 件) が作成または変更されました。{ $left ->
    [none] ログの最終時点で残存は確認されていません。
    [all] { $standing } 件すべてが、ログの最終時点で残存しているか、その可能性があります。
   *[some] うち { $standing } 件は、ログの最終時点で残存しているか、その可能性があります。
}
report-made-nothing = ログには、IAM での作成・変更は見当たりません。
report-started = { $regions } リージョンで { $things } (計 { $count } 件) が作成または変更されました。{ $left ->
    [none] ログの最終時点で残存は確認されていません。
    [all] { $standing } 件すべてが、ログの最終時点で残存しているか、その可能性があります。
   *[some] うち { $standing } 件は、ログの最終時点で残存しているか、その可能性があります。
}
report-started-nothing = ログには、リソースの作成・変更は見当たりません。
report-cost-billed = { $day }までの請求データでは、平常時を { $usd } 上回っています。
report-cost-not-billed = 概算では、平常時を { $usd } 上回っています{ $day }。
report-cost-estimate = 起動されたもののログからの概算は { $usd } です{ $note }。
report-cost-estimate-least = 起動されたもののログからの概算は、少なくとも { $usd } です{ $note }。
report-cost-range = { $low } から { $high }
report-cost-unpriced = 単価不明 { $count } 件を除く
report-cost-billed-none = { $day }までの請求データに、平常時を上回る費用は見当たりません ({ $usd })。
report-cost-not-billed-none = 概算では、平常時を上回る費用は見当たりません ({ $usd }){ $day }。
report-happened-unclear = 所有者のものか第三者のものか判別できない呼び出しが { $calls } 件あります。
report-cost-running = 停止しない場合、1 時間あたり { $usd } が発生し続けます。
report-cost-currency = 換算は 1 米ドル = { $rate }{ $dated ->
    [yes] {" "}({ $date })
   *[no] {""}
 }です。
report-cost-unknown = 今回の証拠データでは、増加した費用を判断できません。
report-over-no = いいえ。ログの最終時点で次が残っています: { $left }。
report-over-steps = ログ上、第三者が残したものは見当たりませんが、対応が残っています: { $left }。
report-over-keys = 無効化を確認できない漏洩キー { $count } 件
report-over-credentials = 有効なその他の認証情報 { $count } 件
report-over-open-steps = 未完了の対応 { $count } 件
report-over-things = 第三者が残したもの (可能性を含む) { $count } 件
report-findings-use = キーと認証情報の使用
report-findings-rights = ユーザー、キー、権限の追加と変更
report-findings-made = リソースの作成と変更、費用
report-findings-data = データの読み取りと公開
report-findings-watch = ログ、監視、隔離
report-findings-tries = 調査、拒否された操作
report-findings-rest = そのほかの判明事項 { $count } 件
report-spend-unseen = { $region }: 平常時を { $usd } 上回っていますが、キーのログに原因となる操作がありません。稼働中のものをご確認ください。
report-over-yes = ログ上は収束しています。漏洩キーは無効化され、有効な認証情報も残存物もなく、すべての対応が完了しています{ $left }。
report-figure-calls = 第三者の呼び出し
report-figure-credentials = 派生した認証情報
report-figure-principals = IAM の作成・変更
report-figure-resources = リソース
report-figure-cost = 増加した費用
report-figure-steps = 未完了の対応
report-note-alive = うち有効 { $count }
report-note-standing = 残存の可能性 { $count }
report-note-billed = 平常時との差
report-note-estimated = 概算
report-note-cost = { $basis }
report-note-cost-local = { $basis } ({ $usd })
report-note-of-steps = 全 { $count } 件中
report-footer = 本報告はケース内の証拠データから作成しました。時刻は { $zone } で、UTC を併記しています。請求の日付は UTC です。
figure-first-intruder-event = 第三者の最初の呼び出し
figure-last-intruder-event = 第三者の最後の呼び出し
figure-intruder-calls = 第三者の呼び出し
figure-unclear-calls = 判別できない呼び出し
figure-credentials = 派生した認証情報
figure-credentials-alive = うち有効な認証情報
figure-principals = IAM の作成・変更
figure-principals-standing = うち残存 (可能性を含む) する IAM の変更
figure-resources = リソース
figure-resources-standing = うち残存 (可能性を含む) するリソース
figure-usd-excess = インシデントによる増加分 (USD)
figure-usd-estimate = ログからの概算 (USD)
figure-usd-estimate-low = 概算の下限 (USD)
figure-usd-estimate-high = 概算の上限 (USD)
figure-usd-per-hour-standing = 継続し得る費用 (USD / 時)
figure-unpriced = 単価不明の件数
figure-bill-until = 請求データの最終日
figure-bill-incomplete-days = 請求が未確定の日数
figure-steps-done = 実施済みの対応
figure-steps-open = 未実施の対応
figure-steps-unknown = 確認できない対応
charge-usage = 利用料
charge-fee = 手数料
charge-tax = 税
charge-credit = クレジット
charge-refund = 返金
charge-discount = 割引

report-words = 用語の説明
report-col-word = 用語
report-col-meaning = 意味
report-word-third-party = 第三者
report-word-third-party-means = 漏洩したキー、またはそこから得た認証情報を、所有者でないのに使用した者。誰であるかはログからは分かりません。
report-word-owner = 所有者
report-word-owner-means = キーの本来の持ち主と、そのアプリケーション。
report-word-evidence = 証拠データ
report-word-evidence-means = 調査のために収集したログ、請求データ、通知、アカウントの確認結果のすべて。
report-word-trail = 証跡
report-word-trail-means = AWS CloudTrail の設定で、操作の記録をバケットに保存するもの。停止中の操作は記録されません。
report-word-event-history = イベント履歴
report-word-event-history-means = 証跡がなくても CloudTrail が 90 日間保持する、管理操作の記録。
report-word-end-of-logs = ログの最終時点
report-word-end-of-logs-means = 収集したログにある最後の記録の時刻。それ以降のことは分かりません。
report-word-remains = 残存
report-word-remains-means = ログの最終時点までに、削除や停止の記録がないこと。現在も稼働しているという意味ではありません。
report-word-likely = 推定
report-word-likely-means = 過去の利用記録がなく比較ができないため、操作の内容だけから判断したもの。
report-word-unattributed = 判別不能
report-word-unattributed-means = 所有者と第三者のどちらの操作か、証拠データからは判断できないもの。
report-word-credential = 認証情報
report-word-credential-means = AWS を操作するために使うもの。アクセスキー、パスワード、セッション、証明書など。
report-word-quarantine = 隔離ポリシー
report-word-quarantine-means = AWS が漏洩したキーのユーザーに付け、一部の操作を止めるポリシー。すべての操作が止まるわけではありません。
report-word-normal-spend = 平常時
report-word-normal-spend-means = インシデントより前の、同じリージョンとサービスの 1 日あたりの料金。
report-word-estimate = 概算
report-word-estimate-means = ログにある稼働時間に公開料金を掛けた金額。請求額とは異なります。
report-word-interim = 中間報告
report-word-interim-means = 未完了の対応または未確定の請求があり、内容が変わる可能性のある報告書。

report-attribution = 帰属の根拠
report-attribution-lead = 漏洩したキーとそこから発行された認証情報が、どこから、何を使って利用されたか、その呼び出しを誰のものと判断した理由です。
report-attribution-left = 漏洩したキーとそこから発行された認証情報が、どこから、何を使って利用されたか、その呼び出しを誰のものと判断した理由です。{ $networks } 個のネットワークについてお客様への確認が残っています (確定していない呼び出し { $calls } 件)。
report-attribution-table = ネットワークとツールの組 { $count } 件
report-attribution-questions = キーの所有者への質問
visit-question = { $first } から { $last } までの間に、{ $network } から { $tool } により、このキーで { $calls } 件の操作が行われています (リージョン: { $regions }){ $changes ->
    [0] {""}
   *[other] 。うち { $changes } 件は変更を伴う操作です
}。お客様の担当者またはシステムによる操作でしょうか。該当する場合は、担当者名またはシステム名をご教示ください。
report-attribution-verdicts = 調査担当者の判断
report-attribution-verdict = { $what }: { $actor } (呼び出し { $calls } 件)
report-attribution-verdict-note = { $what }: { $actor } (呼び出し { $calls } 件)。{ $note }

## nb: ノートブック

nb-overview-question = # 何が起きたか、いくらかかったか、収束しているか
nb-overview-how = ここから始め、次の問いに答えるノートブックへ進みます: 02 呼び出し、03 認証情報、04 IAM、05 リソース、06 費用、07 証拠データ。最初にすべてのセルを実行すると (Run > Run All Cells)、「根拠」の番号、表の行、グラフの印をクリックして元の記録を開けます。セルを追加して、`%%sql` とその下の SQL 文、`find(case, "198.51.100.7")`、`note(case, "...")` を使えます。書き込んだ内容は Markdown を含めて保持され、報告書に記載されます。
nb-activity-question = # キーで何が呼び出されたか、誰によるものか
nb-activity-how = まず重みの大きい呼び出し、次に新しく現れたもの (アドレス、リージョン、ツール) を確認します。判定が誤っている呼び出しは case.toml の `[[verdicts]]` に書き、再実行してください。 行は `ask(case, "key_activity").df()` で pandas の表として取り出せます。
nb-tree-question = # キーから何が派生し、どれが今も有効か
nb-tree-how = 赤い印はログの最終時点で有効だった認証情報です。「キーの無効化」の線より右に伸びる棒は、キーの無効化後も使われたものです。 行は `ask(case, "credentials").df()` で pandas の表として取り出せます。
nb-principals-question = # IAM に何が追加・変更され、今も残っているか
nb-principals-how = 右端まで続く線は、ログに終わりがないものです。`kit plan CASE` は、第三者のものと確実に言えるものを取り除くコマンドを示します。 行は `ask(case, "principals").df()` で pandas の表として取り出せます。
nb-resources-question = # どのリージョンで何が起動され、今も費用がかかっているか
nb-resources-how = 以前の利用がないリージョンと赤い部分から確認します。赤はログに終了の記録がないものです。現在稼働中かどうかは、実環境の確認が必要です。 行は `ask(case, "resources").df()` で pandas の表として取り出せます。
nb-spend-question = # どのリージョンで、いつから、いくらかかったか
nb-spend-how = 全リージョン共通の目盛です。請求データは 1 日以上遅れます。淡い棒は概算で、表でも区別しています。 行は `ask(case, "spend_daily").df()` で pandas の表として取り出せます。
nb-evidence-question = # ログは何を網羅し、何を判断できないか
nb-evidence-how = 赤と紫は見えていない時間帯です。除外・拒否・失敗したものは理由とともに一覧にしています。黙って捨てたものはありません。 行は `ask(case, "coverage").df()` で pandas の表として取り出せます。
nb-report-question = # お客様向け報告書
nb-report-how = `kit report CASE` はこのノートブックを実行し、表示内容を 1 つの HTML ファイルとして CASE/out に出力します。

nb-triage-how = 本キットが確定できない呼び出しは、ネットワークとツールごとにここで判断します。`verdict(case, 1, "intruder", note="電話で確認")` (または `"owner"`、`"unclear"`) と書き、`undo=True` で取り消します。判断は case.toml に記載され、変わった内容が表示されます。ノートブックを再実行すると、すべての数値に反映されます。

## money: what an estimate assumes

money-assumed-linux = Linux・共有テナンシー・公開オンデマンド料金で計算しています。ルートボリュームと通信料は別途かかります
money-assumed-spot-range = スポット: 実際の料金はオンデマンド料金の1割から10割の間です
money-assumed-region-factor = このリージョンの公開料金が手元にないため、他リージョンの料金から幅を広げて推定しています
money-assumed-end-of-logs = 終了の記録がないため、ログの最後の時刻まで計算しています
money-assumed-end-unknown = もっと早く終了していた可能性があります。下限は1分で計算しています
money-assumed-one-day-job = 終了がログに残らないジョブは、最長1日として計算しています
money-assumed-sagemaker-share = SageMakerの料金は、同じタイプのEC2料金に上乗せ分を掛けて計算しています
money-assumed-fargate = Fargate（Linux・x86）。20 GBを超えるストレージは含みません
money-assumed-without-iops = 追加のIOPSとスループットは含みません
money-assumed-without-traffic = 通信料とキャパシティユニットは含みません
money-assumed-no-price = 料金が不明なため合計に含めていません。合計は「少なくとも」の金額です
money-assumed-no-size = サイズがログに残っていないため合計に含めていません。合計は「少なくとも」の金額です
money-assumed-tokens-assumed = 呼び出しのトークン数はログに残りません。短い質問からモデルの上限までの幅で示しています
money-assumed-tokens-counted = ログに記録されたトークン数で計算しています
money-assumed-one-recipient = 1通につき宛先1件で計算しています。上限は50件です

## ノートブックの絞り込み

focus-since = 開始
focus-until = 終了 (この時刻より前)
focus-credential = 認証情報
focus-actor = 操作者
focus-region = リージョン
focus-narrowed = 表示範囲: { $what }。事案全体についての文と合計は絞り込んでいません。
focus-whole = この部分は事案全体についてのものです。絞り込み ({ $what }) は反映していません。

## 漏洩したキーの探索で見つかった場所の注記
exposure-removed = コミット { $commit }（{ $at }）で削除済み。ファイルの { $versions } 個の版に含まれており、リポジトリの複製を持つ人は今も取り出せます。
exposure-versions = ファイルの { $versions } 個の版に含まれています
exposure-staged = ステージ済みで、どのコミットにも含まれていません
exposure-dangling = どのコミットにも含まれていません（一度ステージされたもの、または履歴の書き換え前のもの）
exposure-message = コミットまたはタグのメッセージに記載
exposure-no-commit = コミットは調べていません
exposure-file-name = ファイル名に記載
exposure-layer = イメージ { $image } のレイヤー { $layer }（作成コマンド: { $command }）
exposure-layer-plain = イメージ { $image } のレイヤー { $layer }
exposure-image-config = イメージ { $image } の設定（環境変数または作成コマンド）
exposure-trail = CloudTrail の記録です。使用されたキーは必ず記録されるため、それだけでは漏洩を意味しません

## ノートブックの表とレコード表示

live-close = 閉じる
live-copy = コピー
live-copied = コピーしました
live-indent = 整形して表示
live-as-is = 原文のまま表示
live-record = 記録
live-file = ファイル
live-position = 位置
live-sha256 = sha256
live-search = 全行を検索
live-filter = 絞り込み
live-rows = 行ずつ表示
live-no-rows = 該当する行はありません。
live-silent = カーネルが応答しません。セルをもう一度実行してください (Run > Run All Cells)。
live-events = イベント
live-open = 元の記録を表示

## 担当者の所見

report-remarks = 担当者の所見
report-remarks-lead = この事案を調査した担当者が記載したもので、本キットによる判定ではありません。
report-remark-event = イベントについて
report-remark-finding-gone = 現在は該当しない判明した事項 ({ $finding }) について
report-remark-notebook = ノートブック { $name } に記載: { $title }
