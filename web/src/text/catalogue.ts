import type shell from "./en/shell";
import type errors from "./en/errors";
import type ui from "./en/ui";
import type numbers from "./en/numbers";
import type preferences from "./en/preferences";
import type connection from "./en/connection";
import type composer from "./en/composer";
import type settings from "./en/settings";
import type board from "./en/board";
import type gallery from "./en/gallery";
import type share from "./en/share";
import type compare from "./en/compare";
import type viewer from "./en/viewer";
import type apiDocs from "./en/apiDocs";
import type help from "./en/help";

/** Every text of the page. English gives its shape, and the compiler holds the other languages to it. */
export interface Catalogue {
  shell: typeof shell;
  errors: typeof errors;
  ui: typeof ui;
  numbers: typeof numbers;
  preferences: typeof preferences;
  connection: typeof connection;
  composer: typeof composer;
  settings: typeof settings;
  board: typeof board;
  gallery: typeof gallery;
  share: typeof share;
  compare: typeof compare;
  viewer: typeof viewer;
  apiDocs: typeof apiDocs;
  help: typeof help;
}
