"""Stands in for curl: answers as a site on CloudFront would. $WRONG is one thing that is not as it should be:
"ADDRESS|NAME|VALUE", where NAME is a header, `status` or `protocol`."""

import os
import sys

given = sys.argv[1:]
address = next(it for it in given if it.startswith("http"))
SITE = "https://site.example"
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
page = {
    "status": "200", "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", "content-encoding": "br",
    "alt-svc": 'h3=":443"; ma=86400', "strict-transport-security": "max-age=63072000", "content-security-policy": CSP,
}
api = {"status": "200", "content-type": "application/json", "cache-control": "no-store", "x-cache": "Miss from cloudfront"}
for_ever = {"cache-control": "public, max-age=31536000, immutable", "x-cache": "Hit from cloudfront"}
worker = "default-src 'none'; script-src 'self'; connect-src 'self'"
picture = f"{SITE}/pictures/01/0/1/thumbnail"
ANSWERS = {
    "http://site.example/": {"status": "301", "location": f"{SITE}/"},
    "http://site.example/healthz": {"status": "403"},
    f"{SITE}/": page,
    f"{SITE}/assets/index-1.js": {"status": "200", **for_ever},
    f"{SITE}/sw.js": {"status": "200", "content-security-policy": worker},
    f"{SITE}/some/where": page,
    f"{SITE}/assets/there-is-none.js": {"status": "403"},
    f"{SITE}/healthz": api,
    f"{SITE}/status/00000000000000000000000000": {**api, "status": "404"},
    f"{SITE}/models": api,
    f"{SITE}/gallery/list?limit=1": api,
    picture: {"status": "200", "content-type": "image/webp", "content-security-policy": "default-src 'none'", **for_ever},
    picture.replace("https", "http", 1): {"status": "403"},
    "https://pictures.s3.us-west-2.amazonaws.com/index.html": {"status": "403"},
    "https://pictures.s3.us-west-2.amazonaws.com/?list-type=2": {"status": "403"},
}
answer = dict(ANSWERS[address])
wrong, name, value = os.environ.get("WRONG", "||").split("|")
if wrong == address:
    answer[name] = value
body = ""
if address == f"{SITE}/":
    body = '<script type="module" src="/assets/index-1.js"></script>'
if "/gallery/list" in address and not os.environ.get("NO_PICTURE"):
    body = f'{{"galleries":[{{"preview":"{picture}"}}]}}'
status, protocol = answer.pop("status"), answer.pop("protocol", "2")
with open(given[given.index("--dump-header") + 1], "w") as file:
    file.write(f"HTTP/{protocol} {status}\r\n" + "".join(f"{it.title()}: {said}\r\n" for it, said in answer.items()) + "\r\n")
with open(given[given.index("--output") + 1], "w") as file:
    file.write(body)
print(status, protocol)
