import { useCallback, useReducer } from "react";

/** What is chosen to do something with. */
export interface Selection {
  /** Whether choosing is what a click does now. */
  on: boolean;
  chosen: ReadonlySet<string>;
  /** What was chosen last; a stretch goes from there. */
  anchor: string | undefined;
}

export type SelectionAction =
  | { type: "begin" }
  /** Chooses one, or no longer; begins if need be. */
  | { type: "toggle"; id: string }
  /** Chooses more; begins if need be. */
  | { type: "add"; ids: readonly string[] }
  /** Chooses these and no others. */
  | { type: "only"; ids: readonly string[] }
  | { type: "leave" };

export const NOTHING_SELECTED: Selection = { on: false, chosen: new Set(), anchor: undefined };

export function selectionReducer(selection: Selection, action: SelectionAction): Selection {
  switch (action.type) {
    case "begin":
      return { ...selection, on: true };
    case "toggle": {
      const chosen = new Set(selection.chosen);
      if (!chosen.delete(action.id)) chosen.add(action.id);
      return { on: true, chosen, anchor: action.id };
    }
    case "add":
      return { on: true, chosen: new Set([...selection.chosen, ...action.ids]), anchor: selection.anchor ?? action.ids[0] };
    case "only":
      return { on: true, chosen: new Set(action.ids), anchor: undefined };
    case "leave":
      return NOTHING_SELECTED;
  }
}

/** What is chosen in one list; in another list it is nothing. */
export function useSelection(list: string) {
  const [state, dispatch] = useReducer(
    (before: { list: string; selection: Selection }, { of, action }: { of: string; action: SelectionAction }) => ({
      list: of,
      selection: selectionReducer(before.list === of ? before.selection : NOTHING_SELECTED, action),
    }),
    { list, selection: NOTHING_SELECTED },
  );
  const select = useCallback((action: SelectionAction) => dispatch({ of: list, action }), [list]);
  return { selection: state.list === list ? state.selection : NOTHING_SELECTED, select };
}
