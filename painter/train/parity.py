"""Writes what the Rust painter must reproduce: `crates/painter/tests/parity.rs` compares.

    python -m train.parity             # a small random network with its weights, to fixtures/small.safetensors
    python -m train.parity --embedded  # of the weights that the program embeds, to fixtures/trained.safetensors

Weights go through the packing of `export.py` and back before anything is computed, so both sides
use the same numbers and only arithmetic can differ.
"""

import argparse

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from . import paths
from .network import Network, patches, sample
from .packing import pack
from .scenes import Scene
from .vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, STYLES

FIXTURES = paths.WEIGHTS.parent / "tests" / "fixtures"
STEPS, GUIDANCE, TIME = 4, 3.0, 0.37


def small_network() -> Network:
    """Every weight random: layers that training starts at zero would hide mistakes."""
    torch.manual_seed(11)
    net = Network(concepts=5, width=32, depth=2, heads=2)
    for name, parameter in net.named_parameters():
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.1 if name.endswith(("offset", "bias")) else 0.15)
    return net


def unpacked(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The inverse of `pack`, but for what was rounded away; of the network's tensors only."""
    out = {}
    for name, tensor in tensors.items():
        if name.startswith("network.") and not name.endswith(".scale"):
            scale = tensors.get(name + ".scale", torch.ones(1))
            value = tensor.float().reshape(scale.numel(), -1) * scale[:, None]
            out[name.removeprefix("network.")] = value.view(tensor.shape)
    return out


def embedded() -> Network:
    with safe_open(paths.WEIGHTS / "painter.safetensors", "pt") as file:
        weights = unpacked({name: file.get_tensor(name) for name in file.keys()})
        heads = int(file.metadata()["heads"])
    depth = sum(name.endswith(".offset") for name in weights)
    net = Network(len(weights["concept"]) - 1, weights["slot"].shape[1], depth, heads)
    net.load_state_dict(weights)
    return net


def scenes(concept_count: int) -> tuple[Scene, Scene]:
    """A full scene to paint and another to move away from, one picture each."""
    rows = torch.tensor
    scene = Scene(
        rows([[1, concept_count]]), rows([[3, len(COLOUR_NAMES)]]), rows([len(BACKGROUND_NAMES)]), rows([2]), rows([[1.0, 0.25, 0.125, -0.0625]])
    )
    against = Scene(rows([[2, 0]]), rows([[0, 0]]), rows([0]), rows([len(STYLES)]), torch.zeros(1, 4))
    return scene, against


def expectations(net: Network) -> dict[str, torch.Tensor]:
    scene, against = scenes(net.concepts)
    noise = torch.randn(1, 64, 192, generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        forward = net(noise, torch.tensor([TIME]), scene)
    painted = sample(net, noise, scene, against, STEPS, GUIDANCE)
    out = {"noise": noise[0], "forward": forward[0], "picture": patches(painted)[0]}
    for prefix, s in (("scene", scene), ("against", against)):
        for name, field in zip(("concept", "colour", "background", "style", "pose"), s.fields(), strict=True):
            out[f"{prefix}.{name}"] = field.flatten().float()
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--embedded", action="store_true", help="expected outputs of the embedded weights")
    a = p.parse_args()
    facts = {"steps": str(STEPS), "guidance": str(GUIDANCE), "time": str(TIME)}
    if a.embedded:
        tensors, path = expectations(embedded()), FIXTURES / "trained.safetensors"
    else:
        net = small_network()
        packed = pack({f"network.{name}": value for name, value in net.state_dict().items()})
        net.load_state_dict(unpacked(packed))
        tensors, path = packed | expectations(net), FIXTURES / "small.safetensors"
        facts["heads"] = str(net.heads)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in tensors.items()}, path, facts)
    path.chmod(0o644)
    print(f"{path}: {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
