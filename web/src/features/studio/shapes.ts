/** How a picture lies in its frame. */
export type Shape = "square" | "landscape" | "portrait";

const SHAPES: readonly Shape[] = ["square", "landscape", "portrait"];

const sidesOf = (size: string): [number, number] => {
  const [width = 0, height = 0] = size.split("x").map(Number);
  return [width, height];
};

export function shapeOf(size: string): Shape {
  const [width, height] = sidesOf(size);
  return width === height ? "square" : width > height ? "landscape" : "portrait";
}

/** The shapes that some of the sizes have. */
export function shapesOf(sizes: readonly string[]): Shape[] {
  const known = new Set(sizes.map(shapeOf));
  return SHAPES.filter((shape) => known.has(shape));
}

/** The size of a shape that is closest in area to what is asked now, or else the middle one. */
export function sizeInShape(sizes: readonly string[], shape: Shape, now: string | undefined): string | undefined {
  const fitting = sizes.filter((size) => shapeOf(size) === shape);
  if (!now) return fitting[Math.floor(fitting.length / 2)];
  const area = (size: string) => sidesOf(size).reduce((one, other) => one * other);
  const distance = (size: string) => Math.abs(Math.log(area(size) / area(now)));
  return fitting.toSorted((a, b) => distance(a) - distance(b))[0];
}
