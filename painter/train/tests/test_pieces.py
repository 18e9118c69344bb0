"""The rules that the training data must keep, on real lists and on pictures drawn here."""

import unittest

import numpy as np
import torch

from train.artwork import SIDE, raster_svg
from train.captions import contains, names, synonyms
from train.network import CONTEXT, Network, patches, picture, sample, times
from train.optimiser import Muon, orthogonal
from train.recolour import recolour, to_hsv, to_rgb
from train.packing import pack, rounded
from train.parity import unpacked
from train.scenes import Scene, held_out, placed, premultiplied
from train.train import cost
from train.vocabulary import COLOUR_NAMES, concepts
from train.words import Words, spelled

DISC = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="20" fill="{}"/></svg>'


class Vocabulary(unittest.TestCase):
    def test_concepts_are_many_and_distinct(self):
        self.assertGreaterEqual(len(concepts()), 400)
        self.assertEqual(len(set(concepts())), len(concepts()))

    def test_held_out_pairs_are_about_an_eighth_and_fixed(self):
        pairs = [held_out(c, colour) for c in concepts() for colour in COLOUR_NAMES]
        self.assertAlmostEqual(np.mean(pairs), 1 / 8, delta=0.02)
        self.assertTrue(held_out("fox", "blue") is held_out("fox", "blue"))


class Names(unittest.TestCase):
    def test_everyday_names_give_nothing_away(self):
        kept_back = [spelled(prompt) for prompt, _ in synonyms()]
        for name, label in names():
            self.assertIn(label, concepts())
            self.assertFalse(any(contains(spelled(name), held) for held in kept_back), name)

    def test_synonyms_are_many_and_no_labels(self):
        self.assertGreaterEqual(len(synonyms()), 200)
        for prompt, accepted in synonyms():
            self.assertTrue(set(accepted) <= set(concepts()), prompt)
            self.assertFalse(any(contains(spelled(label), spelled(prompt)) for label in concepts()), prompt)


class Recolour(unittest.TestCase):
    def test_hsv_round_trip(self):
        rgb = np.random.default_rng(0).random((500, 3))
        self.assertLess(np.abs(to_rgb(*to_hsv(rgb)) - rgb).max(), 1e-6)

    def test_the_dominant_colour_moves_and_nothing_else(self):
        red = raster_svg(DISC.format("#d02020"))
        blue = recolour(red, "blue")
        np.testing.assert_array_equal(blue[..., 3], red[..., 3])
        r, g, b = (int(x) for x in blue[SIDE // 2, SIDE // 2, :3])
        self.assertGreater(b, 2 * max(r, g))


class Text(unittest.TestCase):
    def test_words_are_plain_letters(self):
        self.assertEqual(spelled("A Crème-Brûlée,  PLEASE!"), ["a", "creme", "brulee", "please"])
        self.assertEqual(spelled("the dog’s Straße 🦊"), ["the", "dogs", "stra", "e"])

    def test_longest_pieces_first(self):
        words = Words(np.zeros((5, 128), np.float32), ["fox", "fire", "##fox", "##es", "##x"])
        self.assertEqual(words.ids("Fox firefox foxes qqx"), [0, 1, 2, 0, 3, 4])


class Mathematics(unittest.TestCase):
    def test_patches_round_trip(self):
        image = torch.randn(2, 3, SIDE, SIDE)
        self.assertTrue(torch.equal(picture(patches(image)), image))

    def test_times_run_from_noise_to_picture(self):
        schedule = times(12)
        self.assertEqual((schedule[0].item(), schedule[-1].item()), (0.0, 1.0))
        self.assertTrue((schedule.diff() > 0).all())

    def test_orthogonal_evens_out_singular_values(self):
        for shape in ((64, 128), (128, 64)):
            values = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
            self.assertLess((values - 1).abs().max(), 0.5)

    def test_muon_walks_downhill(self):
        torch.manual_seed(0)
        weight, goal = torch.nn.Parameter(torch.randn(16, 16)), torch.randn(16, 16)
        optimiser = Muon([weight], lr=0.1)
        losses = []
        for _ in range(100):
            loss = (weight - goal).square().mean()
            losses.append(loss.item())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        self.assertLess(losses[-1], losses[0] / 4)

    def test_premultiplied_alpha(self):
        pixels = torch.tensor([200, 100, 0, 127], dtype=torch.uint8).expand(2, SIDE, SIDE, 4)
        layers = premultiplied(pixels)
        self.assertEqual(layers.shape, (2, 4, SIDE, SIDE))
        self.assertAlmostEqual(layers[1, 0, 0, 0].item(), 200 / 255 * 127 / 255, places=5)

    def test_a_layer_is_shrunk_into_its_box(self):
        layers = torch.ones(2, 4, SIDE, SIDE)
        size, left, top = torch.tensor([1.0, 0.5]), torch.tensor([0.0, 0.25]), torch.tensor([0.0, 0.5])
        whole, half = placed(layers, size, left, top)
        self.assertTrue((whole[:, 1:-1, 1:-1] > 0.999).all())
        inside = torch.zeros(SIDE, SIDE, dtype=torch.bool)
        inside[32:, 16:48] = True
        self.assertTrue((half[:, inside] > 0.7).all())
        self.assertTrue((half[:, ~inside] < 0.3).all())

    def test_rounding_is_what_packing_does(self):
        tensors = {"network.matrix": torch.randn(64, 128), "network.table": torch.randn(5, 4, 32), "network.bias": torch.randn(9)}
        back = unpacked(pack(tensors))
        for name in ("matrix", "table"):
            torch.testing.assert_close(rounded(tensors[f"network.{name}"]), back[name], rtol=1e-6, atol=1e-6)
        self.assertIsNone(rounded(tensors["network.bias"]))

    def test_small_errors_on_white_cost_but_vanish_when_clamped(self):
        white = torch.ones(1, 64, 192)
        self.assertEqual(cost(white + 0.03, white, 0.25, 0.03).item(), 0)
        self.assertGreater(cost(white, white, 0.25, 0.03).item(), 0)
        grey = torch.zeros(1, 64, 192)
        seam = grey.clone()
        seam[:, 0] = 0.1  # one patch lighter than the others
        self.assertGreater(cost(seam, grey, 0.25, 0.03).item(), cost(seam, grey, 0.0, 0.03).item())

    def test_guidance_one_ignores_what_to_avoid(self):
        torch.manual_seed(0)
        net = Network(concepts=3, width=32, depth=1, heads=2)
        for p in net.parameters():
            torch.nn.init.normal_(p, std=0.05)
        scene, other = Scene.blank(1), Scene.blank(1)
        scene.concept[0, 0], other.concept[0, 0] = 1, 2
        noise = torch.randn(1, 64, 192)
        plain = sample(net, noise, scene, scene, 2, 1.0)
        self.assertTrue(torch.allclose(plain, sample(net, noise, scene, other, 2, 1.0), atol=1e-5))
        self.assertFalse(torch.allclose(plain, sample(net, noise, scene, other, 2, 3.0), atol=1e-5))
        self.assertEqual(net.slot.shape[0], CONTEXT)


if __name__ == "__main__":
    unittest.main()
