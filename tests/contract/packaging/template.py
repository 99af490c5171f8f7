"""The packaged CloudFormation template as CloudFormation would fill it in."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parents[3] / "infra"
PSEUDO = {
    "AWS::Partition": "aws-cn",
    "AWS::Region": "cn-northwest-1",
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": "amazonaws.com.cn",
    "AWS::StackName": "shouwang-dev",
}
ARNS = {
    "AWS::DynamoDB::Table": ("TableName", "arn:aws-cn:dynamodb:cn-northwest-1:123456789012:table/{}"),
    "AWS::S3::Bucket": ("BucketName", "arn:aws-cn:s3:::{}"),
    "AWS::SQS::Queue": ("QueueName", "arn:aws-cn:sqs:cn-northwest-1:123456789012:{}"),
    "AWS::KMS::Key": ("", "arn:aws-cn:kms:cn-northwest-1:123456789012:key/{}"),
    "AWS::IAM::Role": ("RoleName", "arn:aws-cn:iam::123456789012:role/{}"),
}


@dataclass(frozen=True)
class Template:
    """Resources by logical id, and what their references come to."""

    resources: Mapping[str, Any]

    @classmethod
    def read(cls, file: Path) -> "Template":
        """A template from its file."""
        return cls(json.loads(file.read_text())["Resources"])

    @classmethod
    def of_sources(cls, prefix: str) -> "Template":
        """The resources that infra/ describes, before they are packaged: enough to know the roles."""
        known = {"self:custom.prefix": prefix, "self:service": "shouwang", "sls:stage": "dev"}
        resources: dict[str, Any] = {}
        for file in sorted(INFRA.glob("*.yml")):
            text = re.sub(r"\$\{([\w:.]+)\}", lambda found: known.get(found[1], found[0]), file.read_text())
            resources |= yaml.safe_load(text).get("Resources", {})
        return cls(resources)

    def of(self, kind: str) -> dict[str, Any]:
        """Properties of every resource of a kind, by logical id."""
        return {name: one["Properties"] for name, one in self.resources.items() if one["Type"] == kind}

    def arn(self, name: str) -> str:
        """A resource's ARN; what gets its name from CloudFormation is called by its logical id, in small letters."""
        resource = self.resources[name]
        attribute, pattern = ARNS[resource["Type"]]
        return pattern.format(resource.get("Properties", {}).get(attribute, name.lower()))

    def value(self, told: Any) -> Any:
        """A property as it comes out."""
        if isinstance(told, list):
            return [self.value(one) for one in told]
        if not isinstance(told, dict):
            return told
        if len(told) == 1:
            ((function, argument),) = told.items()
            if function in {"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join"}:
                return self._called(function, argument)
        return {key: self.value(one) for key, one in told.items()}

    def _called(self, function: str, argument: Any) -> Any:
        if function == "Ref":
            return PSEUDO.get(argument) or self.arn(argument).rpartition(":")[2].rpartition("/")[2]
        if function == "Fn::GetAtt":
            return self._attribute(*argument)
        if function == "Fn::Join":
            return argument[0].join(self.value(argument[1]))
        return re.sub(r"\$\{([\w:.]+)\}", lambda found: self._named(found[1]), argument)

    def _named(self, name: str) -> str:
        return str(self._attribute(*name.split(".")) if "." in name else self._called("Ref", name))

    def _attribute(self, name: str, attribute: str) -> str:
        known = {"Arn": "", "StreamArn": "/stream/2026-11-23T00:00:00.000"}
        return self.arn(name) + known[attribute]


def every(told: Any) -> Iterator[Any]:
    """Every text, number and list inside a value."""
    yield told
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for one in inside:
        yield from every(one)
