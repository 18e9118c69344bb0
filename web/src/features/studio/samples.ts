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
