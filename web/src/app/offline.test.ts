import { act } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as outdated from "@/ui/outdated";
import { currentToasts } from "@/ui/toaster";
import { follow } from "./offline";
import { tellSeen } from "./seen";

vi.mock("./seen", () => ({ tellSeen: vi.fn() }));

/** As much of a worker, and of what holds it, as the page uses. */
class Worker extends EventTarget {
  state = "installing";
  readonly told: unknown[] = [];
  postMessage = (message: unknown) => void this.told.push(message);
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

function browser({ controller, waiting }: { controller?: Worker; waiting?: Worker } = {}) {
  const registration = Object.assign(new EventTarget(), {
    waiting: waiting ?? null,
    installing: null as Worker | null,
    update: vi.fn(() => Promise.reject(new Error("offline"))),
  });
  const register = vi.fn(() => Promise.resolve(registration));
  const container = Object.assign(new EventTarget(), { controller: controller ?? null, register });
  return {
    registration,
    register,
    container: container as unknown as ServiceWorkerContainer,
    takeControl: (worker: Worker | null = container.controller) => {
      container.controller = worker;
      container.dispatchEvent(new Event("controllerchange"));
    },
    /** A new version is found and installed. */
    find: (worker: Worker) => {
      registration.installing = worker;
      registration.dispatchEvent(new Event("updatefound"));
      worker.become("installed");
    },
  };
}

const newer = (is: boolean) => vi.spyOn(outdated, "isOutdated").mockResolvedValue(is);

beforeEach(() => newer(false));
describe("the worker", () => {
  it("is installed, and told what it has not seen", async () => {
    const { container, register } = browser();
    await follow(container);
    expect(register).toHaveBeenCalledWith("/sw.js", { updateViaCache: "none" });
    expect(tellSeen).toHaveBeenCalledWith(container);
  });

  it("takes over by itself when the page is new already", async () => {
    const next = new Worker();
    const { container, find, takeControl } = browser({ controller: new Worker() });
    const reload = vi.fn();
    await follow(container, reload);
    find(next);
    await vi.waitFor(() => expect(next.told).toEqual([{ type: "SKIP_WAITING" }]));
    takeControl();
    expect(reload).not.toHaveBeenCalled();
    expect(currentToasts()).toEqual([]);
  });

  it("waits with a new page until people want it", async () => {
    newer(true);
    const next = new Worker();
    const { container, takeControl } = browser({ controller: new Worker(), waiting: next });
    const reload = vi.fn();
    await follow(container, reload);
    await vi.waitFor(() => expect(currentToasts()).toHaveLength(1));
    expect(currentToasts()[0]).toMatchObject({ text: "There is a new version of this page.", stays: true });
    expect(next.told).toEqual([]);
    act(() => currentToasts()[0]?.action?.act());
    expect(next.told).toEqual([{ type: "SKIP_WAITING" }]);
    takeControl();
    expect(reload).toHaveBeenCalledOnce();
  });

  it("is looked for anew in a page that stays open for hours, when people come back to it", async () => {
    vi.useFakeTimers({ now: 0, toFake: ["Date"] });
    const { container, registration } = browser({ controller: new Worker() });
    await follow(container);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(registration.update).not.toHaveBeenCalled();
    vi.setSystemTime(3_600_001);
    document.dispatchEvent(new Event("visibilitychange"));
    document.dispatchEvent(new Event("visibilitychange"));
    expect(registration.update).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});
