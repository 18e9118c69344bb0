import shell from "./shell";
import errors from "./errors";
import ui from "./ui";
import numbers from "./numbers";
import preferences from "./preferences";
import connection from "./connection";
import composer from "./composer";
import settings from "./settings";
import board from "./board";
import gallery from "./gallery";
import share from "./share";
import compare from "./compare";
import viewer from "./viewer";
import apiDocs from "./apiDocs";
import help from "./help";
import type { Catalogue } from "../catalogue";

export default { shell, errors, ui, numbers, preferences, connection, composer, settings, board, gallery, share, compare, viewer, apiDocs, help } satisfies Catalogue;
