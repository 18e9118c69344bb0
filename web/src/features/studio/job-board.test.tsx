import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { PAID } from "@/testing/fake-models";
import { renderPage } from "@/testing/render-page";

const promptBox = () => screen.getByRole("textbox", { name: "Prompt" });

async function paint(prompt: string, api = new FakeApi()) {
  const page = renderPage("/", api);
  await page.user.type(promptBox(), prompt);
  await page.user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findAllByRole("article");
  return page;
}

describe("the board of a job", () => {
  it("counts the pictures as they come, and then offers what can be done with them", async () => {
    const api = new FakeApi();
    api.hold();
    await paint("a fox", api);
    expect(await screen.findByText("Painting 5 pictures…")).toBeVisible();
    expect(screen.queryByRole("link", { name: "In the gallery" })).not.toBeInTheDocument();
    api.release();
    expect(await screen.findByText("5 pictures painted")).toBeVisible();
    expect(screen.getByRole("link", { name: "Compare" })).toHaveAttribute("href", "/?compare=job-1-0%2Cjob-1-1%2Cjob-1-2%2Cjob-1-3");
    expect(screen.getByRole("link", { name: "In the gallery" })).toHaveAttribute("href", "/?gallery=job-1");
    expect(screen.getByRole("button", { name: "All as zip" })).toBeVisible();
  });

  it("tells in full view what a picture was not to show, where its model took notice", async () => {
    const { user } = renderPage("/?prompt=a+fox&negative=a+hat", new FakeApi({ models: PAID }));
    await user.click(await screen.findByRole("button", { name: /^Paint with 4/ }));
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Noto" }));
    await user.keyboard("i");
    const settings = within(await screen.findByRole("complementary", { name: "Settings" }));
    expect(settings.getByText("Left out").nextSibling).toHaveTextContent("a hat");
    expect(settings.getByRole("link", { name: "Reuse settings" })).toHaveAttribute("href", expect.stringContaining("negative=a+hat"));
    await user.keyboard("{ArrowRight}");
    expect(await screen.findByRole("dialog", { name: "Flare" })).toBeVisible();
    expect(settings.queryByText("Left out")).not.toBeInTheDocument();
  });

  it("tells a run its place in line", async () => {
    const api = new FakeApi({ atOnce: 1 });
    api.hold();
    const { user } = await paint("a fox", api);
    await user.type(promptBox(), "es");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("heading", { name: "a foxes" });
    await user.type(promptBox(), "!");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("heading", { name: "a foxes!" });
    await waitFor(() => expect(screen.getByRole("article", { name: "Noto" })).toHaveTextContent("Waiting, 1 before it"));
    api.release();
    expect(await screen.findByText("5 pictures painted")).toBeVisible();
  });

  it("stops all", async () => {
    const api = new FakeApi();
    api.hold();
    const { user } = await paint("a fox", api);
    await user.click(screen.getByRole("button", { name: "Stop all" }));
    expect(await screen.findByText("Nothing was painted; 5 stopped")).toBeVisible();
    expect(screen.queryByRole("button", { name: "All as zip" })).not.toBeInTheDocument();
    api.release();
  });

  it("tries all that failed again with one press", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox fail:rate-limited:all");
    const { user } = renderPage(`/?job=${job.jobId}`, api);
    expect(await screen.findByText("Nothing was painted; 5 failed")).toBeVisible();
    job.prompt = "a fox";
    await user.click(screen.getByRole("button", { name: "Try the 5 failed again" }));
    expect(await screen.findByText("5 pictures painted")).toBeVisible();
    expect(api.calls.filter((call) => call.endsWith("/retry"))).toHaveLength(5);
  });

  it("does not try again by itself what may have been billed", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox fail:timed-out:all");
    renderPage(`/?job=${job.jobId}`, api);
    expect(await screen.findByText(/^Nothing was painted; 5 failed/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /failed again/ })).not.toBeInTheDocument();
    expect(screen.getAllByText("Outcome unknown")).toHaveLength(5);
  });

  it("keeps the seed of a picture for the next ones", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox");
    const { user } = renderPage(`/?job=${job.jobId}`, api);
    const [first] = await screen.findAllByRole("button", { name: "Keep seed 7 for the next pictures" });
    if (first) await user.click(first);
    expect(await screen.findByText("The next pictures use seed 7")).toBeVisible();
    expect(screen.getByRole("button", { name: /^All 5 models · seed 7/ })).toBeVisible();
  });

  it("fills the form from a picture's menu, and stays", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox");
    const { user } = renderPage(`/?job=${job.jobId}`, api);
    const card = within(await screen.findByRole("article", { name: "Noto" }));
    await user.clear(promptBox());
    await user.type(promptBox(), "something else");
    await user.click(card.getByRole("button", { name: /^Options/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Reuse with this model only" }));
    expect(promptBox()).toHaveValue("a fox");
    expect(await screen.findByRole("button", { name: /^1 of 5 models · .*seed 7/ })).toBeVisible();
    expect(screen.getByRole("article", { name: "Noto" })).toBeVisible();
  });

  it("opens a picture in full", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox");
    const { user } = renderPage(`/?job=${job.jobId}`, api);
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Noto" }));
    expect(await screen.findByRole("dialog", { name: /Noto/ })).toBeVisible();
  });

  it("says that the pictures lie in the trash", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox", { trashed: true });
    renderPage(`/?job=${job.jobId}`, api);
    expect(await screen.findByText("These pictures are in the trash.")).toBeVisible();
  });

  it("tells in a toast what could not be done", async () => {
    const api = new FakeApi();
    api.hold();
    const { user } = await paint("a fox", api);
    api.down = true;
    await user.click(screen.getByRole("button", { name: "Stop all" }));
    expect(await screen.findByText(/^The server cannot be reached/)).toBeVisible();
    api.down = false;
    api.release();
  });
});
