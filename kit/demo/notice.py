"""AWS's mail about the key, in English and Japanese, in our own words and in the shape such mails have."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from kit.demo.cast import User
from kit.demo.scene import Scene

EXPOSED = "https://github.com/sample-shop/batch-tools/blob/4f1c2ab/config/production.env"


def write(folder: Path, scene: Scene) -> None:
    """`notice_en.eml` and `notice_ja.eml`, two minutes after the quarantine; none for a shape that has no
    mail."""
    told = scene.notice
    if told is None:
        return
    for name, mail in (("notice_en.eml", _english(scene, told)), ("notice_ja.eml", _japanese(scene, told))):
        (folder / name).write_bytes(mail.as_bytes(policy=SMTP))


def case_number(scene: Scene) -> str:
    """Number of the support case, another one for each seed."""
    return str(170_000_000_000_000 + scene.cast.seed * 1_000_003)


def _mail(scene: Scene, subject: str, body: str, message_id: str) -> EmailMessage:
    mail = EmailMessage()
    when = (scene.noticed or scene.cast.last) + timedelta(hours=9)
    mail["From"] = "Amazon Web Services <no-reply-aws@amazon.com>"
    mail["To"] = "aws-admin@example.co.jp"
    mail["Subject"] = subject
    mail["Date"] = when.strftime("%a, %d %b %Y %H:%M:%S +0900")
    mail["Message-ID"] = f"<{message_id}.{scene.cast.a}@example.com>"
    mail.set_content(body, charset="utf-8", cte="base64")
    return mail


def _english(scene: Scene, user: User) -> EmailMessage:
    account = scene.cast.a
    body = f"""Dear AWS customer,

We have found that the AWS access key {user.key}, which belongs to the IAM user "{user.name}" of your
account {account}, is publicly available at:

{EXPOSED}

To protect your account we have attached the policy AWSCompromisedKeyQuarantineV3 to this IAM user. \
It limits some
actions; it does not end unwanted use by itself. Please leave it in place until the steps below are done.

1. Replace the key, deactivate it and then delete it.
2. Look in CloudTrail for activity that is not yours: IAM users, login profiles, access keys, roles and \
temporary
   credentials.
3. Look for unwanted usage in every AWS Region: EC2 instances, Spot requests, Lambda functions; \
and look at the bill.
4. Answer this support case when the steps are done.

If we receive no answer within five days, the account may be suspended.

Support case ID: {case_number(scene)}
"""
    subject = f"ACTION REQUIRED: Your AWS Access Key is Exposed for AWS Account {account}"
    return _mail(scene, subject, body, "notice-en")


def _japanese(scene: Scene, user: User) -> EmailMessage:
    account = scene.cast.a
    body = f"""AWS をご利用のお客様

お客様の AWS アカウント {account} の IAM ユーザー「{user.name}」に属するアクセスキー {user.key} が、
次の場所で公開されていることを確認しました。

{EXPOSED}

アカウントを保護するため、この IAM ユーザーに隔離ポリシー AWSCompromisedKeyQuarantineV3 を適用し、
一部の操作を制限しました。次の手順が終わるまで、このポリシーを外さないでください。

1. アクセスキーを置き換え、無効化し、その後に削除してください。
2. CloudTrail で、身に覚えのない IAM ユーザー、ログインプロファイル、アクセスキー、ロール、一時的な
   認証情報がないかをご確認ください。
3. すべてのリージョンで、EC2 インスタンス、スポットリクエスト、Lambda 関数などの不正使用と、\
請求をご確認ください。
4. 完了しましたら、サポートケースにご返信ください。

5 日以内にご返信がない場合、アカウントを停止することがあります。

サポートケース ID: {case_number(scene)}
"""
    subject = f"【要対応】お客様のアクセスキーが公開されています (AWS アカウント {account})"
    return _mail(scene, subject, body, "notice-ja")
