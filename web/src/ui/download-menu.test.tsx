import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { DownloadMenu } from "./download-menu";
import { Opener } from "./opener";
import { Toaster } from "./toaster";

async function open() {
  const user = userEvent.setup();
  const view = render(<DownloadMenu jobId="job/1" />);
  await user.click(screen.getByRole("button", { name: "All as zip" }));
  return { user, ...view, link: await screen.findByRole("link", { name: "Download" }) };
}

describe("the download of a job", () => {
  it("packs the originals, with a manifest, unless told otherwise", async () => {
    const { link } = await open();
    expect(screen.getByRole("dialog", { name: "All as zip" })).toBeVisible();
    expect(link).toHaveAttribute("href", "/jobs/job%2F1/download");
    expect(screen.getByText(/^With manifest\.json/)).toBeVisible();
    expect(screen.getByRole("radio", { name: "Originals" })).toBeChecked();
  });

  it("takes the form that is chosen, and remembers it", async () => {
    const { user, link, unmount } = await open();
    await user.click(screen.getByRole("radio", { name: "WebP" }));
    expect(link).toHaveAttribute("href", "/jobs/job%2F1/download?format=webp");
    await user.click(screen.getByRole("checkbox", { name: "Without metadata" }));
    expect(link).toHaveAttribute("href", "/jobs/job%2F1/download?format=webp&metadata=strip");
    unmount();
    const again = await open();
    expect(again.link).toHaveAttribute("href", "/jobs/job%2F1/download?format=webp&metadata=strip");
  });

  it("shrugs at a memory that it cannot read", async () => {
    localStorage.setItem("zip", "{");
    expect((await open()).link).toHaveAttribute("href", "/jobs/job%2F1/download");
  });

  it("closes on Escape and gives the focus back", async () => {
    const { user } = await open();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "All as zip" })).toHaveFocus();
  });
});

describe("a button whose menu cannot be fetched", () => {
  it("says so, and is closed again", async () => {
    const user = userEvent.setup();
    render(
      <>
        <Opener kind="menu" load={() => Promise.reject(new Error("offline"))} popup={() => "never"}>
          More
        </Opener>
        <Toaster />
      </>,
    );
    await user.click(screen.getByRole("button", { name: "More" }));
    expect(await screen.findByText(/^That could not be loaded/)).toBeVisible();
    expect(screen.getByRole("button", { name: "More" })).toHaveAttribute("aria-expanded", "false");
  });
});
