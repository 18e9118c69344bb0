import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { copyText } from "@/ui/copy";
import { toast } from "@/ui/toaster";
import { curl } from "./curl";
import type { Body, Operation } from "./document";
import { Prose } from "./prose";
import { SchemaTree } from "./schema-tree";
import { text } from "./text";

/** One operation; closed it is a line, open it says everything. */
export function OperationCard({ operation }: { operation: Operation }) {
  const t = text();
  const command = curl(operation, location.origin);
  const copy = async () => {
    try {
      await copyText(command);
      toast(t.copied);
    } catch {
      toast(t.copyRefused);
    }
  };
  return (
    <details className="rounded-lg border border-line bg-raised">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-3">
        <span className="w-14 font-mono text-xs font-bold text-accent">{operation.method}</span>
        <code className="font-mono text-sm font-semibold wrap-anywhere">{operation.path}</code>
        <span className="text-sm text-muted">{operation.summary}</span>
      </summary>
      <div className="grid grid-cols-1 gap-5 border-t border-line px-4 py-4">
        {operation.description && <p className="max-w-prose text-sm whitespace-pre-line"><Prose text={operation.description} /></p>}
        {operation.parameters.length > 0 && (
          <Part title={t.parameters}>
            <ul className="grid gap-1 border-l border-line pl-3">
              {operation.parameters.map((parameter) => (
                <li key={`${parameter.place} ${parameter.name}`} className="text-sm">
                  <code className="font-mono font-semibold">{parameter.name}</code>
                  {!parameter.required && <span className="text-muted">?</span>}{" "}
                  <span className="font-mono text-xs text-muted">
                    {t.placed(parameter.type, parameter.place)}
                  </span>
                  {parameter.description && <span className="text-muted"> · <Prose text={parameter.description} /></span>}
                </li>
              ))}
            </ul>
          </Part>
        )}
        {operation.request && (
          <Part title={t.request}>
            <BodyView body={operation.request} />
          </Part>
        )}
        <Part title={t.answers}>
          <div className="grid gap-2">
            {operation.answers.map((answer) => (
              <div key={answer.status} className="grid gap-1">
                <p className="text-sm">
                  <code className="font-mono font-semibold">{answer.status}</code> <span className="text-muted"><Prose text={answer.description} /></span>
                </p>
                {answer.bodies.map((body) => (
                  <BodyView key={body.mediaType} body={body} closed={!answer.status.startsWith("2")} />
                ))}
              </div>
            ))}
          </div>
        </Part>
        <Part title={t.example}>
          <div className="relative">
            <pre tabIndex={0} aria-label={t.exampleOf(operation.path)} className="overflow-x-auto rounded-md bg-sunken p-3 pr-24 font-mono text-xs leading-relaxed">
              {command}
            </pre>
            <Button icon="copy" className="absolute! top-1.5 right-1.5" onClick={() => void copy()}>
              {t.copy}
            </Button>
          </div>
        </Part>
      </div>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-2 text-xs font-semibold text-muted">{title}</h3>
      {children}
    </div>
  );
}

function BodyView({ body, closed = false }: { body: Body; closed?: boolean }) {
  const title = [body.mediaType, body.schema?.type].filter(Boolean).join(" · ");
  if (!body.schema || body.schema.fields.length === 0) return <p className="font-mono text-xs text-muted">{title}</p>;
  return (
    <details open={!closed}>
      <summary className="font-mono text-xs text-muted">{title}</summary>
      <div className="mt-2">
        <SchemaTree schema={body.schema} />
      </div>
    </details>
  );
}
