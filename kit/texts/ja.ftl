### 日本語の文言。en.ftl と同じ id を持つ (テストで照合する)。
### 各担当は自分の節 (## area) の末尾に追記する。id は節の名前で始める。

## words: kit/vocabulary.yml の値。`<list>-<value>`

actor-intruder = 攻撃者
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
