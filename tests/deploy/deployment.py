"""The template as written, as SAM turns it into CloudFormation, and what the program says of itself."""

import functools
import json
import os
import pathlib
import re

# Nothing here ever reaches Amazon: what would is answered by moto, or fails for want of rights.
os.environ.update(
    AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-west-2", SAM_CLI_TELEMETRY="0"
)
os.environ.pop("AWS_PROFILE", None)

import boto3
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

ROOT = pathlib.Path(__file__).resolve().parents[2]
AWS = ROOT / "deploy" / "aws"
TEMPLATE = AWS / "template.yaml"


@functools.cache
def template():
    return yaml_parse(TEMPLATE.read_text())


def resource(name):
    return template()["Resources"][name]


def properties(name):
    return resource(name)["Properties"]


def of_type(kind):
    return {name: it for name, it in template()["Resources"].items() if it["Type"] == kind}


@functools.cache
def translated():
    """The template as CloudFormation gets it, as JSON text."""
    written = yaml_parse(TEMPLATE.read_text())
    written["Globals"]["Function"]["CodeUri"] = "s3://artifacts/package.zip"
    session = boto3.session.Session(region_name="us-west-2")
    return json.dumps(Translator({}, Parser(), None, session).translate(written, {"Stage": "dev"}))


def source(path):
    return (ROOT / path).read_text()


def rust_texts(text):
    """The string literals of Rust source, with their line continuations joined."""
    return [re.sub(r"\\\n\s*", "", it) for it in re.findall(r'"((?:[^"\\]|\\.|\\\n)*)"', text)]
