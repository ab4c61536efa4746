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

## charts: グラフの中の言葉

chart-no-calls = 証跡には、これらの認証情報による呼び出しはありません。
chart-no-credentials = 証跡に認証情報はありません。
chart-no-principals = 証跡には、作成・変更されたプリンシパルはありません。
chart-no-resources = 証跡には、起動・変更されたリソースはありません。
chart-no-spend = 請求データも概算もありません。
chart-no-coverage = まだ何も収集していません。
chart-calls = { $count } 件の呼び出し
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
milestone-first_intruder_event = 攻撃者の最初の呼び出し
milestone-trail_stopped = 証跡の停止
milestone-trail_started = 証跡の再開
milestone-first_resource = 最初のリソース起動
milestone-quarantined = AWS が隔離ポリシーを適用
milestone-key_deactivated = キーの無効化
milestone-key_deleted = キーの削除
milestone-last_intruder_event = 攻撃者の最後の呼び出し
milestone-notice = AWS からの通知

## plan: what is left to do

words-more = ほか { $count } 件
plan-title = 残っている対応 (この順番で実施してください)
plan-intro = 各行はお客様の管理者権限で実行してください。漏洩したキーや隔離されたユーザーでは実行しないでください。本キットは実行しません。「{ $mark }」の行は参照のみです。
plan-as-of = 証跡の時点: { $at }。これ以降の出来事は含まれません。実行前に必ず現状を確認してください。
plan-reads = 参照
plan-changes = 変更
plan-account = アカウント { $account }
plan-nothing = 該当する対応は残っていません。
plan-phase-save = IAM と全リージョンの現状を保存する
plan-phase-keep = 隔離ポリシーはそのままにする
plan-phase-restore = 停止された証跡を再開する
plan-phase-contain = 所有者が使っていないものを直ちに封じ込める
plan-phase-deny = 漏洩したキーから作られたセッションを遮断する
plan-phase-rotate = 漏洩したキーを置き換える
plan-phase-watch = アプリケーションを切り替え、様子を見る
plan-phase-deactivate = 漏洩したキーを無効化する
plan-phase-delete = 漏洩したキーを削除する
plan-phase-remove = 攻撃者が残したものを取り除く
plan-phase-review = 所有者に確認する (本キットでは判断しません)
plan-phase-bill = 全リージョンの請求を確認する
plan-phase-reply = AWS へ返信する
plan-no-evidence = 漏洩したキーのイベントがまだ取り込まれていません。先にログを収集してください。
plan-save-iam = アカウント { $account } に変更を加える前に、これらの出力を証跡として保存してください。
plan-save-regions = アカウント { $account } の全リージョンについて出力を保存してください。攻撃者は普段使われていないリージョンを選びます。`kit collect CASE sweep` は他のサービスも保存します。
plan-keep-quarantine = ユーザー { $user } に { $policy } が付いています。ほかの対応がすべて終わるまで残してください。この計画では外しません。この行は、まだ付いているかを表示します。
plan-quarantine-gone = ユーザー { $user } から隔離ポリシーが外されています。現在付いているかを確認し、再度必要かを AWS サポートに確認してください。
plan-quarantine-unseen = ログには、ユーザー { $user } への隔離ポリシーの付与が見当たりません。ログの開始前に付与された可能性があります。現状を確認してください。
plan-check = { $kind } { $name }: 証跡では「{ $state }」です。実行前に現状を確認してください。
plan-check-key = { $key }: 証跡では「{ $state }」です。有効かどうかを確認してください。
plan-restore-trail = 証跡 { $name } は攻撃者に停止され ({ $at })、その後の再開がログにありません。再開するまで記録されません。
plan-contain-principal = { $kind } { $name } は攻撃者が作成しました ({ $call }、{ $at })。この行は直ちに効き、AWS の仕様で可能な限り証拠として残します。
plan-revert-principal = 攻撃者が、自分のものではないプリンシパルに権限を与えました ({ $call }、{ $at })。この行はその権限だけを取り消します。アプリケーションが使い始めていないか、先に所有者へご確認ください。
plan-contain-resource = 攻撃者が開始したものです ({ $call }): { $kind } { $count } 件。 1 時間あたりの料金は不明です。
plan-contain-resource-priced = 攻撃者が開始したものです ({ $call }): { $kind } { $count } 件。 合計で 1 時間あたり約 { $usd_per_hour } です。
plan-contain-session = ロール { $role } の攻撃者のセッション ({ $sessions }) は、期限まで使える可能性があります。このポリシーは、現時点より前に発行されたこれらの名前のセッションだけを拒否します。同じロールのほかのセッションには影響しません。
plan-review-role-session = ロール { $role } では、攻撃者とほかの利用者が同じセッション名 ({ $sessions }) を使っています。拒否すると両方が止まります。所有者と時刻を決めてから、それ以前に発行されたセッションを拒否してください。
plan-remove = { $kind } { $name } は攻撃者が作成しました ({ $call }、{ $at })。上の対応がすべて終わり、証跡を保存した後に取り除いてください。
plan-remove-key-later = 攻撃者のキー { $name } ({ $call }、{ $at }) の削除は最後です。無効化され、24 時間使われていないことを確認してからにしてください。この行は最終使用を表示します。
plan-review-unclear = { $kind } { $name } ({ $call }、{ $at }): 誰の操作か、証跡からは判断できません。何もせず、所有者に確認してください。
plan-review-change = 攻撃者が { $kind } { $name } を変更しましたが ({ $call }、{ $at })、攻撃者が作ったものではありません。本来の設定と比べ、元に戻してください。
plan-deny-sessions = キーを無効化しても、そのキーから作られた一時的なセキュリティ認証情報は終わりません。このポリシーは、ユーザー { $user } の { $at } より前に発行されたセッションをすべて拒否します。長期のキーと、それ以降のセッションには影響しません。ログにある、キーから作られた認証情報: { $sessions } 件。所有者によるこの種のセッションの呼び出し: { $calls } 件。
plan-deny-sessions-later = ユーザー { $user } の { $at } より前に発行された一時的な認証情報は拒否すべきですが、所有者のアプリケーション自身がこの種のセッションを使っています (ログで { $calls } 件、作られた認証情報は計 { $sessions } 件)。新しいユーザーまたはロールへの切り替え後に実行してください。
plan-deny-networks = 所有者のネットワークが分かっています ({ $networks })。このポリシーは、それ以外からのユーザー { $user } の操作をすべて拒否します。
plan-networks-unknown = 所有者のネットワークが case.toml にないため、ユーザー { $user } をネットワークで制限する行はありません。所有者に確認し、`[owner]` の `networks` に書くと、この計画に加わります。
plan-two-keys = ユーザー { $user } には、すでにアクセスキーが { $count } 個あります ({ $keys })。AWS の上限のため、このユーザーには追加で作成できません。削除の前に、それぞれが誰のものかを確認してください。
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
plan-reply = 上の対応が終わったら AWS へ返信してください。下書きは `kit reply` が証跡から作ります。
plan-reply-case = 上の対応が終わったら AWS へ返信してください (サポートケース { $support_case })。下書きは `kit reply` が証跡から作ります。
plan-unfit-missing = `{ $call }` の行は作れません: ログに { $value } がありません。コンソールで確認してください。
plan-unfit-hostile = `{ $call }` の行は作れません: ログの値に、コマンドに使えない文字が含まれています ({ $value })。コンソールで確認してください。
plan-unfit-quarantine = `{ $call }` の行は作りません: 隔離ポリシー { $value } を外すことになるためです。隔離ポリシーは残します。

credential-state-alive = 有効
credential-state-stopped = 無効化済み
credential-state-gone = 失効または削除済み
credential-state-unknown = 不明

## columns: 表の見出し。`column-<kit ask の列名>`

column-issued_at = 発行
column-first_seen = 最初の使用
column-last_seen = 最後の使用
column-expires_at = 有効期限
column-ended_at = 終了

## links: 親の認証情報からの経路

link-leaked = 漏洩

## findings: what has to be told; `-title` beside each sentence

finding-third-party-title = 漏洩したキーが第三者に使われました
finding-third-party = { $at } から { $last } まで、第三者が { $keys } を使用しました。呼び出し { $calls } 件 (うち拒否または失敗 { $failed } 件)、接続元アドレス { $addresses } 個、{ $regions } リージョン、使われた認証情報は計 { $credentials } 個です。
finding-unclear-hand-title = 誰の操作か判断できない呼び出し
finding-unclear-hand = { $keys } またはそこから生じた認証情報による { $calls } 件の呼び出しは、所有者のものか第三者のものか断定できません。所有者にご確認ください。
finding-outlives-key-title = キーの無効化後も使える一時的な認証情報
finding-outlives-key = 第三者は { $at } 以降、{ $kind } を { $count } 個作成し、使用しました (呼び出し { $calls } 件)。キーを無効化しても使えます。最後の期限は { $expires } です。終了が確認できないもの: { $alive } 個。
finding-outlives-key-open = 第三者は { $at } 以降、{ $kind } を { $count } 個作成し、使用しました (呼び出し { $calls } 件)。キーを無効化しても使えます。期限はログからは分かりません。終了が確認できないもの: { $alive } 個。
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
finding-quarantine-ignored = ユーザー { $user } に { $policy } が付与された後も ({ $at })、このユーザーの呼び出し { $calls } 件が成功しました。このポリシーは一部の操作だけを拒否します。
finding-quarantine-stops-owner-title = 隔離により所有者のアプリケーションが止まっています
finding-quarantine-stops-owner = ユーザー { $user } に { $policy } が付与されてから ({ $at })、所有者の呼び出し { $denied } 件が拒否されました。同じユーザーの 2 つ目のキーでも拒否されます。
finding-logging-stopped-title = 証跡が停止されました
finding-logging-stopped = 証跡 { $name } が停止され ({ $call }、{ $at })、{ $ended } に再開されました。停止していた時間: { $span }。
finding-logging-stopped-still = 証跡 { $name } が停止され ({ $call }、{ $at })、その後の再開はログにありません。
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
finding-iam-change-title = IAM のその他の変更: { $kind }
finding-iam-change = 第三者が { $at } 以降、{ $kind } { $count } 件を変更しました ({ $change }: { $names })。終了が確認できないもの: { $alive } 件。
finding-started-title = 開始されたリソース: { $service }
finding-started-unused-gone = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログではすべて終了しています。
finding-started-unused-gone-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-unused-alive = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。
finding-started-unused-alive-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。これまでの概算費用: { $usd_so_far }。
finding-started-unused-alive-priced = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。
finding-started-unused-alive-priced-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。うち { $unused } リージョンは、このキーでは使われていませんでした ({ $names })。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-started-known-gone = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログではすべて終了しています。
finding-started-known-gone-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-known-alive = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。
finding-started-known-alive-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。これまでの概算費用: { $usd_so_far }。
finding-started-known-alive-priced = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。
finding-started-known-alive-priced-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。いずれもこのキーで以前から使われていたリージョンです。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-gone = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログではすべて終了しています。
finding-started-no-past-gone-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログではすべて終了しています。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-alive = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。
finding-started-no-past-alive-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。これまでの概算費用: { $usd_so_far }。
finding-started-no-past-alive-priced = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。
finding-started-no-past-alive-priced-cost = { $at } 以降、第三者が { $service } のリソース { $count } 件 ({ $kinds }) を { $regions } リージョンで開始しました。このキーで以前から使われていたリージョンかは分かりません。ログの最終時点 ({ $when }) で { $alive } 件が残存しています。1 時間あたり約 { $usd_per_hour } です。これまでの概算費用: { $usd_so_far }。
finding-resource-change-title = 変更されたリソース: { $service }
finding-resource-change = { $at } 以降、第三者が { $service } の { $kinds } を { $count } 件変更しました ({ $change }: { $names })。
finding-llm-abuse-title = 生成 AI モデルが使われました
finding-llm-abuse = { $at } から { $last } まで、第三者が生成 AI モデルを { $calls } 回呼び出しました ({ $regions } リージョン、{ $names })。
finding-mail-abuse-title = メールまたはメッセージが送信されました
finding-mail-abuse = { $at } から { $last } まで、第三者が { $calls } 件の呼び出しでメールまたはメッセージを送信しました ({ $regions } リージョン、{ $names })。
finding-data-read-title = データまたは機密情報が読み取られました: { $service }
finding-data-read = { $at } から { $last } まで、第三者が { $service } のデータまたは機密情報を { $calls } 件の呼び出しで読み取りました ({ $regions } リージョン、{ $names })。
finding-technique-title = { $tactic }: { $names }
finding-technique = { $at } から { $last } まで、第三者が「{ $tactic }」にあたる重大な呼び出しを { $calls } 件行いました ({ $regions } リージョン、{ $names })。
finding-other-changes-title = その他の変更
finding-other-changes = { $at } から { $last } まで、第三者が本キットのカタログにない変更の呼び出しを { $calls } 件行いました ({ $regions } リージョン、{ $names })。
finding-refused-title = 拒否された操作: { $tactic }
finding-refused = { $at } から { $last } まで、第三者の「{ $tactic }」にあたる呼び出し { $calls } 件が拒否または失敗しました ({ $regions } リージョン、{ $names })。意図を示すものです。
finding-recon-title = アカウントの調査が行われました
finding-recon = { $at } から { $last } まで、第三者が参照の呼び出しを { $calls } 件行いました ({ $regions } リージョン、うち拒否 { $refused } 件、{ $names })。

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
step-leak-path = 漏洩の経緯を調べ、その場所からキーを取り除く
step-other-keys = 攻撃者が読み取れたほかのキーや機密情報を置き換える
step-alarms = 通知と予防策を整える (Budgets、CloudTrail、Trusted Advisor、Cost Anomaly Detection、MFA、GuardDuty、Security Hub)
step-says-quarantine-on = ログでは、ユーザー { $user } に { $policy } が付いています (付与 { $at }、削除は見当たりません)。
step-says-quarantine-off = ユーザー { $user } から { $policy } が外されました ({ $at })。
step-says-quarantine-unseen = AWS による隔離ポリシーの付与はログにありません。
step-says-no-key = このケースには、漏洩した長期のキーがありません。
step-says-key-replaced = { $keys } の代わりに { $names } が使われています。所有者の呼び出しを確認しました。
step-says-key-unused = { $names } が作成されましたが、所有者の呼び出しはまだありません ({ $keys } の置き換え)。
step-says-key-not-replaced = { $keys } に代わる新しいキーはログにありません。ロールへの切り替えはキーとしては現れません。
step-says-key-deactivated-done = { $keys } は無効化または削除されました ({ $at })。
step-says-key-deactivated-open = ログでは無効化されていません: { $keys }{ $at }。
step-says-key-deactivated-unknown = 有効かどうか、ログからは判断できません: { $keys }{ $at }。
step-says-key-deleted-done = { $keys } は削除されました ({ $at })。
step-says-key-deleted-open = ログでは削除されていません: { $keys }{ $at }。
step-says-key-deleted-unknown = 削除されたかどうか、ログからは判断できません: { $keys }{ $at }。
step-says-none-seen = 漏洩したキーから作成されたものはログにありません。ほかにないかは、アカウント自体を確認しないと分かりません。
step-says-made-open = ログの最終時点で残存: { $all } 件中 { $count } 件 ({ $names })。
step-says-made-unknown = 残っている可能性があります: { $all } 件中 { $count } 件 ({ $names })。
step-says-made-done = ログでは { $all } 件すべて終了または無効です: { $names } ({ $count } 件)。
step-says-regions-by-trail = ログにある { $all } 件はすべて終了しています ({ $count } 件: { $names })。ほかに動いているものがないかは全リージョンの確認が必要ですが、このケースには含まれていません。
step-says-no-bill = このケースには請求のデータがありません。
step-says-bill = このケースの請求は { $day } までで、最後に確認された利用より後まで含みます。
step-says-bill-short = このケースの請求は { $day } までです。今後も計上される可能性があります。
step-says-no-reply = サポートケースへの返信はログにありません。
step-says-reply-sent = サポートケースにメッセージが追加されました ({ $at })。内容はログからは分かりません。
step-says-root-password = 変更はログにありません。実施済みかは所有者にご確認ください。
step-says-root-password-changed = ルートユーザーのパスワードが変更されました ({ $at })。
step-says-logging-off = 停止後の再開が確認できません: { $names }。
step-says-logging-on = 攻撃者に停止されましたが、その後再開されています: { $names }。
step-says-logging-unseen = 証跡の停止はログにありません。全リージョンが記録されているかは、ログだけでは判断できません。
step-says-unclear = 所有者のものか第三者のものか断定できない呼び出しが { $calls } 件あります。
step-says-no-unclear = 判断できない呼び出しはありません ({ $calls } 件)。
step-says-leak-path = 経緯はログからは分かりません。ユーザーの所有者にご確認ください (「漏洩の経緯について」参照)。
step-says-other-keys = ほかのキーが置き換えられたかは、漏洩したキーのログからは分かりません。
step-says-alarms = このケースでは確認していません。

## cannot-say: what the evidence cannot answer

cannot-say-data-events = S3 のどのオブジェクトが読み取られ、どの関数が呼び出されたか
cannot-say-data-events-why = ログにデータイベントがないため、オブジェクトの読み取りは痕跡が残りません ({ $names })。
cannot-say-data-events-help = S3 サーバーアクセスログ、別の証跡のデータイベント、CloudFront や VPC フローログがあれば役立ちます。
cannot-say-bedrock = 生成 AI モデルに何を尋ね、何が返されたか
cannot-say-bedrock-why = モデルの呼び出しはログに { $calls } 件ありますが、CloudTrail はプロンプトと応答を記録しません。
cannot-say-bedrock-help = 有効であればモデル呼び出しログ。CloudWatch の AWS/Bedrock メトリクスで、モデルとリージョン別のトークン数が分かります。
cannot-say-mail = メールやメッセージが何通、誰に送られたか
cannot-say-mail-why = SES と SNS の送信はデータイベントで、このログには含まれていません。
cannot-say-mail-help = CloudWatch の AWS/SES・AWS/SNS メトリクス、送信統計、サプレッションリスト。
cannot-say-trail-stopped = 証跡 { $name } の停止中に何があったか
cannot-say-trail-stopped-why = { $from } から { $to } まで停止していました。
cannot-say-trail-stopped-help = イベント履歴には、証跡の状態にかかわらず過去 90 日の管理イベントが残ります。その時間帯の `lookup-events` を収集してください。
cannot-say-regions = ログのないリージョンで何があったか
cannot-say-regions-why = 次のリージョンのイベントがありません: { $names } ({ $count })。
cannot-say-regions-help = 全リージョンの証跡か `lookup-events` を収集してください。現在の状態は全リージョンの確認で分かります。
cannot-say-opt-in = オプトインリージョンに何かあるか
cannot-say-opt-in-why = 攻撃者がリージョンを有効化した、または試みました ({ $names })。記録されるのは有効化後のみです。
cannot-say-opt-in-help = 有効なリージョンをアカウントで確認し、調べてください。
cannot-say-accounts = ほかのアカウントで何が行われたか
cannot-say-accounts-why = 次のアカウントのロールが引き受けられましたが、そのログがありません: { $names }。
cannot-say-accounts-help = これらのアカウントの証跡かイベント履歴を収集してください。
cannot-say-no-past = それ以前にキーがどう使われていたか
cannot-say-no-past-why = 第三者の最初の呼び出し ({ $at }) より前のログは { $days } 日分です。これだけでは、所有者の使い方と新しい使い方の区別が難しくなります。
cannot-say-no-past-help = 2 週間以上前からのログ。case.toml に所有者のネットワークとユーザーエージェントを記入してください。
cannot-say-horizon = ログの開始前に第三者がキーを使っていたか
cannot-say-horizon-why = 証跡は { $at } から始まります。イベント履歴の保持は 90 日です。
cannot-say-horizon-help = S3 にある過去の証跡。キーの作成日は認証情報レポートで分かります。
cannot-say-after-logs = ログの終了後に何があったか
cannot-say-after-logs-why = 証跡は { $at } までです。攻撃者の認証情報 { $count } 個は、その後も使えた可能性があります。
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
cannot-say-unclear = { $calls } 件の呼び出しが誰のものか
cannot-say-unclear-why = 所有者の使い方と、一致する点と異なる点の両方があります。
cannot-say-unclear-help = 所有者のネットワーク、端末、勤務時間。case.toml の `[[verdicts]]`。
cannot-say-no-key-events = { $names } で何が行われたか
cannot-say-no-key-events-why = このキーの呼び出しが証跡にありません。
cannot-say-no-key-events-help = 通知の時期の、そのアカウントの全リージョンのログ。
cannot-say-live = 現在は収束しているか
cannot-say-live-why = ここでの状態はすべてログの時点 ({ $at }) のもので、アカウント自体は確認していません。
cannot-say-live-help = `iam` と `sweep` を収集してください。

## leak: how it may have leaked

leak-notice-none = このケースには AWS からの通知がありません。
leak-notice-subject = AWS からの通知 ({ $at }): { $subject }
leak-notice-subject-undated = AWS からの通知: { $subject }{ $at }
leak-notice-url = 通知によると、キーは { $url } で見つかりました。すべてのブランチと履歴から取り除いてください。取り除いても、秘密に戻るわけではありません。
leak-notice-no-url = 通知には、キーが見つかった場所の記載がありません。
leak-key-made = { $user } のキー { $key } は { $at } に { $by } が { $from } から作成しました。第三者の最初の呼び出しの { $days } 日前です。
leak-key-age-unknown = キー { $key } ({ $user }) の作成時はログの範囲外です。認証情報レポートで作成日が分かります。
leak-key-owner-use = 所有者による { $key } ({ $user }) の呼び出し: { $calls } 件。接続元 { $places }、ツール { $agents }、リージョン { $regions }。これらの接続元の端末にキーが保管されていました。
leak-key-no-owner-use = 所有者による { $key } ({ $user }) の呼び出しはログにありません。
leak-key-first-foreign = { $key } ({ $user }) の第三者による最初の呼び出しは { $at }、{ $from } からです。この時点で漏洩していました。
leak-question-code = ソースコード、設定、パイプラインやそのログに、一時的にでもキーが含まれていませんでしたか。リポジトリは公開されていますか、または公開されていたことはありますか。
leak-question-machine = キーはどの端末に保管されていましたか。マルウェア感染、フィッシング、紛失はありませんでしたか。呼び出し元として分かっているもの: { $places }。
leak-question-handling = メールやチャットで送ったり、スプレッドシート、チケット、Wiki に保存したりしていませんか。
leak-question-bucket = 他者が読めるバケットやバックアップの中のファイルに、キーが含まれていませんか。
leak-question-image = AMI、コンテナイメージ、Terraform の状態ファイル、関数の環境変数に、キーが含まれていませんか。
leak-question-people = キーに触れられる、または触れられた人は誰ですか (退職者や委託先を含みます)。
leak-question-elsewhere = 同じ場所に、ほかのキーやパスワードはありませんでしたか。
leak-limit-path = AWS はキーが漏洩した経緯を特定できません。キーの使用、共有、保管の方法は、ユーザーの所有者にしか分かりません。
leak-limit-detection = AWS は漏洩したキーを検知する方法を開示していません。

## reply: the draft answer to AWS

reply-title = 下書きです。送信前に各行をご確認ください。[ ] の中はお客様にしか分からない内容です。
reply-subject = 件名: Re: { $subject }
reply-subject-none = 件名: アカウント { $account } のアクセスキー漏洩について
reply-case = サポートケース: { $support_case }
reply-case-none = サポートケース: [サポートケースの番号]
reply-hello = AWS サポート ご担当者様
reply-opening = アカウント { $account } のアクセスキー { $keys } について調査しました。以下は { $at } までのログに基づきます。
reply-opening-none = アカウント { $account } を調査しています。手元のログでは、漏洩したキーをまだ特定できていません{ $at }{ $keys }。
reply-done = 証跡で完了を確認した対応:
reply-open = 未完了、または証跡で確認できない対応:
reply-findings = 確認した内容:
reply-no-findings = 手元のログには、第三者による使用は見当たりません。
reply-line = { $step }: { $evidence }
reply-plan = 残りの対応は [期日] までに完了し、改めてご連絡します。
reply-cause = 漏洩の経緯: [ユーザーの所有者が確認した内容]
reply-request = [AWS への依頼事項: 制限の解除、利用料金の調整など]
reply-bye = よろしくお願いいたします。
reply-sign = [氏名、会社名]

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
outlives-function = 漏えいしたキーがなくても、イベントや外部からの呼び出しで動作します。
outlives-grant = 漏えいしたキー以外に与えられた権限であり、キーを無効化しても残ります。
outlives-identity-center = Identity Center により、アクセスキーなしでアカウントのセッションを取得できます。
outlives-login-profile = コンソールのパスワードにより、アクセスキーなしでサインインできます。
outlives-machine = 稼働し続けて料金が発生します。設置した者が、このリソースとそのロールをまだ利用できる可能性があります。
outlives-mfa-device = デバイスを持つ者が、このユーザーの MFA 認証を通過できます。
outlives-own-credentials = 別のユーザーです。そのキーとパスワードは漏えいしたキーに依存しません。
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
actor-reason-past = { $network } から { $tool } による呼び出しで、不審な動きより前の { $since } 以降、{ $days } 日間の利用と一致しています。
actor-reason-owner-network = これまでの利用元 { $network } からの呼び出しです。ツール { $tool } は初めてですが、操作内容はこれまでと変わりません。
actor-reason-new = この認証情報が一度も使われたことのない { $network } からの呼び出しです{ $new_tool ->
    [yes] 。ツール ({ $tool }) も初めてです
   *[no] {""}
}。初めての操作 { $new_calls } 種類 (最も重大なものは { $heaviest })、サービス { $new_services } 種類、リージョン { $new_regions } か所、拒否された操作 { $refused } 種類です。
actor-reason-lone-signal = 初めての { $network } からの呼び出しですが、操作内容 (初めての操作 { $new_calls } 種類、初めてのリージョン { $new_regions } か所、拒否 { $refused } 種類) だけでは、お客様か攻撃者かを判断できません。
actor-reason-shared-network = お客様も利用している { $network } からの呼び出しですが、これまでと異なります。初めての操作 { $new_calls } 種類 (最も重大なものは { $heaviest })、サービス { $new_services } 種類、リージョン { $new_regions } か所です。お客様か攻撃者かは判断できません。
actor-reason-no-past = 不審な動きより前の利用記録がログにないため、お客様か攻撃者かを判断できません ({ $network })。
actor-reason-outside-listed = 登録されたお客様のネットワーク以外の { $network } から、攻撃者が行う操作 ({ $heaviest }) がありました。
actor-reason-intruder-network = 攻撃者が使用している { $network } からの呼び出しです (認証情報 { $credential })。
actor-reason-child-intruder = 攻撃者が取得した認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-child-owner = お客様が取得した認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-child-unclear = 誰が取得したか判断できない認証情報による呼び出しです ({ $link }、イベント { $event })。
actor-reason-possible-link = この認証情報が漏洩したキーから発行されたことは、可能性にとどまります ({ $link }、イベント { $event })。
actor-reason-owner-place = 攻撃者が取得した認証情報ですが、お客様のネットワークとして登録された { $network } からの呼び出しです。
actor-reason-instance-inside = 攻撃者が到達する前と同じ { $network } からの、インスタンス自身による呼び出しです。
actor-reason-instance-outside = インスタンスの認証情報が、攻撃者の到達 (イベント { $event }) の後に、インスタンスの外の { $network } から使われました。
actor-reason-on-behalf = 認証情報の代わりに { $service } が行った呼び出しで、本人の直接の操作ではありません。直前の呼び出しと同じ行為者としています。
actor-reason-leaked = 漏洩した認証情報そのものです。お客様と攻撃者の両方が使用している可能性があります。
actor-reason-unused = ログにはこの認証情報による呼び出しがありません。
