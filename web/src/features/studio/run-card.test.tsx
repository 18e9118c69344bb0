import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Job, Progress, Result } from "@/api/types";
import { speak } from "@/text/language";
import { FakeApi } from "@/testing/fake-api";
import { clearTray, trayNow } from "@/ui/compare-tray";
import { Toaster } from "@/ui/toaster";
import { RunCard } from "./run-card";

let job: Job;

beforeEach(() => {
  job = new FakeApi().addJob("a red fox");
  clearTray();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});

/** A run as it is before there is a picture. */
const unpainted = (more: Partial<Result>): Result => {
  const { runId, index, model, modelId, parameters, estimateMicroUsd } = job.results[0] as Result;
  const cost = { microUsd: 0, certainty: "exact" } as const;
  return { runId, index, model, modelId, parameters, estimateMicroUsd, cost, status: "pending", stopping: false, attempts: 1, warnings: [], ...more };
};
const failed = (more: Partial<Result>) => unpainted({ status: "error", errorCode: "TIMED_OUT", ...more });

function show(run: Result, { progress, busy = false }: { progress?: Progress; busy?: boolean } = {}) {
  const acts = { onOpen: vi.fn(), onStop: vi.fn(), onRetry: vi.fn(), onKeepSeed: vi.fn() };
  const card = (next: Result, news?: Progress) => <RunCard job={job} run={next} progress={news} busy={busy} {...acts} />;
  const view = render(
    <>
      {card(run, progress)}
      <Toaster />
    </>,
  );
  return { user: userEvent.setup(), ...acts, become: (next: Result, news?: Progress) => view.rerender(<>{card(next, news)}<Toaster /></>) };
}

const card = () => screen.getByRole("article", { name: "Fluent 3D" });

describe("a run that waits", () => {
  it("says that it waits, and how many are before it", () => {
    const { become } = show(unpainted({ status: "pending" }));
    expect(card()).toHaveTextContent("Waiting");
    become(unpainted({ status: "pending", ahead: 3 }));
    expect(card()).toHaveTextContent("Waiting, 3 before it");
  });

  it("counts down to the next attempt", () => {
    vi.useFakeTimers();
    const run = unpainted({ status: "pending", retryAt: new Date(Date.now() + 5_000).toISOString() });
    show(run);
    expect(card()).toHaveTextContent("Tries again in 5.0 s");
    act(() => void vi.advanceTimersByTime(2_000));
    expect(card()).toHaveTextContent("Tries again in 3.0 s");
    vi.useRealTimers();
  });

  it("can be stopped", async () => {
    const { user, onStop, become } = show(unpainted({ status: "pending" }));
    await user.click(screen.getByRole("button", { name: "Stop Fluent 3D" }));
    expect(onStop).toHaveBeenCalledOnce();
    become(unpainted({ status: "pending", stopping: true }));
    expect(card()).toHaveTextContent("Stopping…");
    expect(screen.getByRole("button", { name: "Stop Fluent 3D" })).toHaveAttribute("aria-disabled", "true");
  });
});

describe("a run at work", () => {
  it("shows its preview, its step and its time", () => {
    const startedAt = new Date(Date.now() - 2_050).toISOString();
    show(unpainted({ status: "in_progress", startedAt }), { progress: { runId: job.results[0]?.runId ?? "", step: 3, steps: 12, preview: "data:image/png;base64,AAAA" } });
    expect(card()).toHaveTextContent(/Step 3\/12 · 2\.\d s/);
    expect(screen.getByRole("progressbar", { name: "Steps of Fluent 3D" })).toHaveAttribute("aria-valuenow", "3");
    expect(card().querySelector("img")).toHaveAttribute("src", "data:image/png;base64,AAAA");
  });

  it("has no bar where the model tells no steps", () => {
    show(unpainted({ status: "in_progress" }));
    expect(card()).toHaveTextContent("Painting");
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
  });
});

describe("a painted run", () => {
  it("says what it took and cost, opens, and keeps its seed", async () => {
    const [run] = job.results as [Result];
    const { user, onOpen, onKeepSeed } = show({ ...run, duration: 1.44 });
    expect(card()).toHaveTextContent("1.4 s · free");
    await user.click(screen.getByRole("button", { name: "Enlarge the picture by Fluent 3D" }));
    expect(onOpen).toHaveBeenCalledOnce();
    await user.click(screen.getByRole("button", { name: /^Keep seed 7 / }));
    expect(onKeepSeed).toHaveBeenCalledWith(7);
  });

  it("offers its menu, which fills the form beside the pictures", async () => {
    const [run] = job.results as [Result];
    const { user } = show(run);
    await user.click(screen.getByRole("button", { name: "Options for the picture by Fluent 3D" }));
    const reuse = await screen.findByRole("menuitem", { name: "Reuse settings" });
    expect(reuse).toHaveAttribute("href", expect.stringMatching(/^\/\?job=job-1&prompt=a\+red\+fox&steps=12/));
    expect(screen.getByRole("menuitem", { name: "Download original" })).toBeVisible();
  });

  it("comes out of the noise for whoever waited, in finer and finer pixels", () => {
    vi.useFakeTimers();
    const [run] = job.results as [Result];
    const { become } = show(unpainted({ status: "in_progress" }));
    const grains = () => card().querySelectorAll("canvas").length;
    expect(grains()).toBe(1);
    become(run);
    const picture = screen.getByRole("img", { name: "a red fox, painted by Fluent 3D" });
    expect(picture).toHaveClass("opacity-0");
    fireEvent.load(picture);
    expect(picture).not.toHaveClass("opacity-0");
    const across = () => Number(card().querySelector("canvas")?.getAttribute("width"));
    const first = across();
    expect(grains()).toBe(2);
    act(() => void vi.advanceTimersByTime(250));
    expect(across()).toBeGreaterThan(first);
    for (let at = 0; at < 10; at++) act(() => void vi.advanceTimersByTime(110));
    expect(grains()).toBe(0);
    vi.useRealTimers();
  });

  it("is simply there for whoever comes later, and for whoever prefers less motion", () => {
    const [run] = job.results as [Result];
    show(run);
    fireEvent.load(screen.getByRole("img", { name: /painted by/ }));
    expect(card().querySelector("canvas")).toBeNull();
  });

  it("does not move where people prefer less motion", () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const [run] = job.results as [Result];
    const { become } = show(unpainted({ status: "in_progress" }));
    become(run);
    fireEvent.load(screen.getByRole("img", { name: /painted by/ }));
    expect(card().querySelector("canvas")).toBeNull();
  });

  it("says that the picture could not be loaded", () => {
    const [run] = job.results as [Result];
    show(run);
    fireEvent.error(screen.getByRole("img", { name: /painted by/ }));
    expect(card()).toHaveTextContent("This picture could not be loaded.");
  });

  it("is chosen to be compared, up to four", async () => {
    const [run] = job.results as [Result];
    const { user } = show(run);
    const toggle = screen.getByRole("button", { name: "Compare the picture by Fluent 3D" });
    await user.click(toggle);
    expect(trayNow().map((one) => one.runId)).toEqual([run.runId]);
    expect(toggle).toHaveAttribute("aria-pressed", "true");
    await user.click(toggle);
    expect(trayNow()).toEqual([]);
    sessionStorage.setItem("compare-tray", JSON.stringify([1, 2, 3, 4].map((at) => ({ runId: `other-${at}`, thumbnailUrl: "/t", model: "M" }))));
    await user.click(toggle);
    expect(await screen.findByText("No more than 4 pictures can be compared")).toBeVisible();
    expect(toggle).toHaveAttribute("aria-pressed", "false");
  });

  it("tells how the prompt was read only where that is something else", () => {
    const [run] = job.results as [Result];
    const read = (reading: string): Result => ({ ...run, ...(run.image && { image: { ...run.image, reading } }) });
    const { become } = show(read("Red fox!"));
    expect(card()).not.toHaveTextContent("Understood as");
    become(read("blue fox"));
    expect(card()).toHaveTextContent("Understood as: blue fox");
  });

  it("tells which settings were not used as asked, in every language", async () => {
    const [run] = job.results as [Result];
    const warnings: Result["warnings"] = [
      { kind: "adapted", parameter: "steps", asked: "60", used: "40", reason: "this model takes 1 to 40", message: "steps 40 used instead of 60: this model takes 1 to 40" },
      { kind: "ignored", parameter: "seed", reason: "this model has no seed", message: "seed ignored: this model has no seed" },
      { kind: "ignored", parameter: "quality", reason: "this model has no quality", message: "quality ignored: this model has no quality" },
      {
        kind: "ignored",
        parameter: "negativePrompt",
        reason: "guidance 1 leaves nothing to steer away with",
        message: "negative prompt ignored: guidance 1 leaves nothing to steer away with",
      },
    ];
    const { become } = show({ ...run, warnings });
    const notes = () => within(card()).getAllByRole("listitem").map((item) => item.textContent);
    expect(notes()).toEqual(["Note: Ignores seed, quality", "Note: Steps 40 used instead of 60: this model takes 1 to 40", "Note: Negative prompt ignored: guidance 1 leaves nothing to steer away with"]);
    const said: Record<"de" | "es" | "zh", RegExp[]> = {
      de: [/Ohne Wirkung: Seed, Qualität$/, /Schritte: 40 statt 60 \(dieses Modell nimmt 1 bis 40\)$/, /Weglassen: ohne Wirkung$/],
      es: [/Sin efecto: Semilla, Calidad$/, /Pasos: 40 en vez de 60 \(este modelo admite de 1 a 40\)$/, /Sin: sin efecto$/],
      zh: [/不起作用：种子、质量$/, /步数：用了 40，而不是 60（这个模型支持 1 到 40）$/, /不要出现：不起作用$/],
    };
    for (const language of ["de", "es", "zh"] as const) {
      await speak(language);
      become({ ...run, warnings });
      said[language].forEach((sentence, at) => expect(notes()[at]).toMatch(sentence));
    }
  });
});

describe("a run that failed", () => {
  it("says why, and can be tried again", async () => {
    const { user, onRetry } = show(failed({ errorCode: "UNAUTHORIZED", outcome: "refused" }));
    expect(card()).toHaveTextContent("The model's key was not accepted.");
    expect(card()).toHaveTextContent("Not painted");
    expect(card()).not.toHaveTextContent(/billed|cost/);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it("says what it cost all the same", () => {
    show(failed({ cost: { microUsd: 13_000, certainty: "exact" }, outcome: "answered", mayHaveBeenBilled: true }));
    expect(card()).toHaveTextContent("Not painted");
    expect(card()).toHaveTextContent("It cost $0.013 all the same. Trying again may be billed once more.");
  });

  it("looks different where nobody knows how it went, and tells what that may mean", () => {
    show(failed({ cost: { microUsd: 13_000, certainty: "unknown" }, outcome: "unknown", mayHaveBeenBilled: true }));
    expect(card()).toHaveTextContent("Outcome unknown");
    expect(card()).toHaveTextContent("it may have cost $0.013. Trying again may be billed once more.");
    expect(card().querySelector("canvas")).not.toBeNull();
  });

  it("says so where nobody knows the price either", () => {
    show(failed({ outcome: "unknown", mayHaveBeenBilled: true }));
    expect(card()).toHaveTextContent("This attempt may have been billed. Trying again may be billed once more.");
  });

  it("cannot be tried twice at once", () => {
    show(failed({}), { busy: true });
    expect(screen.getByRole("button", { name: "Try again" })).toHaveAttribute("aria-disabled", "true");
  });
});

describe("a run that was stopped", () => {
  it("says so", () => {
    show(unpainted({ status: "cancelled" }));
    expect(card()).toHaveTextContent("Stopped");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("says that the model may have gone on", () => {
    show(unpainted({ status: "cancelled", mayHaveBeenBilled: true, outcome: "unknown" }));
    expect(card()).toHaveTextContent("Stopped, but the model may have gone on");
    expect(card()).toHaveTextContent("This attempt may have been billed.");
  });
});
