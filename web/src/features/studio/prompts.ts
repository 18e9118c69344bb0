import butterfly from "./samples/butterfly.png";
import cactus from "./samples/cactus.png";
import fox from "./samples/fox.png";
import panda from "./samples/panda.png";
import robot from "./samples/robot.png";
import rocket from "./samples/rocket.png";

/** Prompts to begin with, each beside what the built-in painter made of it. */
export const SAMPLES = [
  { prompt: "a red fox on a light blue background", picture: fox },
  { prompt: "a robot on a pink background", picture: robot },
  { prompt: "a panda on a green background", picture: panda },
  { prompt: "a cactus on an orange background", picture: cactus },
  { prompt: "a blue butterfly on a yellow background", picture: butterfly },
  { prompt: "a rocket on a dark blue background", picture: rocket },
] as const;

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
