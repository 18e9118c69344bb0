import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { modelsQuery } from "@/api/models";
import type { Prefill } from "@/ui/route";
import { Composer } from "./composer";
import { text } from "./composer-text";
import { type Draft, draftOf, requestOf, useDraft } from "./draft";
import { EmptyState } from "./empty-state";
import { onPurpose } from "./slip";
import { submission, useSubmit } from "./use-submit";

/** Comes after the first paint: nobody has pictures before that. */
const loadBoard = () => import("./job-board");
const JobBoard = lazy(() => loadBoard().then((module) => ({ default: module.JobBoard })));

interface StudioProps {
  job: string | undefined;
  /** The run whose picture is looked at. */
  picture: string | undefined;
  prefill: Prefill | undefined;
}

/** Where prompts become pictures. */
export function Studio({ job, picture, prefill }: StudioProps) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useDraft(prefill, () =>
    void import("./link-check").then(
      ({ checkLink }) => checkLink(location.search, queryClient),
      () => undefined,
    ),
  );
  const submit = useSubmit();
  const [meant] = useState(onPurpose);
  const change = (part: Partial<Draft>) => {
    // What was wrong with the last prompt says nothing about this one.
    if (submit.isError) submit.reset();
    setDraft(part);
  };

  useEffect(() => {
    const timer = setTimeout(() => void loadBoard().catch(() => undefined), 200);
    return () => clearTimeout(timer);
  }, []);

  const start = (next = draft) => {
    const models = queryClient.getQueryData(modelsQuery.queryKey)?.models ?? [];
    const request = requestOf(next, models);
    if (!meant(JSON.stringify(request))) return;
    void import("./prompt-history").then(
      ({ remember }) => remember({ ...next, prompt: next.prompt.trim() }),
      () => undefined,
    );
    submit.mutate(submission(request));
  };

  return (
    <>
      <h1 className="sr-only">{text().title}</h1>
      <Composer
        draft={draft}
        change={change}
        onGenerate={() => start()}
        onAgain={() => submit.variables && submit.mutate(submit.variables)}
        busy={submit.isPending}
        error={submit.error}
      />
      {job ? (
        <Suspense>
          <JobBoard
            key={job}
            jobId={job}
            picture={picture}
            isNew={submit.data?.jobId === job}
            onLoaded={(loaded) => {
              if (!draft.prompt) change(draftOf(loaded.prompt, loaded.parameters));
            }}
            onKeepSeed={(seed) => change({ seed })}
          />
        </Suspense>
      ) : (
        <EmptyState
          onPick={(prompt) => {
            change({ prompt });
            start({ ...draft, prompt });
          }}
        />
      )}
    </>
  );
}
