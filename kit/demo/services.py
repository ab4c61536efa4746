"""What else the intruder starts: Fargate tasks, functions open to the world, models, mail."""

from __future__ import annotations

from kit.demo.cast import Role
from kit.demo.machines import Machine
from kit.demo.scene import Event, Hand, Scene


def fargate(scene: Scene, hand: Hand, region: str, tasks: int) -> Machine:
    """Cluster, task definition, service with `tasks` tasks of 4 vCPU and 8 GB."""
    account = hand.who["accountId"]
    name = "svc-" + scene.dice.token(6).lower()
    cluster = f"arn:aws:ecs:{region}:{account}:cluster/{name}"
    made = hand.call(
        "ecs",
        "CreateCluster",
        region,
        request={"clusterName": name, "capacityProviders": ["FARGATE"]},
        response={"cluster": {"clusterArn": cluster, "clusterName": name, "status": "ACTIVE"}},
    )
    scene.resource(made, "ecs", "cluster", name, arn=cluster)
    task = f"arn:aws:ecs:{region}:{account}:task-definition/{name}:1"
    made = hand.call(
        "ecs",
        "RegisterTaskDefinition",
        region,
        request={
            "family": name,
            "cpu": "4096",
            "memory": "8192",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "executionRoleArn": scene.cast.task_role.arn,
            "containerDefinitions": [
                {"name": "worker", "image": "docker.io/library/worker:latest", "essential": True}
            ],
        },
        response={
            "taskDefinition": {
                "taskDefinitionArn": task,
                "family": name,
                "revision": 1,
                "status": "ACTIVE",
                "cpu": "4096",
                "memory": "8192",
            }
        },
    )
    scene.resource(made, "ecs", "task_definition", f"{name}:1", arn=task)
    service = f"arn:aws:ecs:{region}:{account}:service/{name}/{name}"
    made = hand.call(
        "ecs",
        "CreateService",
        region,
        request={
            "cluster": name,
            "serviceName": name,
            "taskDefinition": f"{name}:1",
            "desiredCount": tasks,
            "launchType": "FARGATE",
        },
        response={
            "service": {
                "serviceArn": service,
                "serviceName": name,
                "clusterArn": cluster,
                "status": "ACTIVE",
                "desiredCount": tasks,
                "runningCount": 0,
                "launchType": "FARGATE",
                "taskDefinition": task,
            }
        },
    )
    row = scene.resource(made, "ecs", "service", name, arn=service, parent_id=cluster, cost_bearing=True)
    machine = Machine(
        account,
        region,
        "Amazon Elastic Container Service",
        "Fargate",
        "fargate",
        service,
        made.when,
        row,
        count=tasks,
    )
    scene.machines.append(machine)
    return machine


def function(scene: Scene, hand: Hand, region: str, name: str, role: Role) -> Event:
    """A Lambda function open to the world by URL."""
    account = hand.who["accountId"]
    arn = f"arn:aws:lambda:{region}:{account}:function:{name}"
    made = hand.call(
        "lambda",
        "CreateFunction20150331",
        region,
        request={
            "functionName": name,
            "runtime": "python3.12",
            "handler": "index.handler",
            "role": role.arn,
            "memorySize": 128,
            "timeout": 60,
            "code": {},
            "publish": False,
        },
        response={
            "functionName": name,
            "functionArn": arn,
            "runtime": "python3.12",
            "role": role.arn,
            "memorySize": 128,
            "timeout": 60,
            "state": "Pending",
        },
    )
    scene.resource(made, "lambda", "function", name, arn=arn, cost_bearing=True)
    url = hand.call(
        "lambda",
        "CreateFunctionUrlConfig",
        region,
        request={"functionName": name, "authType": "NONE"},
        response={
            "functionArn": arn,
            "authType": "NONE",
            "functionUrl": f"https://{scene.dice.token(32).lower()}.lambda-url.{region}.on.aws/",
        },
    )
    scene.resource(url, "lambda", "function_url", name, arn=arn, parent_id=name)
    opened = hand.call(
        "lambda",
        "AddPermission20150331v2",
        region,
        request={
            "functionName": name,
            "statementId": "FunctionURLAllowPublicAccess",
            "principal": "*",
            "action": "lambda:InvokeFunctionUrl",
            "functionUrlAuthType": "NONE",
        },
        response={"statement": '{"Sid":"FunctionURLAllowPublicAccess","Effect":"Allow","Principal":"*"}'},
    )
    scene.resource(opened, "lambda", "function_permission", "FunctionURLAllowPublicAccess", parent_id=name)
    return made


def models(hand: Hand, region: str, times: int, model: str) -> None:
    """Bedrock calls; how many tokens each used is in no trail."""
    for number in range(times):
        name = "Converse" if number % 5 == 4 else "InvokeModel"
        hand.call(
            "bedrock",
            name,
            region,
            request={"modelId": model},
            additionalEventData={"inferenceRegion": region},
        )
        hand.scene.wait(hand.scene.dice.randint(3, 40))


def mail(hand: Hand, region: str) -> None:
    """SES: quota, a way out of the sandbox, an identity of the intruder's; sending is a data event."""
    scene = hand.scene
    hand.call("ses", "GetSendQuota", region)
    hand.call("ses", "GetAccount", region)
    made = hand.call(
        "ses",
        "PutAccountDetails",
        region,
        request={
            "productionAccessEnabled": True,
            "mailType": "TRANSACTIONAL",
            "contactLanguage": "EN",
            "websiteURL": "HIDDEN_DUE_TO_SECURITY_REASONS",
            "useCaseDescription": "HIDDEN_DUE_TO_SECURITY_REASONS",
        },
        response={},
    )
    scene.resource(made, "ses", "account_details", region, change="changed")
    domain = "mailer.example.net"
    made = hand.call(
        "ses",
        "CreateEmailIdentity",
        region,
        request={"emailIdentity": domain},
        response={"identityType": "DOMAIN", "verifiedForSendingStatus": False},
    )
    scene.resource(made, "ses", "email_identity", domain)
    for _ in range(6):
        hand.refused(
            "ses",
            "SendEmail",
            region,
            "MessageRejected",
            message="Email address is not verified.",
            request={"destination": "HIDDEN_DUE_TO_SECURITY_REASONS"},
        )
