"""Writes what the Rust painter must reproduce: `crates/painter/tests/parity.rs` compares.

    python -m train.parity                              # a small random network, to tests/fixtures/small.safetensors
    python -m train.parity --checkpoint runs/painter/checkpoint.pt --out trained.safetensors

The small fixture holds the weights as well. With a checkpoint only noise, scenes and expected
outputs are written, for comparison with weights that were exported from it.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import paths
from .network import Network, picture, sample
from .scenes import Scene
from .vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, STYLES, concepts

FIXTURE = Path(__file__).parents[2] / "crates/painter/tests/fixtures/small.safetensors"
STEPS, GUIDANCE, TIME = 4, 3.0, 0.37


def small_network() -> Network:
    """Every weight random: layers that training starts at zero would hide mistakes."""
    torch.manual_seed(11)
    net = Network(concepts=5, width=32, depth=2, heads=2)
    for name, parameter in net.named_parameters():
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.1 if name.endswith(("offset", "bias")) else 0.15)
    return net


def scenes(concept_count: int) -> tuple[Scene, Scene]:
    """A full scene to paint and another to move away from, one picture each."""
    rows = torch.tensor
    scene = Scene(
        rows([[1, concept_count]]), rows([[3, len(COLOUR_NAMES)]]), rows([len(BACKGROUND_NAMES)]), rows([2]), rows([[1.0, 0.25, 0.125, -0.0625]])
    )
    against = Scene(rows([[2, 0]]), rows([[0, 0]]), rows([0]), rows([len(STYLES)]), torch.zeros(1, 4))
    return scene, against


def expectations(net: Network, concept_count: int) -> dict[str, torch.Tensor]:
    scene, against = scenes(concept_count)
    noise = torch.randn(1, 64, 192, generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        forward = net(noise, torch.tensor([TIME]), scene)
    painted = sample(net, noise, scene, against, STEPS, GUIDANCE)
    out = {"noise": noise[0], "forward": forward[0], "picture": painted[0]}
    for prefix, s in (("scene", scene), ("against", against)):
        for name, field in zip(("concept", "colour", "background", "style", "pose"), s.fields(), strict=True):
            out[f"{prefix}.{name}"] = field.flatten().float()
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoint", type=Path, help="in the cache or absolute; its averaged weights are used")
    p.add_argument("--out", type=Path, default=FIXTURE)
    a = p.parse_args()
    metadata = {"steps": str(STEPS), "guidance": str(GUIDANCE), "time": str(TIME)}
    if a.checkpoint:
        state = torch.load(paths.CACHE / a.checkpoint, map_location="cpu", weights_only=True)
        net = Network(len(concepts()), **state["shape"])
        net.load_state_dict(state["ema"])
        tensors = expectations(net, len(concepts()))
    else:
        net = small_network()
        tensors = expectations(net, net.concepts)
        tensors |= {f"network.{name}": value for name, value in net.state_dict().items()}
        metadata["heads"] = str(net.heads)
    a.out.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in tensors.items()}, a.out, metadata)
    print(f"{a.out}: {a.out.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
