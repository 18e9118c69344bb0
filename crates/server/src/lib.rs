//! Pixel Prompt's HTTP API and the page, over the engine.
