import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { imageOf } from "@/api/job";
import type { GalleryImage } from "@/api/types";
import { speak } from "@/text/language";
import { addToTray, trayNow } from "./compare-tray";
import { PictureMenu } from "./picture-menu";
import { Toaster } from "./toaster";

let images: GalleryImage[];

beforeEach(() => {
  const api = new FakeApi();
  install(api);
  const job = api.addJob("a red fox");
  images = job.results.flatMap((run) => imageOf(job, run) ?? []);
});

const image = (at = 0) => images[at] as GalleryImage;

function show(extra: Partial<GalleryImage> = {}) {
  const user = userEvent.setup();
  render(
    <>
      <PictureMenu image={{ ...image(), ...extra }} />
      <Toaster />
    </>,
  );
  return { user, button: screen.getByRole("button", { name: "Options for the picture by Fluent 3D" }) };
}

const item = (name: string) => screen.findByRole("menuitem", { name });

describe("the menu of a picture", () => {
  it("saves the picture in four ways", async () => {
    const { user, button } = show();
    expect(button).toHaveAttribute("aria-expanded", "false");
    await user.click(button);
    expect(await screen.findByRole("menu", { name: "Options for the picture by Fluent 3D" })).toBeVisible();
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(await item("Download original")).toHaveAttribute("href", "/images/job-1-0?download=1");
    expect(await item("Download as WebP")).toHaveAttribute("href", "/images/job-1-0?format=webp&download=1");
    expect(await item("Download without metadata")).toHaveAttribute("href", "/images/job-1-0?metadata=strip&download=1");
    expect(await item("WebP without metadata")).toHaveAttribute("href", "/images/job-1-0?format=webp&metadata=strip&download=1");
    for (const one of ["Download original", "WebP without metadata"]) expect(await item(one)).toHaveAttribute("download");
  });

  it("offers no WebP of what is WebP, and keeps what an address asks already", async () => {
    const { user, button } = show({ mediaType: "image/webp", url: "https://cdn.example/one?v=2" });
    await user.click(button);
    expect(await item("Download without metadata")).toHaveAttribute("href", "https://cdn.example/one?v=2&metadata=strip&download=1");
    expect(screen.queryByRole("menuitem", { name: /WebP/ })).not.toBeInTheDocument();
  });

  it("is led by keys, and gives the focus back", async () => {
    const { user, button } = show();
    button.focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(async () => expect(await item("Download original")).toHaveFocus());
    await user.keyboard("{ArrowDown}");
    expect(await item("Download as WebP")).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
    expect(button).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(async () => expect(await item("Download original")).toHaveFocus());
  });

  it("closes by its own button and by a press beside it", async () => {
    const { user, button } = show();
    await user.click(button);
    await screen.findByRole("menu");
    await user.click(button);
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
    await user.click(button);
    await screen.findByRole("menu");
    await user.click(document.body);
    await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
  });

  it("copies the prompt and the link, and says so", async () => {
    const { user, button } = show();
    await user.click(button);
    await user.click(await item("Copy prompt"));
    expect(await screen.findByText("Prompt copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe("a red fox");
    await user.click(button);
    await user.click(await item("Copy link"));
    expect(await screen.findByText("Link copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(`${location.origin}/?share=job-1&picture=job-1-0`);
  });

  it("says when the browser does not let it copy", async () => {
    const { user, button } = show();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(button);
    await user.click(await item("Copy prompt"));
    expect(await screen.findByText("The browser does not let this page copy.")).toBeVisible();
  });

  it("copies the picture where that is possible", async () => {
    const put: Blob[] = [];
    vi.stubGlobal("ClipboardItem", class {
      constructor(readonly content: Record<string, Promise<Blob>>) {}
    });
    const { user, button } = show();
    vi.spyOn(navigator.clipboard, "write").mockImplementation(async ([one]) => {
      put.push(await (one as unknown as { content: Record<string, Promise<Blob>> }).content["image/png"] as Blob);
    });
    await user.click(button);
    await user.click(await item("Copy picture"));
    expect(await screen.findByText("Picture copied")).toBeVisible();
    expect(put.map((blob) => blob.type)).toEqual(["image/png"]);
  });

  it("leads to the studio with the settings that were used, for all models or for its own", async () => {
    const { user, button } = show();
    await user.click(button);
    const settings = "prompt=a+red+fox&steps=12&guidance=4&seed=7&size=512x512";
    expect(await item("Reuse settings")).toHaveAttribute("href", `/?${settings}`);
    expect(await item("Reuse with this model only")).toHaveAttribute("href", `/?${settings}&models=painter%2Ffluent-3d`);
    await user.click(await item("Reuse settings"));
    expect(location.search).toBe(`?${settings}`);
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
  });

  it("puts the picture into the tray and takes it out, until the tray is full", async () => {
    const { user, button } = show();
    await user.click(button);
    await user.click(await item("Add to compare"));
    expect(trayNow().map((one) => one.runId)).toEqual(["job-1-0"]);
    await user.click(button);
    await user.click(await item("Take out of compare"));
    expect(trayNow()).toEqual([]);
    for (const at of [1, 2, 3, 4]) addToTray(image(at));
    await user.click(button);
    expect(await item("Compare is full (4)")).toHaveAttribute("aria-disabled", "true");
  });

  it("speaks the language of the page", async () => {
    await speak("de");
    render(<PictureMenu image={image()} />);
    fireEvent.click(screen.getByRole("button", { name: "Optionen für das Bild von Fluent 3D" }));
    const list = within(await screen.findByRole("menu"));
    expect(list.getByRole("menuitem", { name: "Ohne Metadaten herunterladen" })).toBeVisible();
  });
});
