export default {
  loading: "Fetching the pictures…",
  gone: "These pictures are not shared any more.",
  empty: "There are no pictures here yet.",
  enlarge: (model: string) => `Enlarge the picture by ${model}`,
  madeWith: "Made with Pixel Prompt",
};
