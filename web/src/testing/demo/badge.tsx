import { createRoot } from "react-dom/client";
import { type Language, useLanguage } from "@/text/language";

const LABELS: Record<Language, { name: string; about: string }> = {
  en: { name: "Demo", about: "A demo: everything happens in this browser, and no model is asked." },
  de: { name: "Demo", about: "Eine Demo: Alles geschieht in diesem Browser, kein Modell wird gefragt." },
  es: { name: "Demo", about: "Una demo: todo ocurre en este navegador y no se consulta ningún modelo." },
  zh: { name: "演示", about: "演示：一切都在此浏览器中进行，不会请求任何模型。" },
};

/** Says in a corner what this is, so that nobody takes the creatures for a model's work. */
export function showBadge(): void {
  const place = document.body.appendChild(document.createElement("div"));
  createRoot(place).render(<Badge />);
}

function Badge() {
  const { name, about } = LABELS[useLanguage()];
  return (
    <aside
      aria-label={about}
      title={about}
      className="fixed bottom-2 left-2 z-20 rounded-full border border-line bg-raised px-2.5 py-0.5 text-xs text-muted print:hidden"
    >
      {name}
    </aside>
  );
}
