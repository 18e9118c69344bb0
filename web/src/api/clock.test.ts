import { afterEach, expect, it, vi } from "vitest";
import { noteServerDate, serverNow } from "./clock";

afterEach(() => {
  noteServerDate(new Date().toUTCString());
  vi.useRealTimers();
});

it("follows the server's clock where it is another, and no small differences", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12) });
  noteServerDate("Mon, 23 Nov 2026 11:59:59 GMT");
  expect(serverNow()).toBe(Date.now());
  noteServerDate("Mon, 23 Nov 2026 11:50:00 GMT");
  expect(serverNow()).toBe(Date.UTC(2026, 10, 23, 11, 50));
  noteServerDate(null);
  noteServerDate("nonsense");
  expect(serverNow()).toBe(Date.UTC(2026, 10, 23, 11, 50));
  noteServerDate("Mon, 23 Nov 2026 12:00:01 GMT");
  expect(serverNow()).toBe(Date.now());
});
