//! Models that are asked for a shape by name instead of a size.

use pixelprompt_domain::{Size, Sizes};

/// A shape as an API calls it, with the size of the picture that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The size, as near as the provider tells it.
    pub size: Size,
    /// The name, such as `16:9`.
    pub name: &'static str,
}

/// A shape of `width` and `height`.
pub const fn shape(width: u32, height: u32, name: &'static str) -> Shape {
    Shape {
        size: Size { width, height },
        name,
    }
}

/// The sizes of some shapes, the usual one first. Without any: the square of 1024.
pub fn sizes(shapes: &[Shape]) -> Sizes {
    let mut sizes = shapes.iter().map(|shape| shape.size);
    Sizes::Listed {
        default: sizes.next().unwrap_or(Size::square(1024)),
        others: sizes.collect(),
    }
}

/// The shape that is most like a size.
pub fn nearest(shapes: &'static [Shape], size: Size) -> Option<Shape> {
    let wanted = sizes(shapes).nearest(size);
    shapes.iter().copied().find(|shape| shape.size == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: &[Shape] = &[
        shape(1024, 1024, "1:1"),
        shape(1344, 768, "16:9"),
        shape(768, 1344, "9:16"),
    ];

    #[test]
    fn a_size_has_the_name_of_its_shape() {
        for (width, height, name) in [(1024, 1024, "1:1"), (1920, 1080, "16:9"), (64, 128, "9:16")]
        {
            let found = nearest(SHAPES, Size { width, height }).unwrap();
            assert_eq!(found.name, name);
        }
        assert_eq!(nearest(&[], Size::square(9)), None);
    }

    #[test]
    fn the_first_shape_is_the_usual_one() {
        assert_eq!(sizes(SHAPES).default_size(), Size::square(1024));
    }
}
