"""How weights lie in the file: matrices as int8 with one scale a row, small tensors as f16."""

import torch


def quantised(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """int8 [rows, n] and f32 [rows]: value = integer * scale of its row."""
    scale = matrix.abs().amax(1).clamp(min=1e-8) / 127
    return (matrix / scale[:, None]).round().to(torch.int8), scale


def pack(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    packed = {}
    for name, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        if name.endswith(".rows"):  # small whole numbers, exact as f32
            packed[name] = tensor.float()
        elif tensor.ndim == 2 and tensor.numel() >= 4096:
            packed[name], packed[name + ".scale"] = quantised(tensor.float())
        elif tensor.ndim == 3:  # tables of a few vectors a row
            flat, scale = quantised(tensor.float().flatten(0, 1))
            packed[name], packed[name + ".scale"] = flat.view(tensor.shape), scale
        else:
            packed[name] = tensor.half()
    return packed


@torch.no_grad()
def rounded(tensor: torch.Tensor) -> torch.Tensor | None:
    """What a parameter of the network is after `pack` and back; None if it is kept as f16."""
    if (tensor.ndim == 2 and tensor.numel() >= 4096) or tensor.ndim == 3:
        scale = tensor.abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
        return (tensor / scale).round() * scale
    return None
