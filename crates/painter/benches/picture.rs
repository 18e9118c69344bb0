//! How long a picture takes, with guidance: `cargo bench -p pixelprompt-painter`.

use divan::Bencher;
use pixelprompt_painter::{Control, Order, Painter, limits};

fn main() {
    divan::main();
}

#[divan::bench(args = [limits::DEFAULT_STEPS, limits::PREVIEW_STEPS])]
fn picture(bencher: Bencher<'_, '_>, steps: u32) {
    let painter = Painter::shared().expect("the embedded weights load");
    let order = Order {
        steps,
        ..Order::new("red fox on a light blue background", 0)
    };
    bencher.bench(|| painter.paint(&order, &mut |_| Control::Continue));
}
