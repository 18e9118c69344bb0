"""Muon for the matrices of the blocks, AdamW for everything else.

Muon (Jordan et al. 2024): momentum, then the nearest semi-orthogonal matrix by five Newton-Schulz
steps. Scaled by 0.2 sqrt(max side) so that one learning rate suits both halves (Liu et al. 2025).
"""

import torch


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """Newton-Schulz in bfloat16, of one matrix or a stack of them [..., m, n]."""
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = (matrices.mT if tall else matrices).bfloat16().contiguous()
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        a = x @ x.mT
        x = 3.4445 * x + (2.0315 * (a @ a) - 4.775 * a) @ x
    return (x.mT if tall else x).to(matrices.dtype)


class Muon(torch.optim.Optimizer):
    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            alike: dict[tuple, list] = {}
            for p in group["params"]:
                # On a GPU matrices of one shape go together; on a CPU one at a time is much faster.
                alike.setdefault(tuple(p.shape) if p.is_cuda else (id(p),), []).append(p)
            for params in alike.values():
                self.walk(params, group)

    def walk(self, params: list, group: dict) -> None:
        buffers = [self.state[p].setdefault("momentum", torch.zeros_like(p)) for p in params]
        grads = [p.grad for p in params]
        torch._foreach_lerp_(buffers, grads, 1 - group["momentum"])
        towards = torch._foreach_lerp(grads, buffers, group["momentum"])
        updates = orthogonal(torch.stack(towards)) if len(towards) > 1 else [orthogonal(towards[0])]
        torch._foreach_mul_(params, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_add_(params, list(updates), alpha=-group["lr"] * 0.2 * max(params[0].shape) ** 0.5)
