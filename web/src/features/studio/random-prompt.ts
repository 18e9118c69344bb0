const THINGS = [
  "apple", "blue heart", "bee", "burger", "cactus", "castle", "crab", "crown", "dolphin", "donut", "duck", "frog",
  "ghost", "green apple", "green robot", "guitar", "hot air balloon", "koala", "lion", "mushroom", "octopus", "owl",
  "palm tree", "panda", "parrot", "penguin", "pineapple", "pink elephant", "purple octopus", "rainbow", "red fox",
  "red sports car", "rocket", "sailboat", "slice of pizza", "slice of watermelon", "snowman", "star", "strawberry",
  "sunflower", "taxi", "tiger", "toucan", "turtle", "ufo", "volcano", "whale",
] as const;

const PLACES = ["", "", "blue", "dark blue", "green", "light blue", "light green", "orange", "pink", "purple", "yellow"] as const;

/** A prompt that the built-in painter paints well. `random` gives numbers from 0 up to 1. */
export function randomPrompt(random: () => number = Math.random): string {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const article = (text: string) => (/^[aeiou]/.test(text) && !text.startsWith("ufo") ? "an" : "a");
  const thing = pick(THINGS);
  const place = pick(PLACES);
  return place ? `${article(thing)} ${thing} on ${article(place)} ${place} background` : `${article(thing)} ${thing}`;
}
