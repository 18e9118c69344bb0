"""Every line of the checklist that the template has to keep."""

import json
import re
import subprocess
import tomllib
import unittest

from deployment import AWS, ROOT, of_type, properties, resource, rust_texts, source, template, translated

# Lambda's quota for all variables of a function together, in bytes.
ENVIRONMENT = 4096
# CloudFormation's for parameters.
PARAMETERS = 200


def parameter(name):
    return template()["Parameters"][name]


def variables(function=None):
    found = dict(template()["Globals"]["Function"]["Environment"]["Variables"])
    if function:
        found |= properties(function).get("Environment", {}).get("Variables", {})
    return found


class Models(unittest.TestCase):
    def test_keys_are_never_shown(self):
        secret = [name for name in template()["Parameters"] if re.search("ApiKey|Secret$|Password|Token", name)]
        self.assertEqual(secret, [f"Model{n}ApiKey" for n in range(1, 5)])
        for name in secret:
            self.assertIs(parameter(name)["NoEcho"], True, name)
            self.assertEqual(parameter(name)["Default"], "", name)

    def test_models_by_parameters_are_the_variables_that_the_program_reads(self):
        known = set(re.findall(r'"(MODEL_n_[A-Z_]+)"', source("crates/config/src/sections/models.rs")))
        for n in range(1, 5):
            for name in ["PROVIDER", "ID", "NAME", "API_KEY", "BASE_URL"]:
                self.assertIn(f"MODEL_n_{name}", known)
                camel = "".join(part.capitalize() for part in name.split("_"))
                self.assertEqual(variables()[f"MODEL_{n}_{name}"], {"Ref": f"Model{n}{camel}"})

    def test_up_to_twenty_models_count(self):
        most = int(re.search(r"MAX_MODELS: usize = (\d+)", source("crates/config/src/models.rs")).group(1))
        for name in ["ModelCount", "PromptModelIndex"]:
            allowed = re.compile(f"(?:{parameter(name)['AllowedPattern']})$")
            for n in range(1, most + 1):
                self.assertTrue(allowed.match(str(n)), n)
            for wrong in ["0", str(most + 1), "x"]:
                self.assertFalse(allowed.match(wrong), wrong)
        self.assertEqual(variables()["MODEL_COUNT"], {"Ref": "ModelCount"})
        self.assertEqual(variables()["PROMPT_MODEL_INDEX"], {"Ref": "PromptModelIndex"})

    def test_all_twenty_fit_below_the_path(self):
        self.assertEqual(variables()["PIXELPROMPT_SECRETS_PATH"], {"Fn::Sub": "/pixelprompt/${Stage}"})

    def test_quotas_hold_whatever_the_parameters_say(self):
        self.assertLess(len(template()["Parameters"]), PARAMETERS)
        for function in ["ApiFunction", "WorkerFunction"]:
            # Lambda measures them as one JSON object.
            size = 2 + sum(len(f'"{name}":"",') + self.longest(name, value) for name, value in variables(function).items())
            self.assertLess(size, ENVIRONMENT, function)

    # What Amazon makes, at its longest: a table's or a bucket's name, an address of a queue or a distribution.
    MADE = {
        "PIXELPROMPT_STORE_TABLE": 128,
        "PIXELPROMPT_QUEUE_URL": 160,
        "S3_BUCKET": 63,
        "PIXELPROMPT_BLOBS_SIGNING_KEY_ID": 16,
        "PIXELPROMPT_EDGE_KEY": 36,
        "PIXELPROMPT_SECRETS_PATH": 32,
    }

    def longest(self, name, value):
        if name in self.MADE:
            return self.MADE[name]
        if not isinstance(value, dict):
            return len(str(value))
        if "Fn::If" in value:
            return max(self.longest("", it) for it in value["Fn::If"][1:])
        if "Fn::Sub" in value:
            text = value["Fn::Sub"].replace("${Distribution.DomainName}", "d" * 40)
            return len(re.sub(r"\$\{(\w+)\}", lambda found: "x" * self.of_parameter(found.group(1)), text))
        return 0 if value["Ref"] == "AWS::NoValue" else self.of_parameter(value["Ref"])

    def of_parameter(self, name):
        it = parameter(name)
        if "MaxLength" in it:
            return it["MaxLength"]
        if "AllowedValues" in it:
            return max(len(str(value)) for value in it["AllowedValues"])
        if "MaxValue" in it:
            return len(str(it["MaxValue"]))
        self.assertLessEqual(len(it["AllowedPattern"]), 20, f"how long can {name} be?")
        return 2


class Limits(unittest.TestCase):
    def test_limits_are_the_programs_own_unless_set(self):
        explained = source("crates/config/src/sections/limits.rs")
        for name, key, variable in [
            ("GlobalLimit", "global_per_hour", "GLOBAL_LIMIT"),
            ("IpLimit", "client_per_day", "IP_LIMIT"),
        ]:
            usual = re.search(rf"{key}: u32 = (\d+)", explained).group(1)
            self.assertEqual(parameter(name)["Default"], int(usual))
            self.assertEqual(variables()[variable], {"Ref": name})
        self.assertEqual(variables()["IP_WHITELIST"], {"Ref": "IpWhitelist"})

    def test_budgets_of_pictures(self):
        self.assertEqual(variables()["PIXELPROMPT_BUDGET_DAILY_USD"], {"Ref": "DailyBudgetUsd"})
        self.assertEqual(variables()["PIXELPROMPT_BUDGET_MONTHLY_USD"], {"Ref": "MonthlyBudgetUsd"})

    def test_the_gateway_throttles(self):
        settings = properties("HttpApiStage")["DefaultRouteSettings"]
        self.assertEqual(settings["ThrottlingRateLimit"], {"Ref": "ThrottleRate"})
        self.assertEqual(settings["ThrottlingBurstLimit"], {"Ref": "ThrottleBurst"})

    def test_what_only_the_program_reads_is_read_by_it(self):
        """A variable that nobody reads is a promise that nobody keeps."""
        config = "".join(path.read_text() for path in (ROOT / "crates/config/src").rglob("*.rs"))
        sections = {
            name: path.stem for path in (ROOT / "crates/config/src/sections").glob("*.rs") for name in [path.stem.upper()]
        }
        # Read by crates/lambda and by what is being built beside this template; each leaves the list as it lands.
        elsewhere = {
            "PIXELPROMPT_STORE_TABLE",
            "PIXELPROMPT_QUEUE_URL",
            "PIXELPROMPT_BLOBS_SIGNING_KEY_ID",
            "PIXELPROMPT_SECRETS_PATH",
            "PIXELPROMPT_EDGE_KEY",
            "PIXELPROMPT_AUTH_ISSUER",
            "PIXELPROMPT_AUTH_AUDIENCE",
        }
        for name in variables("ApiFunction") | variables("WorkerFunction"):
            plain = re.sub(r"^MODEL_\d+_", "MODEL_n_", name)
            if f'"{plain}"' in config or name in elsewhere:
                continue
            section, _, key = name.removeprefix("PIXELPROMPT_").partition("_")
            self.assertIn(section, sections, name)
            text = source(f"crates/config/src/sections/{sections[section]}.rs")
            self.assertRegex(text, rf"(?m)^    {key.lower()}: ", name)


class Functions(unittest.TestCase):
    def test_both_are_one_package_on_the_systems_of_amazon(self):
        shared = template()["Globals"]["Function"]
        self.assertEqual(shared["Runtime"], "provided.al2023")
        self.assertEqual(shared["Architectures"], [{"Ref": "Architecture"}])
        self.assertEqual(parameter("Architecture")["AllowedValues"], ["arm64", "x86_64"])
        self.assertEqual(parameter("Architecture")["Default"], "arm64")
        self.assertEqual(shared["CodeUri"], "../../target/lambda/pixelprompt-lambda/")
        self.assertEqual(
            {name: it["Properties"]["Handler"] for name, it in of_type("AWS::Serverless::Function").items()},
            {"ApiFunction": "api", "WorkerFunction": "worker"},
        )
        for it in of_type("AWS::Serverless::Function").values():
            self.assertNotIn("CodeUri", it["Properties"])

    def test_sizes(self):
        self.assertEqual(parameter("WorkerMemoryMb")["Default"], 3008)
        self.assertEqual(parameter("ApiMemoryMb")["Default"], 512)
        self.assertEqual(parameter("WorkerTimeoutSeconds")["Default"], 900)
        self.assertEqual(properties("WorkerFunction")["Timeout"], {"Ref": "WorkerTimeoutSeconds"})
        self.assertEqual(properties("WorkerFunction")["MemorySize"], {"Ref": "WorkerMemoryMb"})
        self.assertEqual(properties("ApiFunction")["MemorySize"], {"Ref": "ApiMemoryMb"})

    def test_who_gives_up_first_says_why(self):
        program = variables("ApiFunction")["PIXELPROMPT_SERVER_REQUEST_TIMEOUT_SECONDS"]
        function = properties("ApiFunction")["Timeout"]
        gateway = properties("HttpApiIntegration")["TimeoutInMillis"] / 1000
        origins = properties("Distribution")["DistributionConfig"]["Origins"]
        distribution = next(it for it in origins if it["Id"] == "api")["CustomOriginConfig"]["OriginReadTimeout"]
        self.assertLess(program, function)
        self.assertLess(function, gateway)
        self.assertLessEqual(gateway, distribution)

    def test_concurrency(self):
        self.assertEqual(parameter("WorkerReservedConcurrency")["Default"], 10)
        # The sweep needs a place of its own.
        self.assertEqual(parameter("QueueConcurrency")["Default"], 9)
        reserved = properties("WorkerFunction")["ReservedConcurrentExecutions"]
        self.assertEqual(reserved["Fn::If"][1], {"Ref": "WorkerReservedConcurrency"})

    def test_runs_come_one_at_a_time_and_fail_one_at_a_time(self):
        runs = properties("WorkerFunction")["Events"]["Runs"]
        self.assertEqual(runs["Type"], "SQS")
        self.assertEqual(runs["Properties"]["BatchSize"], 1)
        self.assertEqual(runs["Properties"]["FunctionResponseTypes"], ["ReportBatchItemFailures"])
        self.assertEqual(runs["Properties"]["ScalingConfig"], {"MaximumConcurrency": {"Ref": "QueueConcurrency"}})

    def test_the_sweep_comes_each_minute_and_is_not_repeated(self):
        sweep = properties("WorkerFunction")["Events"]["Sweep"]
        self.assertEqual((sweep["Type"], sweep["Properties"]["Schedule"]), ("Schedule", "rate(1 minute)"))
        self.assertEqual(properties("WorkerFunction")["EventInvokeConfig"]["MaximumRetryAttempts"], 0)

    def test_logs_are_kept_as_long_as_asked_and_no_longer(self):
        groups = of_type("AWS::Logs::LogGroup")
        names = {it["Properties"]["LogGroupName"]["Fn::Sub"] for it in groups.values()}
        self.assertEqual(
            names,
            {
                "/aws/lambda/${AWS::StackName}-api",
                "/aws/lambda/${AWS::StackName}-worker",
                "/aws/vendedlogs/${AWS::StackName}-access",
            },
        )
        for it in groups.values():
            self.assertEqual(it["Properties"]["RetentionInDays"], {"Ref": "LogRetentionDays"})
        self.assertEqual(properties("ApiFunction")["LoggingConfig"]["LogGroup"], {"Ref": "ApiLogs"})
        self.assertEqual(properties("WorkerFunction")["LoggingConfig"]["LogGroup"], {"Ref": "WorkerLogs"})

    def test_sign_in_is_off_unless_asked_for(self):
        self.assertEqual(parameter("AuthIssuer")["Default"], "")
        for name in ["PIXELPROMPT_AUTH_ISSUER", "PIXELPROMPT_AUTH_AUDIENCE"]:
            asked, _, otherwise = variables("ApiFunction")[name]["Fn::If"]
            self.assertEqual((asked, otherwise), ("HasSignIn", {"Ref": "AWS::NoValue"}))
        self.assertIn("IssuerHasAudience", template()["Rules"])


class Gateway(unittest.TestCase):
    def test_it_speaks_the_programs_protocol(self):
        self.assertEqual(properties("HttpApi")["ProtocolType"], "HTTP")
        self.assertEqual(properties("HttpApiIntegration")["PayloadFormatVersion"], "2.0")
        self.assertEqual(properties("HttpApiRoute")["RouteKey"], "$default")
        self.assertIs(properties("HttpApiStage")["AutoDeploy"], True)

    def test_each_request_is_logged_as_json_without_the_client(self):
        settings = properties("HttpApiStage")["AccessLogSettings"]
        self.assertEqual(settings["DestinationArn"], {"Fn::GetAtt": ["AccessLogs", "Arn"]})
        logged = json.loads(settings["Format"])
        self.assertIn("$context.status", logged.values())
        self.assertNotIn("$context.identity.sourceIp", logged.values())

    def test_other_pages_get_what_the_program_would_grant_them(self):
        asked, granted, otherwise = properties("HttpApi")["CorsConfiguration"]["Fn::If"]
        self.assertEqual((asked, otherwise), ("HasCors", {"Ref": "AWS::NoValue"}))
        text = source("crates/server/src/middleware/cors.rs")
        named = {"CORRELATION_ID": "x-correlation-id", "IDEMPOTENCY_KEY": "idempotency-key", "LAST_EVENT_ID": "last-event-id"}

        def listed(pattern):
            names = re.findall(r"\b[A-Z][A-Z_]+\b", re.search(pattern, text, re.S).group(1))
            return [named.get(name, name.lower().replace("_", "-")) for name in names]

        methods = re.search(r"allow_methods\(\[(.*?)\]\)", text, re.S).group(1)
        self.assertEqual(granted["AllowMethods"], re.findall(r"Method::([A-Z]+)", methods))
        # Tokens of a sign-in come in one more.
        self.assertEqual(granted["AllowHeaders"], [*listed(r"allow_headers\(\[(.*?)\]\)"), "authorization"])
        limits = re.search(r"let ratelimit = \[(.*?)\]", text).group(1)
        exposed = [*listed(r"let exposed = \[(.*?)\]"), *re.findall(r'"([^"]+)"', limits)]
        self.assertEqual(granted["ExposeHeaders"], exposed)
        self.assertEqual(granted["MaxAge"], 3600)


class Queues(unittest.TestCase):
    def test_what_fails_five_times_is_put_aside(self):
        queue = properties("Queue")
        self.assertEqual(
            queue["RedrivePolicy"],
            {"deadLetterTargetArn": {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]}, "maxReceiveCount": 5},
        )
        self.assertGreater(properties("DeadLetterQueue")["MessageRetentionPeriod"], queue["MessageRetentionPeriod"])

    def test_nobody_else_sees_a_message_before_the_worker_must_have_ended(self):
        self.assertEqual(properties("Queue")["VisibilityTimeout"], 6 * parameter("WorkerTimeoutSeconds")["MaxValue"])

    def test_messages_are_encrypted_at_rest_and_on_the_way(self):
        for name in ["Queue", "DeadLetterQueue"]:
            self.assertIs(properties(name)["SqsManagedSseEnabled"], True)
            (statement,) = properties(f"{name}Policy")["PolicyDocument"]["Statement"]
            self.assertEqual(statement["Effect"], "Deny")
            self.assertEqual(statement["Condition"], {"Bool": {"aws:SecureTransport": "false"}})


class Buckets(unittest.TestCase):
    def test_they_are_private_and_encrypted(self):
        self.assertEqual(set(of_type("AWS::S3::Bucket")), {"PicturesBucket", "PageBucket"})
        for name in of_type("AWS::S3::Bucket"):
            bucket = properties(name)
            self.assertEqual(set(bucket["PublicAccessBlockConfiguration"].values()), {True})
            self.assertEqual(len(bucket["PublicAccessBlockConfiguration"]), 4)
            (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
            self.assertEqual(rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")
            self.assertEqual(bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"], "BucketOwnerEnforced")
            self.assertEqual(bucket["VersioningConfiguration"]["Status"], "Enabled")

    def test_only_our_distribution_reads_and_only_with_tls(self):
        for name in of_type("AWS::S3::Bucket"):
            refused, granted = properties(f"{name}Policy")["PolicyDocument"]["Statement"]
            self.assertEqual(refused["Effect"], "Deny")
            self.assertEqual(refused["Condition"], {"Bool": {"aws:SecureTransport": "false"}})
            self.assertEqual(len(refused["Resource"]), 2)
            self.assertEqual((granted["Principal"], granted["Action"]), ({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject"))
            self.assertIn("distribution/${Distribution}", granted["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Sub"])

    def test_pictures_stay_unless_somebody_has_said_otherwise(self):
        self.assertEqual(parameter("PictureExpiryDays")["Default"], "never")
        for rule in properties("PicturesBucket")["LifecycleConfiguration"]["Rules"]:
            if "Fn::If" in rule:
                asked, rule, otherwise = rule["Fn::If"]
                self.assertEqual((asked, otherwise), ("PicturesExpire", {"Ref": "AWS::NoValue"}))
                self.assertEqual(rule["ExpirationInDays"], {"Ref": "PictureExpiryDays"})
            elif rule["Id"] == "FilesSent":
                # Copies for one download each.
                self.assertEqual((rule["Prefix"], rule["ExpirationInDays"]), ("pictures/sent/", 1))
            else:
                self.assertFalse({"ExpirationInDays", "ExpirationDate", "Transitions"} & set(rule), rule)

    def test_what_people_made_outlives_the_stack(self):
        for name in ["PicturesBucket", "PageBucket", "Table"]:
            self.assertEqual(resource(name)["DeletionPolicy"], "Retain")
            self.assertEqual(resource(name)["UpdateReplacePolicy"], "Retain")

    def test_pictures_lie_where_the_distribution_looks(self):
        self.assertEqual(variables()["PIXELPROMPT_BLOBS_PREFIX"], "pictures")
        for address in variables()["CLOUDFRONT_DOMAIN"]["Fn::If"][1:]:
            self.assertTrue(address["Fn::Sub"].endswith("/pictures"))
        self.assertEqual(behaviour("/pictures/*")["TargetOriginId"], "pictures")

    def test_other_pages_may_show_pictures_if_they_are_named(self):
        asked, rules, otherwise = properties("PicturesBucket")["CorsConfiguration"]["Fn::If"]
        self.assertEqual((asked, otherwise), ("HasCors", {"Ref": "AWS::NoValue"}))
        self.assertEqual(rules["CorsRules"][0]["AllowedMethods"], ["GET", "HEAD"])


class Table(unittest.TestCase):
    def test_it_costs_what_is_used_and_can_be_brought_back(self):
        table = properties("Table")
        self.assertEqual(table["BillingMode"], "PAY_PER_REQUEST")
        self.assertIs(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], True)
        self.assertEqual(table["TimeToLiveSpecification"], {"AttributeName": "expires", "Enabled": True})
        self.assertEqual(table["DeletionProtectionEnabled"], {"Fn::If": ["IsProd", True, False]})

    def test_it_is_the_table_that_the_code_wants(self):
        schema = source("crates/storage/src/dynamodb/schema.rs")
        code = re.search(r"pub fn table_definition\(\).*?\n}\n", schema, re.S).group(0)
        names = re.search(r"let names = \[(.*?)\];", code).group(1)
        self.assertIn('"AttributeType": "S"', code)
        self.assertEqual(
            sorted((it["AttributeName"], it["AttributeType"]) for it in properties("Table")["AttributeDefinitions"]),
            sorted((name, "S") for name in re.findall(r'"(\w+)"', names)),
        )
        hash_key, range_key = re.search(r'"KeySchema": schema\("(\w+)", "(\w+)"\)', code).groups()
        self.assertEqual([it["AttributeName"] for it in properties("Table")["KeySchema"]], [hash_key, range_key])
        wanted = {}
        for name, key, projection in re.findall(r'index\((\w+), "(\w+)", json!\((.*?)\)\)', code, re.S):
            constant = re.search(rf'const {name}: &str = "(\w+)"', schema).group(1)
            wanted[constant] = (key, json.loads(re.sub(r",\s*}", "}", projection)))
        got = {
            it["IndexName"]: (it["KeySchema"][1]["AttributeName"], it["Projection"])
            for it in properties("Table")["GlobalSecondaryIndexes"]
        }
        self.assertEqual(got, wanted)
        self.assertIn(f'"AttributeName": "{properties("Table")["TimeToLiveSpecification"]["AttributeName"]}", "Enabled"', code)

    def test_indexes(self):
        keys = {
            it["IndexName"]: [key["AttributeName"] for key in it["KeySchema"]]
            for it in properties("Table")["GlobalSecondaryIndexes"]
        }
        self.assertEqual(keys, {"work": ["work", "at"], "line": ["line", "at"], "list": ["list", "id"]})
        defined = {it["AttributeName"] for it in properties("Table")["AttributeDefinitions"]}
        self.assertEqual(defined, {"pk", "sk", *(name for key in keys.values() for name in key)})


def behaviour(path):
    config = properties("Distribution")["DistributionConfig"]
    return next((it for it in config["CacheBehaviors"] if it["PathPattern"] == path), None)


class Distribution(unittest.TestCase):
    def config(self):
        return properties("Distribution")["DistributionConfig"]

    def all(self):
        return [self.config()["DefaultCacheBehavior"], *self.config()["CacheBehaviors"]]

    def test_https_only(self):
        for it in self.all():
            self.assertIn(it["ViewerProtocolPolicy"], ["https-only", "redirect-to-https"])
            if it["TargetOriginId"] == "api":
                self.assertEqual(it["ViewerProtocolPolicy"], "https-only", it["PathPattern"])
        origin = next(it for it in self.config()["Origins"] if it["Id"] == "api")["CustomOriginConfig"]
        self.assertEqual(origin["OriginProtocolPolicy"], "https-only")
        self.assertEqual(origin["OriginSSLProtocols"], ["TLSv1.2"])
        certificate = self.config()["ViewerCertificate"]["Fn::If"][1]
        self.assertEqual(certificate["MinimumProtocolVersion"], "TLSv1.2_2021")

    def test_new_protocols(self):
        self.assertEqual(self.config()["HttpVersion"], "http2and3")
        self.assertIs(self.config()["IPV6Enabled"], True)

    def test_buckets_are_read_with_the_distributions_own_rights(self):
        for it in self.config()["Origins"]:
            if it["Id"] != "api":
                self.assertEqual(it["OriginAccessControlId"], {"Fn::GetAtt": ["OriginAccess", "Id"]})
        access = properties("OriginAccess")["OriginAccessControlConfig"]
        self.assertEqual((access["SigningBehavior"], access["SigningProtocol"]), ("always", "sigv4"))

    def test_every_path_of_the_api_reaches_it(self):
        # The scraper of metrics has no business on the site: each machine would tell of itself alone.
        elsewhere = {"/metrics"}
        patterns = [it["PathPattern"] for it in self.config()["CacheBehaviors"] if it["TargetOriginId"] == "api"]
        for path in json.loads(source("crates/server/openapi.json"))["paths"]:
            if path in elsewhere:
                continue
            first, _, rest = path[1:].partition("/")
            self.assertIn(f"/{first}/*" if rest else f"/{first}", patterns, path)
        for it in self.all():
            if it["TargetOriginId"] == "api":
                self.assertEqual(it["CachePolicyId"], "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled")
                self.assertEqual(it["OriginRequestPolicyId"], "b689b0a8-53d0-40ab-baf2-68738e2966ac", "all but Host")
                self.assertEqual(set(it["AllowedMethods"]), {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"})
                self.assertEqual(it["FunctionAssociations"][0]["FunctionARN"], {"Fn::GetAtt": ["ApiViewer", "FunctionARN"]})

    def test_the_pages_own_paths_do_not(self):
        page = re.search(r'const API = "\^/\((.*?)\)', source("web/vite.config.ts")).group(1)
        for name in page.replace("\\\\", "").split("|"):
            self.assertTrue(behaviour(f"/{name}") or behaviour(f"/{name}/*"), name)
        self.assertEqual(self.config()["DefaultCacheBehavior"]["TargetOriginId"], "page")

    def test_every_address_of_the_page_is_the_page(self):
        code = properties("PageFallback")["FunctionCode"]
        asked = ["/", "/gallery-of-mine", "/a/b/", "/assets/index-abc.js", "/favicon.svg", "/robots.txt"]
        got = subprocess.run(
            ["node", "-e", f"{code}\nconsole.log(JSON.stringify({json.dumps(asked)}.map(uri => handler({{request: {{uri}}}}).uri)))"],
            check=True, capture_output=True, text=True,
        ).stdout
        page = "/index.html"
        self.assertEqual(json.loads(got), [page, page, page, "/assets/index-abc.js", "/favicon.svg", "/robots.txt"])

    def test_nobody_can_claim_anothers_address(self):
        code = properties("ApiViewer")["FunctionCode"]
        event = {"viewer": {"ip": "203.0.113.7"}, "request": {"headers": {"x-edge-viewer": {"value": "127.0.0.1"}}}}
        got = subprocess.run(
            ["node", "-e", f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"],
            check=True, capture_output=True, text=True,
        ).stdout
        self.assertEqual(json.loads(got)["headers"]["x-edge-viewer"]["value"], "203.0.113.7")
        origin = next(it for it in self.config()["Origins"] if it["Id"] == "api")
        key = {it["HeaderName"]: it["HeaderValue"] for it in origin["OriginCustomHeaders"]}
        self.assertEqual(key, {"X-Edge-Key": variables("ApiFunction")["PIXELPROMPT_EDGE_KEY"]})

    def test_browsers_are_told_what_the_program_tells_them(self):
        text = source("crates/server/src/middleware/headers.rs")
        formats = rust_texts(text)
        page = next(it for it in formats if it.startswith("default-src 'none'; script-src 'self'; style-src"))
        worker = next(it for it in formats if it.startswith("default-src 'none'; script-src 'self'; connect-src"))
        for name, said in [
            ("PageHeaders", page.replace("{pictures}", "")),
            ("WorkerScriptHeaders", worker.replace("{pictures}", "")),
            ("PicturesHeaders", next(it for it in formats if it == "default-src 'none'")),
        ]:
            config = properties(name)["ResponseHeadersPolicyConfig"]
            security = config["SecurityHeadersConfig"]
            self.assertEqual(security["ContentSecurityPolicy"]["ContentSecurityPolicy"], said)
            self.assertIn("ContentTypeOptions", security)
            self.assertEqual(security["ReferrerPolicy"]["ReferrerPolicy"], "no-referrer")
            self.assertGreaterEqual(security["StrictTransportSecurity"]["AccessControlMaxAgeSec"], 31536000)
        permissions = next(it for it in formats if it.startswith("camera=()"))
        for name in ["PageHeaders", "WorkerScriptHeaders"]:
            items = properties(name)["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
            self.assertEqual(
                {it["Header"].lower(): it["Value"] for it in items},
                {
                    "cross-origin-opener-policy": "same-origin",
                    "cross-origin-resource-policy": "same-origin",
                    "permissions-policy": permissions,
                },
            )
        self.assertEqual(behaviour("/sw.js")["ResponseHeadersPolicyId"], {"Ref": "WorkerScriptHeaders"})
        # The API's answers keep their own.
        self.assertEqual(set(properties("ApiHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]), {"StrictTransportSecurity"})

    def test_pictures_are_cached_as_the_program_would_have_them_and_forgotten_within_the_hour(self):
        for_ever = re.search(r'FOR_EVER: &str = "(.*)"', source("crates/server/src/pictures/mod.rs")).group(1)
        items = properties("PicturesHeaders")["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
        self.assertIn({"Header": "Cache-Control", "Value": for_ever, "Override": True}, items)
        cache = properties("PicturesCache")["CachePolicyConfig"]
        self.assertEqual({cache["MinTTL"], cache["DefaultTTL"], cache["MaxTTL"]}, {3600})

    def test_pages_are_cached_as_their_files_say_and_packed(self):
        cache = properties("PageCache")["CachePolicyConfig"]
        self.assertEqual((cache["MinTTL"], cache["DefaultTTL"]), (0, 0))
        packed = cache["ParametersInCacheKeyAndForwardedToOrigin"]
        self.assertTrue(packed["EnableAcceptEncodingBrotli"] and packed["EnableAcceptEncodingGzip"])
        self.assertIs(self.config()["DefaultCacheBehavior"]["Compress"], True)

    def test_pictures_are_signed_where_a_key_is_given(self):
        asked, groups, otherwise = behaviour("/pictures/*")["TrustedKeyGroups"]["Fn::If"]
        self.assertEqual((asked, groups, otherwise), ("PicturesAreSigned", [{"Ref": "SigningKeyGroup"}], {"Ref": "AWS::NoValue"}))
        for name in ["SigningPublicKey", "SigningKeyGroup"]:
            self.assertEqual(resource(name)["Condition"], "PicturesAreSigned")

    def test_a_domain_needs_its_certificate(self):
        self.assertIn("DomainHasCertificate", template()["Rules"])
        self.assertEqual(self.config()["Aliases"]["Fn::If"][0], "HasDomain")
        for name in ["SiteAddress", "SiteAddress6"]:
            self.assertEqual(resource(name)["Condition"], "HasZone")


class Watching(unittest.TestCase):
    def alarms(self):
        return {name: it["Properties"] for name, it in of_type("AWS::CloudWatch::Alarm").items()}

    def test_alarms(self):
        def said(it):
            return it.get("MetricName"), it.get("Statistic"), it["Threshold"], it.get("Period", 300) * it["EvaluationPeriods"]

        self.assertEqual(
            {name: said(it) for name, it in self.alarms().items()},
            {
                "ApiErrorsAlarm": ("Errors", "Sum", 5, 300),
                "WorkerErrorsAlarm": ("Errors", "Sum", 5, 300),
                "ApiDurationAlarm": ("Duration", "Average", 3_000, 600),
                "WorkerDurationAlarm": ("Duration", "Average", 120_000, 300),
                "ApiThrottlesAlarm": ("Throttles", "Sum", 1, 300),
                "WorkerThrottlesAlarm": ("Throttles", "Sum", 1, 300),
                "SweepAlarm": ("Invocations", "Sum", 1, 600),
                "Api5xxAlarm": ("5xx", "Sum", 5, 300),
                "DeadLettersAlarm": ("ApproximateNumberOfMessagesVisible", "Maximum", 0, 300),
                "QueueAgeAlarm": ("ApproximateAgeOfOldestMessage", "Maximum", 1_800, 600),
                "TableThrottlesAlarm": (None, None, 1, 300),
            },
        )
        for name, it in self.alarms().items():
            self.assertEqual(it["AlarmActions"], [{"Ref": "AlarmTopic"}], name)
            missing = "breaching" if name == "SweepAlarm" else "notBreaching"
            self.assertEqual(it["TreatMissingData"], missing, name)

    def test_every_alarm_is_in_the_runbook(self):
        for it in self.alarms().values():
            name = it["AlarmName"]["Fn::Sub"].removeprefix("${AWS::StackName}-")
            self.assertIn(f'docs/RUNBOOK.md, "{name}"', it["AlarmDescription"])
            section = re.search(rf"(?m)^### {name}\n\n(.*?)(?=^###? )", source("docs/RUNBOOK.md"), re.S | re.M)
            for word in ["**Means**", "**Look at**", "**Do**"]:
                self.assertIn(word, section.group(1), name)

    def test_the_tables_indexes_are_watched_too(self):
        metrics = self.alarms()["TableThrottlesAlarm"]["Metrics"]
        expression = metrics[0]["Expression"]
        for it in metrics[1:]:
            self.assertIn(f"FILL({it['Id']}, 0)", expression)
        watched = {d["Value"] for it in metrics[1:] for d in it["MetricStat"]["Metric"]["Dimensions"] if d["Name"].startswith("Global")}
        self.assertEqual(watched, {it["IndexName"] for it in properties("Table")["GlobalSecondaryIndexes"]})

    def test_somebody_is_told_by_mail_if_there_is_an_address(self):
        self.assertEqual(resource("AlarmSubscription")["Condition"], "HasAlarmEmail")
        self.assertEqual(properties("AlarmSubscription")["Protocol"], "email")
        (statement,) = properties("AlarmTopicPolicy")["PolicyDocument"]["Statement"]
        self.assertEqual(statement["Principal"]["Service"], ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"])
        self.assertEqual(statement["Condition"], {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}})

    def test_the_bill_is_watched(self):
        budget = properties("AccountBudget")
        self.assertEqual(budget["Budget"]["BudgetLimit"]["Amount"], {"Ref": "AccountBudgetUsd"})
        self.assertEqual(
            [(it["Notification"]["NotificationType"], it["Notification"]["Threshold"]) for it in budget["NotificationsWithSubscribers"]],
            [("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)],
        )

    def test_the_dashboard_can_be_drawn(self):
        body = properties("Dashboard")["DashboardBody"]["Fn::Sub"]
        drawn = json.loads(re.sub(r"\$\{[^}]+\}", "x", body))
        self.assertEqual(len(drawn["widgets"]), 9)
        known = set(template()["Resources"]) | {"AWS::Region"}
        self.assertLessEqual({it.split(".")[0] for it in re.findall(r"\$\{([^}]+)\}", body)}, known)

    def test_costs_can_be_told_apart(self):
        self.assertEqual(template()["Globals"]["Function"]["Tags"]["Application"], "pixelprompt")
        stages = tomllib.loads((AWS / "samconfig.toml").read_text())
        for stage in ["dev", "staging", "prod"]:
            tags = stages[stage]["deploy"]["parameters"]["tags"]
            self.assertEqual(tags, f"Application=pixelprompt Stage={stage}")


class Stages(unittest.TestCase):
    def test_each_has_a_stack_of_its_own(self):
        stages = tomllib.loads((AWS / "samconfig.toml").read_text())
        for stage in parameter("Stage")["AllowedValues"]:
            settings = stages[stage]["deploy"]["parameters"]
            self.assertEqual(settings["stack_name"], f"pixelprompt-{stage}")
            self.assertEqual(settings["parameter_overrides"], [f"Stage={stage}"])
            self.assertEqual(settings["capabilities"], "CAPABILITY_IAM")
            self.assertEqual(settings["confirm_changeset"], stage == "prod")

    def test_the_example_names_parameters_that_there_are_and_holds_no_key(self):
        example = json.loads((AWS / "parameters.example.json").read_text())
        self.assertLessEqual(set(example), set(template()["Parameters"]))
        for name, value in example.items():
            it = parameter(name)
            self.assertIsInstance(value, str, name)
            if it["Type"] == "String" and "AllowedPattern" in it:
                self.assertRegex(value, f"^(?:{it['AllowedPattern']})$", name)
            if "AllowedValues" in it:
                self.assertIn(value, map(str, it["AllowedValues"]), name)
            if it.get("NoEcho"):
                self.assertEqual(value, "", name)

    def test_the_documentation_speaks_of_what_there_is(self):
        named = set(template()["Parameters"]) | set(template()["Outputs"])
        for document in ["docs/DEPLOYMENT.md", "docs/RUNBOOK.md", "docs/COST.md", "deploy/aws/README.md"]:
            text = source(document)
            # Names of our parameters are in back quotes and two words at least.
            for name in re.findall(r"`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)`", text):
                elsewhere = {"AdministratorAccess", "NoEcho", "SuccessfulRequestLatency", "GetParametersByPath", "GetFunctionConfiguration", "ModelnApiKey"}
                self.assertIn(name, named | elsewhere, document)
            for link in re.findall(r"\]\(([^)#:]+)\)", text):
                self.assertTrue((ROOT / document).parent.joinpath(link).exists(), f"{document}: {link}")
            for script in re.findall(r"scripts/[a-z-]+\.(?:sh|py)", text):
                self.assertTrue((ROOT / script).exists(), f"{document}: {script}")

    def test_what_a_deployment_tells(self):
        self.assertLessEqual(
            {"SiteUrl", "ApiUrl", "DistributionId", "PageBucketName", "PicturesBucketName", "TableName", "DeadLetterQueueUrl"},
            set(template()["Outputs"]),
        )

    def test_nothing_waits_for_itself(self):
        """CloudFormation refuses resources that need each other; linters see it only after SAM."""
        resources = json.loads(translated())["Resources"]

        def needs(it):
            text = json.dumps({key: value for key, value in it.items() if key != "Type"})
            named = set(re.findall(r'"Ref": "(\w+)"|"Fn::GetAtt": \["(\w+)"', text))
            named = {name for pair in named for name in pair if name}
            return (named | set(re.findall(r"\$\{(\w+)", text)) | set([it["DependsOn"]] if isinstance(it.get("DependsOn"), str) else it.get("DependsOn", []))) & set(resources)

        done, path = set(), []

        def walk(name):
            self.assertNotIn(name, path, path)
            if name not in done:
                path.append(name)
                for other in needs(resources[name]):
                    walk(other)
                done.add(path.pop())

        for name in resources:
            walk(name)


if __name__ == "__main__":
    unittest.main()
