import type { Schema } from "./document";
import { Prose } from "./prose";
import { text } from "./text";

/** A schema as a list of its fields, inner ones indented. */
export function SchemaTree({ schema }: { schema: Schema }) {
  return (
    <ul className="grid gap-1 border-l border-line pl-3">
      {schema.fields.map(({ name, required, schema: field }) => (
        <li key={name} className="text-sm">
          <code className="font-mono font-semibold">{name}</code>
          {!required && <span className="text-muted">?</span>}{" "}
          <span className="font-mono text-xs wrap-anywhere text-muted">{field.type}</span>
          {field.description && <span className="text-muted"> · <Prose text={field.description} /></span>}
          {field.fields.length > 0 && (
            <details className="mt-1">
              <summary className="text-xs text-accent">{text().itsFields}</summary>
              <div className="mt-1">
                <SchemaTree schema={field} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
