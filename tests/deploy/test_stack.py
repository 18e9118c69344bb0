"""The template deployed into moto. What it says of the stack counts for nothing: each resource is looked for."""

import ast
import io
import json
import logging
import re
import unittest
import zipfile

import deployment  # Sets the keys before anything else looks for them.
import boto3
from moto import mock_aws

# What moto's CloudFormation cannot make. It would say CREATE_COMPLETE all the same, so these are taken out, and
# test_template.py looks at how they are written.
NOT_MADE = {
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage",
    "AWS::Budgets::Budget",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::KeyGroup",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::PublicKey",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}
STACK = "pixelprompt-dev"


def without(template, kinds):
    """The template without resources of these kinds, and with words in the place of what refers to them."""
    gone = {name for name, it in template["Resources"].items() if it["Type"] in kinds}

    def walk(it):
        if isinstance(it, list):
            return [walk(value) for value in it]
        if not isinstance(it, dict):
            return it
        if it.get("Ref") in gone:
            return f"{it['Ref']}-elsewhere"
        if "Fn::GetAtt" in it and it["Fn::GetAtt"][0] in gone:
            return f"{it['Fn::GetAtt'][0]}-elsewhere"
        if "Fn::Sub" in it and isinstance(it["Fn::Sub"], str):
            return {"Fn::Sub": re.sub(r"\$\{(\w+)(\.\w+)?\}", lambda f: f"{f[1]}-elsewhere" if f[1] in gone else f[0], it["Fn::Sub"])}
        return {key: walk(value) for key, value in it.items()}

    left = {name: walk(it) for name, it in template["Resources"].items() if name not in gone}
    return {**template, "Resources": left, "Outputs": walk(template["Outputs"])}


class Deployed(unittest.TestCase):
    """Deploys once, and forgets everything afterwards."""

    parameters = {}

    @classmethod
    def setUpClass(cls):
        aws = mock_aws()
        aws.start()
        cls.addClassCleanup(aws.stop)
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("bootstrap", "")
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
        s3.put_object(Bucket="artifacts", Key="package.zip", Body=package.getvalue())
        template = without(json.loads(deployment.translated()), NOT_MADE)
        cloudformation = boto3.client("cloudformation")
        given = {"Stage": "dev"} | cls.parameters
        cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        made = cloudformation.list_stack_resources(StackName=STACK)["StackResourceSummaries"]
        cls.names = {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in made if "LogicalResourceId" in it}

    def granted(self, role, policy):
        found = boto3.client("iam").get_role_policy(RoleName=self.names[role], PolicyName=policy)
        # moto gives back a document of CloudFormation as Python would print it.
        document = ast.literal_eval(found["PolicyDocument"])
        return {it["Sid"]: it for it in document["Statement"] if it}

    def worker(self):
        return boto3.client("lambda").get_function(FunctionName=self.names["WorkerFunction"])


class Stack(Deployed):
    """As it is without any parameter but the stage."""

    maxDiff = None

    def test_the_list_of_what_moto_cannot_make_is_right(self):
        from moto.cloudformation.parsing import resource_class_from_type

        kinds = {it["Type"] for it in json.loads(deployment.translated())["Resources"].values()}
        # It says so each time it is asked.
        logging.disable(logging.WARNING)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.assertEqual({kind for kind in kinds if resource_class_from_type(kind) is None}, NOT_MADE)

    def test_the_table_is_there(self):
        dynamodb = boto3.client("dynamodb")
        table = dynamodb.describe_table(TableName=self.names["Table"])["Table"]
        indexes = {
            it["IndexName"]: (
                [key["AttributeName"] for key in it["KeySchema"]],
                it["Projection"]["ProjectionType"],
                sorted(it["Projection"].get("NonKeyAttributes", [])),
            )
            for it in table["GlobalSecondaryIndexes"]
        }
        self.assertEqual(
            indexes,
            {
                "work": (["work", "at"], "INCLUDE", ["model", "state"]),
                "line": (["line", "at"], "KEYS_ONLY", []),
                "list": (["list", "id"], "ALL", []),
            },
        )
        self.assertEqual([it["AttributeName"] for it in table["KeySchema"]], ["pk", "sk"])
        self.assertEqual(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")

    def test_the_queue_puts_aside_what_fails(self):
        sqs = boto3.client("sqs")
        queue = sqs.get_queue_attributes(QueueUrl=self.names["Queue"], AttributeNames=["All"])["Attributes"]
        aside = sqs.get_queue_attributes(QueueUrl=self.names["DeadLetterQueue"], AttributeNames=["All"])["Attributes"]
        self.assertEqual(
            json.loads(queue["RedrivePolicy"]), {"deadLetterTargetArn": aside["QueueArn"], "maxReceiveCount": 5}
        )
        self.assertEqual(queue["VisibilityTimeout"], "5400")

    def test_the_buckets_are_there_and_encrypted(self):
        # moto leaves out what closes them and what their lifecycle is.
        for name in ["PicturesBucket", "PageBucket"]:
            said = boto3.client("s3").get_bucket_encryption(Bucket=self.names[name])
            (rule,) = said["ServerSideEncryptionConfiguration"]["Rules"]
            self.assertEqual(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")

    def test_the_worker_has_its_places(self):
        self.assertEqual(self.worker()["Concurrency"]["ReservedConcurrentExecutions"], 10)

    def test_the_queue_wakes_the_worker_and_so_does_the_clock(self):
        (mapping,) = boto3.client("lambda").list_event_source_mappings()["EventSourceMappings"]
        self.assertTrue(mapping["FunctionArn"].endswith(f":{STACK}-worker"))
        self.assertEqual(mapping["BatchSize"], 1)
        (rule,) = boto3.client("events").list_rules()["Rules"]
        self.assertEqual((rule["ScheduleExpression"], rule["State"]), ("rate(1 minute)", "ENABLED"))

    def test_the_roles_are_there(self):
        iam = boto3.client("iam")
        for role, policy in [("ApiRole", "api"), ("WorkerRole", "worker")]:
            said = self.granted(role, policy)
            self.assertIn(f":table/{self.names['Table']}/index/work", said["Indexes"]["Resource"][0])
            self.assertLessEqual({"Jobs", "Indexes", "Hints", "Pictures", "PicturesListed", "Secrets", "Logs"}, set(said))
            self.assertFalse({"Bedrock", "SecretsKey"} & set(said))
            self.assertEqual(iam.list_attached_role_policies(RoleName=self.names[role])["AttachedPolicies"], [])

    def test_the_log_groups_are_there(self):
        groups = boto3.client("logs").describe_log_groups()["logGroups"]
        self.assertEqual(
            {it["logGroupName"]: it["retentionInDays"] for it in groups},
            {f"/aws/lambda/{STACK}-api": 30, f"/aws/lambda/{STACK}-worker": 30, f"/aws/vendedlogs/{STACK}-access": 30},
        )


class Otherwise(Deployed):
    """As somebody wants it."""

    parameters = {
        "Model1ApiKey": "sk-1",
        "WorkerReservedConcurrency": "0",
        "SecretsKeyArn": "arn:aws:kms:us-west-2:123456789012:key/0f",
        "BedrockModelArns": "arn:aws:bedrock:us-east-1::foundation-model/a,arn:aws:bedrock:us-east-1::foundation-model/b",
        "Architecture": "x86_64",
    }

    def test_the_functions_are_there_with_their_variables(self):
        for name, handler in [("ApiFunction", "api"), ("WorkerFunction", "worker")]:
            it = boto3.client("lambda").get_function(FunctionName=self.names[name])
            made = it["Configuration"]
            self.assertEqual((made["Handler"], made["Runtime"]), (handler, "provided.al2023"))
            self.assertEqual(made["Architectures"], ["x86_64"])
            said = made["Environment"]["Variables"]
            self.assertEqual(said["PIXELPROMPT_STORE_TABLE"], self.names["Table"])
            self.assertEqual(said["PIXELPROMPT_QUEUE_URL"], self.names["Queue"])
            self.assertEqual(said["S3_BUCKET"], self.names["PicturesBucket"])
            self.assertEqual(said["PIXELPROMPT_SECRETS_PATH"], "/pixelprompt/dev")
            self.assertEqual(said["MODEL_1_API_KEY"], "sk-1")
            self.assertNotIn("PIXELPROMPT_AUTH_ISSUER", said)

    def test_small_accounts_reserve_nothing(self):
        self.assertNotIn("ReservedConcurrentExecutions", self.worker().get("Concurrency", {}))

    def test_rights_that_are_asked_for(self):
        said = self.granted("ApiRole", "api")
        self.assertEqual(said["SecretsKey"]["Resource"], self.parameters["SecretsKeyArn"])
        self.assertEqual(said["Bedrock"]["Resource"], self.parameters["BedrockModelArns"].split(","))


if __name__ == "__main__":
    unittest.main()
