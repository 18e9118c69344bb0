import { useQuery } from "@tanstack/react-query";
import { budgetQuery } from "@/api/budget";
import type { Spending } from "@/api/types";
import { date } from "@/ui/format";
import { spendingText } from "@/ui/money";

const left = ({ limitMicroUsd, spentMicroUsd }: Spending) => (limitMicroUsd == null ? Number.POSITIVE_INFINITY : limitMicroUsd - spentMicroUsd);

/** What is spent of the budget that ends first; nothing where there is none. */
export function BudgetLine() {
  const { data } = useQuery(budgetQuery);
  const [tightest] = [...(data?.spending ?? [])].sort((a, b) => left(a) - left(b));
  const text = tightest && spendingText(tightest);
  if (!text) return null;
  return (
    <p className="ml-auto tabular-nums" title={`Begins anew ${date(tightest.resetsAt)}`}>
      {text}
    </p>
  );
}
