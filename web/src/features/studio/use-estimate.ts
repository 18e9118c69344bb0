import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiFailure } from "@/api/failure";
import { estimateQuery } from "@/api/estimate";
import type { GenerateRequest, Model } from "@/api/types";
import { sentence } from "@/api/words";
import { useDebounced } from "@/ui/debounce";
import { estimateText } from "@/ui/money";
import { type Draft, requestOf } from "./draft";
import type { Price } from "./price";
import { text } from "./settings-text";

/** Milliseconds that the settings rest before they are asked about. */
const REST = 300;
/** Milliseconds between two questions while the budget does not allow it. */
const AGAIN = 30_000;
/** The price does not depend on the words, and those that are not sent yet stay here. */
const STAND_IN = "a picture";

/** What painting the draft would cost. */
export function useEstimate(draft: Draft, models: readonly Model[]): Price {
  const { prompt, steps, quality, size, models: asked } = requestOf({ ...draft, prompt: STAND_IN }, models);
  const wanted = JSON.stringify({ prompt, steps, quality, size, models: asked });
  const rested = useDebounced(wanted, REST);
  const { data, error, isPlaceholderData } = useQuery({
    ...estimateQuery(JSON.parse(rested) as GenerateRequest),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.withinBudget === false ? AGAIN : false),
  });
  const current = rested === wanted && !isPlaceholderData;
  if (error) return { text: undefined, ...refusal(error, current), estimate: undefined };
  return {
    text: data && estimateText(data.microUsd, data.unknownPrices),
    obstacle: current && data && !data.withinBudget ? text().budgetShort : undefined,
    unpriced: false,
    estimate: data,
  };
}

/** Only what the budget refuses is said beforehand; other faults of a dry run say nothing about the real one. */
function refusal(error: Error, current: boolean): Pick<Price, "obstacle" | "unpriced"> {
  if (!current || !(error instanceof ApiFailure) || error.status !== 402) return { obstacle: undefined, unpriced: false };
  return { obstacle: sentence(error.code, error.message), unpriced: error.code === "PRICE_UNKNOWN" };
}
