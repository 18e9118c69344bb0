//! Paints a list, for the evaluation in `painter/eval`.
//!
//! Each line of standard input is `style id TAB seed TAB steps TAB guidance TAB prompt`. Pictures go to
//! the file named by the first argument, 64x64 RGB bytes one after the other; what was understood goes
//! to standard output, a line each.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};
use std::sync::mpsc;

use pixelprompt_painter::{Easel, Event, Order, STYLES};

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args()
        .nth(1)
        .ok_or("usage: paint_list PICTURES < LIST")?;
    let cores = std::thread::available_parallelism()?.get();
    let easel = Easel::new(cores);
    let mut waiting = Vec::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        let [style, seed, steps, guidance, prompt] = fields[..] else {
            return Err(format!("not five fields: {line}").into());
        };
        let style = STYLES
            .iter()
            .position(|s| s.id == style)
            .ok_or("unknown style")?;
        let mut order = Order::new(prompt, style);
        order.seed = seed.parse()?;
        order.steps = steps.parse()?;
        order.guidance = guidance.parse()?;
        let (sender, receiver) = mpsc::channel();
        let ticket = easel.submit(
            order,
            Box::new(move |event| {
                if let Event::Done(result) = event {
                    // The receiver waits until every picture is there.
                    let _ = sender.send(result);
                }
            }),
        );
        waiting.push((ticket, receiver));
    }
    let (mut pictures, mut out) = (Vec::new(), io::stdout().lock());
    for (_ticket, receiver) in waiting {
        let picture = receiver.recv()??;
        pictures.extend_from_slice(&picture.canvas.rgb);
        writeln!(out, "{}", picture.reading)?;
    }
    fs::write(target, pictures)?;
    Ok(())
}
