import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { imageOf } from "@/api/job";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { Lightbox } from "./lightbox";
import { navigate } from "./route";
import type { PictureInfo } from "./reuse";
import { currentToasts } from "./toaster";

let images: PictureInfo[];

beforeEach(() => {
  const api = new FakeApi();
  install(api);
  const job = api.addJob("a red fox");
  images = job.results.flatMap((run) => imageOf(job, run) ?? []);
  // jsdom lays nothing out.
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 400, 400));
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(400);
});

function Page({ shown = images, start = 1, children }: { shown?: readonly PictureInfo[]; start?: number; children?: ReactNode }) {
  const [open, setOpen] = useState<string>();
  return (
    <>
      <button onClick={() => setOpen(shown[start]?.runId)}>Open</button>
      <Lightbox images={shown} open={open} onClose={() => setOpen(undefined)} />
      {children}
    </>
  );
}

async function open(props: Parameters<typeof Page>[0] = {}) {
  const user = userEvent.setup();
  const view = render(<Page {...props} />);
  await user.click(screen.getByRole("button", { name: "Open" }));
  return { user, ...view };
}

const title = () => screen.getByRole("dialog").getAttribute("aria-label");
const picture = () => within(screen.getByRole("dialog")).getByRole("img", { name: /painted by/ });
const transform = () => picture().parentElement?.style.transform ?? "";
const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());

/** A finger that goes along some points, one every 16 ms unless told otherwise. */
function swipe(points: readonly (readonly [number, number])[], { every = 16, rest = 0, pointerId = 1, pointerType = "touch" } = {}) {
  const target = picture();
  const tell = (type: string, [clientX, clientY]: readonly [number, number], timeStamp: number) => {
    const event = new PointerEvent(type, { bubbles: true, button: 0, pointerId, pointerType, clientX, clientY });
    Object.defineProperty(event, "timeStamp", { value: timeStamp });
    fireEvent(target, event);
  };
  const [first = [0, 0] as const] = points;
  tell("pointerdown", first, 0);
  points.slice(1).forEach((point, at) => tell("pointermove", point, (at + 1) * every));
  tell("pointerup", points.at(-1) ?? first, points.length * every + rest);
}

describe("the viewer", () => {
  it("goes through the pictures by arrows, Home and End, and says where it is", async () => {
    const { user } = await open();
    expect(title()).toBe("Fluent flat");
    expect(screen.getByText(/^2 of 5 · /)).toBeVisible();
    await user.keyboard("{ArrowRight}");
    expect(title()).toBe("Noto");
    await user.keyboard("{End}");
    expect(screen.getByText(/^5 of 5 · /)).toBeVisible();
    await user.keyboard("{ArrowRight}");
    expect(title()).toBe("Fluent 3D");
    await user.keyboard("{ArrowLeft}");
    expect(title()).toBe("Twemoji");
    await user.keyboard("{Home}");
    expect(title()).toBe("Fluent 3D");
    await user.click(screen.getByRole("button", { name: "Next picture" }));
    await user.click(screen.getByRole("button", { name: "Previous picture" }));
    expect(title()).toBe("Fluent 3D");
  });

  it("shows the thumbnail until the whole is there, then fetches the neighbours", async () => {
    await open();
    const dialog = screen.getByRole("dialog");
    expect([...dialog.querySelectorAll("img")].map((one) => one.getAttribute("src"))).toEqual(["/images/job-1-1/thumbnail", "/images/job-1-1"]);
    fireEvent.load(picture());
    const all = [...dialog.querySelectorAll("img")].map((one) => one.getAttribute("src"));
    for (const neighbour of ["/images/job-1-0", "/images/job-1-2"]) expect(all).toContain(neighbour);
    expect(all).not.toContain("/images/job-1-3");
    expect(all).not.toContain("/images/job-1-1/thumbnail");
  });

  it("shows the small form where the whole does not come, and says so", async () => {
    await open();
    fireEvent.error(picture());
    expect(screen.getByText("Only its small form was kept here.")).toBeVisible();
    expect(picture()).toHaveAttribute("src", "/images/job-1-1/thumbnail");
    fireEvent.error(picture());
    expect(screen.getByText("This picture could not be loaded.")).toBeVisible();
  });

  it("is named by the address while it is open", async () => {
    const { user } = await open();
    expect(location.search).toBe("?picture=job-1-1");
    await user.keyboard("{ArrowRight}");
    expect(location.search).toBe("?picture=job-1-2");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(location.search).toBe(""));
  });

  it("zooms and looks around by keys, and only then do arrows stay with the picture", async () => {
    const { user } = await open();
    await user.keyboard("+");
    expect(transform()).toBe("scale(1.5) translate(0%, 0%)");
    await user.keyboard("{ArrowRight}");
    expect(title()).toBe("Fluent flat");
    expect(transform()).toMatch(/^scale\(1\.5\) translate\(-(9\.9|10)/);
    await user.keyboard("-");
    expect(transform()).toMatch(/^scale\(1\)/);
    await user.keyboard("++0{ArrowUp}");
    expect(transform()).toMatch(/^scale\(1\)/);
    await user.keyboard("+{End}");
    expect(transform()).toMatch(/^scale\(1\)/);
  });

  it("follows the finger sideways, and goes on when it went far or fast", async () => {
    await open();
    const target = picture();
    fireEvent.pointerDown(target, { pointerId: 1, button: 0, clientX: 300, clientY: 100 });
    fireEvent.pointerMove(target, { pointerId: 1, clientX: 240, clientY: 104 });
    expect(screen.getByRole("dialog").querySelector<HTMLElement>("[style*='-60px']")).not.toBeNull();
    fireEvent.pointerCancel(target, { pointerId: 1 });
    expect(title()).toBe("Fluent flat");

    swipe([[300, 100], [250, 100], [150, 100]], { every: 400, rest: 200 });
    expect(title()).toBe("Noto");
    swipe([[100, 100], [120, 100], [160, 100]]);
    expect(title()).toBe("Fluent flat");
    swipe([[100, 100], [120, 100], [160, 100]], { every: 200, rest: 200 });
    expect(title()).toBe("Fluent flat");
  });

  it("closes by a swipe downwards, not by a small one", async () => {
    await open();
    swipe([[100, 100], [100, 130], [100, 150]], { every: 200, rest: 200 });
    expect(screen.getByRole("dialog")).toBeVisible();
    swipe([[100, 100], [100, 200], [100, 320]]);
    await gone();
  });

  it("zooms by a double tap, a pinch and the wheel; a zoomed picture is dragged, not swiped", async () => {
    await open();
    swipe([[100, 100]]);
    swipe([[104, 100]]);
    expect(transform()).toMatch(/^scale\(3\)/);
    const before = transform();
    swipe([[300, 100], [200, 100], [100, 100]]);
    expect(title()).toBe("Fluent flat");
    expect(transform()).not.toBe(before);
    swipe([[100, 100]]);
    swipe([[104, 100]]);
    expect(transform()).toMatch(/^scale\(1\)/);

    const target = picture();
    fireEvent.pointerDown(target, { pointerId: 1, button: 0, clientX: 150, clientY: 200 });
    fireEvent.pointerDown(target, { pointerId: 2, button: 0, clientX: 250, clientY: 200 });
    fireEvent.pointerMove(target, { pointerId: 2, clientX: 350, clientY: 200 });
    fireEvent.pointerUp(target, { pointerId: 2 });
    fireEvent.pointerUp(target, { pointerId: 1 });
    expect(transform()).toMatch(/^scale\(2\)/);
    fireEvent.wheel(target, { deltaY: 100 });
    expect(transform()).toMatch(/^scale\(1\.6/);
  });

  it("closes by a click beside the picture, but not by a tap there", async () => {
    await open();
    swipe([[100, 600]]);
    expect(screen.getByRole("dialog")).toBeVisible();
    swipe([[350, 700]], { pointerType: "mouse" });
    await gone();
  });

  it("tells the settings on request, and goes on telling them", async () => {
    const { user } = await open();
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
    await user.keyboard("i");
    const panel = within(screen.getByRole("complementary", { name: "Settings" }));
    expect(panel.getByText("a red fox", { selector: "p" })).toBeVisible();
    expect(panel.getByText("Seed").nextSibling).toHaveTextContent("7");
    expect(panel.queryByText("Quality")).not.toBeInTheDocument();
    expect(panel.getByRole("link", { name: "Reuse settings" })).toHaveAttribute("href", expect.stringMatching(/^\/\?prompt=a\+red\+fox&steps=12/));
    await user.click(panel.getByRole("button", { name: "Copy prompt" }));
    expect(await navigator.clipboard.readText()).toBe("a red fox");
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("complementary")).toHaveTextContent("Noto");
    await user.click(screen.getByRole("button", { name: "Settings" }));
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
  });

  it("tells what the model did not do as asked, and when the prompt cannot be copied", async () => {
    const [first] = images;
    if (!first) throw new Error("nothing was painted");
    const warning = { kind: "adapted" as const, parameter: "steps", asked: "99", used: "40", reason: "", message: "steps 40 used instead of 99" };
    const { user } = await open({ shown: [{ ...first, warnings: [warning] }], start: 0 });
    await user.keyboard("I");
    expect(screen.getByText("Note: steps 40 used instead of 99")).toBeVisible();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(screen.getByRole("button", { name: "Copy prompt" }));
    expect(currentToasts().map((toast) => toast.text)).toEqual(["The browser does not let this page copy."]);
  });

  it("keeps the keys of its menu to the menu", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Options for the picture by Fluent flat" }));
    const menu = await screen.findByRole("menu");
    expect(screen.getByRole("dialog")).toContainElement(menu);
    await user.keyboard("{ArrowDown}{End}");
    expect(title()).toBe("Fluent flat");
  });

  it("is closed by the browser's way back, and takes that step itself when it is closed otherwise", async () => {
    const before = history.length;
    const { user } = await open();
    expect(history.length).toBe(before + 1);
    act(() => history.back());
    await gone();
    expect(history.state).toBeNull();

    await user.click(screen.getByRole("button", { name: "Open" }));
    expect(history.state).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Close" }));
    await gone();
    await waitFor(() => expect(history.state).toBeNull());

    await user.click(screen.getByRole("button", { name: "Open" }));
    fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
    await gone();
    expect(screen.getByRole("button", { name: "Open" })).toHaveFocus();
    await waitFor(() => expect(history.state).toBeNull());
  });

  it("leaves no step behind when people go on from it", async () => {
    await open();
    const before = history.length;
    act(() => navigate({ view: "gallery" }));
    expect(history.length).toBe(before);
    expect(history.state).toEqual({ from: "studio" });
  });

  it("stays with its picture when others come before it, and shows one alone without the ways on", async () => {
    const { rerender } = await open({ shown: images.slice(2, 4), start: 1 });
    expect(title()).toBe("Noto blobs");
    expect(screen.getByText(/^2 of 2 · /)).toBeVisible();
    rerender(<Page shown={images} start={1} />);
    expect(title()).toBe("Noto blobs");
    expect(screen.getByText(/^4 of 5 · /)).toBeVisible();
    rerender(<Page shown={images.slice(3, 4)} start={1} />);
    expect(screen.queryByRole("button", { name: "Next picture" })).not.toBeInTheDocument();
    expect(screen.queryByText(/ of /)).not.toBeInTheDocument();
    swipe([[300, 100], [100, 100]]);
    expect(title()).toBe("Noto blobs");
  });
});
