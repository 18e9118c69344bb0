import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { watchJob } from "@/api/events";
import { budgetQuery } from "@/api/budget";
import { estimateKey } from "@/api/estimate";
import { galleryListKey } from "@/api/gallery-list";
import { jobQuery } from "@/api/job";
import type { Job } from "@/api/types";
import { INITIAL_STATE, type JobState, jobReducer } from "./job-state";
import { useJobSound } from "./use-job-sound";

/** Milliseconds between two questions when events do not come through. */
const POLL = 1_000;

interface Watched extends JobState {
  error: unknown;
  /** Takes in what an action on the job answered. */
  update: (job: Job) => void;
}

/** Follows one job: by its events, or by asking for its status where events do not come through. */
export function useWatchedJob(jobId: string): Watched {
  const [state, dispatch] = useReducer(jobReducer, INITIAL_STATE);
  const queryClient = useQueryClient();
  const watching = state.link === "watching";
  const polling = state.link === "polling";
  const ended = state.link === "ended";
  useJobSound(state.job);

  useEffect(() => {
    if (!watching) return;
    return watchJob(jobId, dispatch, (heard) => dispatch({ type: "lost", heard }));
  }, [jobId, watching]);

  const { data, error } = useQuery({
    ...jobQuery(jobId, state.losses),
    enabled: polling,
    refetchInterval: polling ? POLL : false,
    staleTime: 0,
    retry: false,
  });
  useEffect(() => {
    if (polling && data) dispatch({ type: "job", job: data });
  }, [polling, data]);

  useEffect(() => {
    if (!ended) return;
    for (const queryKey of [galleryListKey, budgetQuery.queryKey, estimateKey]) void queryClient.invalidateQueries({ queryKey });
  }, [ended, queryClient]);

  return { ...state, error: polling ? error : null, update: (job) => dispatch({ type: "job", job }) };
}
