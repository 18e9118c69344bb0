import { pluralIn } from "../plural";

const form = pluralIn("en");
const format = new Intl.NumberFormat("en");
const number = (value: number) => format.format(value);
const pictures = (count: number) => `${number(count)} ${form(count, { one: "picture", other: "pictures" })}`;

export default {
  title: "Gallery",
  search: "Search prompts",
  loading: "Loading the gallery",
  show: { label: "Show", all: "All", favourites: "Favourites", trash: "Trash" },

  more: "Show more",
  moreLoading: "Loading…",
  moreFailed: "That did not work; try again",

  nothing: {
    yet: "No pictures yet.",
    begin: "Paint the first ones",
    favourites: "No favourites yet. The heart on a picture makes it one.",
    trash: "The trash is empty.",
    found: (words: string) => `No prompt holds “${words}”.`,
  },

  pictures,
  without: {
    pending: "Waiting",
    in_progress: "Being painted",
    completed: "No pictures",
    partial: "No pictures",
    failed: "Nothing was painted",
    cancelled: "Stopped",
  },
  love: (prompt: string) => `Make a favourite: ${prompt}`,
  unlove: (prompt: string) => `No longer a favourite: ${prompt}`,

  detail: {
    loading: "Fetching the pictures…",
    again: "Use again",
    compare: "Compare",
    zip: "All as zip",
    favourite: "Favourite",
    trash: "Move to the trash",
    restore: "Take out of the trash",
    trashedSince: (when: string) => `In the trash since ${when}.`,
    empty: "There are no pictures here.",
    emptyWhy: "See what happened",
    settings: {
      steps: "Steps",
      guidance: "Guidance",
      quality: "Quality",
      seed: "Seed",
      size: "Size",
      negativePrompt: "Left out",
    },
  },

  quality: { low: "low", medium: "medium", high: "high", max: "highest" },

  picture: {
    enlarge: (model: string) => `Enlarge the picture by ${model}`,
    alt: (prompt: string, model: string) => `${prompt}, painted by ${model}`,
    seedAgain: (model: string) => `Use the seed of ${model} again`,
    seedAgainHint: "This model and seed again",
    download: (model: string) => `Download the picture by ${model}`,
    downloadHint: "Download",
    steps: (count: number) => `${number(count)} ${form(count, { one: "step", other: "steps" })}`,
    guidance: (value: number) => `guidance ${value}`,
    quality: (level: string) => `${level} quality`,
    seed: (value: number) => `seed ${value}`,
    reading: (words: string) => `Understood as: ${words}`,
    note: (words: string) => `Note: ${words}`,
  },

  undo: "Undo",
  trashed: "Moved to the trash",
  destroyed: "Deleted for good",
  destroy: {
    act: "Delete for good",
    question: "Delete these pictures for good?",
    detail: "They and their files will be gone. This cannot be undone.",
  },
};
