//! Workflows with gaps: a graph as `ComfyUI` exports it for its API, in which `{{prompt}}` and its like
//! stand where each request puts its own.

use std::fs;

use pixelprompt_domain::{Capability, ImageRequest, MAX_SEED, Prompt, Size, Sizes};
use serde_json::{Map, Value, json};

use crate::{Unfit, checkpoint};

/// From a text to a picture with one checkpoint: what `ComfyUI` itself begins with.
const OF_CHECKPOINT: &str = include_str!("checkpoint.json");

/// The gaps that a workflow can have.
const GAPS: [&str; 8] = [
    "prompt",
    "negative_prompt",
    "seed",
    "steps",
    "guidance",
    "width",
    "height",
    "model",
];

/// A graph with gaps.
#[derive(Clone, Debug)]
pub(super) struct Workflow {
    graph: Value,
    model: String,
}

impl Workflow {
    /// The workflow in a file if the model's name is that of one, else the usual one for a checkpoint.
    pub(super) fn of(model: &str) -> Result<Self, Unfit> {
        let is_file = model.to_lowercase().ends_with(".json");
        let text = if is_file {
            fs::read_to_string(model)
                .map_err(|error| Unfit(format!("the workflow {model} cannot be read: {error}")))?
        } else {
            OF_CHECKPOINT.to_owned()
        };
        let graph: Value = serde_json::from_str(&text)
            .map_err(|error| Unfit(format!("the workflow {model} is not JSON: {error}")))?;
        let is_node = |node: &Value| node.get("class_type").is_some_and(Value::is_string);
        let nodes = graph.as_object().filter(|nodes| !nodes.is_empty());
        if !nodes.is_some_and(|nodes| nodes.values().all(is_node)) {
            return Err(Unfit(format!(
                "the workflow {model} is not one for the API: save it with Export (API) in ComfyUI"
            )));
        }
        let workflow = Self {
            graph,
            model: model.to_owned(),
        };
        if workflow.has("prompt") {
            Ok(workflow)
        } else {
            Err(Unfit(format!(
                "the workflow {model} has no place for the prompt: write {{{{prompt}}}} there"
            )))
        }
    }

    fn has(&self, gap: &str) -> bool {
        self.graph.to_string().contains(&format!("{{{{{gap}}}}}"))
    }

    /// What it honours: the parameters that it has gaps for.
    pub(super) fn capability(&self) -> Capability {
        let known = checkpoint::capability(&self.model);
        let sizes = if self.has("width") && self.has("height") {
            known.sizes
        } else {
            Sizes::Listed {
                default: self.fixed_size().unwrap_or(known.sizes.default_size()),
                others: Vec::new(),
            }
        };
        Capability {
            steps: known.steps.filter(|_| self.has("steps")),
            guidance: known.guidance.filter(|_| self.has("guidance")),
            seed: self.has("seed").then_some(MAX_SEED),
            negative_prompt: self.has("negative_prompt"),
            previews: true,
            ..Capability::plain(sizes)
        }
    }

    /// The size that the first node with one has.
    fn fixed_size(&self) -> Option<Size> {
        let side = |inputs: &Value, name| u32::try_from(inputs.get(name)?.as_u64()?).ok();
        self.graph.as_object()?.values().find_map(|node| {
            let inputs = node.get("inputs")?;
            Some(Size {
                width: side(inputs, "width")?,
                height: side(inputs, "height")?,
            })
        })
    }

    /// The graph for a request.
    pub(super) fn filled(&self, request: &ImageRequest) -> Value {
        let asked = &request.parameters;
        let value = |gap: &str| -> Option<Value> {
            Some(match gap {
                "prompt" => json!(request.prompt.as_str()),
                "negative_prompt" => {
                    json!(asked.negative_prompt.as_ref().map_or("", Prompt::as_str))
                }
                // With the last seed the server would hand out the last picture again.
                "seed" => json!(asked.seed.unwrap_or_else(|| fastrand::u64(..=MAX_SEED))),
                "steps" => json!(asked.steps?),
                "guidance" => json!(asked.guidance?),
                "width" => json!(asked.size?.width),
                "height" => json!(asked.size?.height),
                "model" => json!(self.model),
                _ => return None,
            })
        };
        filled(&self.graph, &value)
    }
}

fn filled(template: &Value, value: &impl Fn(&str) -> Option<Value>) -> Value {
    match template {
        Value::String(text) => filled_text(text, value),
        Value::Array(items) => items.iter().map(|item| filled(item, value)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(name, field)| (name.clone(), filled(field, value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// A text with its gaps filled, each once: what a person typed is never read for gaps. A text that is one
/// gap and nothing else becomes the value itself, so that a number stays one.
fn filled_text(text: &str, value: &impl Fn(&str) -> Option<Value>) -> Value {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        done.push_str(before);
        let gap = GAPS.iter().find_map(|gap| {
            let rest = after.strip_prefix(*gap)?.strip_prefix("}}")?;
            Some((value(gap)?, rest))
        });
        match gap {
            Some((value, "")) if done.is_empty() => return value,
            Some((Value::String(value), after)) => {
                done.push_str(&value);
                rest = after;
            }
            Some((value, after)) => {
                done.push_str(&value.to_string());
                rest = after;
            }
            None => {
                done.push_str("{{");
                rest = after;
            }
        }
    }
    done.push_str(rest);
    Value::String(done)
}
