"""The official `openai` library at the mock: if its own types and exceptions fit, the mock speaks the truth.

The mock's address is in MOCK_URL; scripts/check-mock.sh starts one.
"""

import base64
import os
import struct
import unittest

import openai

URL = os.environ["MOCK_URL"] + "/openai/v1"
MODEL = "gpt-image-2.5-flare"


def client(key="mock", retries=0):
    return openai.OpenAI(base_url=URL, api_key=key, max_retries=retries, timeout=10)


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n"), png[:16]
    return struct.unpack(">II", png[16:24])


class Images(unittest.TestCase):
    def generate(self, prompt, key="mock", retries=0, **more):
        return client(key, retries).images.generate(model=MODEL, prompt=prompt, **more)

    def refused(self, kind, marker, **more):
        with self.assertRaises(kind) as caught:
            self.generate(f"a paper boat fail:{marker}", **more)
        self.assertIs(type(caught.exception), kind)
        return caught.exception

    def test_pictures_have_the_size_and_number_asked(self):
        answer = self.generate("a paper boat", size="1152x768", quality="low", n=2, output_format="png")
        self.assertEqual(len(answer.data), 2)
        for picture in answer.data:
            self.assertEqual(size(base64.b64decode(picture.b64_json)), (1152, 768))
        self.assertEqual(answer.size, "1152x768")
        self.assertEqual(answer.output_format, "png")
        self.assertEqual(answer.usage.total_tokens, answer.usage.input_tokens + answer.usage.output_tokens)
        self.assertTrue(answer._request_id)

    def test_the_safety_system_refuses(self):
        error = self.refused(openai.BadRequestError, "refused")
        self.assertEqual((error.status_code, error.code), (400, "moderation_blocked"))
        self.assertEqual(error.type, "image_generation_user_error")
        self.assertEqual(error.body["moderation_details"]["moderation_stage"], "input")

    def test_those_who_come_too_often_are_told_when_to_come_again(self):
        error = self.refused(openai.RateLimitError, "rate-limited")
        self.assertEqual(error.code, "rate_limit_exceeded")
        self.assertEqual(error.response.headers["retry-after"], "1")
        self.assertEqual(error.response.headers["retry-after-ms"], "1000")

    def test_the_library_waits_as_told_and_comes_again(self):
        answer = self.generate("a paper boat, later fail:rate-limited:1", retries=1)
        self.assertEqual(len(answer.data), 1)

    def test_an_empty_account_is_another_matter(self):
        error = self.refused(openai.RateLimitError, "quota")
        self.assertEqual((error.code, error.type), ("insufficient_quota", "insufficient_quota"))

    def test_keys_that_are_none(self):
        with self.assertRaises(openai.AuthenticationError) as caught:
            self.generate("a paper boat", key="another")
        self.assertEqual(caught.exception.code, "invalid_api_key")

    def test_servers_that_are_not_well(self):
        self.assertEqual(self.refused(openai.InternalServerError, "server-error").status_code, 500)
        self.assertEqual(self.refused(openai.InternalServerError, "unavailable").status_code, 503)
        self.refused(openai.APIConnectionError, "dropped")

    def test_models_that_are_gone(self):
        with self.assertRaises(openai.NotFoundError) as caught:
            client().images.generate(model="dall-e-3", prompt="a paper boat")
        self.assertEqual((caught.exception.code, caught.exception.param), ("model_not_found", "model"))

    def test_fields_that_are_gone(self):
        with self.assertRaises(openai.BadRequestError) as caught:
            self.generate("a paper boat", response_format="url")
        self.assertEqual((caught.exception.code, caught.exception.param), ("unknown_parameter", "response_format"))

    def test_values_out_of_range(self):
        for wrong in ({"size": "1000x1000"}, {"quality": "hd"}, {"n": 11}):
            with self.assertRaises(openai.BadRequestError) as caught:
                self.generate("a paper boat", **wrong)
            self.assertEqual(caught.exception.param, next(iter(wrong)))


class Words(unittest.TestCase):
    def complete(self, prompt, **more):
        messages = [{"role": "system", "content": "Rewrite as a vivid image prompt."}, {"role": "user", "content": prompt}]
        return client().chat.completions.create(model="gpt-6-luna", messages=messages, **more)

    def test_a_prompt_becomes_longer(self):
        answer = self.complete("a boat", max_completion_tokens=400, reasoning_effort="none")
        [choice] = answer.choices
        self.assertEqual((choice.finish_reason, choice.message.role), ("stop", "assistant"))
        self.assertIsNone(choice.message.refusal)
        self.assertIn("a boat", choice.message.content)
        self.assertGreater(len(choice.message.content), len("a boat"))
        self.assertGreater(answer.usage.total_tokens, 0)

    def test_faults_are_the_same(self):
        with self.assertRaises(openai.RateLimitError):
            self.complete("a boat fail:rate-limited")
        with self.assertRaises(openai.BadRequestError) as caught:
            self.complete("a boat", max_tokens=400)
        self.assertEqual(caught.exception.param, "max_tokens")

    def test_the_library_streams_or_is_told_that_this_server_does_not(self):
        with self.assertRaises(openai.BadRequestError) as caught:
            self.complete("a boat", stream=True)
        self.assertEqual(caught.exception.param, "stream")


class Judgements(unittest.TestCase):
    def judge(self, text):
        return client().moderations.create(model="omni-moderation-latest", input=text)

    def test_harmless_words(self):
        [result] = self.judge("a paper boat").results
        self.assertFalse(result.flagged)
        self.assertEqual(len(result.categories.model_dump(by_alias=True)), 13)
        self.assertEqual(len(result.category_scores.model_dump(by_alias=True)), 13)

    def test_words_that_are_not(self):
        first, second = self.judge(["a paper boat", "a knight covered in blood"]).results
        self.assertEqual((first.flagged, second.flagged), (False, True))
        self.assertTrue(second.categories.violence)
        self.assertGreater(second.category_scores.violence, 0.5)

    def test_typed_parts(self):
        [result] = self.judge([{"type": "text", "text": "blood"}]).results
        self.assertTrue(result.flagged)


class Models(unittest.TestCase):
    def test_models_are_listed(self):
        ids = [model.id for model in client().models.list()]
        self.assertIn(MODEL, ids)
        self.assertIn("gpt-6-luna", ids)
        with self.assertRaises(openai.AuthenticationError):
            client("another").models.list()


if __name__ == "__main__":
    unittest.main()
