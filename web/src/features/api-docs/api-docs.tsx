import { useQuery } from "@tanstack/react-query";
import { openapiQuery } from "@/api/openapi";
import { ErrorNotice } from "@/ui/notice";
import { useTitle } from "@/ui/title";
import { readDocument } from "./document";
import { OperationCard } from "./operation-card";
import { text } from "./text";

/** The API as the server describes it. */
export function ApiDocs() {
  const t = text();
  const { data, error, refetch } = useQuery(openapiQuery);
  useTitle(t.tab);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <p role="status" className="text-sm text-muted">
        {t.reading}
      </p>
    );
  }
  const api = readDocument(data);
  return (
    <>
      <h1 className="text-xl font-semibold">
        {t.title(api.title)} <span className="font-normal text-muted">{api.version}</span>
      </h1>
      <p className="mt-1 max-w-prose text-sm text-muted">
        {t.intro}{" "}
        <a href="/openapi.json" className="text-accent underline">
          openapi.json
        </a>
      </p>
      {api.groups.map(({ name, description, operations }) => (
        <section key={name} className="mt-8">
          <h2 className="font-semibold first-letter:uppercase">{name}</h2>
          {description && <p className="text-sm text-muted">{description}</p>}
          <div className="mt-3 grid grid-cols-1 gap-2">
            {operations.map((operation) => (
              <OperationCard key={`${operation.method} ${operation.path}`} operation={operation} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
