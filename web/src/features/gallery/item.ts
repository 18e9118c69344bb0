/** The index of the card that an element is part of. */
export function itemOf(element: EventTarget | null): number | undefined {
  const card = element instanceof Element ? element.closest<HTMLElement>("[data-item]") : null;
  return card ? Number(card.dataset["item"]) : undefined;
}
