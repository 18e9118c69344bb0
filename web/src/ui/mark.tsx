/** The pixel mark: a P that comes out of scattered pixels. */
export function Mark({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" shapeRendering="crispEdges" className={className} aria-hidden="true">
      <path className="fill-accent" fillRule="evenodd" d="M4 2h8v2h2v5h-2v2H7v3H4zM7 5v3h4V5z" />
      <path className="fill-accent" opacity=".55" d="M1 6h2v2H1zM9 13h2v2H9zM13 12h2v2h-2z" />
    </svg>
  );
}
