"""Official client libraries of other providers at the mock, as `test_openai.py` does with OpenAI's."""

import base64
import json
import os
import unittest
import urllib.request

import anthropic
import boto3
import botocore.config
import botocore.exceptions
import replicate
import replicate.exceptions
import together
from google import genai
from google.genai import errors, types

URL = os.environ["MOCK_URL"]
PNG = b"\x89PNG\r\n\x1a\n"


class Anthropic(unittest.TestCase):
    def ask(self, prompt, key="mock"):
        client = anthropic.Anthropic(api_key=key, base_url=f"{URL}/anthropic", max_retries=0)
        return client.messages.create(
            model="claude-haiku-5-5", max_tokens=400, system="Be vivid.", messages=[{"role": "user", "content": prompt}]
        )

    def test_words(self):
        answer = self.ask("a boat")
        self.assertEqual((answer.stop_reason, answer.content[0].type), ("end_turn", "text"))
        self.assertIn("a boat", answer.content[0].text)

    def test_a_refusal_is_an_answer(self):
        self.assertEqual(self.ask("a boat fail:refused").stop_reason, "refusal")

    def test_errors(self):
        for marker, kind, status in [
            ("rate-limited", anthropic.RateLimitError, 429),
            ("server-error", anthropic.InternalServerError, 500),
            ("unavailable", anthropic.InternalServerError, 529),
            ("quota", anthropic.APIStatusError, 402),
        ]:
            with self.assertRaises(kind) as caught:
                self.ask(f"a boat fail:{marker}")
            self.assertEqual(caught.exception.status_code, status)
        with self.assertRaises(anthropic.AuthenticationError):
            self.ask("a boat", key="another")


class Gemini(unittest.TestCase):
    def ask(self, prompt, key="mock"):
        client = genai.Client(api_key=key, http_options=types.HttpOptions(base_url=f"{URL}/gemini"))
        frame = types.ImageConfig(aspect_ratio="16:9", image_size="1K")
        config = types.GenerateContentConfig(response_modalities=["IMAGE"], image_config=frame)
        return client.models.generate_content(model="gemini-nano-banana-2.1", contents=prompt, config=config)

    def test_a_picture(self):
        [part] = self.ask("a boat").candidates[0].content.parts
        self.assertEqual(part.inline_data.mime_type, "image/png")
        self.assertTrue(part.inline_data.data.startswith(PNG))

    def test_words(self):
        client = genai.Client(api_key="mock", http_options=types.HttpOptions(base_url=f"{URL}/gemini"))
        config = types.GenerateContentConfig(system_instruction="Be vivid.", max_output_tokens=400)
        answer = client.models.generate_content(model="gemini-3.5-flash-lite", contents="a boat", config=config)
        self.assertIn("a boat", answer.text)

    def test_a_refusal_is_an_answer(self):
        answer = self.ask("a boat fail:refused")
        self.assertEqual(answer.prompt_feedback.block_reason, types.BlockedReason.PROHIBITED_CONTENT)

    def test_errors(self):
        for marker, kind, code, status in [
            ("rate-limited", errors.ClientError, 429, "RESOURCE_EXHAUSTED"),
            ("quota", errors.ClientError, 429, "RESOURCE_EXHAUSTED"),
            ("unauthorized", errors.ClientError, 400, "INVALID_ARGUMENT"),
            ("server-error", errors.ServerError, 500, "INTERNAL"),
            ("unavailable", errors.ServerError, 503, "UNAVAILABLE"),
        ]:
            with self.assertRaises(kind) as caught:
                self.ask(f"a boat fail:{marker}")
            self.assertEqual((caught.exception.code, caught.exception.status), (code, status))


class Bedrock(unittest.TestCase):
    def setUp(self):
        config = botocore.config.Config(retries={"max_attempts": 0, "mode": "standard"})
        self.client = boto3.client(
            "bedrock-runtime",
            region_name="us-west-2",
            endpoint_url=f"{URL}/bedrock",
            aws_access_key_id="mock",
            aws_secret_access_key="secret",
            config=config,
        )
        self.addCleanup(self.client.close)

    def paint(self, prompt, model="stability.sd3-5-large-v1:0"):
        body = json.dumps({"prompt": prompt, "seed": 42, "aspect_ratio": "16:9"})
        return json.loads(self.client.invoke_model(modelId=model, body=body)["body"].read())

    def test_a_picture(self):
        answer = self.paint("a boat")
        self.assertEqual((answer["seeds"], answer["finish_reasons"]), ([42], [None]))
        self.assertTrue(base64.b64decode(answer["images"][0]).startswith(PNG))

    def test_words(self):
        messages = [{"role": "user", "content": [{"text": "a boat"}]}]
        answer = self.client.converse(modelId="us.amazon.nova-2-lite-v1:0", messages=messages)
        self.assertIn("a boat", answer["output"]["message"]["content"][0]["text"])
        self.assertEqual(answer["stopReason"], "end_turn")

    def test_a_refusal_is_an_answer(self):
        answer = self.paint("a boat fail:refused")
        self.assertEqual((answer["finish_reasons"], answer["images"]), (["Filter reason: prompt"], []))

    def test_errors(self):
        for marker, name in [
            ("rate-limited", "ThrottlingException"),
            ("quota", "ServiceQuotaExceededException"),
            ("unauthorized", "AccessDeniedException"),
            ("server-error", "InternalServerException"),
            ("unavailable", "ServiceUnavailableException"),
        ]:
            with self.assertRaises(getattr(self.client.exceptions, name)):
                self.paint(f"a boat fail:{marker}")
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException):
            self.paint("a boat", model="amazon.nova-canvas-v1:0")


class Replicate(unittest.TestCase):
    def run_model(self, prompt, model="black-forest-labs/flux-schnell", key="mock"):
        return replicate.Client(api_token=key, base_url=f"{URL}/replicate").run(model, input={"prompt": prompt, "seed": 42})

    def test_a_picture(self):
        [output] = self.run_model("a boat")
        with urllib.request.urlopen(str(output)) as picture:
            self.assertTrue(picture.read().startswith(PNG))

    def test_a_refusal_is_a_failed_prediction(self):
        with self.assertRaises(replicate.exceptions.ModelError) as caught:
            self.run_model("a boat fail:refused")
        self.assertIn("NSFW", str(caught.exception))

    def test_errors(self):
        for prompt, more, status in [
            ("a boat fail:quota", {}, 402),
            ("a boat fail:server-error", {}, 500),
            ("a boat", {"key": "another"}, 401),
            ("a boat", {"model": "nobody/nothing"}, 404),
        ]:
            with self.assertRaises(replicate.exceptions.ReplicateError) as caught:
                self.run_model(prompt, **more)
            self.assertEqual(caught.exception.status, status)


class Together(unittest.TestCase):
    def paint(self, prompt, key="mock", steps=4):
        client = together.Together(api_key=key, base_url=f"{URL}/together", max_retries=0)
        return client.images.generate(
            model="black-forest-labs/FLUX.1-schnell", prompt=prompt, steps=steps, seed=42, response_format="base64"
        )

    def test_a_picture(self):
        [picture] = self.paint("a boat").data
        self.assertTrue(base64.b64decode(picture.b64_json).startswith(PNG))

    def test_errors(self):
        for marker, kind in [
            ("rate-limited", together.RateLimitError),
            ("server-error", together.InternalServerError),
            ("refused", together.UnprocessableEntityError),
            ("unauthorized", together.AuthenticationError),
        ]:
            with self.assertRaises(kind):
                self.paint(f"a boat fail:{marker}")
        with self.assertRaises(together.BadRequestError):
            self.paint("a boat", steps=500)


if __name__ == "__main__":
    unittest.main()
