"""Muon for the matrices of the blocks, AdamW for everything else.

Muon (Jordan et al. 2024): momentum, then the nearest semi-orthogonal matrix by five Newton-Schulz
steps. Scaled by 0.2 sqrt(max side) so that one learning rate suits both halves (Liu et al. 2025).
"""

import torch


def orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """Newton-Schulz in bfloat16, one matrix at a time: on CPU much faster than a batched product."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.t() if tall else matrix).bfloat16().contiguous()
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        a = x @ x.t()
        x = torch.addmm(x, torch.addmm(a, a, a, beta=-4.775, alpha=2.0315), x, beta=3.4445)
    return (x.t() if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            for p in group["params"]:
                buffer = self.state[p].setdefault("momentum", torch.zeros_like(p))
                buffer.lerp_(p.grad, 1 - group["momentum"])
                update = orthogonal(p.grad.lerp(buffer, group["momentum"]))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update, alpha=-group["lr"] * 0.2 * max(p.shape) ** 0.5)
