import { expect, it, vi } from "vitest";

/** An audio context that only notes what it was asked to play. */
function listening() {
  const pitches: number[] = [];
  const param = () => ({ value: 0, setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() });
  class Context {
    currentTime = 0;
    destination = {};
    resume = () => Promise.reject(new Error("nobody has touched the page"));
    createGain = () => ({ gain: param(), connect: vi.fn() });
    createOscillator = () => {
      const frequency = param();
      return { type: "sine", frequency, connect: (next: object) => next, start: () => pitches.push(frequency.value), stop: vi.fn() };
    };
  }
  vi.stubGlobal("AudioContext", Context);
  return pitches;
}

it("is silent until somebody asks for sounds, and then lets one be heard", async () => {
  const pitches = listening();
  const { chooseSounds, play, soundsWanted } = await import("./sound");
  play("done");
  expect(pitches).toEqual([]);
  chooseSounds(true);
  expect(soundsWanted()).toBe(true);
  expect(pitches).toHaveLength(2);
  chooseSounds(false);
  play("failed");
  expect(soundsWanted()).toBe(false);
  expect(pitches).toHaveLength(2);
});

it("goes up for what is done and down for what failed", async () => {
  const pitches = listening();
  vi.resetModules();
  const { chooseSounds, play } = await import("./sound");
  chooseSounds(true);
  play("failed");
  const [low = 0, high = 0, first = 0, second = 0] = pitches;
  expect(high).toBeGreaterThan(low);
  expect(second).toBeLessThan(first);
});

it("does no harm where there is no audio, and no storage", async () => {
  vi.stubGlobal("AudioContext", undefined);
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new Error("switched off");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("switched off");
  });
  const { chooseSounds, soundsWanted } = await import("./sound");
  chooseSounds(true);
  expect(soundsWanted()).toBe(false);
});
