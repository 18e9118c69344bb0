"""Stage 5: train the painter's network.

    python -m train.train --steps 8600 --workers 2         # CPU: one worker a core
    python -m train.train --steps 8600 --batch 1024        # picks a CUDA GPU when there is one

Resumable: a run continues from `runs/<name>/checkpoint.pt`, also with other --steps, so that a long
constant phase can be cooled down whenever time is up. Several CPU workers share one batch and
average gradients once a step, which survives a busy machine far better than OpenMP threads do. On a
GPU everything stays there, the artwork too: pictures are composed, noised and learned without a copy.
"""

import argparse
import os
import time
from dataclasses import asdict
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn

from . import paths
from .network import Network, patches, picture
from .optimiser import Muon
from .packing import rounded
from .scenes import SHAPES_FIRST, Composer, Mix, Scene
from .vocabulary import concepts


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--name", default="painter")
    p.add_argument("--steps", type=int, required=True, help="of the whole run, those of a resumed checkpoint included")
    p.add_argument("--cool", type=int, default=3000, help="steps of linear decay at the end")
    p.add_argument("--shapes-first", type=int, default=2500, help="first steps with few colours, pairs and poses")
    p.add_argument("--batch", type=int, default=128, help="pictures a step, over all workers")
    p.add_argument("--workers", type=int, default=1)
    p.add_argument("--lr", type=float, default=1.5e-3)
    p.add_argument("--ema", type=float, default=0.999)
    p.add_argument("--edges", type=float, default=0.0, help="weight of errors in the step from a pixel to the next (0.25)")
    p.add_argument("--beyond", type=float, default=0.0, help="how far past pure white and black the target lies (0.03)")
    p.add_argument("--round", type=int, default=0, help="last steps, which learn with weights rounded as in the file")
    p.add_argument("--width", type=int, default=256)
    p.add_argument("--depth", type=int, default=8)
    p.add_argument("--heads", type=int, default=4)
    p.add_argument("--limit", type=int, default=None, help="only the first N icons (smoke test)")
    p.add_argument("--save-every", type=int, default=500)
    p.add_argument("--tell-every", type=int, default=50)
    p.add_argument("--no-compile", action="store_true")
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


def pace(step: int, a: argparse.Namespace) -> float:
    """Learning rate factor: short warm-up, constant, linear to zero."""
    return min(1.0, (step + 1) / 150, max(0.0, (a.steps - step) / a.cool))


def corrupt(clean: torch.Tensor, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Noisy patches, their times (0 noise, 1 picture; logit-normal) and the weight that makes the
    error of the predicted picture an error of the predicted velocity."""
    t = torch.sigmoid(torch.randn(len(clean), generator=generator, device=clean.device) * 1.0 - 0.7)
    noise = torch.randn(clean.shape, generator=generator, device=clean.device)
    mixed = t.view(-1, 1, 1) * clean + (1 - t.view(-1, 1, 1)) * noise
    return mixed, t, 1 / (1 - t).clamp(min=0.1).square()


def cost(guess: torch.Tensor, clean: torch.Tensor, edges: float, beyond: float) -> torch.Tensor:
    """Squared error of each picture. Steps between neighbours count on their own, across the seams of
    the patches too: the best guess is the same, but seams and ragged edges weigh more. The target for
    pure white and black lies beyond them, so that small errors vanish when the sampler clamps."""
    error = guess - (clean + beyond * clean.sign() * (clean.abs() > 0.996))
    square = error.square().mean((1, 2))
    if edges == 0:
        return square
    whole = picture(error)
    steps = whole.diff(dim=2).square().mean((1, 2, 3)) + whole.diff(dim=3).square().mean((1, 2, 3))
    return square + edges * steps


def drop(scene: Scene, generator: torch.Generator) -> Scene:
    """Forget the whole content of one scene in ten, and the style of one in twenty, for guidance;
    the objects alone of one in thirty, so that a negative prompt may be just a colour."""
    count = len(scene.style)
    keep = (torch.rand(count, generator=generator, device=generator.device) >= 0.1).long()
    named = keep * (torch.rand(count, generator=generator, device=generator.device) >= 0.03).long()
    styled = (torch.rand(count, generator=generator, device=generator.device) >= 0.05).long()
    return Scene(
        scene.concept * named[:, None],
        scene.colour * keep[:, None],
        scene.background * keep,
        scene.style * styled,
        scene.pose * keep[:, None],
    )


def round_to_file(parameters: list[nn.Parameter]) -> list[tuple[nn.Parameter, torch.Tensor]]:
    """Rounds the weights as the file will; returns those it changed with their exact values, which the
    gradient of the rounded ones is then applied to."""
    near = [(p, rounded(p.detach())) for p in parameters]
    exact = [(p, p.detach().clone()) for p, value in near if value is not None]
    for p, value in near:
        if value is not None:
            p.data.copy_(value)
    return exact


def average(parameters: list[nn.Parameter]) -> None:
    flat = torch.cat([p.grad.view(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for p in parameters:
        p.grad.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()


def save(path: Path, state: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def work(rank: int, a: argparse.Namespace) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if a.workers > 1:
        torch.set_num_threads(1)
        dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{a.port}", rank=rank, world_size=a.workers)
    torch.manual_seed(a.seed)
    net = Network(len(concepts()), a.width, a.depth, a.heads).to(device)
    inner = [p for p in net.blocks.parameters() if p.ndim == 2 and p.shape[0] != 6]
    chosen = {id(p) for p in inner}
    outer = [p for p in net.parameters() if id(p) not in chosen]
    quick = {"fused": True} if device == "cuda" else {"foreach": True}
    optimisers = [Muon(inner, a.lr), torch.optim.AdamW(outer, a.lr, betas=(0.9, 0.99), weight_decay=0.01, **quick)]
    average_net = {k: v.detach().clone() for k, v in net.state_dict().items()}
    path = paths.RUNS / a.name / "checkpoint.pt"
    step = 0
    if path.exists():
        state = torch.load(path, map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        average_net = state["ema"]
        for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        step = state["step"]
        print(f"worker {rank}: resumed at step {step}", flush=True)
    forward = net if a.no_compile or device == "cuda" else torch.compile(net)
    if device == "cuda" and not a.no_compile:
        for block in net.blocks:  # all alike, so compiled once
            block.compile()
    parameters = list(net.parameters())
    composer = Composer(a.seed + 7919 * rank + 104729 * step, a.limit, device)
    generator = torch.Generator(device).manual_seed(a.seed + 15485863 * rank + step)
    icons, batch = len(composer.style), a.batch // a.workers
    since, shown, losses = time.time(), step, torch.zeros((), device=device)
    while step < a.steps:
        mix = SHAPES_FIRST if step < a.shapes_first else Mix()
        image, scene = composer.draw(batch, mix)
        clean = patches(image)
        noisy, t, weight = corrupt(clean, generator)
        exact = round_to_file(parameters) if step >= a.steps - a.round else []
        with torch.autocast(device, torch.bfloat16):
            guess = forward(noisy, t, drop(scene, generator))
        loss = (cost(guess.float(), clean, a.edges, a.beyond) * weight).mean()
        loss.backward()
        for parameter, value in exact:
            parameter.data.copy_(value)
        if a.workers > 1:
            average(parameters)
        nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group["lr"] = a.lr * pace(step, a)
            optimiser.step()
            optimiser.zero_grad()
        step += 1
        momentum = min(a.ema, (1 + step) / (10 + step))
        torch._foreach_lerp_(list(average_net.values()), list(net.state_dict().values()), 1 - momentum)
        losses += loss.detach()
        if rank == 0 and (step % a.tell_every == 0 or step == a.steps):
            mean = losses.item() / (step - shown)  # waits for the device, so before the clock is read
            speed = (step - shown) * a.batch / (time.time() - since)
            passes = step * a.batch / icons
            print(f"step {step} loss {mean:.4f} {speed:.0f} img/s passes {passes:.1f}", flush=True)
            since, shown = time.time(), step
            losses.zero_()
        if rank == 0 and (step % a.save_every == 0 or step == a.steps):
            shape = {k: v for k, v in vars(a).items() if k in ("width", "depth", "heads")}
            saved = [o.state_dict() for o in optimisers]
            save(path, {"net": net.state_dict(), "ema": average_net, "optimisers": saved, "step": step, "shape": shape})


def main() -> None:
    a = arguments()
    print("mix", asdict(Mix()), flush=True)
    if a.workers == 1:
        work(0, a)
        return
    import socket

    with socket.socket() as probe:  # a free port for the workers to meet on
        probe.bind(("127.0.0.1", 0))
        a.port = probe.getsockname()[1]
    mp.spawn(work, (a,), a.workers)


if __name__ == "__main__":
    main()
