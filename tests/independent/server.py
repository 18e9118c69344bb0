"""A server of OpenAI's image API that somebody else wrote: muse (PyPI `museq`, Apache-2.0).

Requests, answers, refusals and PNG files are muse's own. Only the model behind it is made here, in the few
lines that muse asks of one: weights would have to be fetched. Says `http://127.0.0.1:PORT` when it listens.
"""

import socket

import numpy as np
import uvicorn

from muse.core.registry import ModalityRegistry
from muse.core.server import create_app
from muse.modalities import image_generation as images


class Gradient:
    """Paints a soft gradient in a colour that depends on the prompt and the seed."""

    model_id = "gradient"
    default_size = (512, 512)

    def generate(self, prompt, *, width=None, height=None, seed=None, **_):
        seed = seed or 0
        colour = np.random.default_rng([seed, *prompt.encode()]).random(3)
        light = np.linspace(0.2, 1.0, height)[:, None, None]
        picture = np.broadcast_to(light * colour, (height, width, 3))
        return images.ImageResult(picture, width, height, seed, {"prompt": f"{prompt}, softly"})


registry = ModalityRegistry()
registry.register(images.MODALITY, Gradient())
app = create_app(registry=registry, routers={images.MODALITY: images.build_router(registry)})

with socket.socket() as listener:
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
