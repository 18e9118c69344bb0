import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { budgetQuery } from "@/api/budget";
import type { Model, Spending } from "@/api/types";
import { date } from "@/ui/format";
import { spendingText } from "@/ui/money";
import type { Draft } from "./draft";
import type { Price } from "./price";
import { text } from "./settings-text";
import { useEstimate } from "./use-estimate";

interface PurseProps {
  draft: Draft;
  models: readonly Model[];
  /** Is told what the draft costs, whenever that changes. */
  onPrice: (price: Price) => void;
}

/** Asks what the draft costs, and shows what is spent; only there where a model costs something. */
export function Purse({ draft, models, onPrice }: PurseProps) {
  const { text: cost, obstacle, unpriced, estimate } = useEstimate(draft, models);
  useEffect(() => {
    onPrice({ text: cost, obstacle, unpriced, estimate });
  }, [onPrice, cost, obstacle, unpriced, estimate]);
  return <BudgetLine />;
}

const left = ({ limitMicroUsd, spentMicroUsd }: Spending) => (limitMicroUsd == null ? Number.POSITIVE_INFINITY : limitMicroUsd - spentMicroUsd);

/** What is spent of the budget that ends first; nothing where there is none. */
function BudgetLine() {
  const { data } = useQuery(budgetQuery);
  const [tightest] = [...(data?.spending ?? [])].sort((a, b) => left(a) - left(b));
  const spent = tightest && spendingText(tightest);
  if (!spent) return null;
  return (
    <p className="ml-auto tabular-nums" title={text().beginsAnew(date(tightest.resetsAt))}>
      {spent}
    </p>
  );
}
