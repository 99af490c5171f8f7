"""What is deployed, held against the code, the contract and what must hold for every table, queue and function."""

import json
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.metrics import FIGURES
from shouwang_local.contract import local_house

PAGES = ("/verify", "/c/", "/C/", "/hours-log", "/stars")  # what strangers look at in a browser
MOST_RESOURCES = 500  # Source: CloudFormation quotas, resources a stack

HOLD_DATA = {
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::GlobalTable",
    "AWS::KMS::Key",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::EFS::FileSystem",
}


def test_the_linter_finds_no_fault_for_china_or_elsewhere(built):
    # W3005, a dependency that is implied already, is written by the framework for every role and route.
    linter = Path(sys.executable).parent / "cfn-lint"
    command = [linter, "-r", "cn-northwest-1", "us-east-1", "--ignore-checks", "W3005", "--", str(built.template)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_every_table_of_the_code_is_deployed_with_what_every_table_has(template):
    declare_tables()
    declared = {f"shouwang-dev-{t.TABLE}": t for t in dynamo.tables() if t.__module__.startswith("shouwang.")}
    deployed = {one["TableName"]: one for one in template.of("AWS::DynamoDB::Table").values()}

    assert deployed.keys() == declared.keys()
    for name, one in deployed.items():
        expiry = declared[name].TTL
        assert one["BillingMode"] == "PAY_PER_REQUEST"
        assert one["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert one["SSESpecification"]["SSEType"] == "KMS"
        assert one["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
        assert one.get("TimeToLiveSpecification") == ({"AttributeName": expiry, "Enabled": True} if expiry else None)
        schema = declared[name]._get_schema()
        assert one["KeySchema"] == schema["key_schema"]
        assert [index["IndexName"] for index in one.get("GlobalSecondaryIndexes", [])] == [
            index["index_name"] for index in schema["global_secondary_indexes"]
        ]
    assert {name for name, one in deployed.items() if "StreamSpecification" in one} == {"shouwang-dev-outbox"}


def test_data_outlives_the_stack(template):
    packages = (
        "ServerlessDeploymentBucket"  # the framework's own: it holds what can be built again, and goes with the stack
    )
    held = {name: one for name, one in template.resources.items() if one["Type"] in HOLD_DATA and name != packages}

    fates = {name: (one.get("DeletionPolicy"), one.get("UpdateReplacePolicy")) for name, one in held.items()}
    assert {name: fate for name, fate in fates.items() if fate != ("Retain", "Retain")} == {}
    assert {one["Type"] for one in held.values()} >= {"AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket"}


def test_files_are_private_and_encrypted_under_the_own_key(template):
    files = template.of("AWS::S3::Bucket")["FilesBucket"]

    (rule,) = files["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
    assert set(files["PublicAccessBlockConfiguration"].values()) == {True}


def test_sealed_days_are_locked_for_ten_years_even_against_the_account(template):
    roots = template.of("AWS::S3::Bucket")["RootsBucket"]

    assert (roots["ObjectLockEnabled"], roots["VersioningConfiguration"]) == (True, {"Status": "Enabled"})
    assert roots["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {"Mode": "COMPLIANCE", "Years": 10}
    assert set(roots["PublicAccessBlockConfiguration"].values()) == {True}


def test_the_stream_names_what_failed_and_buries_what_keeps_failing(template):
    (mapping,) = template.of("AWS::Lambda::EventSourceMapping").values()

    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["OutboxTable", "StreamArn"]}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert (mapping["BisectBatchOnFunctionError"], mapping["MaximumRetryAttempts"]) == (True, 5)
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["OutboxDeadLetters", "Arn"]}


def test_everything_that_can_go_wrong_unseen_rings_and_somebody_hears_it(template):
    alarms = template.of("AWS::CloudWatch::Alarm").values()

    rings = {(alarm["Namespace"], alarm["MetricName"]) for alarm in alarms}
    assert rings == {
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        ("AWS/ApiGateway", "5xx"),
        *(("AWS/Lambda", metric) for metric in ("Errors", "Throttles", "IteratorAge")),
        *(("Shouwang/dev", figure) for figure in FIGURES),
    }
    for metric in ("Errors", "Throttles"):
        watched = {alarm["Dimensions"][0]["Value"] for alarm in alarms if alarm["MetricName"] == metric}
        assert watched == {f"shouwang-dev-{name}" for name in FUNCTIONS}
    assert all(alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}] for alarm in alarms)
    assert all(alarm["TreatMissingData"] == "notBreaching" for alarm in alarms)


def test_every_alarm_of_ours_is_explained_to_who_is_woken(template):
    page = Path("docs/operations.md").read_text()

    named = {alarm["MetricName"] for alarm in template.of("AWS::CloudWatch::Alarm").values()}
    assert {metric for metric in named if f"`{metric}`" not in page} == set()


def test_the_dashboard_shows_every_function_and_every_figure_of_ours(template):
    (board,) = template.of("AWS::CloudWatch::Dashboard").values()
    graphs = json.loads(board["DashboardBody"]["Fn::Sub"])["widgets"]

    shown = {str(part) for graph in graphs for line in graph["properties"]["metrics"] for part in line}
    assert {f"shouwang-dev-{name}" for name in FUNCTIONS} | set(FIGURES) <= shown


def test_the_gateway_turns_floods_away_and_writes_no_path_and_no_query_down(template):
    (stage,) = template.of("AWS::ApiGatewayV2::Stage").values()

    limits = stage["DefaultRouteSettings"]
    assert 0 < limits["ThrottlingRateLimit"] <= limits["ThrottlingBurstLimit"] <= 1000
    written = set(re.findall(r"\$context\.([\w.]+)", stage["AccessLogSettings"]["Format"]))
    assert written == {
        *("requestId", "requestTime", "routeKey", "status", "responseLength", "responseLatency"),
        *("identity.sourceIp", "integrationErrorMessage"),
    }


def test_every_function_has_its_own_role_log_and_layers(template):
    functions = {one["FunctionName"]: one for one in template.of("AWS::Lambda::Function").values()}
    kept = {one["LogGroupName"]: one["RetentionInDays"] for one in template.of("AWS::Logs::LogGroup").values()}

    assert functions.keys() == {f"shouwang-dev-{name}" for name in FUNCTIONS}
    for name, row in FUNCTIONS.items():
        one = functions[f"shouwang-dev-{name}"]
        assert one["Role"] == {"Fn::GetAtt": [f"{name.capitalize()}Role", "Arn"]}
        assert one["Layers"] == [{"Ref": f"{layer.capitalize()}LambdaLayer"} for layer in row.layers]
        assert len(row.layers) <= 5  # Source: Lambda quotas, layers a function
        assert (one["Runtime"], one["Architectures"]) == ("python3.13", ["x86_64"])
        assert kept[f"/aws/lambda/shouwang-dev-{name}"] == 30


def test_every_route_of_the_contract_is_at_the_gateway_and_what_else_is_there_is_a_page(template):
    contract = json.loads(Path("docs/api/openapi.json").read_text())["paths"]
    told = {f"{method.upper()} {path}" for path, methods in contract.items() for method in methods}
    keys = [one["RouteKey"] for one in template.of("AWS::ApiGatewayV2::Route").values()]
    with local_house() as house:
        served = house.app(*FUNCTIONS).routes
    pages = {route.name for route in served if route.html or route.path.startswith(PAGES)}

    assert {key for key in keys if "+" not in key} <= {at_gateway(route) for route in told | pages}
    assert len(keys) == len(set(keys))
    assert told | pages == {route.name for route in served}


def test_every_route_is_led_to_the_function_that_serves_it(template):
    resources = template.of("AWS::ApiGatewayV2::Route").values()
    leads_to = {one["RouteKey"]: re.search(r"HttpApiIntegration(\w+?)'", str(one["Target"]))[1] for one in resources}
    with local_house() as house:
        served = {
            (route.name, name.capitalize())
            for name, row in FUNCTIONS.items()
            if row.apis
            for route in house.app(name).routes
        }

    led = {(route, leads_to[_most_specific(at_gateway(route), leads_to)]) for route, _ in served}

    assert {pair for pair in served if not pair[0].endswith(("/healthz", "/readyz"))} <= led


def _most_specific(route: str, keys: Collection[str]) -> str:
    """The key that the gateway takes: the route's own, else the longest family. Source: API Gateway, "Routing API requests" """
    if route in keys:
        return route
    return max((key for key in keys if key.endswith("+}") and route.startswith(key.split("{rest")[0])), key=len)


def at_gateway(route: str) -> str:
    """A parameter fills a whole segment at the gateway: what stands behind it in the contract is part of it there."""
    return re.sub(r"(\{\w+\})[^/]*", r"\1", route)


def test_no_two_routes_differ_only_in_what_a_parameter_is_called(template):
    shapes = [re.sub(r"\{\w+\}", "{}", one["RouteKey"]) for one in template.of("AWS::ApiGatewayV2::Route").values()]

    assert sorted(shapes) == sorted(set(shapes))


def test_no_partition_is_written_out_and_no_secret_is_written_down(built, template):
    text = built.template.read_text()

    assert "arn:aws:" not in text and "arn:aws-cn:" not in text
    variables = [one["Environment"]["Variables"] for one in template.of("AWS::Lambda::Function").values()]
    hidden = {name: value for one in variables for name, value in one.items() if "SECRET" in name or "PUSH" in name}
    assert {value.split(":")[0] for value in hidden.values()} <= {"{{resolve", "kept-from-this-function"}


def test_the_template_fits_into_one_stack(built, template):
    assert len(template.resources) <= MOST_RESOURCES
    assert built.template.stat().st_size <= 1_000_000  # Source: CloudFormation quotas, template body in S3


def test_the_gateway_speaks_payload_2_to_functions_it_may_call(template):
    integrations = template.of("AWS::ApiGatewayV2::Integration").values()
    callable_by = [
        one for one in template.of("AWS::Lambda::Permission").values() if "apigateway" in str(one["Principal"])
    ]

    assert {one["PayloadFormatVersion"] for one in integrations} == {"2.0"}
    called = {one["IntegrationUri"]["Fn::GetAtt"][0] for one in integrations}
    assert {one["FunctionName"]["Fn::GetAtt"][0] for one in callable_by} == called
    assert called == {f"{name.capitalize()}LambdaFunction" for name, row in FUNCTIONS.items() if row.apis}


def test_stages_differ_in_values_and_in_nothing_else():
    told = {stage: Path(f"infra/stages/{stage}.yml").read_text() for stage in ("dev", "prod")}

    assert re.findall(r"^(\w+):", told["dev"], re.M) == re.findall(r"^(\w+):", told["prod"], re.M)
    assert not re.search(r"\bdev\b", told["prod"]) and not re.search(r"\bprod\b", told["dev"])
