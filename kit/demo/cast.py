"""Who plays in the demo: accounts, Regions, principals, networks and user agents, from the seed alone.

Networks are ranges kept for documentation and tests (RFC 5737, RFC 3849, RFC 2544), so that no real owner is
accused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from kit.demo.dice import Dice, near

REGIONS = (
    "ap-northeast-1", "us-east-1", "us-west-2", "eu-west-1", "ap-northeast-3", "us-east-2", "us-west-1",
    "ca-central-1", "sa-east-1", "eu-central-1", "eu-west-2", "eu-west-3", "eu-north-1", "ap-northeast-2",
    "ap-southeast-1", "ap-southeast-2", "ap-south-1",
)  # fmt: skip
HOME = "ap-northeast-1"
DAYS = 30
INCIDENT_DAY = 22  # counted from 1

APP_AGENT = (
    "Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.10.226-214.880.amzn2.x86_64 md/arch#x86_64"
    " lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.34.162"
)
INTRUDER_AGENTS = {
    "probe": "Boto3/1.26.90 Python/3.10.12 Linux/6.5.0-kali3-amd64 Botocore/1.29.90",
    "cli": (
        "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-amd64 exe/x86_64.kali.2024 prompt/off"
        " command/ec2.run-instances"
    ),
    "sdk": "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.141.0",
    "browser": (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/131.0.0.0 Safari/537.36"
    ),
    "python": "python-requests/2.31.0",
}
STAFF_BROWSER = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/133.0.0.0 Safari/537.36"
)
STAFF_CLI = (
    "aws-cli/2.22.35 md/awscrt#0.23.8 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.8"
    " md/pyimpl#CPython"
)


@dataclass(frozen=True)
class User:
    """An IAM user with its unique id and, where it has one, its long-term key."""

    account: str
    name: str
    unique_id: str
    key: str | None = None

    @property
    def arn(self) -> str:
        return f"arn:aws:iam::{self.account}:user/{self.name}"


@dataclass(frozen=True)
class Role:
    """An IAM role with its unique id."""

    account: str
    name: str
    unique_id: str
    path: str = "/"

    @property
    def arn(self) -> str:
        return f"arn:aws:iam::{self.account}:role{self.path}{self.name}"

    def session_arn(self, session: str) -> str:
        return f"arn:aws:sts::{self.account}:assumed-role/{self.name}/{session}"


@dataclass
class Cast:
    """Everything that the scenes refer to. `a` holds the leaked key, `b` is the owner's second account."""

    seed: int
    start: date
    shape: str = "standard"
    dice: Dice = field(init=False)

    def __post_init__(self) -> None:
        dice = self.dice = Dice(self.seed, "cast")
        self.a = dice.account()
        self.b = "0" + dice.account()[1:]  # a leading zero, which spreadsheets and careless code lose
        self.foreign = dice.account()  # the intruder's own account
        self.partner = dice.account()  # a partner of the owner's
        self.trail = "main-trail"
        self.customer = "株式会社サンプル商事"
        self.leaked = User(self.a, "app-uploader", *self._ids(self.a))
        self.twin = User(self.a, "app-uploader2", self._ids(self.a)[0], near(self.leaked.key or "", dice))
        self.staff = User(self.a, "tanaka", *self._ids(self.a))
        self.newcomer = User(self.a, "suzuki", *self._ids(self.a))
        self.leaver = User(self.a, "yamada", *self._ids(self.a))
        self.successor = User(self.a, "app-uploader-v2", *self._ids(self.a))
        self.admin = User(self.a, "support-svc", *self._ids(self.a))  # made by the intruder
        self.hidden = User(self.a, "backup-svc", *self._ids(self.a))  # made while the trail was stopped
        self.ops = self._role(self.a, "OpsAdmin")
        self.instance_role = self._role(self.a, "web-server-role")
        self.worker_role = self._role(self.a, "batch-worker-role")
        self.lambda_role = self._role(self.a, "report-function-role")
        self.task_role = self._role(self.a, "ecsTaskExecutionRole")
        self.spot_role = self._role(
            self.a, "AWSServiceRoleForEC2Spot", "/aws-service-role/spot.amazonaws.com/"
        )
        self.config_role = self._role(
            self.a, "AWSServiceRoleForConfig", "/aws-service-role/config.amazonaws.com/"
        )
        self.deploy = self._role(self.b, "cross-account-deploy")
        self.data_admin = self._role(self.b, "data-admin")
        self.audit = self._role(self.b, "audit-reader")
        self.ops_b = self._role(self.b, "OpsAdmin")
        self.web_instance = dice.resource_id("i")
        self.batch_instance = dice.resource_id("i")
        self.nat = ("203.0.113.10", "203.0.113.11")
        self.office = "203.0.113.77"
        self.home_office = "198.19.44.12"
        hosts = dice.sample(range(2, 250), 6)
        self.vpn = [f"198.51.100.{host}" for host in hosts[:3]]
        self.hosting = [f"192.0.2.{host}" for host in hosts[3:5]]
        self.tunnel = f"198.18.{hosts[5]}.{hosts[0]}"
        self.v6 = f"2001:db8:51:{hosts[1]:x}::{hosts[2]:x}"
        self.bucket = f"sample-shop-data-{self.a[:6]}"

    def _ids(self, account: str) -> tuple[str, str]:
        return self.dice.principal_id("AIDA", account), self.dice.long_term_key(account)

    def _role(self, account: str, name: str, path: str = "/") -> Role:
        return Role(account, name, self.dice.principal_id("AROA", account), path)

    @property
    def accounts(self) -> tuple[str, str]:
        return self.a, self.b

    @property
    def first(self) -> datetime:
        """Start of the logs, naive UTC."""
        return datetime.combine(self.start, time())

    @property
    def last(self) -> datetime:
        """End of the logs, excluded, naive UTC."""
        return self.first + timedelta(days=DAYS)

    def at(self, day: int, clock: str) -> datetime:
        """Time of a day counted from 1: `at(22, "01:12:07")`."""
        return datetime.combine(self.start + timedelta(days=day - 1), time.fromisoformat(clock))


def stamp(moment: datetime) -> str:
    """CloudTrail's eventTime."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def spoken(moment: datetime, *, comma: bool = True) -> str:
    """The dates of IAM's and STS's answers: `Mar 22, 2026, 1:12:07 AM` (STS) or without the second comma
    (IAM)."""
    text = moment.strftime("%b {d}, %Y{c} {h}:%M:%S %p")
    return text.format(d=moment.day, c="," if comma else "", h=moment.hour % 12 or 12)


def epoch(moment: datetime) -> int:
    """Seconds since 1970 of a naive UTC time."""
    return int(moment.replace(tzinfo=UTC).timestamp())
