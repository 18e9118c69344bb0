"""The roles grant what the code calls, on the resources of the stack, and nothing else."""

import json
import pathlib
import re
import unittest

from deployment import of_type, properties, source, translated

TABLE = json.loads((pathlib.Path(__file__).parent / "actions.json").read_text())


def statements(document):
    """Those of a policy, with what a condition may add."""
    for it in document["Statement"]:
        yield it["Fn::If"][1] | {"asked for": it["Fn::If"][0]} if "Fn::If" in it else it


def listed(value):
    return value if isinstance(value, list) else [value]


def text(target):
    return target if isinstance(target, str) else target.get("Fn::Sub") or json.dumps(target)


def granted(role):
    for policy in properties(role)["Policies"]:
        yield from statements(policy["PolicyDocument"])


class Rights(unittest.TestCase):
    def test_each_function_may_do_what_it_does_and_nothing_else(self):
        for function in ["api", "worker"]:
            role = f"{function.capitalize()}Role"
            for asked, wanted in [(False, TABLE[function]), (True, TABLE["where asked for"])]:
                wanted = sorted(f"{service}:{action}" for service, actions in wanted.items() for action in actions)
                got = {action for it in granted(role) if ("asked for" in it) == asked for action in listed(it["Action"])}
                self.assertEqual(sorted(got), wanted, f"{role}, asked for: {asked}")

    def test_the_store_may_do_what_it_says_that_it_does(self):
        schema = source("crates/storage/src/dynamodb/schema.rs")

        def said(name):
            return set(re.findall(r'"(dynamodb:\w+)"', re.search(rf"const {name}: [^=]*= &\[(.*?)\];", schema, re.S).group(1)))

        for role in ["ApiRole", "WorkerRole"]:
            allowed = {it["Sid"]: set(listed(it["Action"])) for it in granted(role)}
            self.assertEqual(allowed["Jobs"], said("ACTIONS"))
            self.assertEqual(allowed["Indexes"], said("INDEX_ACTIONS"))

    def test_no_role_has_a_star_but_where_names_are_not_known(self):
        found = set()
        for role in of_type("AWS::IAM::Role"):
            self.assertNotIn("ManagedPolicyArns", properties(role))
            for it in granted(role):
                self.assertEqual(it["Effect"], "Allow")
                self.assertFalse({"NotAction", "NotResource"} & set(it), it)
                for action in listed(it["Action"]):
                    self.assertNotIn("*", action)
                for target in listed(it["Resource"]):
                    if "*" in text(target):
                        found.add(re.sub(r"^.*?(pictures/(?:sent/)?\*|parameter/.*|log-stream:\*)$", r"\1", text(target)))
        self.assertEqual(found, set(TABLE["stars"]))

    def test_roles_that_sam_makes_are_no_exception(self):
        roles = {name for name, it in json.loads(translated())["Resources"].items() if it["Type"] == "AWS::IAM::Role"}
        self.assertEqual(roles, {"ApiRole", "WorkerRole"})

    def test_every_right_ends_at_a_resource_of_the_stack(self):
        ends = ["Table.Arn", "Queue.Arn", "PicturesBucket.Arn", "/pixelprompt/${Stage}", "ApiLogs", "WorkerLogs"]
        parameters = ["SecretsKeyArn", "BedrockModelArns"]
        for role in of_type("AWS::IAM::Role"):
            for it in granted(role):
                for target in listed(it["Resource"]):
                    if isinstance(target, dict) and target.get("Ref") in parameters:
                        self.assertIn("asked for", it)
                        continue
                    whole = ".".join(target["Fn::GetAtt"]) if "Fn::GetAtt" in target else target["Fn::Sub"]
                    self.assertTrue(any(end in whole for end in ends), whole)

    def test_the_indexes_are_named_one_by_one(self):
        indexes = {it["IndexName"] for it in properties("Table")["GlobalSecondaryIndexes"]}
        for role in ["ApiRole", "WorkerRole"]:
            allowed = next(it for it in granted(role) if it["Sid"] == "Indexes")
            self.assertEqual({it["Fn::Sub"].rpartition("/")[2] for it in allowed["Resource"]}, indexes)

    def test_the_api_paints_nothing_and_the_worker_deletes_nothing(self):
        written = {
            (role, action): text(it["Resource"])
            for role in ["ApiRole", "WorkerRole"]
            for it in granted(role)
            for action in listed(it["Action"])
            if action in ("s3:PutObject", "s3:DeleteObject")
        }
        bucket = "${PicturesBucket.Arn}/pictures"
        self.assertEqual(
            written,
            {
                ("ApiRole", "s3:DeleteObject"): f"{bucket}/*",
                ("ApiRole", "s3:PutObject"): f"{bucket}/sent/*",
                ("WorkerRole", "s3:PutObject"): f"{bucket}/*",
            },
        )

    def test_only_lambda_takes_the_roles(self):
        for role in of_type("AWS::IAM::Role"):
            (it,) = properties(role)["AssumeRolePolicyDocument"]["Statement"]
            self.assertEqual((it["Principal"], it["Action"]), ({"Service": "lambda.amazonaws.com"}, "sts:AssumeRole"))

    def test_what_resources_grant_to_others_is_bound_to_this_account(self):
        policies = [
            it["Properties"]["PolicyDocument"]
            for kind in ["AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]
            for it in of_type(kind).values()
        ]
        for document in policies:
            for it in statements(document):
                if it["Effect"] == "Allow":
                    self.assertEqual(set(it["Principal"]), {"Service"})
                    self.assertIn("StringEquals", it["Condition"])
        self.assertEqual(len(policies), 5)


if __name__ == "__main__":
    unittest.main()
