"""Stands in for the programs that scripts/deploy.sh calls: writes down each call, and answers as far as the script looks.

Started under the name of the program it stands for. $AMAZON is a folder: `calls` are the calls, `s3/` is what was uploaded,
`stacks/` the state of each stack. $FAIL is a part of a command line; the call that has it fails. It is started some thousand
times in a test, so it asks Python for little.
"""

import os
import sys

HOME = os.environ["AMAZON"]
name = os.path.basename(sys.argv[0])
given = sys.argv[1:]
line = " ".join([name, *given])

OUTPUTS = """[
  {"OutputKey": "ApiUrl", "OutputValue": "https://api.example"},
  {"OutputKey": "SiteUrl", "OutputValue": "https://site.example"},
  {"OutputKey": "PageBucketName", "OutputValue": "page-bucket"},
  {"OutputKey": "PicturesBucketName", "OutputValue": "pictures-bucket"},
  {"OutputKey": "TableName", "OutputValue": "the-table"},
  {"OutputKey": "DistributionId", "OutputValue": "E1"}
]"""


def option(wanted, otherwise=None):
    return given[given.index(wanted) + 1] if wanted in given else otherwise


def stop(text, status=254):
    print(text, file=sys.stderr)
    sys.exit(status)


def read(path):
    with open(path) as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def lying(address):
    return f"{HOME}/s3/{address[5:]}" if address.startswith("s3://") else address


def copied(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, "rb") as file, open(target, "wb") as copy:
        copy.write(file.read())


def copy():
    source, target = lying(given[2]), lying(given[3])
    if os.path.isfile(source):
        copied(source, target)
    elif not os.path.isdir(source):
        stop("fatal error: (404) not found", 1)
    else:
        left_out = [given[at + 1].removesuffix("/*") for at, it in enumerate(given) if it == "--exclude"]
        for folder, _, files in os.walk(source):
            for file in files:
                inside = os.path.relpath(os.path.join(folder, file), source)
                if inside.split("/")[0] not in left_out:
                    copied(f"{source}/{inside}", f"{target}/{inside}")


def aws():
    service, call = given[:2]
    if (service, call) == ("sts", "get-caller-identity"):
        print("123456789012")
    elif service == "cloudformation":
        cloudformation(call)
    elif (service, call) == ("lambda", "get-account-settings"):
        print(os.environ.get("PLACES", "1000"))
    elif (service, call) == ("s3", "ls"):
        found = lying(given[2])
        if given[2].endswith("/"):
            for path in sorted(os.listdir(found)) if os.path.exists(found) else []:
                print(f"                           PRE {path}/")
        elif not os.path.exists(found):
            sys.exit(1)
    elif service == "s3" and call in ("cp", "sync"):
        copy()
    elif (service, call) == ("cloudfront", "create-invalidation"):
        print("I1")
    elif (service, call) == ("s3api", "list-object-versions"):
        gone = os.path.exists(f"{HOME}/emptied-{option('--bucket')}")
        print("{}" if gone else '{"Versions": [{"Key": "a", "VersionId": "1", "Size": 1}]}')
    elif (service, call) == ("s3api", "delete-objects"):
        write(f"{HOME}/emptied-{option('--bucket')}", read(option("--delete").removeprefix("file://")))
    elif (service, call) not in {("cloudfront", "wait"), ("s3api", "delete-bucket"), ("dynamodb", "delete-table")}:
        stop(f"nobody expected: {line}", 2)


def cloudformation(call):
    wanted = f"{HOME}/stacks/{option('--stack-name')}"
    if call == "deploy":
        write(wanted, "CREATE_COMPLETE")
    elif call == "describe-stacks":
        if not os.path.exists(wanted):
            stop(f"An error occurred (ValidationError): Stack with id {option('--stack-name')} does not exist")
        asked = option("--query")
        if asked == "Stacks[0].StackStatus":
            print(read(wanted))
        elif asked == "Stacks[0].Outputs":
            print(OUTPUTS)
        else:
            print("artifacts-bucket")
    elif call == "delete-stack":
        os.unlink(wanted)
    elif call == "wait":
        if os.path.exists(wanted) and read(wanted).endswith("_IN_PROGRESS"):
            write(wanted, "UPDATE_COMPLETE")
    elif call != "update-termination-protection":
        stop(f"nobody expected: {line}", 2)


def sam():
    if given[0] == "package":
        inside = sorted(os.listdir("target/lambda/pixelprompt-lambda"))
        write(option("--output-template-file"), f"Package: {inside} of {os.environ.get('SOURCE', 'now')}\n")
    elif given[0] == "deploy":
        parameters = option("--parameter-overrides").removeprefix("file://")
        write(f"{HOME}/parameters.json", read(parameters))
        write(f"{HOME}/parameters.mode", oct(os.stat(parameters).st_mode & 0o777))
        write(f"{HOME}/template.yaml", read(option("--template-file")))
        write(f"{HOME}/stacks/{option('--stack-name')}", "UPDATE_COMPLETE")


def cargo():
    write("target/lambda/pixelprompt-lambda/bootstrap", "program")


def npm():
    for file in ["index.html", "sw.js", "manifest.webmanifest", "favicon.svg", "assets/index-1.js"]:
        write(f"web/dist/{file}", os.environ.get("SOURCE", "now"))


with open(f"{HOME}/calls", "a") as calls:
    calls.write(line + "\n")
if os.environ.get("FAIL") and os.environ["FAIL"] in line:
    stop(f"{name}: it failed", 1)
{"aws": aws, "sam": sam, "cargo": cargo, "npm": npm}.get(name, lambda: None)()
