//! Times pictures, for `painter/eval/speed.py`.
//!
//! Says how many seconds the weights took to load. Then, for each line `STEPS TAB GUIDANCE` on standard
//! input, paints one picture and answers with its seconds.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use pixelprompt_painter::{Control, Order, Painter};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let begin = Instant::now();
    let painter = Painter::shared()?;
    writeln!(out, "{}", begin.elapsed().as_secs_f64())?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (steps, guidance) = line
            .split_once('\t')
            .ok_or("a line is STEPS TAB GUIDANCE")?;
        let mut order = Order::new("red fox on a light blue background", 0);
        (order.steps, order.guidance) = (steps.parse()?, guidance.parse()?);
        let begin = Instant::now();
        painter.paint(&order, &mut |_| Control::Continue)?;
        writeln!(out, "{}", begin.elapsed().as_secs_f64())?;
    }
    Ok(())
}
